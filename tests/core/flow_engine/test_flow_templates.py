"""The flow of each agent template: it is whole, and holds with a caller who agrees, who refuses, who wants a human."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, walk
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.run import last_sentence
from tron.core.flow_engine.validate import ValidateContext, validate
from tron.core.templates import agent_templates, find_template

IDS = [template.key for template in agent_templates()]
COLUMNS = frozenset({"order_id"})
"""What the contact lists of these templates hold beside names and numbers."""

AGREES: dict[str, tuple[list[str], str]] = {
    "sales_agent": (
        ["haan ji, boliye", "ghar me RO hai", "haan laga do", "Jaipur, Malviya Nagar", "kal subah", "haan"],
        "trial_booked",
    ),
    "support_agent": (["my parcel has not arrived", "it is 0 4 5 6 7", "yes", "no that is all"], "ticket_created"),
    "lead_qualifier": (
        ["yes", "a garment shop", "three people", "in Excel", "next month", "yes sure", "Monday at 11", "yes"],
        "demo_booked",
    ),
    "payment_reminder": (["haan main bol raha hoon", "haan, 5 tareekh tak kar dunga", "UPI se"], "promise_to_pay"),
    "appointment_setter": (
        ["हाँ जी", "Saturday", "हाँ", "शाम 6 बजे", "जी सही है", "सफ़ाई करवानी है"],
        "appointment_booked",
    ),
    "cod_confirmation": (["haan bhej do", "haan sahi hai", "main hi lunga"], "order_confirmed"),
    "survey_bot": (["yes, go ahead", "four", "five", "yes", "call before you come"], "survey_completed"),
    "therapist": (["हाँ", "ठीक ही है", "नींद कम आती है", "हाँ, मेरी बहन", "नहीं", "नहीं"], "check_in_done"),
}
REFUSES: dict[str, tuple[list[str], str]] = {
    "sales_agent": (["nahi, zaroorat nahi hai", "nahi"], "not_interested"),
    "support_agent": (["no thanks, I do not need any help"], "not_interested"),
    "lead_qualifier": (["no, not interested"], "not_interested"),
    "payment_reminder": (["haan", "nahi ho payega abhi", "naukri chali gayi"], "needs_help"),
    "appointment_setter": (["नहीं, ज़रूरत नहीं है", "नहीं"], "not_interested"),
    "cod_confirmation": (["nahi", "haan cancel kar do", "ab zaroorat nahi"], "order_cancelled"),
    "survey_bot": (["no, I do not want to"], "declined"),
    "therapist": (["नहीं, बात नहीं करनी"], "not_interested"),
}
HUMAN = {"hi": "मुझे किसी इंसान से बात करनी है", "en": "I want to talk to a human"}


def flow_of(key: str) -> dict[str, Any]:
    text = files("tron.templates").joinpath("flows").joinpath(f"{key}.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def rules_of(key: str) -> FlowRules:
    template = find_template(key)
    assert template is not None
    return FlowRules(language=template.agent.language, lines=template.agent.prepared_lines)


@pytest.mark.parametrize("key", IDS)
def test_it_is_whole(key: str) -> None:
    flow = flow_of(key)
    canvas = read_canvas(flow["canvas_data"])
    template = find_template(key)
    assert template is not None
    assert validate(canvas, ValidateContext(variables=COLUMNS)) == []
    assert len(canvas.nodes) >= 8
    assert flow["id"] == key
    assert flow["language"] == template.agent.language


async def _held(key: str, *caller: str) -> tuple[Talk, Any]:
    talk = Talk(*caller)
    variables = {"contact_name": "Asha", "order_id": "R 204", "phone_number": "+910000000001", "agent_name": "Riya"}
    result = await walk(flow_of(key)["canvas_data"], talk, Room(), rules_of(key), variables)
    assert not talk.of("flow.variable_missing")
    assert not talk.of("flow.dead_end")
    assert "Asha" in talk.said[0]
    return talk, result


@pytest.mark.parametrize("key", IDS)
async def test_somebody_agrees(key: str) -> None:
    caller, outcome = AGREES[key]
    talk, result = await _held(key, *caller)
    assert (result.reason, result.outcome) == ("agent_ended", outcome), talk.path()
    assert outcome in _template_outcomes(key, success=True)


@pytest.mark.parametrize("key", IDS)
async def test_somebody_refuses(key: str) -> None:
    caller, outcome = REFUSES[key]
    talk, result = await _held(key, *caller)
    assert (result.reason, result.outcome) == ("agent_ended", outcome), talk.path()
    assert outcome in _template_outcomes(key)


@pytest.mark.parametrize("key", IDS)
async def test_somebody_wants_a_human(key: str) -> None:
    talk, result = await _held(key, HUMAN[rules_of(key).language[:2]])
    assert result.outcome == "human_requested"
    assert "human" in talk.path()


@pytest.mark.parametrize("key", IDS)
async def test_somebody_wants_no_calls(key: str) -> None:
    room, talk = (
        Room(),
        Talk("mujhe dobara kabhi call mat karna" if rules_of(key).language == "hi-IN" else "never call me"),
    )
    result = await walk(flow_of(key)["canvas_data"], talk, room, rules_of(key), {"contact_name": "Asha"})
    assert room.opted_out
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")
    assert "no_calls" in talk.path()


@pytest.mark.parametrize("key", ["appointment_setter", "sales_agent", "lead_qualifier", "survey_bot"])
async def test_who_takes_the_offer_to_be_removed_is_removed(key: str) -> None:
    hindi = rules_of(key).language == "hi-IN"
    asks, takes = (
        ("mera number kahan se mila", "haan hatwa dijiye") if hindi else ("how did you get my number", "yes, remove it")
    )
    room, talk = Room(), Talk(asks, takes)
    result = await walk(flow_of(key)["canvas_data"], talk, room, rules_of(key), {"contact_name": "Asha"})
    assert "say_source" in talk.path()
    assert room.opted_out
    assert result.reason == "opted_out"


@pytest.mark.parametrize("key", IDS)
async def test_who_asks_who_calls_is_told_and_asked_again(key: str) -> None:
    hindi = rules_of(key).language == "hi-IN"
    talk, _result = await _held(key, "hello, kaun bol raha hai" if hindi else "who is this please", "!")
    assert talk.path()[-4:-1] == ["greeting", "who", "machine_say"]
    assert talk.said[-1] == last_sentence(talk.said[0])


@pytest.mark.parametrize("key", IDS)
async def test_who_did_not_hear_it_hears_the_question_again(key: str) -> None:
    hindi = rules_of(key).language == "hi-IN"
    talk, _result = await _held(key, "phir se boliye" if hindi else "sorry, can you say that again", "!")
    assert talk.path()[-3:] == ["greeting", "repeat", "greeting"]
    assert talk.said[1:] == [last_sentence(talk.said[0])]
    assert "?" in talk.said[1]


@pytest.mark.parametrize("key", IDS)
async def test_who_only_says_hello_hears_the_question_again(key: str) -> None:
    talk, _result = await _held(key, "hello?", "!")
    assert talk.path() == ["start", "greeting"]
    assert talk.said == [talk.said[0], talk.said[0]]


@pytest.mark.parametrize("key", IDS)
async def test_who_is_busy_is_called_when_they_say(key: str) -> None:
    hindi = rules_of(key).language == "hi-IN"
    named = "abhi nahi, kal shaam ko call karna" if hindi else "I am busy, call me tomorrow at 6"
    for caller in ([named], ["main drive kar raha hoon" if hindi else "I am driving", named]):
        room, talk = Room(), Talk(*caller)
        result = await walk(flow_of(key)["canvas_data"], talk, room, rules_of(key), {"contact_name": "Asha"})
        assert (result.outcome, [f"{at:%d %H:%M}" for at, _note in room.callbacks]) == ("callback", ["29 18:00"])
        assert len(talk.said) == len(caller) + 1  # nobody is asked who named a time


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("hmm", False),
        ("kitna paisa hai", False),
        ("main unka beta hoon", False),
        ("OTP mangoge kya", False),
        ("nahi, wo ghar par nahi hai", False),
        ("haan main hi bol raha hoon", True),
        ("जी बोलिए", True),
    ],
)
async def test_a_debt_is_told_to_nobody_else(words: str, told: bool) -> None:
    talk, _result = await _held("payment_reminder", words, "matlab", "kya matlab", "suniye", "!")
    assert any("किस्त" in text for text in talk.said) is told


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("5 tareekh tak kar dunga", "promise_to_pay"),
        ("कल तक", "promise_to_pay"),
        ("parson tak", "promise_to_pay"),
        ("itvaar ko", "promise_to_pay"),
        ("kal paise de diye the", "already_paid"),
        ("हम दे चुके हैं", "already_paid"),
        ("abhi paise nahi hai", "needs_help"),
        ("hmm", "callback"),
    ],
)
async def test_only_a_promise_is_a_promise(words: str, outcome: str) -> None:
    talk, result = await _held("payment_reminder", "haan", words, *(["hmm"] * 3))
    assert (result.reason, result.outcome) == ("agent_ended", outcome), talk.path()


@pytest.mark.parametrize(
    ("caller", "outcome"),
    [
        (["nahi", "pata nahi", "haan bhej do", "haan wahi hai", "main"], "order_confirmed"),
        (["nahi", "haan", "mehnga hai"], "order_cancelled"),
        (["nahi", "कैंसिल कर दीजिए", "mehnga hai"], "order_cancelled"),
        (["nahi", "arre cancel mat karo", "haan wahi hai", "main"], "order_confirmed"),
        (["haan", "411001 Kothrud, Pune", "Kothrud, Pune", "main"], "order_confirmed"),
    ],
)
async def test_an_order_is_cancelled_and_an_address_taken_by_a_plain_yes_alone(caller: list[str], outcome: str) -> None:
    talk, result = await _held("cod_confirmation", *caller)
    assert result.outcome == outcome, talk.path()
    assert ("new_address" in talk.path()) is (caller[1][0] == "4")


@pytest.mark.parametrize(
    ("key", "caller", "outcome", "kept"),
    [
        (
            "support_agent",
            ["it is broken", "I don't have the order number", "I really do not have it", "no idea", "no that is all"],
            "ticket_created",
            {},
        ),
        (
            "support_agent",
            ["refund", "ab", "MG double zero 45", "no, 46", "yes", "no, thanks"],
            "ticket_created",
            {"order_number": "0046"},
        ),
        (
            "survey_bot",
            ["yes", "10", "4 out of 5", "I do not know", "not sure", "sometimes", "no", "nothing"],
            "survey_completed",
            {"overall_rating": 4, "speed_as_promised": False, "improvement": "nothing"},
        ),
        (
            "appointment_setter",
            ["हाँ जी", "sunday", "monday ko", "haan", "रात 9 बजे", "शाम को", "6 बजे", "हाँ", "दर्द"],
            "appointment_booked",
            {"preferred_day": "2026-11-30", "weekday": "Monday", "preferred_time": "18:00", "concern": "दर्द"},
        ),
        ("appointment_setter", ["haan", "pata nahi", "matlab kya", "aap batao"], "callback", {}),
        ("appointment_setter", ["haan", "monday", "haan", None, None, None], "callback", {}),
        ("appointment_setter", ["haan", "kal", "itvaar ko", "sunday", "sunday"], "callback", {}),
        ("appointment_setter", ["haan", "monday", "haan", *["raat 9 baje"] * 4], "callback", {}),
        (
            "appointment_setter",
            ["haan", "monday", "nahi, mangalvaar", "haan", "6 baje", "nahi 7 baje", "haan", "dard"],
            "appointment_booked",
            {"preferred_day": "2026-12-01", "preferred_time": "19:00"},
        ),
        (
            "appointment_setter",
            ["haan", "monday ko shaam 6 baje", "haan", "haan", "dard"],
            "appointment_booked",
            {"preferred_day": "2026-11-30", "preferred_time": "18:00", "concern": "dard"},
        ),
        (
            "lead_qualifier",
            ["yes", "shop", "3", "Excel", "soon", "yes", "Monday at 11", "no, Tuesday at 11", "yes"],
            "demo_booked",
            {"demo_time": "Tuesday at 11"},
        ),
        ("lead_qualifier", ["yes", "shop", "3", "Excel", "soon", "yes", None, None, None], "callback", {}),
        (
            "sales_agent",
            ["haan", "RO", "haan laga do", "Jaipur", "kal subah", "nahi, parso subah", "haan"],
            "trial_booked",
            {"visit_time": "parso subah"},
        ),
    ],
)
async def test_what_is_no_value_is_not_taken_for_one(
    key: str, caller: list[str], outcome: str, kept: dict[str, Any]
) -> None:
    talk, result = await _held(key, *caller)
    assert (result.reason, result.outcome) == ("agent_ended", outcome), talk.said
    assert {name: result.extracted_data.get(name) for name in kept} == kept


async def test_a_time_of_today_that_is_over_is_refused_in_words() -> None:
    room, talk = Room(), Talk("हाँ", "आज", "हाँ", "आज सुबह 10 बजे", "शाम 6 बजे", "हाँ", "दर्द")
    room.at = room.at.replace(hour=15)
    result = await walk(
        flow_of("appointment_setter")["canvas_data"], talk, room, rules_of("appointment_setter"), {"contact_name": "A"}
    )
    assert any(said.startswith("माफ़ कीजिए, वह समय तो निकल चुका है।") for said in talk.said)
    assert (result.outcome, result.extracted_data["preferred_time"]) == ("appointment_booked", "18:00")


@pytest.mark.parametrize(
    ("key", "caller", "read_back"),
    [
        ("appointment_setter", ["हाँ", "monday"], "सोमवार, तीस नवंबर। सही है?"),
        ("appointment_setter", ["हाँ", "monday", "हाँ", "6 baje"], "शाम छह बजे। सही है?"),
        ("support_agent", ["it is broken", "0 4 5"], "zero four five. Is that right?"),
        (
            "lead_qualifier",
            ["yes", "a", "b", "c", "d", "yes", "Monday at 11"],
            "I have noted: Monday at 11. Is that right?",
        ),
        (
            "sales_agent",
            ["haan", "RO hai", "haan", "Jaipur", "kal subah 10 baje"],
            "मैंने नोट किया: kal subah 10 baje। सही है?",
        ),
    ],
)
async def test_days_times_and_numbers_are_read_back(key: str, caller: list[str], read_back: str) -> None:
    talk, _result = await _held(key, *caller, "!")
    assert talk.said[-1] == read_back


async def test_who_may_be_called_another_day_is_called_when_they_say() -> None:
    room, talk = Room(), Talk("नहीं, अभी नहीं चाहिए", "हाँ", "कल शाम 6 बजे")
    result = await walk(
        flow_of("appointment_setter")["canvas_data"], talk, room, rules_of("appointment_setter"), {"contact_name": "A"}
    )
    assert (result.outcome, [f"{at:%d %H:%M}" for at, _note in room.callbacks]) == ("callback", ["29 18:00"])


def _template_outcomes(key: str, *, success: bool = False) -> list[str]:
    template = find_template(key)
    assert template is not None
    return list(template.agent.success_outcomes if success else template.agent.outcomes)

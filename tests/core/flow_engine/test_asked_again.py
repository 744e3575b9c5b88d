"""Who says "what?" to a question hears it again: no model is asked, no way is taken, no try is used up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around
from tests.core.flow_engine.talks import Node, Room, Talk, canvas, walk
from tron.core.flow_engine.asides import asks_who

ASK = "Hello, this is Tron, an automated assistant. Do you want tea?"
LAST = "Do you want tea?"
ROUTES = {"routes": [{"id": "yes", "keywords": ["yes", "haan"]}]}


def asked(branch: tuple[str, dict[str, Any]] = ("branch_keyword", ROUTES)) -> dict[str, Any]:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("ask", "greeting", {"text": ASK}),
        ("way", *branch),
        ("tea", "end_call", {"message": "Tea it is.", "outcome": "tea"}),
        ("other", "end_call", {"message": "A colleague will answer.", "outcome": "other"}),
    ]
    return canvas(nodes, ["s > ask", "ask > way", "way.yes > tea", "way.fallback > other"])


@pytest.mark.parametrize(
    "words", ["kya?", "What?", "hmm?", "phir se bolo", "क्या कहा?", "என்ன?", "Hello?", "haan, hello"]
)
async def test_the_question_comes_again_without_a_model(words: str) -> None:
    talk, room = Talk(words, "yes", model=lambda _wanted: "x"), Room()
    result = await walk(asked(), talk, room)
    assert (talk.said, result.outcome, room.asked) == ([ASK, ASK, "Tea it is."], "tea", [])


@pytest.mark.parametrize("said", ["Good morning, this is an automated assistant.", "Hello?"])
async def test_hello_is_an_answer_to_what_asks_nothing(said: str) -> None:
    talk = Talk("Hello.")
    result = await walk(around("speak", {"text": "We are open."}, ask=said), talk)
    assert (talk.said[:2], result.reason) == ([said, "We are open."], "agent_ended")


async def test_hello_into_the_first_words_of_a_greeting_hears_it_whole() -> None:
    """As nearly everybody says who picks up."""
    greeting = "Good morning, this is an automated assistant."
    talk = Talk("Hello?", "Hello.")
    talk.cut = {0: "Good"}
    await walk(around("speak", {"text": "We are open."}, ask=greeting), talk)
    assert talk.said[:3] == [greeting, greeting, "We are open."]


async def test_the_second_time_in_short_and_then_the_flow_decides() -> None:
    talk = Talk("what?", "what?", "what?")
    result = await walk(asked(), talk)
    assert (talk.said[:3], result.outcome) == ([ASK, ASK, LAST], "other")


async def test_of_words_said_over_the_question_too_and_it_comes_whole() -> None:
    talk = Talk("kya?", "haan")
    talk.cut = {0: "Hello, this"}
    await walk(asked(), talk)
    assert talk.said == [ASK, ASK, "Tea it is."]


async def test_the_flows_own_node_for_it_comes_first() -> None:
    raw = asked()
    own = canvas(
        [("g", "global", {"condition": "custom", "keywords": ["kya"]}), ("more", "speak", {"text": "Tea!"})], []
    )
    raw["nodes"] += own["nodes"]
    raw["edges"].append({"id": "g", "source": "g", "target": "more"})
    talk = Talk("kya?", "yes")
    await walk(raw, talk)
    assert talk.said == [ASK, "Tea!", LAST, "Tea it is."]


async def test_listen_asks_in_its_own_other_words_the_second_time() -> None:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("say", "speak", {"text": "Which size?"}),
        ("it", "listen", {"prompt": "Small or large?", "variable": "size"}),
    ]
    talk = Talk("sorry?", "what?", "large")
    result = await walk(canvas(nodes, ["s > say", "say > it"]), talk)
    assert talk.said[:3] == ["Which size?", "Which size?", "Small or large?"]
    assert result.extracted_data["size"] == "large"


async def test_collect_words_it_otherwise_and_loses_no_try() -> None:
    data = {"prompt": "Pin code?", "kind": "pincode", "tries": 1, "reprompts": ["Your six digits?"], "variable": "x"}
    talk = Talk("what?", "what?", "411001", "what?", "yes")
    result = await walk(around("collect", data, "next", "failed"), talk)
    assert result.extracted_data["x"] == "411001"
    assert talk.said[:3] == ["Pin code?", "Pin code?", "Your six digits?"]
    assert talk.said[3] == talk.said[4]


async def test_a_date_for_a_callback_and_keys_are_asked_for_again() -> None:
    talk = Talk("kya?", "kal shaam ko paanch baje")
    await walk(around("schedule_callback", {}), talk, rules=HINDI)
    assert talk.said[0] == talk.said[1]
    talk = Talk("what?", "#1")
    options = [{"id": "a", "digit": "1"}]
    result = await walk(around("branch_dtmf", {"prompt": "Press 1.", "options": options}, "a", "fallback"), talk)
    assert (talk.said[:2], result.outcome) == (["Press 1.", "Press 1."], "a")


async def test_a_model_that_talks_explains_itself() -> None:
    data = {"turns": 3, "exit_condition": "nothing is left"}
    talk = Talk("what?", "thanks, bye", model=lambda _wanted: "Let me explain.")
    await walk(around("llm_response", data), talk)
    assert talk.said[:2] == ["Let me explain.", "Let me explain."]
    assert talk.path() == ["start", "it"]


IDENTITY = "I am Asha, an automated assistant, not a person."


@pytest.mark.parametrize(
    "words", ["kaun bol raha hai?", "who is this", "are you a robot", "kya aap insaan ho", "आप कौन"]
)
async def test_who_calls_is_told_to_everybody_who_asks(words: str) -> None:
    talk, room = Talk(words, "yes"), Room()
    result = await walk(asked(), talk, room, variables={"agent_name": "Asha"})
    assert (talk.said, result.outcome) == ([ASK, IDENTITY, LAST, "Tea it is."], "tea")


async def test_a_node_for_it_comes_first_and_who_wants_more_is_not_cut_short() -> None:
    raw = asked()
    own = canvas([("g", "global", {"condition": "asks_if_machine"}), ("is", "speak", {"text": "A bot."})], ["g > is"])
    raw["nodes"] += own["nodes"]
    raw["edges"] += [{**one, "id": "own"} for one in own["edges"]]
    talk = Talk("are you a robot", "who is this and why do you call me so late at night")
    result = await walk(raw, talk)
    assert (talk.said[1:3], result.outcome) == (["A bot.", LAST], "other")


@pytest.mark.parametrize(
    "said",
    [
        *("washing machine hai", "machine hai", "vacuum robot hai", "is it real", "computer class", "AI course"),
        *("yeh kaun sa plan hai", "haan kaun se din", "कौन सा डॉक्टर है", "hello?", ""),
    ],
)
def test_an_answer_about_machines_is_no_question_who_it_is(said: str) -> None:
    assert asks_who(said) is False


@pytest.mark.parametrize(
    "said",
    [
        *(
            "are you a robot?",
            "machine hai kya",
            "is this a recording",
            "am I talking to a real person?",
            "are you real",
        ),
        *("aap insaan ho ya machine", "क्या आप रोबोट हैं", "kaun si company se", "aap ka naam kya hai", "AI ho kya"),
    ],
)
def test_who_it_is_is_asked(said: str) -> None:
    assert asks_who(said) is True

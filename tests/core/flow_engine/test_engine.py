"""The walk itself: order of nodes, branches, ends, silence, opt-out, globals, loops, goodbye."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, walk
from tron.core.flow_engine.rules import FlowRules

SALE = canvas(
    [
        ("start", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}, an automated assistant. Are you interested?"}),
        ("want", "branch_intent", {}),
        ("good", "speak", {"text": "Wonderful."}),
        ("bye", "end_call", {"message": "Thank you, goodbye.", "outcome": "interested"}),
        ("sorry", "end_call", {"message": "No problem.", "outcome": "not_interested"}),
        ("human", "global", {"condition": "asks_human"}),
        ("calm", "speak", {"text": "A colleague calls you later."}),
    ],
    [
        "start > hi",
        "hi > want",
        "want.interested > good",
        "good > bye",
        "want.not_interested > sorry",
        "want.question > hi",
        "want.fallback > hi",
        "human > calm",
    ],
)


async def test_it_walks_to_the_end_that_the_caller_chose() -> None:
    talk = Talk("yes please")
    result = await walk(SALE, talk, variables={"contact_name": "Ravi"})
    assert talk.path() == ["start", "hi", "want", "good", "bye"]
    assert talk.said[0] == "Hello Ravi, an automated assistant. Are you interested?"
    assert (result.reason, result.outcome) == ("agent_ended", "interested")


async def test_a_plain_no_takes_the_other_way() -> None:
    talk = Talk("nahi, zaroorat nahi hai")
    result = await walk(SALE, talk)
    assert talk.path() == ["start", "hi", "want", "sorry"]
    assert result.outcome == "not_interested"


async def test_a_global_node_comes_alive_and_the_talk_goes_back() -> None:
    talk = Talk("I want to talk to a human", "yes")
    result = await walk(SALE, talk)
    assert talk.path() == ["start", "hi", "human", "calm", "hi", "want", "good", "bye"]
    assert talk.said[2] == "Are you interested?"
    assert result.outcome == "interested"


async def test_an_opt_out_ends_it_wherever_it_is() -> None:
    talk, room = Talk("don't ever call me again"), Room()
    result = await walk(SALE, talk, room)
    assert room.opted_out == ["don't ever call me again"]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_silence_is_asked_again_then_ends_politely() -> None:
    talk = Talk()
    result = await walk(SALE, talk)
    assert result.reason == "no_input"
    assert len(talk.of("silence")) == 3


async def test_a_loop_without_the_caller_is_named_and_left() -> None:
    loop = canvas(
        [("s", "start_outbound", {}), ("a", "speak", {"text": "a"}), ("b", "speak", {"text": "b"})],
        ["s > a", "a > b", "b > a"],
    )
    talk = Talk()
    result = await walk(loop, talk)
    assert result.reason == "agent_ended"
    assert set(talk.of("flow.loop")[0]["nodes"]) == {"a", "b"}


async def test_words_into_the_goodbye_reopen_the_call_once() -> None:
    talk = Talk("no", "wait, yes I am interested")
    result = await walk(SALE, talk)
    assert talk.path() == ["start", "hi", "want", "sorry", "hi", "want", "good", "bye"]
    assert result.outcome == "interested"


async def test_a_hang_up_keeps_what_was_found() -> None:
    talk = Talk("!")
    result = await walk(SALE, talk)
    assert result.reason == "caller_hung_up"
    assert talk.of("flow.node_left")[-1]["handle"] is None


async def test_while_it_listens_the_next_words_are_told_ahead() -> None:
    talk = Talk("yes")
    await walk(SALE, talk)
    assert talk.expected[:2] == ["Wonderful.", "No problem."]
    assert talk.said == ["Hello, an automated assistant. Are you interested?", "Wonderful.", "Thank you, goodbye."]


async def test_a_part_of_a_keyword_is_no_near_hit() -> None:
    flow = canvas(
        [
            ("start", "start_outbound", {}),
            ("hi", "greeting", {"text": "An automated assistant. Shall I send it?"}),
            ("b", "branch_keyword", {"routes": [{"id": "never", "keywords": ["nahi kiya order"]}]}),
            ("never", "end_call", {"outcome": "never"}),
            ("else", "end_call", {"outcome": "else"}),
        ],
        ["start > hi", "hi > b", "b.never > never", "b.fallback > else"],
    )
    for said, outcome in (("nahi", "else"), ("nahi kia order", "never"), ("maine nahi kiya ordar", "never")):
        assert (await walk(flow, Talk(said))).outcome == outcome


MUST = "This call is recorded."


@pytest.mark.parametrize(("caller", "reason"), [((), "no_input"), (("no thanks",), "agent_ended")])
async def test_what_must_be_said_is_said_before_the_goodbye(caller: tuple[str, ...], reason: str) -> None:
    talk = Talk(*caller)
    result = await walk(SALE, talk, rules=FlowRules(disclosures=(MUST,)))
    assert result.reason == reason
    assert talk.said.count(MUST) == 1
    assert talk.said.index(MUST) < len(talk.said) - 1


async def test_it_is_not_said_to_somebody_who_wants_no_calls() -> None:
    talk = Talk("never call me again")
    await walk(SALE, talk, rules=FlowRules(disclosures=(MUST,)))
    assert MUST not in talk.said


async def test_a_wish_into_the_last_words_is_kept() -> None:
    talk, room = Talk(None, None, None, "please never call me again"), Room()
    result = await walk(SALE, talk, room)
    assert room.opted_out == ["please never call me again"]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_a_wish_over_the_words_before_a_transfer_stops_it() -> None:
    flow = canvas(
        [
            ("start", "start_outbound", {}),
            ("hi", "greeting", {"text": "An automated assistant. Shall I connect you?"}),
            ("to", "transfer", {"to": "Asha"}),
            ("bye", "end_call", {}),
        ],
        ["start > hi", "hi > to", "to.failed > bye"],
    )
    talk, room = Talk("yes", "no, never call me again"), Room()
    result = await walk(flow, talk, room)
    assert room.opted_out
    assert not room.transfers
    assert result.reason == "opted_out"

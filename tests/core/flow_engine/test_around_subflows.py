"""Global nodes and goodbyes around subflows: whose variables count, and where the talk goes on."""

from __future__ import annotations

from typing import Any

from tests.core.flow_engine.talks import Talk, canvas, flows, walk
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules

START = ("s", "start_inbound", {})
SUB = ("sub", "subflow", {"flow_id": "x", "inputs": [{"name": "about", "value": "milk"}]})
INNER = canvas(
    [
        START,
        ("ask", "greeting", {"text": "Tell me about {{about}}."}),
        ("more", "greeting", {"text": "And more on {{about}}?"}),
        ("back", "end_call", {"returns": True}),
    ],
    ["s > ask", "ask > more", "more > back"],
)


async def walked(raw: dict[str, Any], talk: Talk, inner: dict[str, Any] = INNER) -> dict[str, Any]:
    """What was found out; the same way is found again from the events."""
    result = await walk(raw, talk, **{"x@latest": inner})
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw, **{"x@latest": inner}), FlowRules(), {}, events) == talk.path()
    assert not talk.of("flow.variable_missing")
    return result.extracted_data


async def test_a_global_of_the_calls_flow_has_the_calls_variables() -> None:
    raw = canvas(
        [
            START,
            ("order", "set_variable", {"variable": "order", "value": "77"}),
            SUB,
            ("end", "end_call", {"message": "Bye."}),
            ("g", "global", {"condition": "asks_human"}),
            ("say", "speak", {"text": "A colleague calls about order {{order}}."}),
            ("keep", "set_variable", {"variable": "wanted", "value": "human"}),
        ],
        ["s > order", "order > sub", "sub > end", "g > say", "say > keep"],
    )
    talk = Talk("I want to talk to a human", "fresh", "no")
    found = await walked(raw, talk)
    assert talk.path()[4:8] == ["sub/ask", "g", "say", "keep"]
    assert talk.said == [
        "Tell me about milk.",
        "A colleague calls about order 77.",
        "Tell me about milk.",
        "And more on milk?",
        "Bye.",
    ]
    assert found == {"order": "77", "wanted": "human"}


async def test_what_a_global_found_out_is_kept_where_the_call_ends_there() -> None:
    raw = canvas(
        [
            START,
            SUB,
            ("end", "end_call", {}),
            ("g", "global", {"condition": "asks_human"}),
            ("keep", "set_variable", {"variable": "wanted", "value": "human"}),
            ("over", "end_call", {}),
        ],
        ["s > sub", "sub > end", "g > keep", "keep > over"],
    )
    assert await walked(raw, Talk("I want to talk to a human")) == {"wanted": "human"}


async def test_a_subflow_is_gone_on_with_after_words_into_the_goodbye() -> None:
    raw = canvas(
        [
            START,
            SUB,
            ("keep", "set_variable", {"variable": "order", "value": "77"}),
            ("end", "end_call", {"message": "Bye."}),
        ],
        ["s > sub", "sub > keep", "keep > end"],
    )
    talk = Talk("fresh", "no", "wait, one more thing", "bye")
    found = await walked(raw, talk)
    assert talk.path()[-4:] == ["sub/more", "sub/back", "keep", "end"]
    assert found == {"order": "77"}


async def test_a_subflow_returns_from_its_own_global() -> None:
    inner = canvas(
        [
            START,
            ("ask", "greeting", {"text": "Tell me about {{about}}."}),
            ("more", "greeting", {"text": "And more?"}),
            ("back", "end_call", {"returns": True}),
            ("g", "global", {"condition": "busy"}),
            ("leave", "end_call", {"message": "Later, then.", "returns": True}),
        ],
        ["s > ask", "ask > more", "more > back", "g > leave"],
    )
    raw = canvas([START, SUB, ("end", "end_call", {"message": "Bye."})], ["s > sub", "sub > end"])
    talk = Talk("I am driving")
    await walked(raw, talk, inner)
    assert talk.said == ["Tell me about milk.", "Later, then.", "Bye."]


async def test_who_asks_never_to_be_called_again_is_not_brought_back_by_a_subflow() -> None:
    inner = canvas(
        [
            START,
            ("ask", "greeting", {"text": "Tell me about {{about}}."}),
            ("g", "global", {"condition": "do_not_call"}),
            ("leave", "end_call", {"message": "Understood.", "returns": True}),
        ],
        ["s > ask", "g > leave"],
    )
    raw = canvas([START, SUB, ("end", "greeting", {"text": "And now?"})], ["s > sub", "sub > end"])
    talk = Talk("never call me again", "hello")
    await walked(raw, talk, inner)
    assert talk.said == ["Tell me about milk.", "Understood."]


async def test_a_global_of_the_calls_flow_goes_back_to_no_subflow() -> None:
    raw = canvas(
        [
            START,
            SUB,
            ("end", "end_call", {"message": "Bye."}),
            ("g", "global", {"condition": "asks_human"}),
            ("leave", "end_call", {"message": "They call you.", "returns": True}),
        ],
        ["s > sub", "sub > end", "g > leave"],
    )
    talk = Talk("I want to talk to a human")
    await walked(raw, talk)
    assert talk.said == ["Tell me about milk.", "They call you."]


async def test_behind_a_subflow_to_which_nothing_is_connected_is_a_goodbye() -> None:
    talk = Talk("fresh", "no")
    await walked(canvas([START, SUB], ["s > sub"]), talk)
    assert talk.said[2:] == ["Thank you for your time. Goodbye."]
    assert talk.of("flow.dead_end") == [{"handle": "next", "type": "subflow"}]

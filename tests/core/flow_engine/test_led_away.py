"""Where something led away from a question: it is asked again, and what led away is no answer to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.talks import Node, Talk, canvas, flows, walk
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules

QUESTION = "Do you want tea?"
MACHINE = "Yes, I am an automated assistant."
MENU = "Press 1 for tea, 2 for milk."
ROUTES = {"routes": [{"id": "tea", "keywords": ["tea", "yes"]}, {"id": "milk", "keywords": ["milk", "no"]}]}
INTENTS = {"intents": [{"id": way["id"], "keywords": way["keywords"]} for way in ROUTES["routes"]]}
KEYS = {"prompt": MENU, "options": [{"id": "tea", "digit": "1"}, {"id": "milk", "digit": "2", "label": "milk"}]}
BRANCHES = [("branch_keyword", ROUTES), ("branch_intent", INTENTS)]


def asked(branch: tuple[str, dict[str, Any]], *, listen: dict[str, Any] | None = None) -> dict[str, Any]:
    """A question, heard by the branch itself or by a Listen before it."""
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("ask", "speak", {"text": f"Hello, this is Tron. {QUESTION}"}),
        ("way", *branch),
        *((way, "end_call", {"message": f"{way}, then.", "outcome": way}) for way in ("tea", "milk", "fallback")),
        ("g", "global", {"condition": "asks_if_machine"}),
        ("is", "speak", {"text": MACHINE}),
    ]
    edges = [*(f"way.{way} > {way}" for way in ("tea", "milk", "fallback")), "s > ask", "g > is"]
    if listen is None:
        return canvas(nodes, [*edges, "ask > way"])
    return canvas([*nodes, ("l", "listen", listen)], [*edges, "ask > l", "l > way"])


async def held(raw: dict[str, Any], *caller: str | None) -> tuple[Talk, str | None]:
    """The same way is found again from the events."""
    talk = Talk(*caller)
    result = await walk(raw, talk)
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()
    return talk, result.outcome


@pytest.mark.parametrize(
    ("listen", "again"),
    [(None, QUESTION), ({}, QUESTION), ({"prompt": "So, some tea?"}, "So, some tea?")],
    ids=["branch", "listen", "prompt"],
)
@pytest.mark.parametrize("branch", BRANCHES, ids=["keyword", "intent"])
async def test_the_question_comes_again_behind_a_global_node(
    branch: tuple[str, dict[str, Any]], listen: dict[str, Any] | None, again: str
) -> None:
    talk, outcome = await held(asked(branch, listen=listen), "are you a robot", "yes")
    assert (talk.said[1:], outcome) == ([MACHINE, again, "tea, then."], "tea")


async def test_it_comes_as_it_was_asked_first_after_silence_too() -> None:
    talk, outcome = await held(asked(BRANCHES[0]), None, "are you a robot", "no")
    assert (talk.said[-3:], outcome) == ([MACHINE, QUESTION, "milk, then."], "milk")


@pytest.mark.parametrize("branch", BRANCHES, ids=["keyword", "intent"])
async def test_words_into_the_goodbye_are_the_answer_of_a_branch_that_listened(
    branch: tuple[str, dict[str, Any]],
) -> None:
    talk, outcome = await held(asked(branch), "yes", "no wait, milk please")
    assert (talk.said[1:], outcome) == (["tea, then.", "milk, then."], "milk")


async def test_they_are_the_answer_of_a_menu_which_is_not_read_out_again() -> None:
    raw = asked(("branch_dtmf", KEYS))
    talk, outcome = await held(raw, "#1", "milk please")
    assert (talk.said[1:], outcome) == ([MENU, "tea, then.", "milk, then."], "milk")


async def test_of_digits_too() -> None:
    raw = canvas(
        [
            ("s", "start_inbound", {}),
            ("code", "dtmf", {"prompt": "Your code?", "variable": "code", "max_digits": 4}),
            ("bye", "end_call", {"message": "Bye."}),
        ],
        ["s > code", "code > bye", "code.failed > bye"],
    )
    talk, _outcome = await held(raw, "#1234", "four three two one")
    assert talk.said == ["Your code?", "Bye.", "Bye."]

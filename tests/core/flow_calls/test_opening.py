"""What a call's flow says first, so that it can be rendered while the phone rings."""

from __future__ import annotations

from typing import Any

from tests.core.flow_engine.talks import canvas, flows
from tron.core.flow_calls.opening import MOST_OPENING, opening_texts
from tron.core.flows.loading import LoadedFlows


def loaded(nodes: Any, edges: list[str]) -> LoadedFlows:
    return LoadedFlows(flows(canvas(nodes, edges)), None, 1, "A flow")


def test_the_nearest_first_as_far_as_it_is_known() -> None:
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}."}),
        ("way", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes"]}]}),
        ("a", "speak", {"text": "Your order {{order}}."}),
        ("b", "speak", {"text": "Goodbye."}),
    ]
    edges = ["s > hi", "hi > way", "way.yes > a", "way.fallback > b", "a > hi"]
    assert opening_texts(loaded(nodes, edges), {"contact_name": "Asha"}) == ["Hello Asha.", "Goodbye."]


def test_only_a_few() -> None:
    nodes = [("s", "start_outbound", {}), *((f"n{at}", "speak", {"text": f"Text {at}."}) for at in range(20))]
    edges = ["s > n0", *(f"n{at} > n{at + 1}" for at in range(19))]
    assert opening_texts(loaded(nodes, edges), {}) == [f"Text {at}." for at in range(MOST_OPENING)]


def test_a_flow_without_a_start_says_nothing() -> None:
    assert opening_texts(loaded([("a", "speak", {"text": "Hm."})], []), {}) == []

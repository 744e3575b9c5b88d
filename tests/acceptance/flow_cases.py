"""For each type of node a small flow, what the caller says in it, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.core.flow_engine.talks import Node, canvas

COLLEAGUE, BUSY = "+910000000001", "+910000000002"
HELLO = "Hello, I am an automated assistant. How are you?"
FINE = "I am fine."


@dataclass(frozen=True)
class Case:
    """`visits`: the node of the type that is tried. `outcome` names the way out that was taken.

    `keeps`: values in extracted_data; `tells`: events that must be there, with parts of their payload.
    """

    flow: Mapping[str, Any]
    says: Sequence[str] = (FINE,)
    outcome: str | None = "next"
    reason: str = "agent_ended"
    visits: str = "x"
    keeps: Mapping[str, Any] = field(default_factory=dict)
    tells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def around(
    x: str, data: Mapping[str, Any], *ways: str, start: str = "start_outbound", more: Sequence[Node] = ()
) -> Any:
    """Start, greeting, a node `x` of this type; each of its `ways` leads to an end with an outcome of that name."""
    nodes: list[Node] = [("s", start, {}), ("hi", "greeting", {"text": HELLO}), ("x", x, dict(data)), *more]
    nodes += [(f"end_{way}", "end_call", {"message": "Thank you.", "outcome": way}) for way in ways]
    return canvas(nodes, ["s > hi", "hi > x", *(f"x.{way} > end_{way}" for way in ways)])


def inner() -> Any:
    """What the subflow case calls."""
    nodes: list[Node] = [
        ("s", "start_outbound", {}),
        ("set", "set_variable", {"variable": "price", "mode": "template", "value": "about {{item}}: 900"}),
        ("back", "end_call", {"message": "", "returns": True}),
    ]
    return canvas(nodes, ["s > set", "set > back"])


def cases(url: str, subflow: str) -> dict[str, Case]:
    """By type. `url` answers `{"status": "alive"}`; `subflow` is a published flow: `inner`."""
    speak = {"text": "Your order {{order_id|default('42')}} is here."}
    again: Sequence[Node] = [("more", "greeting", {"text": "Say that again?"})]
    routes = [{"id": "yes", "label": "Yes", "keywords": ["yes"]}]
    rules = [{"field": "last_words", "operator": "contains", "value": "fine"}]
    called = {"flow_id": subflow, "inputs": [{"name": "item", "value": "tea"}]}
    called["outputs"] = [{"variable": "cost", "inner": "price"}]
    plain = around("speak", speak, "next")
    return {
        "start_outbound": Case(plain, visits="s"),
        "start_inbound": Case(around("speak", speak, "next", start="start_inbound"), visits="s"),
        "greeting": Case(plain, visits="hi"),
        "speak": Case(plain),
        "listen": Case(
            canvas(
                [
                    ("s", "start_outbound", {}),
                    ("hi", "greeting", {"text": HELLO, "wait_for_response": False}),
                    ("x", "listen", {"variable": "wish"}),
                    ("end", "end_call", {"message": "Thank you.", "outcome": "next"}),
                ],
                ["s > hi", "hi > x", "x > end"],
            ),
            ("I need a plumber.",),
            keeps={"wish": "I need a plumber."},
        ),
        "llm_response": Case(
            around("llm_response", {"instructions": "Help.", "fallback_text": "I will check."}, "next", "failed"),
            outcome="failed",
        ),
        "branch_intent": Case(
            around("branch_intent", {}, "interested", "not_interested", "question", "fallback"),
            ("Yes, please.",),
            outcome="interested",
        ),
        "branch_keyword": Case(around("branch_keyword", {"routes": routes}, "yes", "fallback"), outcome="fallback"),
        "branch_sentiment": Case(
            around("branch_sentiment", {}, "positive", "neutral", "negative"),
            ("I am very happy, thank you, this is great.",),
            outcome="positive",
        ),
        "branch_dtmf": Case(around("branch_dtmf", {}, "sales", "support", "fallback"), (FINE, "#2"), outcome="support"),
        "branch_custom": Case(around("branch_custom", {"rules": rules}, "true", "false"), outcome="true"),
        "dtmf": Case(around("dtmf", {"variable": "pin"}, "next", "failed"), (FINE, "#4711#"), keeps={"pin": "4711"}),
        "set_variable": Case(
            around("set_variable", {"variable": "color", "mode": "constant", "value": "red"}, "next"),
            keeps={"color": "red"},
        ),
        "webhook": Case(
            around(
                "webhook",
                {"url": url, "method": "GET", "mapping": [{"variable": "alive", "path": "status"}]},
                "next",
                "error",
            ),
            tells={"webhook.finished": {"ok": True, "status": 200}},
        ),
        "transfer": Case(
            around("transfer", {"to": COLLEAGUE, "text": "One moment."}, "failed"),
            (FINE, "", ""),
            outcome=None,
            reason="transferred",
            tells={"transfer.started": {"to": "***********01"}, "transfer.answered": {"to": "***********01"}},
        ),
        "record": Case(around("record", {"action": "pause"}, "next")),
        "wait": Case(around("wait", {"seconds": 0.5}, "next")),
        "send_message": Case(
            around("send_message", {"to": COLLEAGUE, "text": "Your order is 42."}, "next"),
            tells={"message.sent": {"to": "***********01", "text": "Your order is 42."}},
        ),
        "retry": Case(
            _with(around("retry", {"max_attempts": 1}, "used_up", more=again), "x.again > more", "more > x"),
            (FINE, "I am still fine."),
            outcome="used_up",
        ),
        "end_call": Case(
            canvas(
                [
                    ("s", "start_outbound", {}),
                    ("hi", "greeting", {"text": HELLO}),
                    ("x", "end_call", {"outcome": "done"}),
                ],
                ["s > hi", "hi > x"],
            ),
            outcome="done",
        ),
        "schedule_callback": Case(
            around("schedule_callback", {"when": "relative", "amount": 3, "unit": "days", "outcome": "later"}),
            outcome="later",
        ),
        "collect": Case(
            around("collect", {"kind": "pincode", "prompt": "Your pin code?", "confirm": False}, "next", "failed"),
            (FINE, "4 1 1 0 0 1."),
            keeps={"answer": "411001"},
        ),
        "subflow": Case(around("subflow", called, "next", "failed"), keeps={"cost": "about tea: 900"}),
        "set_outcome": Case(
            canvas(
                [
                    ("s", "start_outbound", {}),
                    ("hi", "greeting", {"text": HELLO}),
                    ("x", "set_outcome", {"outcome": "warm"}),
                    ("end", "end_call", {"message": "Thank you."}),
                ],
                ["s > hi", "hi > x", "x > end"],
            ),
            outcome="warm",
        ),
        "note": Case(around("speak", speak, "next", more=[("n", "note", {"text": "For people."})])),
        "group": Case(
            around("speak", speak, "next", more=[("n", "group", {"nodes": ["n", "gone"], "collapsed": True})])
        ),
        "global": Case(
            _with(
                around(
                    "speak",
                    speak,
                    "next",
                    more=[
                        ("g", "global", {"condition": "asks_human"}),
                        ("human", "end_call", {"message": "Somebody will call you.", "outcome": "human"}),
                    ],
                ),
                "g > human",
            ),
            ("I want to talk to a human.",),
            outcome="human",
            visits="g",
        ),
    }


def _with(flow: Any, *edges: str) -> Any:
    drawn = canvas([], list(edges))["edges"]
    return {**flow, "edges": [*flow["edges"], *({**edge, "id": f"more-{edge['id']}"} for edge in drawn)]}

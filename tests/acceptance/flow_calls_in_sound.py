"""A few flows that between them have every type of node, and their callers, for calls in sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.acceptance.flow_cases import BUSY, COLLEAGUE
from tests.core.flow_engine.talks import canvas


@dataclass(frozen=True)
class Sounding:
    """`path`: the nodes in the order in which they are walked. `recording`: whether the agent records its calls.

    `recorded`: of which of the agent's utterances the recording has the sound, by their beginning, and of which not.
    """

    name: str
    flow: Mapping[str, Any]
    says: Sequence[str]
    path: Sequence[str]
    reason: str
    outcome: str | None
    keeps: Mapping[str, Any] = field(default_factory=dict)
    tells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    recording: bool = True
    recorded: Mapping[str, bool] = field(default_factory=dict)


def sound_calls(url: str, subflow: str) -> list[Sounding]:
    """All of them; `url` and `subflow` as in flow_cases."""
    return [_order(), _visit(subflow), _questions(url), _human()]


def _order() -> Sounding:
    routes = [{"id": "yes", "label": "Yes", "keywords": ["yes"]}]
    pin = {"prompt": "Enter your pin code.", "variable": "pin", "sensitive": True, "max_digits": 6}
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello, an automated assistant. Do you want it?"}),
        ("way", "branch_keyword", {"routes": routes}),
        ("off", "record", {"action": "pause"}),
        ("pin", "dtmf", pin),
        ("on", "record", {"action": "resume"}),
        ("set", "set_variable", {"variable": "item", "mode": "constant", "value": "tea"}),
        ("sms", "send_message", {"to": COLLEAGUE, "text": "Your {{item}} comes to {{pin}}."}),
        ("wait", "wait", {"seconds": 0.5}),
        ("hand", "transfer", {"to": COLLEAGUE, "text": "One moment."}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ]
    edges = ["s > hi", "hi > way", "way.yes > off", "way.fallback > bye", "off > pin", "pin.next > on"]
    edges += ["pin.failed > bye", "on > set", "set > sms", "sms > wait", "wait > hand", "hand.failed > bye"]
    walked = ["s", "hi", "way", "off", "pin", "on", "set", "sms", "wait", "hand"]
    says = ("Yes please.", "#411001", "", "")
    tells = {"transfer.answered": {"to": "***********01"}, "transfer.started": {}}
    recorded = {"Hello": True, "Enter your pin": False, "One moment": True}
    flow = canvas(nodes, edges)
    return Sounding("order", flow, says, walked, "transferred", None, {"item": "tea"}, tells, recorded=recorded)


def _visit(subflow: str) -> Sounding:
    rules = [{"field": "last_words", "operator": "contains", "value": "great"}]
    called = {"flow_id": subflow, "inputs": [{"name": "item", "value": "tea"}]}
    nodes = [
        ("s", "start_inbound", {}),
        ("say", "speak", {"text": "An automated assistant. How was our visit?"}),
        ("hear", "listen", {"variable": "opinion"}),
        ("rec", "record", {"action": "start"}),
        ("feel", "branch_sentiment", {}),
        ("rule", "branch_custom", {"rules": rules}),
        ("pin", "collect", {"kind": "pincode", "prompt": "Your pin code?", "variable": "pin", "confirm": False}),
        ("sub", "subflow", {**called, "outputs": [{"variable": "cost", "inner": "price"}]}),
        ("kept", "set_outcome", {"outcome": "praised"}),
        ("bye", "end_call", {"message": "Thank you."}),
    ]
    edges = ["s > say", "say > hear", "hear > rec", "rec > feel", "feel.positive > rule", "feel.neutral > bye"]
    edges += ["feel.negative > bye", "rule.true > pin", "rule.false > bye", "pin.next > sub", "pin.failed > bye"]
    edges += ["sub > kept", "sub.failed > bye", "kept > bye"]
    walked = ["s", "say", "hear", "rec", "feel", "rule", "pin", "sub", "sub/s", "sub/set", "sub/back", "kept", "bye"]
    says = ("It was great, I am very happy.", "Four one one zero zero one.", "")
    keeps = {"pin": "411001", "cost": "about tea: 900"}
    recorded = {"An automated": False, "Your pin code": True, "Thank you": True}
    flow = canvas(nodes, edges)
    return Sounding("visit", flow, says, walked, "agent_ended", "praised", keeps, recording=False, recorded=recorded)


def _questions(url: str) -> Sounding:
    webhook = {"url": url, "method": "GET", "mapping": [{"variable": "alive", "path": "status"}]}
    later = {"when": "relative", "amount": 3, "unit": "days", "outcome": "later", "message": "We call again."}
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello, an automated assistant. Can we talk?"}),
        ("want", "branch_intent", {}),
        ("ask", "webhook", webhook),
        ("free", "llm_response", {"instructions": "Help.", "fallback_text": "Let me see.", "wait_for_response": False}),
        ("keys", "branch_dtmf", {"prompt": "Press one or two.", "tries": 0}),
        ("again", "retry", {"max_attempts": 1}),
        ("later", "schedule_callback", later),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ]
    edges = ["s > hi", "hi > want", "want.interested > ask", "want.not_interested > bye", "want.question > bye"]
    edges += ["want.fallback > bye", "ask > free", "ask.error > bye", "free > keys", "keys.sales > again"]
    edges += ["keys.support > again", "keys.fallback > bye", "again.again > keys", "again.used_up > later"]
    walked = ["s", "hi", "want", "ask", "free", "keys", "again", "keys", "again", "later"]
    says = ("Yes, please.", "#1", "#2", "")
    tells = {"webhook.finished": {"ok": True, "status": 200}}
    flow = canvas(nodes, edges)
    return Sounding("questions", flow, says, walked, "agent_ended", "later", {"alive": "ok"}, tells)


def _human() -> Sounding:
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello, an automated assistant. How may I help?"}),
        ("g", "global", {"condition": "asks_human"}),
        ("hand", "transfer", {"to": BUSY, "text": "One moment."}),
        ("sorry", "end_call", {"message": "Nobody is free. Goodbye.", "outcome": "missed"}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "done"}),
        ("n", "note", {"text": "For people."}),
        ("f", "group", {"nodes": ["hi", "bye"]}),
    ]
    edges = ["s > hi", "hi > bye", "g > hand", "hand.failed > sorry"]
    walked = ["s", "hi", "g", "hand", "sorry"]
    says = ("I want to talk to a human.", "", "", "")
    tells = {"transfer.failed": {"reason": "busy"}}
    return Sounding("human", canvas(nodes, edges), says, walked, "agent_ended", "missed", {}, tells)

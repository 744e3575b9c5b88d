"""Flows and callers that nobody would think of, for property tests: every node type, edges to anywhere and nowhere."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.core.flow_engine.talks import Room, Talk
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.graph import Flows, Graph, build, subflow_key
from tron.core.flow_engine.questions import NONE, Answers, Asking, Question
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.state import MAIN
from tron.core.flow_engine.world import (
    Found,
    MessageOrder,
    MessageResult,
    MessageTemplate,
    Passage,
    TransferResult,
    WebhookAnswer,
    WebhookCall,
)
from tron.core.ports import CallOver, Compose, Heard, Said
from tron.core.ports.colleagues import Invitation

INNER = "11111111-1111-4111-8111-111111111111"
OUTER = "22222222-2222-4222-8222-222222222222"

WORDS = (
    "yes",
    "no",
    "haan ji, bilkul",
    "nahi chahiye",
    "what is the price",
    "98000 1",
    "double nine, chaar",
    "dhai lakh",
    "kal shaam ko",
    "monday ko subah 11 baje",
    "five",
    "I want to talk to a human",
    "don't ever call me again",
    "fire, help",
    "are you a robot",
    "I am driving",
    "kya aap Hindi mein baat kar sakte hain",
    "मुझे नहीं चाहिए",
    "bye",
    "hmm",
    "kya?",
    "thank you",
    "ek minute",
    "haan, boliye",
    "wait, one more thing please",
    "it is 12",
)
TEXTS = ("Hello {{contact_name}}.", "Is that right?", "", "{{ broken", "{{ x.y.z }} {{ order[0] }}", "ठीक है। और कुछ?")
NAMES = ("x", "order", "contact_name", "answer")

_MORE: Mapping[str, tuple[dict[str, Any], ...]] = {
    "greeting": ({"wait_for_response": False}, {"on_silence": "continue"}, {"on_silence": "end_call"}),
    "listen": ({"on_silence": "continue", "variable": "x"}, {"on_silence": "end_call"}, {"tries": 1, "prompt": "Hm?"}),
    "branch_intent": (
        {"intents": [{"id": "a", "keywords": ["price", "yes"]}, {"id": "b", "means": "no"}], "fallback_handle": "b"},
        {"intents": []},
    ),
    "branch_keyword": ({"routes": []}, {"routes": [{"id": "r", "keywords": ["haan", "kal"]}]}),
    "end_call": ({"message": "Goodbye.", "outcome": "done"}, {"returns": True}, {"message": "{{x}}", "returns": True}),
    "global": (
        {"condition": "do_not_call"},
        {"condition": "custom", "description": "the caller is angry"},
        {"condition": "busy", "times": 1},
        {"condition": "asks_if_machine"},
        {"condition": "custom", "keywords": ["haan", "price", "hmm"], "times": 3},
    ),
    "set_outcome": ({"outcome": "interested"},),
    "set_variable": (
        {"variable": "x", "mode": "template", "value": "{{ order[0] }} {{ y }}"},
        {"variable": "x", "mode": "extract", "kind": "money"},
        {"variable": "contact_name", "value": "Asha"},
    ),
    "subflow": (
        {"flow_id": INNER, "inputs": [{"name": "x", "value": "{{ order[0] }}"}]},
        {"flow_id": OUTER, "outputs": [{"variable": "answer", "inner": "x"}]},
        {"flow_id": "33333333-3333-4333-8333-333333333333"},
    ),
    "retry": ({"max_attempts": 1}, {"max_attempts": 3, "variable": "x"}),
    "wait": ({"seconds": 1}, {"seconds": 3, "filler": "One moment."}),
    "transfer": ({"to": "+910000010001", "text": "One moment."}, {"to": "{{ x }}"}),
    "send_message": (
        {"to": "+910000010001", "text": "Hello {{contact_name}}"},
        {"channel": "whatsapp", "template": "order", "values": [{"name": "order", "value": "{{n}}"}]},
    ),
    "webhook": (
        {"url": "https://example.com/a", "response_variable": "order", "on_error": "retry"},
        {"url": "https://example.com/b", "filler": "Let me check.", "mapping": [{"variable": "x", "path": "order"}]},
        {"url": "https://example.com/", "method": "POST", "body_template": "{"},
    ),
    "collect": (
        {"kind": "number", "variable": "x"},
        {"kind": "number", "variable": "order", "sensitive": True, "reprompts": ["Which {{x}}?"]},
        {"kind": "yes_no", "variable": "x", "confirm": False},
        {"kind": "date", "keypad_after": 1, "tries": 2},
        {"kind": "date", "variable": "x", "hours": "Mon-Fri 10-13", "ahead": True, "sensitive": True, "tries": 2},
        {"kind": "time", "variable": "order", "hours": "10-13", "ahead": True, "on_day": "x", "take_said": True},
        {"kind": "digits", "variable": "order", "tries": 2},
        {"kind": "choice", "choices": [{"id": "a", "label": "Price", "keywords": ["price"]}]},
    ),
    "dtmf": ({"prompt": "", "max_digits": 1, "tries": 1}, {"terminator": "", "sensitive": True, "variable": "order"}),
    "branch_dtmf": ({"options": []}, {"options": [{"id": "a", "digit": "1"}, {"id": "b", "digit": "*"}], "prompt": ""}),
    "branch_custom": (
        {"mode": "model", "condition": "The caller is angry."},
        {"rules": [{"field": "x", "operator": "greater", "value": "3"}], "match": "any"},
        {"rules": [{"field": "last_words", "operator": "matches", "value": "(a+)+$"}]},
        {"rules": [{"field": "last_words", "operator": "contains", "value": "{{ order }}"}]},
        {"rules": [{"field": "order", "operator": "equals", "value": "{{ x }}"}]},
    ),
    "schedule_callback": ({"when": "relative"}, {"when": "text", "text": "{{ x }}"}, {"prompt": "When?"}),
    "record": ({"action": "pause"}, {"action": "stop"}, {"action": "resume"}),
    "llm_response": (
        {"turns": 4, "exit_condition": "nothing is left to ask"},
        {"wait_for_response": False},
        {"max_tokens": 16, "fallback_text": "Later.", "context_variables": ["x"]},
    ),
}


def data_of(type_: str) -> st.SearchStrategy[dict[str, Any]]:
    """Data that people would fill in, and some that they would not."""
    usual = st.sampled_from(_MORE.get(type_, ({},)))
    return st.one_of(
        st.just({}),
        *[usual] * 8,
        st.fixed_dictionaries({"text": st.sampled_from(TEXTS)}),
        st.fixed_dictionaries({"variable": st.sampled_from(NAMES)}),
        st.just({"text": 7, "intents": "none", "seconds": "soon"}),  # nothing that can be read
    )


_INNER = [*(name for name, type_ in node_types().items() if type_.entered_by_edge and not type_.is_end), "listen"]


@st.composite
def canvases(draw: st.DrawFn, most: int = 9) -> dict[str, Any]:
    """One start most of the time; the others of any type, unknown ones too; edges from any handle to any id."""
    types = st.sampled_from([*_INNER, *_INNER, *_INNER, "global", "global", *node_types(), "hologram"])
    starts = draw(st.sampled_from([*[["start_outbound"], ["start_inbound"]] * 9, [], ["start_outbound"] * 2]))
    nodes = []
    for number, type_ in enumerate([*starts, *draw(st.lists(types, min_size=3, max_size=most))]):
        id_ = draw(st.sampled_from([f"n{number}", f"n:{number}", f"n/{number}"]))
        nodes.append({"id": id_, "type": type_, "data": draw(data_of(type_))})
    drawn = read_canvas({"nodes": nodes})
    graph = build(drawn)
    usual = [node["id"] for node in nodes if node["type"] in _INNER]
    targets = st.sampled_from([*(usual * 4), *(node["id"] for node in nodes), "nowhere"])
    edges = []
    for node in nodes:
        for handle in _handles(graph, str(node["id"])):
            if draw(st.integers(0, 19)) < 18:
                edges.append(_edge(len(edges), str(node["id"]), handle, draw(targets)))
    return {"nodes": nodes, "edges": edges}


def _handles(graph: Graph, node: str) -> list[str | None]:
    found = graph.nodes.get(node)
    return [*(handle.id for handle in found.handles)] if found is not None else [None, "nothing"]


def _edge(number: int, source: str, handle: str | None, target: str) -> dict[str, Any]:
    return {"id": f"e{number}", "source": source, "sourceHandle": handle, "target": target}


@st.composite
def random_flows(draw: st.DrawFn) -> Flows:
    """A flow with two subflows that may enter each other."""
    graphs = {key: build(read_canvas(draw(canvases(most)))) for key, most in _KEYS.items()}
    return Flows(graphs)


_CONFIDED: Sequence[tuple[str, dict[str, Any]]] = (
    ("record", {"action": "pause"}),
    ("record", {"action": "resume"}),
    ("listen", {"variable": "x"}),
    ("collect", {"kind": "number", "variable": "order", "sensitive": True}),
    ("set_variable", {"variable": "x", "mode": "template", "value": "{{ order }}"}),
    ("speak", {"text": "{{ order }}"}),
    ("branch_keyword", {"routes": [{"id": "r", "keywords": ["12", "haan"]}]}),
    *(("branch_custom", data) for data in _MORE["branch_custom"][-2:] * 2),
    *(("global", {"condition": "custom", "keywords": ["12"], "times": 1}),),
)


@st.composite
def confided(draw: st.DrawFn) -> Flows:
    """A flow that asks for a secret and goes its ways by it, with the recording paused here and there."""
    middle = draw(st.lists(st.sampled_from(_CONFIDED), min_size=2, max_size=8))
    secret = ("dtmf", {"prompt": "Pin?", "variable": "order", "sensitive": True, "tries": 1})
    last = draw(st.sampled_from([[], [_CONFIDED[0]]]))
    chain = [("start_inbound", {}), secret, *middle, *last, ("end_call", {"message": "Goodbye."})]
    nodes = [{"id": f"n{at}", "type": type_, "data": data} for at, (type_, data) in enumerate(chain)]
    graph, edges = build(read_canvas({"nodes": nodes})), []
    for at, node in enumerate(nodes[:-1]):
        for number, handle in enumerate(_handles(graph, str(node["id"]))):
            edges.append(_edge(len(edges), str(node["id"]), handle, f"n{min(at + 1 + number, len(nodes) - 1)}"))
    return Flows({MAIN: build(read_canvas({"nodes": nodes, "edges": edges}))})


_SECRETLY = (
    *("it is 12", "12", "haan ji, bilkul", "ok bye", "thank you", "wait, one more thing please", "#12", None),
    *("ek minute", "haan, boliye", "what?"),
)
confiding = st.lists(st.sampled_from(_SECRETLY), min_size=3, max_size=9)

_KEYS = {MAIN: 9, subflow_key(INNER, None): 4, subflow_key(OUTER, None): 4}

turns = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
        st.sampled_from([None, "!", "#1", "#12#", "#*"]),
        st.sampled_from(
            [
                Heard("unclear"),
                Heard("speech", "ha? kya", confidence=0.1),
                Heard("speech", "मुझे हिंदी में बात करनी है, ठीक है", "hi-IN", confidence=0.9),
                Heard("time_up"),
            ]
        ),
    ),
    min_size=5,
    max_size=16,
)
cuts = st.dictionaries(st.integers(0, 12), st.sampled_from(["", "Hello"]), max_size=3)


class RandomTalk(Talk):
    """Hears partial transcripts before each turn; `cut`: utterances that are spoken over."""

    def __init__(self, caller: Sequence[str | Heard | None], cut: Mapping[int, str], *, model: bool) -> None:
        super().__init__(*caller, model=(lambda _wanted: "As you say. Anything else?") if model else None)
        self.cut = dict(cut)
        self.listened = 0
        self._told: Callable[[str], None] | None = None

    def watch(self, told: Callable[[str], None] | None) -> None:
        self._told = told

    async def listen(self, timeout: float) -> Heard:
        self.listened += 1
        heard = await super().listen(timeout)
        if self._told is not None and heard.kind == "speech":
            for part in (heard.text[:6], heard.text, heard.text):
                self._told(part)
                await asyncio.sleep(0)
        return heard

    async def compose(self, wanted: Compose) -> Said:
        if wanted.max_tokens == 16:
            raise CallOver("vendor_failed")
        return await super().compose(wanted)


class RandomRoom(Room):
    """Answers by what it is asked and a seed alone, never by how often: the same walk gets the same answers."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed
        self.danger = {"fire, help": "Leave the house and call 112."}

    def _draw(self, *what: object) -> int:
        return hashlib.sha256(repr((self._seed, what)).encode()).digest()[0]

    async def ask(self, asking: Asking) -> Answers | None:
        self.asked.append(asking)
        if self._draw(asking.said) < 60:
            return None
        values = {one.id: self._answer(one, asking.said) for one in asking.questions if self._draw(one.id) > 30}
        return Answers(values, 0.2, 40, 8)

    def _answer(self, question: Question, said: str) -> Any:
        number = self._draw(question.id, said)
        if question.kind == "yes_no":
            return number % 2 == 0
        if question.kind == "value":
            return ("12", 7, "kal", "Ravi Kumar")[number % 4]
        choices = [choice for choice, _about in question.choices] + [NONE]
        return choices[number % len(choices)]

    async def webhook(self, call: WebhookCall) -> WebhookAnswer:
        self.webhooks.append(call)
        answers = (
            WebhookAnswer(True, 200, {"order": {"items": [1, 2]}}),
            WebhookAnswer(True, 200, "plain"),
            WebhookAnswer(False, 500, None),
            WebhookAnswer(False, None, None, "It did not answer in time."),
        )
        return answers[self._draw(call.url) % len(answers)]

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult:
        for _ in range(self._draw("rings") % 5):
            await asyncio.sleep(0)  # the caller may be heard meanwhile
        if self._draw("over") < 20:
            raise CallOver("caller_hung_up")
        return TransferResult(self._draw(to) % 2 == 0, "busy")

    async def invite(self, invitation: Invitation) -> TransferResult:
        result = await self.transfer(invitation.to)
        return replace(result, joined=result.answered)

    async def together(self) -> str:
        if self._draw("together") < 60:
            raise CallOver("max_duration")
        return "caller"

    async def message_template(self, channel: str, name: str) -> MessageTemplate | None:
        text = "Your order {{order}} for {{contact_name}}"
        return MessageTemplate(name, text, ("order", "contact_name")) if self._draw(channel) % 2 else None

    async def send_message(self, order: MessageOrder) -> MessageResult:
        return MessageResult(self._draw(order.text) % 2 == 0, "no credit")

    async def find(self, query: str) -> Found:
        return (Found(), Found((Passage("Prices", "Ten rupees.", 0.8),), True), Found((), True))[self._draw(query) % 3]

    def prepared(self, words: str) -> str | None:
        return "As I said, ten rupees." if self._draw(words) % 3 == 0 else None

"""webhook: one request, its values at their places, what is kept, tries, speech meanwhile."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.flow_engine.nodes.walks import around, problems, walked
from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.requests import BadRequest, body_problem, filled_body, filled_url, part, taken
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.templating import TemplateProblem, fill_json, names_in
from tron.core.flow_engine.validate import validate
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall
from tron.core.ports import CallOver, Said

URL = "https://api.example.com/orders"
ANSWER = {"order": {"status": "sent", "items": [{"price": 250}]}, "note": None}


@pytest.mark.parametrize(
    ("template", "url"),
    [
        (URL, URL),
        (URL + "/{{order_id}}", URL + "/A%2F7%20%22x%22"),
        (URL + "?id={{ order_id }}&x=1", URL + "?id=A%2F7%20%22x%22&x=1"),
        (URL + "?id={{nothing}}&x={{ amount }}", URL + "?x=250"),
        (URL + "/{{ nothing|default('none') }}", URL + "/none"),
        (URL + "/{{ order.items[0].price }}", URL + "/250"),
        ("  https://api.example.com  ", "https://api.example.com/"),
    ],
)
def test_the_address(template: str, url: str) -> None:
    values = {"order_id": 'A/7 "x"', "amount": 250, **ANSWER}
    assert filled_url(template, values) == url


@pytest.mark.parametrize(
    "template",
    [
        URL + "/{{nothing}}",
        URL + "/{{up}}",
        URL + "/{{ x.__class__ }}",
        URL + "/{{ x(1) }}",
        "https://{{host}}/x",
        "http://user:pw@example.com/",
        "ftp://example.com/",
        URL + "/{name}",
        "",
    ],
)
def test_no_address(template: str) -> None:
    with pytest.raises(BadRequest):
        filled_url(template, {"up": "..", "host": "169.254.169.254", "x": "1"})


@pytest.mark.parametrize(
    ("template", "body"),
    [
        ('{"name": "{{name}}"}', {"name": 'Ravi "R" \\ \n x'}),
        ('{"name": {{name}}}', {"name": 'Ravi "R" \\ \n x'}),
        ('{"n": {{amount}}, "t": "{{amount}}"}', {"n": 250, "t": "250"}),
        ('{"o": {{order}}, "t": "{{order}}"}', {"o": ANSWER["order"], "t": ""}),
        ('{"o": {{order|tojson}}}', {"o": ANSWER["order"]}),
        ('{"missing": {{nothing}}, "text": "{{nothing}}"}', {"missing": None, "text": ""}),
        ('{"a": "say \\"{{amount}}\\" twice: \\\\", "b": {{amount}}}', {"a": 'say "250" twice: \\', "b": 250}),
        ('{"a": {% if amount %}"{{amount}}"{% else %}null{% endif %}}', {"a": "250"}),
        ('{"yes": {{yes}}, "m": "{{ 1234567|money }}"}', {"yes": True, "m": "₹12,34,567"}),
        ("[1, 2]", [1, 2]),
    ],
)
def test_the_body(template: str, body: Any) -> None:
    values = {"name": 'Ravi "R" \\ \n x', "amount": 250, "yes": True, **ANSWER}
    text, _missing = filled_body(template, values)
    assert text is not None
    assert json.loads(text) == body


@pytest.mark.parametrize(
    "template",
    [
        '{"a": {{amount}}',
        "hello",
        '{"a": NaN}',
        '{"a": {{nan}}}',
        '{"a": "\\{{amount}}"}',
        "{{ amount(1) }}",
        "{{ x",
        "[" * 9000,
    ],
)
def test_no_body(template: str) -> None:
    with pytest.raises(BadRequest):
        filled_body(template, {"amount": 1, "nan": float("nan")})


def test_a_body_that_is_too_large() -> None:
    with pytest.raises(BadRequest, match="100,000 characters"):
        filled_body('["{{x}}", "{{x}}", "{{x}}", "{{x}}", "{{x}}", "{{x}}"]', {"x": "a" * 20_000})


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_quotes(one: str, other: str) -> None:
    text, _missing = filled_body('{"a": "{{one}}", "b": {{other}}, "c": "x"}', {"one": one, "other": other})
    assert text is not None
    assert json.loads(text) == {"a": one, "b": other, "c": "x"}


def test_names_of_a_body_that_have_no_value_are_told() -> None:
    assert fill_json('{"a": {{x.y}}, "b": "{{z}}"}', {}).missing == ("x", "z")
    assert fill_json("{}", {}).text == "{}"
    with pytest.raises(TemplateProblem):
        fill_json("{{ x|nope }}", {})
    with pytest.raises(TemplateProblem):
        fill_json("{{ x|join(y=3) }}", {"x": []})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", ANSWER),
        ("$", ANSWER),
        ("order.status", "sent"),
        ("$.order.items[0].price", 250),
        ("order.items.0.price", 250),
        ("order.items[7]", None),
        ("note", None),
    ],
)
def test_paths(path: str, value: Any) -> None:
    assert part(ANSWER, path) == value


def test_what_is_too_large_is_not_kept() -> None:
    assert taken({"a": "x" * 30_000, "b": 1}, [("a", "a"), ("b", "b"), ("", "b"), ("c", "c")]) == {"b": 1}
    assert taken([{"id": 7}], [("id", "[0].id")]) == {"id": 7}


def answered(*answers: WebhookAnswer) -> Room:
    room = Room()
    left = list(answers)
    room.answering = lambda _call: left.pop(0) if len(left) > 1 else left[0]
    return room


OK, DOWN, GONE = WebhookAnswer(True, 200, ANSWER), WebhookAnswer(False, 503), WebhookAnswer(False, 404)
SILENT = WebhookAnswer(False, None, None, "It did not answer in time.")


async def test_a_request_and_what_is_kept_of_its_answer() -> None:
    talk, room = Talk(), answered(OK)
    data = {
        "url": URL + "/{{order_id}}",
        "headers": {"Authorization": "Bearer {{secret:SHOP}}"},
        "body_template": '{"phone": "{{phone_number}}", "x": {{nothing}}}',
        "response_variable": "answer",
        "mapping": [{"variable": "status", "path": "order.status"}, {"variable": "none", "path": "a.b"}, {}],
        "timeout_seconds": 5,
    }
    result, left = await walked(
        around("webhook", data, "next"), talk, room, order_id="A7", phone_number="+910000000001"
    )
    call = room.webhooks[0]
    assert (call.method, call.url, call.seconds) == ("POST", URL + "/A7", 5)
    assert call.headers == {"Authorization": "Bearer {{secret:SHOP}}"}
    assert json.loads(call.body or "") == {"phone": "+910000000001", "x": None}
    assert left["set"] == {"answer": ANSWER, "status": "sent"}
    assert result.outcome == "next"
    assert talk.of("flow.variable_missing") == [{"names": ["nothing"]}]
    told = {"ok": True, "status": 200, "problem": "", "host": "api.example.com", "tries": 1}
    assert talk.of("webhook.finished") == [told]


@pytest.mark.parametrize(
    ("data", "answers", "handles", "outcome", "tries"),
    [
        ({"method": "GET"}, [OK], ["next"], "next", 1),
        ({}, [DOWN], ["next", "error"], "error", 1),
        ({}, [DOWN], ["next"], "next", 1),
        ({"on_error": "end_call"}, [DOWN], ["next", "error"], None, 1),
        ({"on_error": "retry"}, [DOWN, OK], ["next", "error"], "next", 2),
        ({"on_error": "retry", "retries": 2}, [SILENT, DOWN, OK], ["next", "error"], "next", 3),
        ({"on_error": "retry", "retries": 2}, [DOWN], ["next", "error"], "error", 3),
        ({"on_error": "retry"}, [GONE], ["next", "error"], "error", 1),
        ({"on_error": "retry"}, [WebhookAnswer(False, 429), OK], ["next", "error"], "next", 2),
        ({"url": URL + "/{{nothing}}"}, [OK], ["next", "error"], "error", 0),
        ({"body_template": "{"}, [OK], ["next", "error"], "error", 0),
    ],
)
async def test_errors_and_tries(
    data: dict[str, Any], answers: list[WebhookAnswer], handles: list[str], outcome: str | None, tries: int
) -> None:
    room = answered(*answers)
    result, _left = await walked(around("webhook", {"url": URL, **data}, *handles), Talk(), room)
    assert (result.outcome, len(room.webhooks)) == (outcome, tries)
    assert len({call.key for call in room.webhooks}) == min(tries, 1)


async def test_each_visit_has_a_key_of_its_own() -> None:
    raw = around("webhook", {"url": URL}, "next")
    raw["nodes"] += [{"id": "two", "type": "webhook", "data": {"url": URL}}]
    raw["edges"][-1]["target"] = "two"
    raw["edges"] += [{"id": "x", "source": "two", "target": "next"}]
    room = answered(OK)
    await walk(raw, Talk(), room)
    assert len({call.key for call in room.webhooks}) == 2


async def test_a_talk_that_begins_anew_comes_to_the_same_keys() -> None:
    """However late it comes there. Who is led back to the node sends once more, another body is another request."""
    raw = canvas(
        [
            ("s", "start_outbound", {}),
            ("ask", "listen", {"on_silence": "continue", "timeout_seconds": 1}),
            ("it", "webhook", {"url": URL, "body_template": '{"slot": "{{slot}}"}'}),
            ("back", "retry", {"max_attempts": 1}),
        ],
        ["s > ask", "ask > it", "it > back", "back.again > it"],
    )
    room, keys = answered(OK), []
    for at, slot in enumerate(("ten", "ten", "two")):
        room.at += timedelta(seconds=20)
        await walk(raw, Talk("Yes, speaking." if at else None), room, variables={"slot": slot})
        keys.append([call.key for call in room.webhooks[-2:]])
    assert keys[0] == keys[1]
    assert len({key for of_talk in keys for key in of_talk}) == 4


async def test_words_into_the_goodbye_lead_back_to_the_same_keys() -> None:
    """What was asked before them is known by its key; another body is another request."""
    nodes: Any = [
        ("s", "start_inbound", {}),
        ("ask", "listen", {"variable": "slot"}),
        ("it", "webhook", {"url": URL, "body_template": '{"slot": "{{slot}}"}'}),
        ("bye", "end_call", {"message": "Goodbye."}),
    ]
    raw, room = canvas(nodes, ["s > ask", "ask > it", "it > bye"]), answered(OK)
    for caller in (["ten please", "ten please"], ["ten please", "two please"]):
        await walk(raw, Talk(*caller), room)
    assert [call.repeats for call in room.webhooks] == [False, True, False, False]
    assert [len({call.key for call in room.webhooks[at : at + 2]}) for at in (0, 2)] == [1, 2]


class Slow(Room):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.may = asyncio.Event()

    async def webhook(self, call: WebhookCall) -> WebhookAnswer:
        self.order.append("sent")
        await self.may.wait()
        self.order.append("answered")
        return OK


class Meanwhile(Talk):
    """Lets the answer come while the filler is spoken, or hangs up then."""

    def __init__(self, room: Slow, *, hangs_up: bool = False) -> None:
        super().__init__()
        self._room, self._hangs_up = room, hangs_up

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        await asyncio.sleep(0)
        if self._hangs_up:
            raise CallOver("caller_hung_up")
        self._room.order.append(f"say {text}")
        self._room.may.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return await super().say(text)


FILLED = {"url": URL, "filler": "Let me check.", "mapping": [{"variable": "status", "path": "order.status"}]}


async def test_it_speaks_while_the_request_runs() -> None:
    room = Slow()
    talk = Meanwhile(room)
    raw = around("webhook", FILLED, "next")
    _result, left = await walked(raw, talk, room)
    assert room.order == ["sent", "say Let me check.", "answered"]
    assert [one["kind"] for one in left["inputs"]] == ["said", "webhook"]
    assert left["set"] == {"status": "sent"}
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


async def test_who_hangs_up_meanwhile_leaves_no_request_behind() -> None:
    room, before = Slow(), asyncio.all_tasks()
    result, left = await walked(around("webhook", FILLED, "next"), Meanwhile(room, hangs_up=True), room)
    assert (result.reason, left["handle"], room.order) == ("caller_hung_up", None, ["sent"])
    assert asyncio.all_tasks() <= before


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({}, [("empty_text", "url")]),
        ({"url": URL}, []),
        ({"url": URL + "/{{id}}?q={{ x|default('') }}"}, []),
        ({"url": "https://{{host}}/"}, [("bad_url", "url")]),
        ({"url": URL + "/{id}"}, [("bad_url", "url")]),
        ({"url": URL + "/{% if x %}y{% endif %}"}, [("bad_url", "url")]),
        ({"url": "file:///etc/passwd"}, [("bad_url", "url")]),
        ({"url": "http://10.0.0.7/x"}, [("internal_host", "url")]),
        ({"url": "http://[::1]/x"}, [("internal_host", "url")]),
        ({"url": "http://localhost:8100/{{x}}"}, [("internal_host", "url")]),
        ({"url": "http://metadata.google.internal/"}, [("internal_host", "url")]),
        ({"url": URL, "headers": {"Authorization": "Bearer 123"}}, [("bad_header", "headers.Authorization")]),
        ({"url": URL, "headers": {"X-Key": "{{secret:KEY}}"}}, []),
        ({"url": URL, "body_template": '{"a": {{x}}, "b": "{{y}}"}'}, []),
        ({"url": URL, "body_template": '{"a": }'}, [("bad_json", "body_template")]),
        ({"url": URL, "body_template": "{{ x(1) }}"}, []),  # the template itself is the finding
    ],
)
def test_what_it_lacks(data: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert problems("webhook", data) == found


@pytest.mark.parametrize(("url", "severity"), [("http://10.0.0.7/x", "warning"), ("file:///x", "error"), (URL, None)])
def test_an_inside_address_is_for_a_person_to_judge(url: str, severity: str | None) -> None:
    found = validate(read_canvas(around("webhook", {"url": url}, "next", ask="An automated assistant calls.")))
    assert [one.severity for one in found if one.field == "data.url"] == ([severity] if severity else [])


def test_a_bad_template_is_found_as_one() -> None:
    assert names_in("{{ x(1) }}").problem
    assert body_problem("{{ x(1) }}")
    assert body_problem("") == ""


async def test_an_answer_that_is_nested_without_end_costs_nobody_the_call() -> None:
    room = Room()
    deep: Any = "x"
    for _level in range(300):
        deep = {"in": deep}
    room.answering = lambda _call: WebhookAnswer(True, 200, {"deep": deep, "eta": "Friday"})
    data = {"url": "https://x.example", "response_variable": "all", "mapping": [{"variable": "eta", "path": "eta"}]}
    talk = Talk()
    result = await walk(around("webhook", data, "next"), talk, room)
    assert (result.outcome, result.extracted_data) == ("next", {"eta": "Friday"})

"""A request to another system in the middle of the talk."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.requests import (
    BadRequest,
    bad_headers,
    body_problem,
    filled_body,
    filled_url,
    host_of,
    taken,
    url_problems,
)
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, NEXT, Handle, NodeData, NodeType, spoken
from tron.core.flow_engine.templating import names_in
from tron.core.flow_engine.world import Method, WebhookAnswer, WebhookCall

ERROR: Final = "error"
PAUSE: Final = 0.5
"""Seconds before it is tried again."""
_PASSING: Final = frozenset({408, 425, 429})
"""Statuses below 500 that may be over a moment later."""


class Taken(BaseModel):
    """One value of the answer."""

    model_config = ConfigDict(extra="allow")

    variable: MaybeVariable = Field(
        default="", title="Variable", description="Its name in this flow.", json_schema_extra={"widget": "variable"}
    )
    path: str = Field(
        default="", max_length=200, title="Path", description="Where it stands in the answer: order.items[0].price."
    )


class WebhookData(NodeData):
    url: str = Field(
        default="",
        max_length=4000,
        title="URL",
        description="Variables may stand in the path and in values of the query.",
        json_schema_extra={"template": True},
    )
    method: Method = Field(default="POST", title="Method", description="GET asks, POST sends.")
    headers: dict[str, str] = Field(
        default_factory=dict,
        max_length=30,
        title="Headers",
        description="Keys and tokens stand in secrets: write {{secret:NAME}}.",
        json_schema_extra={"widget": "headers"},
    )
    body_template: str = Field(
        default="",
        title="Body",
        description="JSON. A variable within quotes is written as text, elsewhere as JSON.",
        json_schema_extra={"template": True, "widget": "json"},
    )
    response_variable: MaybeVariable = Field(
        default="",
        title="Keep the answer as",
        description="A variable for the whole answer; optional.",
        json_schema_extra={**ADVANCED, "widget": "variable"},
    )
    mapping: list[Taken] = Field(
        default_factory=list,
        max_length=30,
        title="Keep parts of it",
        description="Single values of a JSON answer.",
        json_schema_extra={"widget": "rows"},
    )
    timeout_seconds: float = Field(
        default=8,
        ge=1,
        le=30,
        title="Wait at most",
        description="For one try.",
        json_schema_extra={**ADVANCED, "unit": "s"},
    )
    on_error: Literal["continue", "end_call", "retry"] = Field(
        default="continue",
        title="On an error",
        description="Go on by the way Error (or Next), end the call politely, or try again first.",
        json_schema_extra={"labels": {"continue": "Go on", "end_call": "End the call", "retry": "Try again"}},
    )
    retries: int = Field(
        default=1,
        ge=1,
        le=2,
        title="Try again",
        description="Times, with the same idempotency key (on Try again).",
        json_schema_extra=ADVANCED,
    )
    filler: str = Field(
        default="",
        title="Say meanwhile",
        description="Said while the request runs, such as: let me check that. Optional.",
        json_schema_extra=spoken(),
    )


def data_names(data: WebhookData) -> list[str]:
    """Of the variables that hold the answer and its parts."""
    return [name for name in (data.response_variable, *(row.variable for row in data.mapping)) if name]


class Webhook(NodeType[WebhookData]):
    type = "webhook"
    category = "actions"
    icon = "globe"
    title = "Webhook"
    help = "Calls another system over HTTP and keeps what it answers for the talk."
    data = WebhookData
    handles = (Handle(NEXT, "Next"), Handle(ERROR, "Error", needed=False, fallback=True))

    def sets(self, data: WebhookData) -> list[str]:
        return data_names(data)

    def sets_by(self, data: WebhookData, way: Handle, connected: Collection[str]) -> list[str]:
        """An error goes on by Next where nothing is connected to it."""
        failed = way.fallback or (ERROR not in connected and data.on_error != "end_call")
        return [] if failed else self.sets(data)

    def likely_texts(self, data: WebhookData) -> Sequence[str]:
        return (data.filler,) if data.filler else ()

    def problems(self, data: WebhookData) -> list[tuple[str, str, str]]:
        if not data.url.strip():
            found = [("empty_text", "url", "Give the address.")]
        else:
            found = [(code, "url", message) for code, message in url_problems(data.url, data.method)]
        found += [("bad_header", path, message) for path, message in bad_headers(data.headers)]
        # A template that cannot be read is a finding of its own.
        if not names_in(data.body_template).problem and (problem := body_problem(data.body_template)):
            found.append(("bad_json", "body_template", problem))
        return found

    async def execute(self, run: NodeRun, data: WebhookData) -> str:
        try:
            call = await _call(run, data)
        except BadRequest as bad:
            await run.emit("webhook.finished", {"ok": False, "status": None, "problem": str(bad), "tries": 0})
            return await _failed(run, data)
        answer, tries = await _sent(run, data, call), 1
        while data.on_error == "retry" and tries <= data.retries and _may_pass(answer):
            await run.outside.pause(PAUSE * tries)
            answer = await run.outside.webhook(call, _reader(data), hidden=_hidden(run, data))
            tries += 1
        if not answer.get("again"):
            told = {name: answer[name] for name in ("ok", "status", "problem")}
            await run.emit("webhook.finished", {**told, "host": host_of(call.url), "tries": tries})
        if not answer["ok"]:
            return await _failed(run, data)
        for name, value in answer["set"].items():
            run.set(name, value)
        return NEXT


async def _call(run: NodeRun, data: WebhookData) -> WebhookCall:
    values = run.state.variables
    url = filled_url(data.url, values)
    body, missing = filled_body(data.body_template, values) if data.method != "GET" else (None, ())
    if missing:
        await run.emit("flow.variable_missing", {"names": list(missing)})
    key, repeats = _key(run, data.method, url, body)
    return WebhookCall(data.method, url, data.headers, body, data.timeout_seconds, key, repeats)


def _key(run: NodeRun, *request: str | None) -> tuple[str, bool]:
    """The same for every try of this visit, another for every other visit of this talk; whether it is one of before
    the goodbye that was reopened.

    A talk that begins anew in the same call comes to the same keys, and so does one that words into the goodbye led
    back: what its nodes send again is known by them.
    """
    what = hashlib.sha256(repr((run.state.path(run.node.id), request)).encode()).hexdigest()[:32]
    before = run.memory.setdefault("sent", {})
    visits = run.memory.setdefault("sent_again", {}) if run.state.reopened else before
    visits[what] = visits.get(what, 0) + 1
    return f"{what}-{visits[what]}", run.state.reopened and visits[what] <= before.get(what, 0)


async def _sent(run: NodeRun, data: WebhookData, call: WebhookCall) -> dict[str, Any]:
    """The first try, with speech meanwhile. What was said is written down before what was answered, always."""
    if not data.filler.strip():
        return await run.outside.webhook(call, _reader(data), hidden=_hidden(run, data))
    begun = run.outside.begin_webhook(call)
    try:
        await run.say(data.filler)
        return await run.outside.webhook(call, _reader(data), begun, hidden=_hidden(run, data))
    finally:
        if begun is not None:
            begun.cancel()  # where the call ended meanwhile; nothing to one that is done
            await asyncio.gather(begun, return_exceptions=True)


def _hidden(run: NodeRun, data: WebhookData) -> frozenset[str]:
    """What of the answer is kept under names that are sensitive; with a part of it the whole is."""
    names = frozenset(data_names(data)) & {*run.state.sensitive}
    if names and data.response_variable:
        run.protect(data.response_variable)
        return names | {data.response_variable}
    return names


def _reader(data: WebhookData) -> Any:
    rows = [(data.response_variable, ""), *((row.variable, row.path) for row in data.mapping)]

    def read(answer: WebhookAnswer) -> dict[str, Any]:
        kept = taken(answer.data, rows) if answer.ok else {}
        told = {"ok": answer.ok, "status": answer.status, "problem": answer.problem[:300]}
        return {**told, "again": answer.again, "set": kept}

    return read


def _may_pass(answer: dict[str, Any]) -> bool:
    status = answer["status"]
    return not answer["ok"] and (status is None or status >= 500 or status in _PASSING)


async def _failed(run: NodeRun, data: WebhookData) -> str:
    if data.on_error == "end_call":
        await run.polite_end()
    return run.way(ERROR)

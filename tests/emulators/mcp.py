"""An MCP server: streamable HTTP at /mcp (answers as JSON or as an event stream), the older SSE at /sse."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from aiohttp import web

from tests.emulators.server import SLOW_SECONDS, STALL_SECONDS, Emulator, Fault

VERSION = "2025-06-18"
McpFault = Literal[
    "stall", "unauthorized", "malformed", "closes", "not_mcp", "huge", "stall_call", "malformed_call", "closes_call"
]
IN_ANSWERS: tuple[Fault, ...] = ("slow", "stall_midway", "cut_midway", "malformed")
NO_JSON = "{this is no JSON"
ORDER = {"type": "object", "properties": {"order_id": {"type": "string"}}, "required": ["order_id"]}


@dataclass(frozen=True)
class Offered:
    """One tool of the server. `run` gives the text; an exception becomes an error of the tool."""

    name: str
    description: str
    schema: Mapping[str, Any]
    run: Callable[[Mapping[str, Any]], str]


def order_tools() -> list[Offered]:
    return [
        Offered("order_status", "Where an order is.", ORDER, lambda given: f"Order {given['order_id']} is on its way."),
        Offered("cancel.order", "Cancel an order.", ORDER, lambda given: f"Order {given['order_id']} is cancelled."),
    ]


@dataclass
class McpEmulator(Emulator):
    """`token`: the bearer token it wants. `as_events`: /mcp answers with an event stream. `page`: tools a page.

    `refuses_all`: the error it answers everything with. `slow_tools`: seconds that tools of these names take. A tool
    that raises PermissionError refuses the request itself.
    """

    tools: list[Offered] = field(default_factory=order_tools)
    token: str | None = None
    as_events: bool = False
    page: int = 50
    mcp_fault: McpFault | None = None
    refuses_all: str | None = None
    slow_tools: dict[str, float] = field(default_factory=dict)
    sessions: set[str] = field(default_factory=set)
    called: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _streams: dict[str, asyncio.Queue[tuple[str, Fault | None]]] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[Fault, ...]:
        return (*super().kinds, *IN_ANSWERS)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/mcp", self._streamable),
            web.delete("/mcp", self._end),
            web.get("/sse", self._sse),
            web.post("/messages", self._message),
        ]

    async def _streamable(self, request: web.Request) -> web.StreamResponse:
        message, refusal = await self._read(request)
        if refusal is not None:
            return refusal
        if "id" not in message:
            return web.Response(status=202)
        session = request.headers.get("Mcp-Session-Id")
        if message["method"] == "initialize":
            session = uuid4().hex
            self.sessions.add(session)
        elif session not in self.sessions:
            return web.Response(status=404)
        return await self._answer(request, message, {"Mcp-Session-Id": session or ""})

    async def _answer(
        self, request: web.Request, message: Mapping[str, Any], headers: dict[str, str]
    ) -> web.StreamResponse:
        text = json.dumps(self._reply(message))
        is_call = message["method"] == "tools/call"
        if is_call:
            await asyncio.sleep(self.slow_tools.get(message["params"]["name"], 0.0))
        match self.mcp_fault:
            case "malformed":
                text = NO_JSON
            case "malformed_call" if is_call:
                text = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": {"content": "no list"}})
            case "huge":
                text = json.dumps({"filler": "x" * 3_000_000})
            case "stall_call" if is_call:
                await asyncio.sleep(60)
            case "closes_call" if is_call:
                assert request.transport is not None
                request.transport.abort()
        fault = await self._due()
        text = NO_JSON if fault == "malformed" else text
        kind = "text/event-stream" if self.as_events else "application/json"
        stream = web.StreamResponse(headers={**headers, "Content-Type": kind})
        await stream.prepare(request)
        await _write(request, stream, _event(text) if self.as_events else text, fault)
        return stream

    async def _due(self) -> Fault | None:
        """The fault of this answer; the wait of a slow one is over then."""
        fault = self.take(among=IN_ANSWERS)
        await asyncio.sleep(SLOW_SECONDS if fault == "slow" else 0.0)
        return fault

    async def _end(self, request: web.Request) -> web.Response:
        self.sessions.discard(request.headers.get("Mcp-Session-Id", ""))
        return web.Response()

    async def _sse(self, request: web.Request) -> web.StreamResponse:
        _, refusal = await self._read(request, body=False)
        if refusal is not None:
            return refusal
        session, queue = uuid4().hex, asyncio.Queue[tuple[str, Fault | None]]()
        self._streams[session] = queue
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(f"event: endpoint\ndata: /messages?session_id={session}\n\n".encode())
        while request.transport is not None and not request.transport.is_closing():
            try:
                text, fault = await asyncio.wait_for(queue.get(), 0.2)
            except TimeoutError:
                continue
            await _write(request, stream, _event(text), fault)
        return stream

    async def _message(self, request: web.Request) -> web.Response:
        message, refusal = await self._read(request)
        if refusal is not None:
            return refusal
        if "id" in message:
            fault = await self._due()
            text = NO_JSON if fault == "malformed" else json.dumps(self._reply(message))
            await self._streams[request.query["session_id"]].put((text, fault))
        return web.Response(status=202)

    async def _read(self, request: web.Request, *, body: bool = True) -> tuple[dict[str, Any], web.Response | None]:
        """The message, or the answer of a fault."""
        if self.mcp_fault == "stall":
            await asyncio.sleep(60)
        if self.mcp_fault == "closes":
            assert request.transport is not None
            request.transport.abort()
        if self.mcp_fault == "not_mcp":
            return {}, web.Response(text="<html>Welcome</html>", content_type="text/html")
        wanted = None if self.token is None else f"Bearer {self.token}"
        if self.mcp_fault == "unauthorized" or (wanted and request.headers.get("Authorization") != wanted):
            return {}, web.json_response({"error": "invalid_token"}, status=401)
        return (json.loads(await request.read()) if body else {}), None

    def _reply(self, message: Mapping[str, Any]) -> dict[str, Any]:
        known: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "initialize": self._initialize,
            "tools/list": self._list,
            "tools/call": self._call,
            "ping": lambda _: {},
        }
        if self.refuses_all is not None:
            return _error(message, -32000, self.refuses_all)
        handler = known.get(message["method"])
        if handler is None:
            return _error(message, -32601, "Method not found")
        try:
            return {"jsonrpc": "2.0", "id": message["id"], "result": handler(message.get("params") or {})}
        except PermissionError as error:
            return _error(message, -32000, str(error))

    def _initialize(self, _: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "protocolVersion": VERSION,
            "capabilities": {"tools": {"listChanged": False}},
            "serverInfo": {"name": "orders", "version": "1"},
        }

    def _list(self, params: Mapping[str, Any]) -> dict[str, Any]:
        start = int(params.get("cursor") or 0)
        shown = self.tools[start : start + self.page]
        result: dict[str, Any] = {
            "tools": [{"name": t.name, "description": t.description, "inputSchema": dict(t.schema)} for t in shown]
        }
        if start + self.page < len(self.tools):
            result["nextCursor"] = str(start + self.page)
        return result

    def _call(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self.called.append((params["name"], dict(params.get("arguments") or {})))
        tool = next((tool for tool in self.tools if tool.name == params["name"]), None)
        try:
            text = "There is no such tool." if tool is None else tool.run(params.get("arguments") or {})
            failed = tool is None
        except (LookupError, ValueError) as error:
            text, failed = str(error), True
        return {"content": [{"type": "text", "text": text}], "isError": failed}


def _event(text: str) -> str:
    return f"event: message\ndata: {text}\n\n"


async def _write(request: web.Request, stream: web.StreamResponse, text: str, fault: Fault | None) -> None:
    """All of it, or half of it and then nothing, or the end of the connection."""
    if fault not in ("stall_midway", "cut_midway"):
        await stream.write(text.encode())
        return
    await stream.write(text.encode()[: len(text) // 2])
    if fault == "stall_midway":
        await asyncio.sleep(STALL_SECONDS)
    if request.transport is not None:  # else who asked is gone
        request.transport.abort()


def _error(message: Mapping[str, Any], code: int, text: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": message["id"], "error": {"code": code, "message": text}}

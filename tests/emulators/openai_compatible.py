"""A server of OpenAI's protocol: GET /v1/models and POST /v1/chat/completions, whole and streamed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.emulators.brain import Brain, ScriptedBrain
from tests.emulators.chat_stream import CREATED, DONE, Form, Thoughts, chunks, event, usage
from tests.emulators.server import SLOW_SECONDS, STALL_SECONDS, Emulator, Fault

UNLIMITED = 10**6
IN_STREAMS: tuple[Fault, ...] = ("slow", "stall_midway", "cut_midway", "malformed")


@dataclass
class OpenAIEmulator(Emulator):
    """`key` None: none is needed. `gemini`: a wrong key is a 400 in a list, and names start with `models/`.

    Answers what `brain` says: the first token `first_token` seconds after the request, then one each `each_token`.
    """

    key: str | None = None
    models: list[str] = field(default_factory=lambda: ["qwen2.5:7b", "llama3.3:70b"])
    lists: bool = True
    gemini: bool = False
    slow_models: set[str] = field(default_factory=set)
    brain: Brain = field(default_factory=ScriptedBrain)
    first_token: float = 0.0
    each_token: float = 0.0
    thoughts: Thoughts = "reasoning_content"
    base: str = "/v1"

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"{self.base}/models", self._models), web.post(f"{self.base}/chat/completions", self._chat)]

    @property
    def kinds(self) -> tuple[Fault, ...]:
        return (*super().kinds, *IN_STREAMS)

    def part(self, path: str) -> str:
        return "chat" if path.endswith("/chat/completions") else "models"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the chats so far."""
        return [json.loads(seen.body) for seen in self.seen if self.part(seen.path) == "chat"]

    def complaint(self, body: Mapping[str, Any]) -> web.Response | None:
        """What this vendor has against a request."""
        return None

    def form(self, body: Mapping[str, Any]) -> Form:
        return Form(body["model"], self.thoughts)

    async def _models(self, request: web.Request) -> web.Response:
        if (refused := self._refusal(request)) is not None:
            return refused
        if not self.lists:
            return web.Response(status=404, text="404 page not found")
        prefix = "models/" if self.gemini else ""
        rows = [{"id": prefix + name, "object": "model", "created": 1, "owned_by": "library"} for name in self.models]
        return web.json_response({"object": "list", "data": rows})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        if (refused := self._refusal(request)) is not None:
            return refused
        body = json.loads(await request.read())
        model = body["model"].removeprefix("models/")
        if model in self.slow_models:
            await asyncio.sleep(60)
        if model not in self.models:
            return self.error(404, f'model "{model}" not found, try pulling it first', "model_not_found")
        if (complaint := self.complaint(body)) is not None:
            return complaint
        if body.get("stream"):
            return await self._stream(request, body)
        says = self.brain.answer(body["messages"], body.get("tools") or ())
        message = {"role": "assistant", "content": says.text}
        choice = {"index": 0, "message": message, "finish_reason": "length"}
        whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": CREATED, "model": model}
        return web.json_response({**whole, "choices": [choice], "usage": usage(body["messages"], says)})

    async def _stream(self, request: web.Request, body: Mapping[str, Any]) -> web.StreamResponse:
        fault = self.take("chat", IN_STREAMS)
        says = self.brain.answer(body["messages"], body.get("tools") or ())
        limit = int(body.get("max_tokens") or body.get("max_completion_tokens") or UNLIMITED)
        wanted = bool((body.get("stream_options") or {}).get("include_usage"))
        used = usage(body["messages"], says) if wanted else None
        parts = list(chunks(self.form(body), says, limit, used))
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await asyncio.sleep(self.first_token + (SLOW_SECONDS if fault == "slow" else 0.0))
        await answer.prepare(request)
        for number, part in enumerate(parts):
            if number == 1 + len(parts) // 2 and await _goes_wrong(request, answer, fault):
                return answer
            await answer.write(event(part))
            if self.each_token and number:
                await asyncio.sleep(self.each_token)
        await answer.write(DONE)
        await answer.write_eof()
        return answer

    def _refusal(self, request: web.Request) -> web.Response | None:
        if self.key is None or request.headers.get("authorization") == f"Bearer {self.key}":
            return None
        if self.gemini:
            return self.error(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT")
        return self.error(401, "Incorrect API key provided.", "invalid_api_key")

    def error(self, status: int, message: str, code: str | None = None, param: str | None = None) -> web.Response:
        """An error in this vendor's form."""
        if self.gemini:
            return web.json_response([{"error": {"code": status, "message": message, "status": code}}], status=status)
        body = {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}
        return web.json_response(body, status=status)


async def _goes_wrong(request: web.Request, answer: web.StreamResponse, fault: str | None) -> bool:
    match fault:
        case "stall_midway":
            await asyncio.sleep(STALL_SECONDS)
        case "cut_midway":
            assert request.transport is not None
            request.transport.abort()
        case "malformed":
            await answer.write(b'data: {"id": "chatcmpl-1", "choices": [{"index"\n\n')
        case _:
            return False
    return True

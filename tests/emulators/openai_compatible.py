"""A server of OpenAI's protocol: GET /v1/models and POST /v1/chat/completions, as Ollama, OpenAI and Gemini have it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import web

from tests.emulators.server import Emulator


@dataclass
class OpenAIEmulator(Emulator):
    """`key` None: none is needed. `gemini`: a wrong key is a 400 in a list, and names start with `models/`."""

    key: str | None = None
    models: list[str] = field(default_factory=lambda: ["qwen2.5:7b", "llama3.3:70b"])
    lists: bool = True
    gemini: bool = False
    slow_models: set[str] = field(default_factory=set)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/v1/models", self._models), web.post("/v1/chat/completions", self._chat)]

    async def _models(self, request: web.Request) -> web.Response:
        if (refused := self._refusal(request)) is not None:
            return refused
        if not self.lists:
            return web.Response(status=404, text="404 page not found")
        prefix = "models/" if self.gemini else ""
        rows = [{"id": prefix + name, "object": "model", "created": 1, "owned_by": "library"} for name in self.models]
        return web.json_response({"object": "list", "data": rows})

    async def _chat(self, request: web.Request) -> web.Response:
        if (refused := self._refusal(request)) is not None:
            return refused
        model = json.loads(await request.read())["model"]
        if model in self.slow_models:
            await asyncio.sleep(60)
        if model not in self.models:
            return _error(404, f'model "{model}" not found, try pulling it first', "not_found_error", None)
        message = {"role": "assistant", "content": "Hi"}
        choice = {"index": 0, "message": message, "finish_reason": "length"}
        body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice]}
        return web.json_response(body)

    def _refusal(self, request: web.Request) -> web.Response | None:
        if self.key is None or request.headers.get("authorization") == f"Bearer {self.key}":
            return None
        if self.gemini:
            error = {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID"}
            return web.json_response([{"error": error}], status=400)
        return _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")


def _error(status: int, message: str, kind: str, code: str | None) -> web.Response:
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return web.json_response(body, status=status)

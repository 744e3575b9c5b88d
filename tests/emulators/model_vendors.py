"""OpenAI, Gemini, Ollama and another server of the protocol, each with its own manners and refusals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from aiohttp import web

from tests.emulators.chat_stream import Form, Thoughts
from tests.emulators.openai_compatible import OpenAIEmulator

KNOWN = {
    *("model", "messages", "stream", "stream_options", "temperature", "top_p", "seed", "stop", "user", "n"),
    *("max_tokens", "max_completion_tokens", "reasoning_effort", "response_format"),
    *("tools", "tool_choice", "parallel_tool_calls"),
}
OPENAI_KEY, GEMINI_KEY = "sk-test-of-openai", "AIza-test-of-gemini"


@dataclass
class OpenAICloudEmulator(OpenAIEmulator):
    """OpenAI: unknown arguments are refused; models that reason want max_completion_tokens and no temperature."""

    key: str | None = OPENAI_KEY
    models: list[str] = field(default_factory=lambda: ["gpt-4o-mini", "gpt-4o", "gpt-4.1", "gpt-5-mini", "o3-mini"])
    thoughts: Thoughts = "none"

    def complaint(self, body: Mapping[str, Any]) -> web.Response | None:
        if unknown := sorted(set(body) - KNOWN):
            return self.error(400, f"Unrecognized request argument supplied: {unknown[0]}", None, unknown[0])
        if not re.match(r"o\d|gpt-5", body["model"]):
            if "reasoning_effort" in body:
                return self._unsupported(body, "reasoning_effort")
            return None
        if "max_tokens" in body:
            instead = "Use 'max_completion_tokens' instead."
            message = f"Unsupported parameter: 'max_tokens' is not supported with this model. {instead}"
            return self.error(400, message, "unsupported_parameter", "max_tokens")
        if body.get("temperature", 1) != 1:
            message = "Unsupported value: 'temperature' does not support this value. Only the default (1) is supported."
            return self.error(400, message, "unsupported_value", "temperature")
        return None

    def _unsupported(self, body: Mapping[str, Any], name: str) -> web.Response:
        message = f"Unrecognized request argument supplied: {name}"
        return self.error(400, message, None, name)


@dataclass
class GeminiEmulator(OpenAIEmulator):
    """Gemini's OpenAI endpoint: errors in a list, `models/` before names, counts in each chunk, signed tool calls."""

    key: str | None = GEMINI_KEY
    models: list[str] = field(default_factory=lambda: ["gemini-2.0-flash", "gemini-2.5-flash", "gemini-2.5-pro"])
    gemini: bool = True
    base: str = "/v1beta/openai"
    thoughts: Thoughts = "none"

    def complaint(self, body: Mapping[str, Any]) -> web.Response | None:
        model, effort = body["model"].removeprefix("models/"), body.get("reasoning_effort")
        if effort is not None and model.startswith("gemini-2.0"):
            return self.error(400, "Thinking is not supported by this model.", "INVALID_ARGUMENT")
        if effort == "none" and "pro" in model:
            return self.error(400, "Budget 0 is invalid. This model only works in thinking mode.", "INVALID_ARGUMENT")
        if all(row["role"] == "system" for row in body["messages"]):
            return self.error(400, "contents is not specified", "INVALID_ARGUMENT")
        if unsigned := _unsigned(body) if model.startswith("gemini-3") else None:
            return self.error(400, f"Function call {unsigned} is missing a thought_signature.", "INVALID_ARGUMENT")
        return None

    def form(self, body: Mapping[str, Any]) -> Form:
        return Form(body["model"], self.thoughts, whole_calls=True, usage_everywhere=True, signatures=True)


def _unsigned(body: Mapping[str, Any]) -> str | None:
    calls = [call for row in body["messages"] for call in row.get("tool_calls") or ()]
    return next((call["function"]["name"] for call in calls if "extra_content" not in call), None)


@dataclass
class OllamaEmulator(OpenAIEmulator):
    """Ollama: /v1 beside /api/tags and /api/version; thoughts in `reasoning`; whole tool calls."""

    models: list[str] = field(
        default_factory=lambda: ["deepseek-r1:32b", "llama3.3:70b", "qwen2.5:32b", "qwen2.5:7b", "sarvam-m"]
    )
    toolless: set[str] = field(default_factory=lambda: {"deepseek-r1:32b"})
    thoughts: Thoughts = "reasoning"

    def routes(self) -> list[web.RouteDef]:
        native = [web.get("/api/tags", self._tags), web.get("/api/version", self._version)]
        return [*super().routes(), *native, web.get("/", self._root)]

    def complaint(self, body: Mapping[str, Any]) -> web.Response | None:
        effort = body.get("reasoning_effort")
        if effort not in (None, "none", "low", "medium", "high"):
            return self.error(400, f'invalid reasoning value: \'{effort}\' (must be "high", "medium", "low")')
        if body.get("tools") and body["model"] in self.toolless:
            return self.error(400, f"registry.ollama.ai/library/{body['model']} does not support tools")
        return None

    def form(self, body: Mapping[str, Any]) -> Form:
        thoughts: Thoughts = "none" if body.get("reasoning_effort") == "none" else self.thoughts
        return Form(body["model"], thoughts, whole_calls=True)

    async def _tags(self, _request: web.Request) -> web.Response:
        details = {"format": "gguf", "family": "qwen2", "parameter_size": "7.6B", "quantization_level": "Q4_K_M"}
        rows = [{"name": name, "model": name, "size": 4_683_087_332, "details": details} for name in self.models]
        return web.json_response({"models": rows})

    async def _version(self, _request: web.Request) -> web.Response:
        return web.json_response({"version": "0.14.2"})

    async def _root(self, _request: web.Request) -> web.Response:
        return web.Response(text="Ollama is running")


@dataclass
class CustomEmulator(OpenAIEmulator):
    """vLLM without a parser for thoughts, so that they stand in the text; user and assistant have to take turns."""

    models: list[str] = field(default_factory=lambda: ["sarvam-m", "deepseek-r1-distill-qwen-7b", "my-model"])
    thoughts: Thoughts = "late_tag"
    strict: bool = False

    def complaint(self, body: Mapping[str, Any]) -> web.Response | None:
        talk = [row["role"] for row in body["messages"] if row["role"] != "system"]
        if self.strict and (talk[0] != "user" or any(one == other for one, other in pairwise(talk))):
            return self.error(400, "Conversation roles must alternate user/assistant/user/assistant/...", "BadRequest")
        return None

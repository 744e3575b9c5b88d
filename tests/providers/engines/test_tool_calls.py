"""The built-in model's tools and tokens: what is asked of llama.cpp, and what its parts become."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tron.core.chat import ToolCall, ToolSpec
from tron.providers.engines.llm import LlmEngine
from tron.providers.engines.tool_calls import ToolCalls, offered

WEATHER = ToolSpec("weather", "The weather of a city.", {"type": "object", "properties": {"city": {"type": "string"}}})
FIRST = {"index": 0, "id": "a", "function": {"name": "weather", "arguments": ""}}
CHUNKS: list[dict[str, Any]] = [
    {"choices": [{"delta": {"role": "assistant", "content": None}}]},
    {"choices": [{"delta": {"content": "One moment."}}]},
    {
        "choices": [
            {"delta": {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "weather", "arguments": ""}}]}}
        ]
    },
    {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": '{"city":'}}]}}]},
    {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": '"Pune"}'}}]}}]},
    {"choices": [{"delta": {"tool_calls": [{"index": 1, "function": {"name": "weather"}}]}}]},
    {"choices": [], "usage": {"prompt_tokens": 30, "completion_tokens": 9}},
]


class Server:
    """llama.cpp, answering CHUNKS."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def handle_chat_completions(self, request: dict[str, Any], on_chunk: Callable[[Mapping[str, Any]], bool]) -> None:
        self.asked = request
        for chunk in CHUNKS:
            if on_chunk(chunk):
                return


def pieces_of(body: Mapping[str, Any]) -> tuple[list[dict[str, Any]], Server]:
    engine, server = LlmEngine(1, Path("unused")), Server()
    engine._server = server
    return [header for header, _ in engine.run({}, json.dumps(body).encode())], server


def test_calls_and_counts_travel_beside_the_words():
    rows = [
        {"role": "user", "content": "Pune?"},
        {"role": "assistant", "tool_calls": [{"id": "z", "type": "function", "function": {}}]},
        {"role": "tool", "tool_call_id": "z", "content": "hot"},
    ]
    pieces, server = pieces_of({"messages": rows, "tools": offered([WEATHER])})
    assert pieces[0] == {"text": "One moment."}
    assert pieces[-1] == {"used": {"prompt_tokens": 30, "completion_tokens": 9}}
    calls = ToolCalls()
    for piece in pieces:
        calls.add(piece.get("calls", ()))
    first, second = calls.whole()
    assert first == ToolCall("a", "weather", '{"city":"Pune"}')
    assert (second.name, second.arguments, second.id.startswith("call_")) == ("weather", "{}", True)
    assert server.asked["tools"][0]["function"]["name"] == "weather"
    assert server.asked["messages"][1] == {"role": "assistant", "content": "", "tool_calls": rows[1]["tool_calls"]}
    assert server.asked["messages"][2]["tool_call_id"] == "z"


def test_no_tools_are_asked_without_any():
    _, server = pieces_of({"messages": [{"role": "user", "content": "Hello"}], "tools": []})
    assert "tools" not in server.asked

"""What a refusal teaches about a model, and for how long."""

from __future__ import annotations

import httpx2
import openai
import pytest

from tests.support import VirtualClock
from tron.core.chat import ToolSpec
from tron.providers.llm.request import LESSON, OPTIONAL, Known, Request, learn
from tron.providers.llm.vendor import Server

SERVER = Server("custom", "Custom", "ai.custom_endpoint", None, needs_key=False, where="")
WEATHER = ToolSpec("weather", "The weather.", {"type": "object"})
EVERYTHING = {"max_tokens": 10, **dict.fromkeys(OPTIONAL, 1)}


def refused(message: str, param: str | None = None, status: int = 400) -> openai.APIStatusError:
    request = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
    body = {"message": message, "param": param}
    answer = httpx2.Response(status, request=request, json={"error": body})
    return openai.APIStatusError(message, response=answer, body=body)


def learned(error: openai.APIStatusError) -> list[str]:
    known = Known()
    learn(known, error, EVERYTHING)
    return [name for name in OPTIONAL if known.holds(name)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tools", "registry.ollama.ai/library/deepseek-r1:32b does not support tools"),
        ("tools", '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
        ("tools", "Function calling is not enabled for models/gemma-3-27b-it"),
        ("tools", "tools param requires --jinja flag"),
        ("reasoning_effort", 'think value "none" is not supported for this model'),
        ("reasoning_effort", '"my-model" does not support thinking'),
        ("reasoning_effort", "Thinking is not supported by this model."),
        ("reasoning_effort", "Budget 0 is invalid. This model only works in thinking mode."),
        ("reasoning_effort", "Unrecognized request argument supplied: reasoning_effort"),
        ("chat_template_kwargs", 'Unknown name "chat_template_kwargs": Cannot find field.'),
        ("chat_template_kwargs", "{'loc': ('body', 'chat_template_kwargs'), 'msg': 'Extra inputs are not permitted'}"),
        ("stream_options", "stream_options is not supported"),
        ("temperature", "Unsupported value: 'temperature' does not support 0.3 with this model."),
        ("temperature", "`temperature` is deprecated for this model."),
    ],
)
def test_a_part_that_is_refused_in_words(name: str, message: str) -> None:
    assert learned(refused(message)) == [name]


def test_a_part_that_is_named_apart() -> None:
    assert learned(refused("No.", "reasoning_effort", 422)) == ["reasoning_effort"]


@pytest.mark.parametrize(
    ("message", "param"),
    [
        ("messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", "messages.[3].role"),
        ("Please ensure that function call turn comes immediately after a user turn.", None),
        ("This model's maximum context length is 8192 tokens, 300 of them in the tools.", "messages"),
        ("Item 'rs_1' of type 'reasoning' was provided without its following item.", "input"),
        ("The message 'what temperature is it' was stopped by the content filter.", None),
        ("Invalid 'messages[2].content': the user is thinking, a tool of reasoning.", "messages[2].content"),
    ],
)
def test_a_word_in_passing_teaches_nothing(message: str, param: str | None) -> None:
    assert learned(refused(message, param)) == []


def test_a_lesson_is_forgotten_after_a_while() -> None:
    clock = VirtualClock()
    known = Known(clock=clock.monotonic)
    request = Request([{"role": "user", "content": "Hello"}], 0.3, 10, [WEATHER])
    body = request.body(SERVER, "m", known)
    assert learn(known, refused("m does not support tools"), body)
    assert learn(known, refused("max_tokens: use 'max_completion_tokens' instead"), body)
    clock.elapsed += LESSON - 1
    taught = request.body(SERVER, "m", known)
    assert ("tools" in taught, "max_completion_tokens" in taught) == (False, True)
    clock.elapsed += 2
    assert request.body(SERVER, "m", known) == body

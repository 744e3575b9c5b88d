"""Chunks of a streamed chat completion, in the forms that servers of OpenAI's protocol have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tests.emulators.brain import Call, Says

Thoughts = Literal["reasoning_content", "reasoning", "tags", "late_tag", "none"]
"""How thoughts travel: in a field of their own, within `<think>` tags, without the opening one, or not at all."""
CREATED = 1_760_000_000


@dataclass(frozen=True, slots=True)
class Form:
    """How a vendor's chunks look. `whole_calls`: a tool call is one chunk, always of index 0."""

    model: str
    thoughts: Thoughts = "reasoning_content"
    whole_calls: bool = False
    usage_everywhere: bool = False
    signatures: bool = False


def tokens(text: str) -> list[str]:
    """Pieces about as long as a model's tokens; joined they are the text."""
    return re.findall(r"\s*\S{1,6}|\s+", text)


def count(text: str) -> int:
    return len(tokens(text))


def usage(messages: Sequence[Mapping[str, Any]], says: Says) -> dict[str, Any]:
    """The count of tokens of a whole answer."""
    given = sum(count(str(row.get("content") or "")) for row in messages)
    thought = count(says.thought)
    made = count(says.text) + thought + sum(count(call.json) for call in says.calls)
    return {
        "prompt_tokens": given,
        "completion_tokens": made,
        "total_tokens": given + made,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": thought},
    }


def chunks(form: Form, says: Says, limit: int, used: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    """The chunks of an answer of at most `limit` tokens; `used` is sent with them where the request wanted it."""
    deltas = list(_deltas(form, says))
    finish = "length" if len(deltas) > limit else "tool_calls" if says.calls else "stop"
    yield _chunk(form, {"role": "assistant", "content": ""}, None, used if form.usage_everywhere else None)
    for delta in deltas[:limit]:
        yield _chunk(form, delta, None, used if form.usage_everywhere else None)
    yield _chunk(form, {}, finish, used if form.usage_everywhere else None)
    if used is not None and not form.usage_everywhere:
        yield {**_head(form), "choices": [], "usage": dict(used)}


def event(chunk: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"


def _deltas(form: Form, says: Says) -> Iterator[dict[str, Any]]:
    if says.thought:
        match form.thoughts:
            case "reasoning" | "reasoning_content":
                yield from ({form.thoughts: piece} for piece in tokens(says.thought))
            case "tags" | "late_tag":
                opening = "" if form.thoughts == "late_tag" else "<think>\n"
                yield from ({"content": piece} for piece in tokens(f"{opening}{says.thought}\n</think>\n\n"))
    yield from ({"content": piece} for piece in tokens(says.text))
    for number, call in enumerate(says.calls):
        yield from _call(form, number, call)


def _call(form: Form, number: int, call: Call) -> Iterator[dict[str, Any]]:
    head: dict[str, Any] = {"index": 0 if form.whole_calls else number, "id": f"call_{number + 1}", "type": "function"}
    if form.signatures:
        head["extra_content"] = {"google": {"thought_signature": f"signed-{call.name}-{number + 1}"}}
    if form.whole_calls:
        yield {"tool_calls": [{**head, "function": {"name": call.name, "arguments": call.json}}]}
        return
    yield {"tool_calls": [{**head, "function": {"name": call.name, "arguments": ""}}]}
    for piece in tokens(call.json):
        yield {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}


def _chunk(form: Form, delta: Mapping[str, Any], finish: str | None, used: Mapping[str, Any] | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": dict(delta), "finish_reason": finish}
    return {**_head(form), "choices": [choice], "usage": dict(used) if used is not None else None}


def _head(form: Form) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": CREATED, "model": form.model}

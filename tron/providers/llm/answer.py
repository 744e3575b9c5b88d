"""An answer's chunks put together: words without thoughts, whole tool calls, the count of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionChunk
from openai.types.chat.chat_completion_chunk import ChoiceDelta, ChoiceDeltaToolCall

from tron.core.chat import Piece, TokenUse, ToolCall
from tron.providers.llm.thoughts import SpokenText

THOUGHTS = ("reasoning_content", "reasoning", "thinking")
EXTRA = "extra_content"
"""Gemini's signature of a tool call: it wants it back with the call."""


@dataclass(slots=True)
class _Call:
    id: str
    name: str
    arguments: str
    extra: Any = None


class Answer:
    """Feed it chunks by `add`, then call `end`; both give pieces. `begun`: something that counts has come;
    `thought`: the model has thought aloud.

    `extras` gets what a server wants to have back with a tool call, by the call's id.
    """

    def __init__(self, text: SpokenText, extras: dict[str, Any]) -> None:
        self.text = text
        self.begun = False
        self.thought = False
        self.chunks = 0
        self.finish: str | None = None
        self._extras = extras
        self._calls: list[_Call] = []
        self._at: dict[int, _Call] = {}
        self._use: TokenUse | None = None

    def add(self, chunk: ChatCompletionChunk) -> Iterator[Piece]:
        """Words at once; an empty text for a sign of life without words."""
        self.chunks += 1
        if chunk.usage is not None:
            self._use = _use(chunk.usage)
        for choice in chunk.choices or ():
            self.finish = choice.finish_reason or self.finish
            if choice.delta is not None:
                yield from self._delta(choice.delta)

    def end(self) -> Iterator[Piece]:
        if words := self.text.end(cut_off=self.finish == "length"):
            self.begun = True
            yield words
        for call in self._calls:
            if call.extra is not None:
                self._extras[call.id] = call.extra
            yield ToolCall(call.id, call.name, call.arguments or "{}")
        if self._use is not None:
            yield self._use

    def _delta(self, delta: ChoiceDelta) -> Iterator[Piece]:
        more: Mapping[str, Any] = delta.model_extra or {}
        elsewhere, content = any(more.get(name) for name in THOUGHTS), _text(delta.content)
        words = self.text.thinks_elsewhere() if elsewhere else ""
        words += self.text.add(content)
        if words:
            self.begun = True
            yield words
        elif elsewhere or (content and self.text.thinking):
            self.thought = True
            yield ""
        for part in delta.tool_calls or ():
            self.begun = True
            self._call(part)
            yield ""

    def _call(self, part: ChoiceDeltaToolCall) -> None:
        """Parts of a call come by its index. Some servers give each of several whole calls the same one."""
        index = part.index or 0
        function = part.function
        name, arguments = (function.name or "", function.arguments or "") if function is not None else ("", "")
        call = self._at.get(index)
        another = call is not None and ((part.id and call.id != part.id) or (not part.id and name and call.arguments))
        if call is None or another:
            call = _Call(part.id or f"call_{uuid4().hex[:12]}", "", "")
            self._at[index] = call
            self._calls.append(call)
        call.name = call.name or name
        call.arguments += arguments
        call.extra = (part.model_extra or {}).get(EXTRA) or call.extra


def _text(content: Any) -> str:
    """The words of a delta. Magistral's content is a list, with thoughts as parts of their own."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if part.get("type") == "text")
    return content or ""


def _use(usage: CompletionUsage) -> TokenUse:
    """Gemini counts thoughts only in the total."""
    details = usage.prompt_tokens_details
    given = usage.prompt_tokens or 0
    made = max(usage.completion_tokens or 0, (usage.total_tokens or 0) - given)
    return TokenUse(given, made, (details.cached_tokens or 0) if details is not None else 0)

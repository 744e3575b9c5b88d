"""A request for an answer, and what is done differently the next time because a server did not know a part of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import openai

from tron.core.chat import Row, ToolSpec
from tron.providers.llm.rows import arranged
from tron.providers.llm.vendor import Server

LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
OPTIONAL = ("reasoning_effort", "chat_template_kwargs", "stream_options", "temperature", "tools")
"""What an answer can do without."""
_PARTS = {"chat_template_kwargs": ("enable_thinking",), "stream_options": ("include_usage",)}
_REFUSALS = (
    r"(?:un\w+|extra|invalid) (?:request )?(?:argument|parameter|field|name|value|input|key)[^.'{{]{{0,20}}:? *'?{}\b",
    r"'{}'[^.]{{0,60}}(?:not support|unsupported|not permitted|not allowed|unexpected|extra)",
    r"\b{}'? (?:is|are) (?:not|un|deprecated)",
    r"not support (?:the )?(?:\w+ )?'?{}\b",
    r"(?:unexpected keyword argument|no field) '?{}\b",
)
_OWN_WORDS = {
    "reasoning_effort": (
        r"(?:not|un)\s?support\w* (?:the )?(?:thinking|reasoning)",
        r"(?:thinking|reasoning)\b[^.]{0,20} (?:is|are) (?:not|un)\s?(?:supported|available|enabled)",
        r"only works in thinking mode",
        r"(?:invalid|unsupported) (?:reasoning|think) value",
        r"think value '?\w+'? is not supported",
    ),
    "tools": (
        r"not support (?:tools|tool calling|tool use|function call)",
        r"(?:tools|tool (?:calling|use)|function call(?:s|ing)) (?:is|are) not (?:supported|enabled|available)",
        r"tool choice requires",
        r"--enable-auto-tool-choice",
        r"--jinja",
    ),
}
"""All in lower case, with single quotes."""
_QUOTES = str.maketrans('"`', "''")
OTHER_LIMIT, STRICT_ORDER = "other_limit", "strict_order"
LESSON = 600.0
_STRICT = ("alternate", "roles must", "role must", "first message", "end with a user", "ends with a user")


@dataclass(slots=True)
class Known:
    """What was learned about one model of one server. `opens_late` None: as its name says (Asking).

    What a refusal taught holds for LESSON seconds: a server may be set up better meanwhile, or was misunderstood.
    """

    opens_late: bool | None = None
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    _until: dict[str, float] = field(default_factory=dict)

    def learn(self, lesson: str) -> None:
        """`lesson`: a name of OPTIONAL to leave out, OTHER_LIMIT or STRICT_ORDER."""
        self._until[lesson] = self.clock() + LESSON

    def holds(self, lesson: str) -> bool:
        """Whether it was learned, and not too long ago."""
        return self.clock() < self._until.get(lesson, 0.0)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, before it is put into the words that a server knows."""

    messages: Sequence[Row]
    temperature: float
    max_tokens: int
    tools: Sequence[ToolSpec]

    def body(self, server: Server, model: str, known: Known) -> dict[str, Any]:
        """The request's JSON."""
        asking = server.asking(model)
        limit = LIMITS[server.token_limit] if known.holds(OTHER_LIMIT) else server.token_limit
        body: dict[str, Any] = {
            "model": model,
            "messages": arranged(self.messages, strict=known.holds(STRICT_ORDER)),
            "stream": True,
            "stream_options": {"include_usage": True},
            limit: self.max_tokens + asking.room,
            **asking.extra,
        }
        if asking.warm:
            body["temperature"] = self.temperature
        if self.tools:
            body["tools"] = [_tool(tool) for tool in self.tools]
        return {name: value for name, value in body.items() if not known.holds(name)}


def _tool(tool: ToolSpec) -> Mapping[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def learn(known: Known, error: openai.APIStatusError, body: Mapping[str, Any]) -> bool:
    """Whether a refused request is worth another try, because it says which part of it was wrong."""
    if error.status_code not in (400, 422):
        return False
    said = f"{error.message} {error.response.text}".casefold().translate(_QUOTES)
    for lesson in _lessons(known, error.param, said, body):
        known.learn(lesson)
        return True
    return False


def wrong_tool(error: openai.APIStatusError) -> bool:
    """Whether the server refuses one of the tools offered, such as its schema."""
    return error.status_code in (400, 422) and bool(re.match(r"tools[.\[]", error.param or ""))


def _lessons(known: Known, param: str | None, said: str, body: Mapping[str, Any]) -> Iterator[str]:
    limit = next(name for name in LIMITS if name in body)
    may_rename = limit in said and not known.holds(OTHER_LIMIT)
    if may_rename and f"{LIMITS[limit]}' instead" in said:
        yield OTHER_LIMIT
    yield from (name for name in OPTIONAL if name in body and (param == name or _unknown(said, name)))
    if may_rename:
        yield OTHER_LIMIT
    if not known.holds(STRICT_ORDER) and any(word in said for word in _STRICT):
        yield STRICT_ORDER


def _unknown(said: str, name: str) -> bool:
    """Whether a server says that it does not know this part of a request, or that its model cannot have it."""
    return any(re.search(phrase, said) for phrase in _phrases(name))


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], ...]:
    """Most name the part; Gemini has names of its own, and a model without tools says so in words."""
    names = "|".join((name, *_PARTS.get(name, ())))
    usual = (phrase.format(f"(?:{names})") for phrase in _REFUSALS)
    return tuple(re.compile(phrase) for phrase in (*usual, *_OWN_WORDS.get(name, ())))

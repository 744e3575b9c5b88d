"""What an emulated model says: by rules of a test, else sensible short replies in the caller's own language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

Place = Literal["user", "system", "tool"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that the model wants."""

    name: str
    arguments: Mapping[str, Any] | str = field(default_factory=dict)

    @property
    def json(self) -> str:
        return self.arguments if isinstance(self.arguments, str) else json.dumps(self.arguments, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Says:
    """One answer. `thought` comes before the words, the way the emulator has thoughts travel."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    thought: str = ""


class Brain(Protocol):
    def answer(self, messages: Sequence[Row], tools: Sequence[Mapping[str, Any]]) -> Says: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` is found in the last row of a place (the system row; the last user row), `says` is the answer.

    In its text `\\1` stands for a group. A rule for "tool" answers a tool's result, the others do not.
    """

    pattern: str
    says: Says
    place: Place = "user"


def last(messages: Sequence[Row], place: Place) -> str:
    """The text of the last row of this role, "" where there is none."""
    found = next((row for row in reversed(messages) if row["role"] == place), {})
    return str(found.get("content") or "")


class EverydayBrain:
    """A caller of a shop is answered by what they seem to want, in Hindi, Hinglish, Tamil or English.

    A price is the first one of the persona. A goodbye also calls `end_call` where that tool is offered; a tool's
    result is read out.
    """

    def __init__(self) -> None:
        table = json.loads((Path(__file__).parent / "everyday.json").read_text("utf-8"))
        self._intents: dict[str, str] = table["intents"]
        self._replies: dict[str, dict[str, str]] = table["replies"]
        self._hinglish: str = table["hinglish"]

    def answer(self, messages: Sequence[Row], tools: Sequence[Mapping[str, Any]]) -> Says:
        said = last(messages, "user")
        language = self.language(said)
        if messages and messages[-1]["role"] == "tool":
            return Says(self._replies["tool"][language].format(result=str(messages[-1].get("content", ""))[:200]))
        intent = self.intent(said)
        names = {tool["function"]["name"] for tool in tools}
        calls = (Call("end_call"),) if intent == "goodbye" and "end_call" in names else ()
        return Says(self._replies[intent][language].format(price=price_in(last(messages, "system"))), calls)

    def language(self, text: str) -> str:
        if re.search("[\u0900-\u097f]", text):
            return "hi"
        if re.search("[\u0b80-\u0bff]", text):
            return "ta"
        return "hinglish" if re.search(rf"\b(?:{self._hinglish})\b", text, re.I) else "en"

    def intent(self, text: str) -> str:
        found = (name for name, words in self._intents.items() if re.search(rf"(?<!\w)(?:{words})", text, re.I))
        return next(found, "other")


def price_in(persona: str) -> str:
    """The first amount of rupees in a text; 499 where it has none."""
    found = re.search(r"(?:₹|Rs\.?)\s*([\d,]*\d)|([\d,]*\d)\s*(?:rupees|rupaye|रुपये|ரூபாய்)", persona, re.I)
    return (found.group(1) or found.group(2)) if found else "499"


@dataclass
class ScriptedBrain:
    """The first rule that fits answers; where none does, the other brain."""

    rules: list[Rule] = field(default_factory=list)
    otherwise: Brain = field(default_factory=EverydayBrain)

    def answer(self, messages: Sequence[Row], tools: Sequence[Mapping[str, Any]]) -> Says:
        after_tool = bool(messages) and messages[-1]["role"] == "tool"
        for rule in self.rules:
            if rule.place == "user" and after_tool:
                continue
            found = re.search(rule.pattern, last(messages, rule.place), re.I)
            if found is not None and (rule.place != "tool" or after_tool):
                return Says(found.expand(rule.says.text), rule.says.calls, rule.says.thought)
        return self.otherwise.answer(messages, tools)

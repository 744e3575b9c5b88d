"""One call's guard: judges each sentence before it is spoken, and says what to say instead."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tron.core.guardrails.claims import claim_in
from tron.core.guardrails.leaks import Leaks
from tron.core.guardrails.refusals import refusal
from tron.core.guardrails.topics import Topics

Kind = Literal["topic", "prompt", "tool", "secret", "role", "human"]
OnBlocked = Callable[[Mapping[str, Any]], Awaitable[None]]
BLOCKED = "guardrail.blocked"
ANSWERS_WITHIN = 4
"""Words that may stand before what still answers the question."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why a sentence is not spoken. `topic` is the owner's phrase where `kind` is topic."""

    kind: Kind
    topic: str | None = None

    def payload(self) -> dict[str, Any]:
        """Of the event `guardrail.blocked`: never the words."""
        return {"kind": self.kind, "topic": self.topic}


class Guard:
    """`language` (BCP 47) is what refusals are said in; set it when the call's language changes.

    `on_blocked` is told each blocked sentence's payload, and must not wait for long: the caller is listening.
    """

    def __init__(self, topics: Topics, leaks: Leaks, *, language: str, on_blocked: OnBlocked) -> None:
        self.language = language
        self._topics = topics
        self._leaks = leaks
        self._on_blocked = on_blocked
        self._refusals = 0

    def judge(self, sentence: str, *, before: str = "", asked: str = "") -> Blocked | None:
        """Whether it may not be said, after `before` in the same reply, in answer to the caller's `asked`."""
        # A bare yes answers the question only where it comes first, or nearly so.
        if claim := claim_in(sentence, asked if len(before.split()) <= ANSWERS_WITHIN else ""):
            return Blocked(claim)
        if leak := self._leaks.found(sentence, before):
            return Blocked(leak)
        if (topic := self._topics.found(sentence)) is not None:
            return Blocked("topic", topic)
        return None

    async def refuse(self, sentence: str, blocked: Blocked) -> str:
        """What is said instead."""
        kind: Literal["machine", "decline"] = "machine" if blocked.kind in ("human", "role") else "decline"
        said = refusal(kind, self.language, instead_of=sentence, times=self._refusals)
        self._refusals += 1
        await self._on_blocked(blocked.payload())
        return said

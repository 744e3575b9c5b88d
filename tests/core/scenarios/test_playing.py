"""The model as a caller and as a judge, whatever it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tron.core.errors import Unavailable
from tron.core.models.scenario import Persona, Spoken
from tron.core.scenarios import playing as module
from tron.core.scenarios.playing import judged, next_line
from tron.core.scenarios.told import NoAnswer

TALK = [Spoken(role="agent", text="Do you want tea?"), Spoken(role="caller", text="Which?")]
RAVI = Persona(kind="persona", persona="Ravi, in a hurry", goal="order tea")


class Model:
    def __init__(self, answer: str | Exception | None) -> None:
        self._answer = answer
        self.rows: list[dict[str, str]] = []

    async def reply(self, messages: Any, **_: Any) -> AsyncIterator[str]:
        self.rows = list(messages)
        if isinstance(self._answer, Exception):
            raise self._answer
        if self._answer is None:
            await asyncio.sleep(3600)
        for piece in str(self._answer).split(" "):
            yield f"{piece} "


async def test_the_caller_is_the_assistant() -> None:
    model = Model('"Green tea please."')
    assert await next_line(model, RAVI, TALK) == "Green tea please."
    system, *talk = model.rows
    assert "in a hurry" in system["content"]
    assert "order tea" in system["content"]
    assert [row["role"] for row in talk] == ["user", "assistant"]


@pytest.mark.parametrize(("answer", "line"), [("[HANG UP]", None), ("ok bye [hang up]", None), ("x" * 900, "x" * 500)])
async def test_it_hangs_up_and_says_no_more_than_a_line(answer: str, line: str | None) -> None:
    assert await next_line(Model(answer), RAVI, TALK) == line


@pytest.mark.parametrize("answer", ["", '""', Unavailable("away"), OSError(), None])
async def test_a_caller_who_says_nothing_is_a_problem(answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.05)
    with pytest.raises(NoAnswer):
        await next_line(Model(answer), RAVI, TALK)


async def test_a_judge_says_yes_or_no_and_why() -> None:
    assert await judged(Model('{"why": "It asked.", "holds": true}'), "It asks.", TALK) == (True, "It asked.")
    assert await judged(Model('Well: {"holds": false}'), "It sings.", TALK) == (False, "")


@pytest.mark.parametrize("answer", ["yes", "{broken", '{"holds": "maybe"}', "[]"])
async def test_a_judge_that_cannot_be_read_does_not_judge(answer: str) -> None:
    with pytest.raises(NoAnswer, match="judge"):
        await judged(Model(answer), "It asks.", TALK)

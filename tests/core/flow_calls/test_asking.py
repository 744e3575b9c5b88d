"""One question to the model: its answer, its failure, its delay, and an answer without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from tron.core.chat import Piece, Row, TokenUse
from tron.core.errors import Unavailable
from tron.core.flow_calls.asking import LONGEST_ANSWER, ask_model
from tron.core.flow_engine.questions import Answers, Asking, Question

ASKING = Asking("yes, tell me the price", (Question("price", "yes_no", "Does the caller ask for the price?"),))


class Model:
    """Gives pieces, raises exceptions among them, and counts what was taken."""

    def __init__(self, *pieces: Piece | Exception | float) -> None:
        self._pieces = pieces
        self.rows: Sequence[Row] = ()
        self.max_tokens = 0
        self.given = 0

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Any = ()
    ) -> AsyncIterator[Piece]:
        assert temperature == 0
        assert tools == ()
        self.rows, self.max_tokens = messages, max_tokens
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, float):
                await asyncio.sleep(piece)
                continue
            self.given += 1
            yield piece


async def test_the_answers_come_with_their_tokens() -> None:
    model = Model('{"q1": ', "true}", TokenUse(60, 5))
    answers = await ask_model(model, ASKING)
    assert answers is not None
    assert answers.values == {"price": True}
    assert (answers.input_tokens, answers.output_tokens) == (60, 5)
    assert model.max_tokens < 60
    assert "tell me the price" in model.rows[-1]["content"]


@pytest.mark.parametrize("model", [None, Model(Unavailable("away")), Model(OSError()), Model(3600.0, "late")])
async def test_without_an_answer_there_is_none(model: Model | None) -> None:
    assert await ask_model(model, ASKING, seconds=0.05) is None


async def test_rubbish_answers_nothing() -> None:
    assert await ask_model(Model("I would say", " so"), ASKING) == Answers({}, pytest.approx(0, abs=1), 0, 0)


async def test_an_answer_without_end_is_left() -> None:
    model = Model(*["x" * 500] * 100)
    await ask_model(model, ASKING)
    assert model.given <= LONGEST_ANSWER / 500 + 1

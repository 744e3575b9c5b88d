from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import VirtualClock
from tron.core import model_chain
from tron.core.chat import Piece, Row, TokenUse, ToolCall, ToolSpec
from tron.core.circuits import FIRST_PAUSE, Circuits
from tron.core.model_chain import ModelChain, NamedModel
from tron.core.vendors import VendorTrouble

TROUBLE = VendorTrouble("timed_out", "Too slow.", hint="Wait.")


class Model:
    """Yields its pieces; an exception among them is raised."""

    def __init__(self, *pieces: Piece | Exception) -> None:
        self._pieces = pieces
        self.asked = 0

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked += 1
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece


def chain(*models: Model, circuits: Circuits | None = None) -> tuple[ModelChain, list[dict[str, Any]]]:
    told: list[dict[str, Any]] = []
    named = [NamedModel(f"llm/{number}", model) for number, model in enumerate(models)]

    async def report(row: Mapping[str, Any]) -> None:
        told.append(dict(row))

    return ModelChain(named, circuits, report), told


async def answer(model: ModelChain) -> list[Piece]:
    return [piece async for piece in model.reply([], temperature=0, max_tokens=10)]


async def test_the_first_one_answers() -> None:
    spare = Model("no")
    model, told = chain(Model("Yes", " sir", TokenUse(3, 2)), spare)
    assert await answer(model) == ["Yes", " sir", TokenUse(3, 2)]
    assert (spare.asked, told, model.used) == (0, [], "llm/0")


async def test_the_next_one_answers_when_it_fails_before_its_first_word() -> None:
    call = ToolCall("1", "order", "{}")
    model, told = chain(Model("", TROUBLE), Model(call))
    assert await answer(model) == ["", call]
    assert told == [{"kind": "llm", "reason": "timed_out", "name": "llm/0", "fallback": True}]
    assert model.used == "llm/1"


async def test_nobody_takes_over_in_mid_sentence() -> None:
    spare = Model("no")
    model, told = chain(Model("Your order", TROUBLE), spare)
    with pytest.raises(VendorTrouble):
        await answer(model)
    assert (spare.asked, told[0]["fallback"]) == (0, False)


async def test_where_all_fail_the_last_ones_trouble_is_raised() -> None:
    last = VendorTrouble("wrong_key", "No.", hint="Key.")
    model, told = chain(Model(TROUBLE), Model(last))
    with pytest.raises(VendorTrouble) as raised:
        await answer(model)
    assert raised.value is last
    assert [row["fallback"] for row in told] == [True, False]


async def test_one_that_is_down_is_not_asked() -> None:
    circuits = Circuits(VirtualClock())
    circuits.failed("llm/0", "wrong_key")
    first = Model("yes")
    model, told = chain(first, Model("also yes"), circuits=circuits)
    assert await answer(model) == ["also yes"]
    assert (first.asked, told[0]["reason"]) == (0, "skipped")
    assert [row["state"] for row in circuits.report()] == ["open", "well"]


async def test_with_all_down_it_says_so_at_once() -> None:
    circuits = Circuits(VirtualClock())
    circuits.failed("llm/0", "wrong_key")
    model, _ = chain(Model("yes"), circuits=circuits)
    with pytest.raises(VendorTrouble):
        await answer(model)


async def test_a_bug_in_a_provider_is_a_failure_like_any_other() -> None:
    circuits = Circuits(VirtualClock())
    model, told = chain(Model(KeyError("x")), Model("yes"), circuits=circuits)
    assert await answer(model) == ["yes"]
    assert told[0]["reason"] == "refused"
    assert circuits.report()[0]["reason"] == "error"


@pytest.mark.parametrize("pieces", [(), ("", " \n"), ("", TokenUse(3, 0))])
async def test_an_answer_without_a_word_or_a_call_is_none(pieces: tuple[Piece, ...]) -> None:
    circuits = Circuits(VirtualClock())
    model, told = chain(Model(*pieces), Model("Ten.", TokenUse(3, 1)), circuits=circuits)
    assert [piece for piece in await answer(model) if piece not in ("", " \n")] == ["Ten.", TokenUse(3, 1)]
    assert told == [{"kind": "llm", "reason": "refused", "name": "llm/0", "fallback": True}]
    assert [row["failures"] for row in circuits.report()] == [1, 0]


async def test_a_last_model_without_a_word_is_told_and_not_tried_by_all_again() -> None:
    clock = VirtualClock()
    circuits = Circuits(clock)
    circuits.failed("llm/0", "wrong_key")
    clock.elapsed += FIRST_PAUSE + 1
    model, _ = chain(Model(TokenUse(3, 0)), circuits=circuits)
    with pytest.raises(VendorTrouble) as raised:
        await answer(model)
    assert raised.value.state == "refused"
    assert circuits.state("llm/0") == "open"


@pytest.mark.parametrize(("seconds", "failures"), [(2.0, 0), (2.6, 1)])
async def test_an_interruption_within_the_patience_says_nothing_about_the_vendor(
    monkeypatch: pytest.MonkeyPatch, seconds: float, failures: int
) -> None:
    now = 0.0
    monkeypatch.setattr(model_chain, "time", SimpleNamespace(monotonic=lambda: now))
    circuits = Circuits(VirtualClock())
    model, _ = chain(Model("", "late"), circuits=circuits)
    async with aclosing(model.reply([], temperature=0, max_tokens=10)) as pieces:  # type: ignore[type-var]
        await anext(pieces)
        now = seconds
    assert sum(row["failures"] for row in circuits.report()) == failures

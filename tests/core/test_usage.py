"""Tokens of a call, and what they cost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from tests.snapshots import settings_with
from tron.core.chat import Piece, TokenUse, ToolCall
from tron.core.cost import Usage, estimate
from tron.core.settings.pricing import PriceTable
from tron.core.usage import SpeechMeter, UsageMeter

ROWS = [{"role": "user", "content": "What is the price of it?"}]
MINI = "openai/gpt-4o-mini"


class Model:
    """Gives these pieces, then fails where told."""

    def __init__(self, *pieces: Piece, error: Exception | None = None) -> None:
        self.pieces, self.error = pieces, error

    async def reply(self, *_: Any, **__: Any) -> AsyncIterator[Piece]:
        for piece in self.pieces:
            yield piece
        if self.error is not None:
            raise self.error


async def ask(model: Any) -> list[Piece]:
    return [piece async for piece in model.reply(ROWS, temperature=0.0, max_tokens=10)]


async def test_counts_are_summed_by_model_and_passed_on():
    meter = UsageMeter()
    model = meter.metered(MINI, Model("Ten.", TokenUse(100, 20, 50)))
    other = meter.metered("ollama/qwen2.5:7b", Model("Ten.", TokenUse(7, 3)))
    assert await ask(model) == ["Ten.", TokenUse(100, 20, 50)]
    await ask(model)
    await ask(other)
    assert meter.of(MINI) == TokenUse(200, 40, 100)
    assert meter.usages() == [Usage("llm", MINI, 0.24, written=0.04), Usage("llm", "ollama/qwen2.5:7b", 0.01, 0.003)]


async def test_an_answer_that_was_left_early_is_estimated():
    meter = UsageMeter()
    model = meter.metered(MINI, Model("Ten rupees ", "and more", TokenUse(6, 90)))
    async with aclosing(model.reply(ROWS, temperature=0.0, max_tokens=10)) as stream:  # type: ignore[type-var]
        assert await anext(stream) == "Ten rupees "
    assert meter.of(MINI) == TokenUse(6, 3)


async def test_a_vendor_that_does_not_count_is_estimated_in_any_script():
    meter = UsageMeter()
    await ask(meter.metered(MINI, Model("\u0926\u0938 \u0930\u0941\u092a\u092f\u0947", ToolCall("1", "note", "{}"))))
    assert meter.of(MINI) == TokenUse(6, 5)


async def test_a_failure_before_the_first_word_costs_nothing():
    meter = UsageMeter()
    with pytest.raises(ConnectionError):
        await ask(meter.metered(MINI, Model("", error=ConnectionError())))
    assert meter.usages() == []


@pytest.mark.parametrize(
    ("model", "usd"),
    [
        (MINI, 0.15 + 0.6),
        ("openai/gpt-4o", 2.5 + 10),
        ("openai/gpt-4.1", 2 + 8),
        ("gemini/gemini-2.0-flash", 0.1 + 0.4),
        ("gemini/gemini-2.5-pro", 1.25 + 10),
        ("ollama/qwen2.5:32b", 0),
        ("builtin/smollm2-135m", 0),
        ("custom/anything", 0),
    ],
)
def test_a_million_tokens_each_way(model, usd):
    rows = [Usage("llm", model, 2000, written=1000)]
    cost = estimate(rows, settings_with().prices, 88)
    assert cost["usd"] == pytest.approx(usd)
    assert cost["inr"] == pytest.approx(usd * 88)
    assert cost["components"][0]["units"] == 2000


def test_a_table_from_before_output_had_a_price_of_its_own():
    old = {"telephony_per_minute": {}, "stt_per_minute": {}, "tts_per_1k_characters": {}}
    table = PriceTable.model_validate({**old, "llm_per_1k_tokens": {"openai": {"amount": 1, "currency": "USD"}}})
    assert estimate([Usage("llm", MINI, 3, written=1)], table, 88)["usd"] == 3


def test_who_heard_and_spoke_is_summed_by_vendor():
    meter = SpeechMeter()
    for name, seconds in (("sarvam", 30), ("stt/sarvam", 60), ("builtin", 15)):
        meter.heard(name, seconds)
    for name, characters in (("tts/sarvam", 200), ("sarvam", 50)):
        meter.spoke(name, characters)
    assert meter.usages() == [Usage("stt", "sarvam", 1.5), Usage("stt", "builtin", 0.25), Usage("tts", "sarvam", 0.25)]

"""Speech rendered ahead: one text after the other, never beside what is said now."""

from __future__ import annotations

import asyncio

import pytest

from tron.voice import ahead as module
from tron.voice.ahead import LONGEST_TEXT, MOST_TEXTS, SpeechAhead


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AFTER", 0.0)


class Voice:
    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.together = 0
        self.most = 0

    async def __call__(self, text: str) -> None:
        self.begun.append(text)
        self.together += 1
        self.most = max(self.most, self.together)
        try:
            await asyncio.sleep(0.01)
            self.done.append(text)
        finally:
            self.together -= 1


async def test_a_few_short_texts_one_after_the_other() -> None:
    voice = Voice()
    ahead = SpeechAhead(voice)
    ahead.expect(["one", " ", "one", "x" * (LONGEST_TEXT + 1), *(f"text {number}" for number in range(9))])
    await asyncio.sleep(0.15)
    assert voice.done == ["one", *(f"text {number}" for number in range(MOST_TEXTS - 1))]
    assert voice.most == 1
    await ahead.aclose()


async def test_what_is_said_now_comes_first() -> None:
    voice = Voice()
    ahead = SpeechAhead(voice)
    ahead.expect(["one", "two"])
    await asyncio.sleep(0.002)
    ahead.hold()
    await asyncio.sleep(0.05)
    assert (voice.begun, voice.done) == (["one"], [])


async def test_what_is_expected_later_replaces_what_was() -> None:
    voice = Voice()
    ahead = SpeechAhead(voice)
    ahead.expect(["one", "two"])
    ahead.expect(["three"])
    await asyncio.sleep(0.05)
    assert voice.begun == ["three"]


async def test_no_voice_renders_nothing_and_the_end_waits_for_nobody() -> None:
    ahead = SpeechAhead(None)
    ahead.expect(["one"])
    await ahead.aclose()
    voice = Voice()
    ahead = SpeechAhead(voice)
    ahead.expect(["one"])
    await asyncio.sleep(0.002)
    await ahead.aclose()
    assert (voice.together, voice.done) == (0, [])

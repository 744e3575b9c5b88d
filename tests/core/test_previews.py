"""Voice previews: who speaks, what is kept."""

from __future__ import annotations

import asyncio
import os
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.snapshots import settings_with
from tron.core.errors import Invalid
from tron.core.previews import AT_ONCE, SAMPLES, PreviewRequest, PreviewService
from tron.core.speech import SpokenUtterance
from tron.core.voices import LANGUAGE_CODES


class Voice:
    """Speaks a second of silence and remembers what it was asked for."""

    def __init__(self, pcm: bytes = bytes(32_000)) -> None:
        self.asked: list[tuple[str, str, str, float]] = []
        self.pcm = pcm

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        self.asked.append((text, voice, language, speed))
        return SpokenUtterance("1", self.pcm, (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        yield self.pcm


class Cloud:
    def __init__(self, voice: Voice | None) -> None:
        self._voice = voice

    def voice(self, model: str | None, settings: object) -> Voice | None:
        return self._voice


@pytest.fixture
def builtin() -> Voice:
    return Voice()


async def test_without_a_key_the_stand_in_speaks_and_is_named(tmp_path, builtin):
    service = PreviewService(tmp_path / "previews", builtin, Cloud(None))
    preview = await service.speak(PreviewRequest("shreya"), settings_with())
    assert preview.stand_in == "builtin~asha"
    assert builtin.asked == [(SAMPLES["hi-IN"], "asha", "hi-IN", 1.0)]
    with wave.open(str(preview.file)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (16_000, 1, 16_000)


async def test_with_a_key_the_voice_itself_speaks(tmp_path, builtin):
    sarvam = Voice()
    service = PreviewService(tmp_path, builtin, Cloud(sarvam))
    preview = await service.speak(PreviewRequest("shreya", "Namaste", "en-IN", 1.5), settings_with())
    assert preview.stand_in is None
    assert sarvam.asked == [("Namaste", "shreya", "en-IN", 1.5)]
    assert builtin.asked == []


async def test_a_built_in_voice_never_needs_a_key_and_keeps_its_language(tmp_path, builtin):
    service = PreviewService(tmp_path, builtin, Cloud(Voice()))
    preview = await service.speak(PreviewRequest("builtin~joe"), settings_with())
    assert (preview.stand_in, builtin.asked[0][1:3]) == (None, ("joe", "en-IN"))


async def test_the_same_is_spoken_once_and_the_stand_in_is_kept_apart(tmp_path, builtin):
    sarvam = Voice()
    without, with_key = (PreviewService(tmp_path, builtin, Cloud(cloud)) for cloud in (None, sarvam))
    wanted = PreviewRequest("shreya", "Namaste")
    first = await without.speak(wanted, settings_with())
    assert (await without.speak(wanted, settings_with())).file == first.file
    assert len(builtin.asked) == 1
    assert (await with_key.speak(wanted, settings_with())).file != first.file
    assert len(sarvam.asked) == 1


async def test_what_was_not_heard_for_longest_goes_first(tmp_path, builtin):
    service = PreviewService(tmp_path, builtin, Cloud(None), cache_bytes=70_000)
    files: list[Path] = []
    for age, text in ((30, "one"), (20, "two")):
        files.append((await service.speak(PreviewRequest("shreya", text), settings_with())).file)
        os.utime(files[-1], (1_700_000_000 - age, 1_700_000_000 - age))
    await service.speak(PreviewRequest("shreya", "one"), settings_with())  # used again
    newest = (await service.speak(PreviewRequest("shreya", "three"), settings_with())).file
    assert [files[0].exists(), files[1].exists(), newest.exists()] == [True, False, True]
    assert not list(tmp_path.glob("*.part"))


async def test_a_text_without_words_is_refused(tmp_path):
    service = PreviewService(tmp_path, Voice(b""), Cloud(None))
    with pytest.raises(Invalid):
        await service.speak(PreviewRequest("shreya", "…"), settings_with())


async def test_a_preview_says_figures_as_calls_do(tmp_path, builtin):
    service = PreviewService(tmp_path, builtin, Cloud(None))
    figures = await service.speak(PreviewRequest("builtin~joe", "It costs ₹499.", "en-IN"), settings_with())
    words = "It costs four hundred and ninety-nine rupees."
    assert [asked[0] for asked in builtin.asked] == [words]
    assert (await service.speak(PreviewRequest("builtin~joe", words, "en-IN"), settings_with())).file == figures.file


def test_there_is_a_sample_in_every_language():
    assert set(SAMPLES) == set(LANGUAGE_CODES)


async def test_a_built_in_voice_that_sounds_otherwise_now_speaks_anew(tmp_path, builtin):
    sounds = ["joe"]

    async def voices() -> str:
        return sounds[0]

    service = PreviewService(tmp_path, builtin, Cloud(None))
    service.sounds_by(voices)
    before = await service.speak(PreviewRequest("builtin~asha"), settings_with())
    assert (await service.speak(PreviewRequest("builtin~asha"), settings_with())).file == before.file
    sounds[0] = "joe,piper-hi-priyamvada"
    assert (await service.speak(PreviewRequest("builtin~asha"), settings_with())).file != before.file
    assert len(builtin.asked) == 2
    cloud = PreviewService(tmp_path, builtin, Cloud(Voice()))
    cloud.sounds_by(voices)
    kept = await cloud.speak(PreviewRequest("shreya"), settings_with())
    sounds[0] = "joe"
    assert (await cloud.speak(PreviewRequest("shreya"), settings_with())).file == kept.file


async def test_what_was_spoken_once_waits_for_nobody(tmp_path):
    """All seats are taken by voices that are slow to speak."""
    stuck, began = asyncio.Event(), asyncio.Semaphore(0)

    class Slow(Voice):
        async def synthesize(self, text: str, **more: Any) -> SpokenUtterance:
            if text != "Namaste":
                began.release()
                await stuck.wait()
            return await super().synthesize(text, **more)

    service = PreviewService(tmp_path, Slow(), Cloud(None))
    kept = await service.speak(PreviewRequest("shreya", "Namaste"), settings_with())
    asked = [service.speak(PreviewRequest("shreya", f"Text {n}"), settings_with()) for n in range(AT_ONCE)]
    others = [asyncio.create_task(one) for one in asked]
    for _ in others:
        await began.acquire()
    async with asyncio.timeout(1):
        assert (await service.speak(PreviewRequest("shreya", "Namaste"), settings_with())).file == kept.file
    stuck.set()
    await asyncio.gather(*others)


async def test_two_who_ask_for_the_same_at_once_have_it_spoken_once(tmp_path, builtin):
    service = PreviewService(tmp_path, builtin, Cloud(None))
    wanted = PreviewRequest("shreya", "Namaste")
    for _ in range(AT_ONCE - 1):  # one seat is left
        await service._turns.acquire()
    await asyncio.gather(*(service.speak(wanted, settings_with()) for _ in range(3)))
    assert len(builtin.asked) == 1

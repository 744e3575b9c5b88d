"""Words of a supervisor: each stretch of speech for itself, with times, by a recogniser that hears people."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from tests.factories import agent_row
from tests.voice import sounds
from tests.voice.fakes import FakeEars
from tests.voice.supervised import SaysAtEnd
from tron.core.database.tables import Call
from tron.core.settings import SettingsSnapshot
from tron.providers.stt.practice import CallCatalogues
from tron.voice.call_hearing import Hearings
from tron.voice.speech_to_text import FrameSTT, UtteranceSTT
from tron.voice.utterances import Utterances

FRAME = 640
SPEECH, PAUSE = sounds.words("question"), sounds.silence(1.0)


class Room:
    def __init__(self, text: str = "One moment please.") -> None:
        self.heard: list[tuple[str, float, float]] = []
        self.opened = 0
        self._text = text
        self.utterances = Utterances(self._open, lambda *words: self.heard.append(words))

    async def _open(self) -> Any:
        self.opened += 1
        return FrameSTT(lambda: SaysAtEnd(self._text), language="en-IN") if self._text else None

    def plays(self, *pcm: bytes) -> None:
        sound = b"".join(pcm)
        for at in range(0, len(sound) - FRAME + 1, FRAME):
            self.utterances.frame(sound[at : at + FRAME])


async def test_each_stretch_of_speech_is_told_with_its_time() -> None:
    room, before = Room(), time.time()
    room.plays(PAUSE, SPEECH, PAUSE, SPEECH, PAUSE)
    await room.utterances.aclose(5.0)
    assert [text for text, _, _ in room.heard] == ["One moment please."] * 2
    assert room.opened == 2
    for _, began, ended in room.heard:
        assert before - 1 < began <= ended <= time.time()


async def test_who_hands_back_in_the_middle_is_heard_so_far() -> None:
    room = Room()
    room.plays(SPEECH[: len(SPEECH) // 2 // FRAME * FRAME])
    assert room.utterances.speaking
    room.utterances.pause()
    assert not room.utterances.speaking
    await room.utterances.aclose(5.0)
    assert len(room.heard) == 1


async def test_silence_and_tones_cost_no_recogniser_and_none_may_be_there() -> None:
    room = Room()
    room.plays(PAUSE, sounds.tone(2.0), PAUSE)
    await room.utterances.aclose(1.0)
    assert (room.opened, room.heard) == (0, [])
    deaf = Room("")
    deaf.plays(SPEECH, PAUSE)
    await deaf.utterances.aclose(1.0)
    assert (deaf.opened, deaf.heard) == (1, [])


async def test_a_call_that_ends_waits_for_no_more_words() -> None:
    room = Room()
    room.plays(SPEECH)
    await room.utterances.aclose()
    await asyncio.sleep(0)
    assert room.heard == []


class Cloud:
    def __init__(self, opened: Any) -> None:
        self.opened = opened

    def open(self, settings: SettingsSnapshot, *, language: str) -> Any:
        return self.opened


@pytest.mark.parametrize(
    ("language", "cloud", "hears"),
    [("en-IN", None, "builtin"), ("hi-IN", None, None), ("hi-IN", "sarvam", "sarvam")],
    ids=["english", "hindi", "vendor"],
)
async def test_who_hears_a_supervisor_of_a_practice_call(language: str, cloud: str | None, hears: str | None) -> None:
    """Not the one that knows the practice people's sentences."""
    hearings = Hearings(FakeEars("hello"), CallCatalogues(), cloud=Cloud(cloud))
    call = Call(phone_number="+910000000001")
    found = await hearings.for_colleague(agent_row(language=language), call, SettingsSnapshot(0, {}, {}, {}))  # type: ignore[arg-type]
    assert ("builtin" if isinstance(found, UtteranceSTT) else found) == hears

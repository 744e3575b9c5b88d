"""The chain of recognisers on streams that break, stall and close, without any sound."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from livekit import rtc
from livekit.agents import APIConnectionError, APIConnectOptions, APIStatusError, stt
from livekit.agents.types import NOT_GIVEN, NotGivenOr

from tests.support import VirtualClock
from tron.core.circuits import Circuits
from tron.core.speech import FRAME_BYTES
from tron.voice.audio_io import audio_frame
from tron.voice.recognition import Recogniser, Recognition
from tron.voice.speech_to_text import final

pytestmark = pytest.mark.thorough

ONCE = APIConnectOptions(max_retry=0, timeout=1)
WITHIN = 0.3


class _Ears(stt.STT[Any]):
    """`behave(stream, number)` is each stream's life."""

    def __init__(self, behave: Callable[[_Stream, int], Any]) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=True))
        self.behave = behave
        self.streams: list[_Stream] = []

    def stream(self, *, language: NotGivenOr[str] = NOT_GIVEN, conn_options: APIConnectOptions = ONCE) -> _Stream:
        self.streams.append(_Stream(self, conn_options, len(self.streams)))
        return self.streams[-1]

    async def _recognize_impl(self, *args: Any, **more: Any) -> stt.SpeechEvent:
        raise NotImplementedError


class _Stream(stt.RecognizeStream):
    def __init__(self, ears: _Ears, conn_options: APIConnectOptions, number: int) -> None:
        super().__init__(stt=ears, conn_options=conn_options)
        self._ears = ears
        self._number = number
        self.frames: list[int] = []
        self.told: list[str] = []
        self.ended = asyncio.Event()

    def voice_started(self) -> None:
        self.told.append("started")

    def voice_ended(self) -> None:
        self.told.append("ended")
        self.ended.set()

    def say(self, text: str) -> None:
        self._event_ch.send_nowait(final(text, "hi-IN"))

    async def _run(self) -> None:
        reader = asyncio.create_task(self._read())
        try:
            await self._ears.behave(self, self._number)
        finally:
            reader.cancel()

    async def _read(self) -> None:
        async for item in self._input_ch:
            if isinstance(item, rtc.AudioFrame):
                self.frames.append(item.data[0])


async def well(stream: _Stream, _number: int) -> None:
    """Answers each voice with the frames it was given."""
    while True:
        await stream.ended.wait()
        stream.ended.clear()
        await asyncio.sleep(0.05)
        stream.say(f"heard {len(stream.frames)}")


async def refusing(_stream: _Stream, _number: int) -> None:
    raise APIConnectionError


async def stalled(_stream: _Stream, _number: int) -> None:
    await asyncio.sleep(60)


class Hearing:
    """A recognition under way; frames are numbered from 1 on."""

    def __init__(self, *recognisers: Recogniser, circuits: Circuits | None = None) -> None:
        self.failures: list[dict[str, Any]] = []
        self.lost = 0
        self.words: asyncio.Queue[str] = asyncio.Queue()
        self._frames: asyncio.Queue[rtc.AudioFrame] = asyncio.Queue()
        self._number = 0
        self.recognition = Recognition(
            [replace(each, answered_within=WITHIN) for each in recognisers],
            report=lambda details: self.failures.append(dict(details)),
            lost=self._is_lost,
            circuits=circuits,
        )

    def _is_lost(self) -> None:
        self.lost += 1

    async def run(self) -> None:
        async for event in self.recognition.events(self._audio(), ONCE):
            self.words.put_nowait(event.alternatives[0].text)

    async def _audio(self) -> AsyncIterator[rtc.AudioFrame]:
        while True:
            yield await self._frames.get()

    async def voice(self, frames: int = 20, seconds: float = 0.6) -> None:
        """The caller speaks."""
        self.recognition.voice_changed(True)
        for _ in range(frames):
            self._number += 1
            self._frames.put_nowait(audio_frame(self._number.to_bytes(2, "little") * (FRAME_BYTES // 2)))
        await asyncio.sleep(seconds)
        self.recognition.voice_changed(False)

    async def word(self, within: float = 3.0) -> str:
        return await asyncio.wait_for(self.words.get(), within)

    @property
    def reasons(self) -> list[str]:
        return [row["reason"] for row in self.failures]


@asynccontextmanager
async def hearing(*recognisers: Recogniser, circuits: Circuits | None = None) -> AsyncIterator[Hearing]:
    under_way = Hearing(*recognisers, circuits=circuits)
    task = asyncio.create_task(under_way.run())
    await asyncio.sleep(0.05)
    try:
        yield under_way
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_words_come_through() -> None:
    async with hearing(Recogniser("stt/a", _Ears(well), answers=True)) as h:
        await h.voice()
        assert await h.word() == "heard 20"
        assert h.failures == []


async def test_a_stream_that_breaks_is_opened_again_and_hears_the_voice_from_its_first_word() -> None:
    async def breaks(stream: _Stream, number: int) -> None:
        if number > 0:
            return await well(stream, number)
        while len(stream.frames) < 10:
            await asyncio.sleep(0.01)
        raise APIConnectionError

    ears = _Ears(breaks)
    async with hearing(Recogniser("stt/a", ears, answers=True)) as h:
        await h.voice()
        assert await h.word() == "heard 20"
        assert h.reasons == ["unreachable"]
        assert ears.streams[1].told == ["started", "ended"]
        assert ears.streams[1].frames == list(range(1, 21))


async def test_what_was_understood_is_not_sent_again() -> None:
    async def leaves_after_the_first(stream: _Stream, number: int) -> None:
        if number > 0:
            return await well(stream, number)
        await stream.ended.wait()
        stream.say("first")
        await asyncio.sleep(0.1)
        raise APIConnectionError

    ears = _Ears(leaves_after_the_first)
    async with hearing(Recogniser("stt/a", ears, answers=True)) as h:
        await h.voice()
        assert await h.word() == "first"
        await asyncio.sleep(0.3)
        await h.voice(frames=5)
        assert await h.word() == "heard 5"


async def test_a_stalled_one_is_tried_twice_then_the_next_one_hears_the_same_voice() -> None:
    circuits = Circuits(VirtualClock())
    bad, good = _Ears(stalled), _Ears(well)
    chain = (Recogniser("stt/a", bad, answers=True), Recogniser("stt/b", good, answers=True))
    async with hearing(*chain, circuits=circuits) as h:
        await h.voice()
        assert await h.word() == "heard 20"
        assert [(row["reason"], row["fallback"]) for row in h.failures] == [("stalled", False), ("stalled", True)]
        assert len(bad.streams) == 2
        assert circuits.state("stt/a") == "failing"
        await h.voice(frames=3)
        assert (await h.word()).startswith("heard")
        assert len(bad.streams) == 2, "the call stays with the one that works"


async def test_one_that_is_known_to_be_down_is_not_asked() -> None:
    circuits = Circuits(VirtualClock())
    circuits.failed("stt/a", "wrong_key")
    bad = _Ears(stalled)
    chain = (Recogniser("stt/a", bad), Recogniser("stt/b", _Ears(well)))
    async with hearing(*chain, circuits=circuits) as h:
        await h.voice()
        assert await h.word() == "heard 20"
        assert bad.streams == []
        assert h.reasons == ["skipped"]


async def test_an_idle_close_is_no_failure() -> None:
    async def closes(stream: _Stream, number: int) -> None:
        if number > 0:
            return await well(stream, number)
        await asyncio.sleep(1.1)
        return None

    async with hearing(Recogniser("stt/a", _Ears(closes), answers=True)) as h:
        await asyncio.sleep(1.3)
        await h.voice(frames=4)
        assert await h.word() == "heard 4"
        assert h.failures == []


async def test_a_cough_needs_no_words() -> None:
    async with hearing(Recogniser("stt/a", _Ears(stalled), answers=True)) as h:
        await h.voice(frames=5, seconds=0.1)
        await asyncio.sleep(2 * WITHIN)
        assert h.failures == []


async def test_where_none_works_it_is_said_and_tried_on_without_haste() -> None:
    first, second = _Ears(refusing), _Ears(refusing)
    async with hearing(Recogniser("stt/a", first), Recogniser("stt/b", second)) as h:
        await asyncio.sleep(1.6)
        assert h.lost == 2
        assert len(first.streams) + len(second.streams) <= 8


@pytest.mark.parametrize(("status", "reason"), [(401, "wrong_key"), (403, "wrong_key"), (500, "refused")])
async def test_the_reason_is_told(status: int, reason: str) -> None:
    async def answers_with(_stream: _Stream, _number: int) -> None:
        raise APIStatusError("no", status_code=status)

    chain = (Recogniser("stt/a", _Ears(answers_with)), Recogniser("stt/b", _Ears(well)))
    async with hearing(*chain) as h:
        await h.voice()
        await h.word()
        assert h.reasons == [reason, reason]


async def test_rebuilding_opens_a_new_stream() -> None:
    ears = _Ears(well)
    async with hearing(Recogniser("stt/a", ears)) as h:
        h.recognition.rebuild("deaf")
        await asyncio.sleep(0.1)
        assert len(ears.streams) == 2
        await h.voice(frames=3)
        assert await h.word() == "heard 3"

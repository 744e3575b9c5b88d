"""The caller's words from whichever recogniser is well: watched, opened again with the sound it missed, replaced.

livekit gives up a recogniser's stream when it breaks, and waits for ever when it stalls. Here each voice of the caller
is kept until its words have come, so that a new stream, or another vendor's, hears it from its first word on.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from livekit import rtc
from livekit.agents import APIConnectOptions, stt, utils

from tron.core.circuits import Circuits
from tron.core.speech import FRAME_MS
from tron.core.usage import SpeechMeter
from tron.voice.failures import reason_of
from tron.voice.speech_to_text import VoiceAware

logger = logging.getLogger(__name__)

BEFORE_VOICE = 500 // FRAME_MS
LONGEST_VOICE = 30_000 // FRAME_MS
ANSWERED_WITHIN = 1.8
"""Seconds after a voice ended by which a recogniser that answers every voice has said something."""
LEAST_VOICE = 0.5
"""Shorter sounds need no words."""
PAUSE = 1.0
DEAF = "deaf"
ON_THEIR_WAY = 0.1
"""From here through livekit to whoever writes words down."""
TELLING = (stt.SpeechEventType.INTERIM_TRANSCRIPT, stt.SpeechEventType.FINAL_TRANSCRIPT)


@runtime_checkable
class FollowsLanguage(Protocol):
    """A recogniser that wants to know the language of what comes next (BCP 47)."""

    def follow_language(self, language: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One that can hear this call. `name` is its circuit's; `answers`: it says something to each voice, within
    `answered_within` seconds of its end; `tries`: how often it is opened in a row before the next one is.
    """

    name: str
    stt: stt.STT[Any]
    answers: bool = False
    answered_within: float = ANSWERED_WITHIN
    tries: int = 2


class Recognition:
    """Hears one call. `report` is told of each failure, as the payload of vendor.failed; `lost` is called each time
    that all of them have failed, one after the other, `changed` when another one hears from now on.
    """

    def __init__(
        self,
        recognisers: Sequence[Recogniser],
        *,
        report: Callable[[Mapping[str, Any]], None],
        lost: Callable[[], None] = lambda: None,
        changed: Callable[[], None] = lambda: None,
        circuits: Circuits | None = None,
        meter: SpeechMeter | None = None,
    ) -> None:
        self._all = list(recognisers)
        self._report = report
        self._lost = lost
        self._changed = changed
        self._circuits = circuits
        self._meter = meter
        self._current = 0
        self._tries = 0
        self._in_a_row = 0
        self._kept: deque[rtc.AudioFrame] = deque(maxlen=LONGEST_VOICE)
        self._voice = False
        self._before = 0
        self._ending = asyncio.Event()
        self._leaving = False
        self._voice_began = self._voice_ended = 0.0
        self._awaited = False
        self._stream: stt.RecognizeStream | None = None
        self._told: VoiceAware | None = None
        self._broken: str | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def name(self) -> str:
        """Who hears now."""
        return self._all[self._current].name

    @property
    def partials(self) -> bool:
        """Whether the one who hears now tells words before they are final."""
        return bool(self._all[self._current].stt.capabilities.interim_results)

    @property
    def unanswered(self) -> bool:
        """Whether the words of a voice that has ended are still to come, by who answers each voice."""
        return self._awaited and not self._voice and self._all[self._current].answers

    def voice_changed(self, speaking: bool) -> None:
        """The caller's voice started or ended, by the session's detector."""
        self._voice = speaking
        if speaking:
            self._voice_began = time.monotonic()
            self._before = max(0, len(self._kept) - BEFORE_VOICE)
            self._be_patient()
        else:
            self._voice_ended = time.monotonic()
            if self._meter is not None:
                self._meter.heard(self.name, self._voice_ended - self._voice_began)
            self._await_words()
        _tell(self._told, speaking)

    def set_language(self, language: str) -> None:
        """For recognisers that must be told; those that find out by themselves go on."""
        for each in self._all:
            if isinstance(each.stt, FollowsLanguage):
                each.stt.follow_language(language)

    async def last_words(self, within: float) -> None:
        """The caller is gone: waits for the words of what they said last, if any are to come."""
        if self._voice:
            self.voice_changed(False)
        if not self._awaited or self._stream is None:
            return
        self._leaving = True
        self._be_patient()
        self._ending.clear()
        with suppress(RuntimeError, utils.aio.ChanClosed):
            self._stream.end_input()
        try:
            async with asyncio.timeout(within):
                await self._ending.wait()
                await asyncio.sleep(ON_THEIR_WAY)
        except TimeoutError:
            logger.info("the caller's last words did not come")

    def rebuild(self, reason: str) -> None:
        """Open the recogniser anew: it seems to hear nothing any more."""
        self._break(reason)

    async def events(
        self, audio: AsyncIterable[rtc.AudioFrame], conn_options: APIConnectOptions
    ) -> AsyncGenerator[stt.SpeechEvent, None]:
        """Goes on until it is closed, whatever becomes of the recognisers."""
        feeder = asyncio.create_task(self._feed(audio), name="recogniser input")
        try:
            while not self._leaving:
                recogniser = self._choose()
                async with aclosing(self._heard_by(recogniser, conn_options)) as heard:
                    async for event in heard:
                        yield event
                if self._in_a_row and self._in_a_row % sum(each.tries for each in self._all) == 0:
                    self._lost()
                    await asyncio.sleep(PAUSE)
        finally:
            self._be_patient()
            await utils.aio.cancel_and_wait(feeder, *self._closing)

    # ------------------------------------------------------------ one stream

    async def _heard_by(
        self, recogniser: Recogniser, conn_options: APIConnectOptions
    ) -> AsyncGenerator[stt.SpeechEvent, None]:
        self._broken, opened = None, time.monotonic()
        try:
            async with recogniser.stt.stream(conn_options=conn_options) as stream:
                self._stream = stream
                self._told = stream if isinstance(stream, VoiceAware) else None
                self._say_again(stream)
                async for event in stream:
                    self._note(recogniser, event)
                    yield event
        except Exception as error:  # noqa: BLE001 - whatever a vendor raises, the call goes on
            self._failed(recogniser, reason_of(error), type(error).__name__)
        else:
            # A vendor may close an idle socket: that is no failure, unless it does so at once. Nor is our own doubt.
            if self._leaving or self._broken == DEAF:
                return
            if self._broken or self._awaited or time.monotonic() - opened < PAUSE:
                self._failed(recogniser, self._broken or "closed", None)
        finally:
            self._stream = self._told = None
            self._ending.set()

    def _say_again(self, stream: stt.RecognizeStream) -> None:
        """The voice whose words have not come yet."""
        if self._voice or self._awaited:
            _tell(self._told, True)
        for frame in self._kept:
            stream.push_frame(frame)
        if self._awaited and not self._voice:
            _tell(self._told, False)
            self._await_words()

    def _note(self, recogniser: Recogniser, event: stt.SpeechEvent) -> None:
        if event.type not in TELLING:
            return
        self._tries = self._in_a_row = 0
        final = event.type is stt.SpeechEventType.FINAL_TRANSCRIPT
        if self._circuits is not None and final:
            waited = time.monotonic() - self._voice_ended
            self._circuits.succeeded(recogniser.name, waited if self._awaited and waited >= 0 else None)
        if final:
            self._awaited = False
            self._forget_heard()
            self._be_patient()
            self._ending.set()
        elif self._awaited:
            self._await_words()

    def _forget_heard(self) -> None:
        """All but a voice that has begun meanwhile."""
        for _ in range(min(self._before, len(self._kept)) if self._voice else len(self._kept)):
            self._kept.popleft()
        self._before = 0

    def _failed(self, recogniser: Recogniser, reason: str, error: str | None) -> None:
        self._tries += 1
        self._in_a_row += 1
        if self._circuits is not None:
            self._circuits.failed(recogniser.name, reason)
        another = self._tries >= recogniser.tries and len(self._all) > 1
        if another:
            self._current, self._tries = (self._current + 1) % len(self._all), 0
            self._changed()
        logger.warning("%s failed (%s)", recogniser.name, reason)
        self._report({"kind": "stt", "reason": reason, "error": error, "name": recogniser.name, "fallback": another})

    def _choose(self) -> Recogniser:
        """The current one, or the next that is not known to be down."""
        for step in range(len(self._all)):
            number = (self._current + step) % len(self._all)
            if self._circuits is None or self._circuits.allows(self._all[number].name):
                if number != self._current:
                    skipped = {"kind": "stt", "reason": "skipped", "name": self.name, "fallback": True}
                    self._report(skipped)
                    self._current, self._tries = number, 0
                    self._changed()
                break
        return self._all[self._current]

    # ------------------------------------------------------------ sound

    async def _feed(self, audio: AsyncIterable[rtc.AudioFrame]) -> None:
        async for frame in audio:
            self._kept.append(frame)
            while not (self._voice or self._awaited) and len(self._kept) > BEFORE_VOICE:
                self._kept.popleft()
            if self._stream is not None:
                _push(self._stream, frame)

    # ------------------------------------------------------------ patience

    def _await_words(self) -> None:
        self._awaited = self._awaited or self._voice_ended - self._voice_began >= LEAST_VOICE
        self._be_patient()
        recogniser, loop = self._all[self._current], asyncio.get_running_loop()
        if not recogniser.answers:
            # Nobody says that there were no words: the voice is kept for a moment, then forgotten.
            self._patience = loop.call_later(2 * recogniser.answered_within, self._forget)
        elif self._awaited:
            self._patience = loop.call_later(recogniser.answered_within, self._break, "stalled")

    def _forget(self) -> None:
        self._awaited = False
        self._ending.set()

    def _be_patient(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _break(self, reason: str) -> None:
        self._be_patient()
        if self._stream is None or self._broken is not None:
            return
        self._broken = reason
        task = asyncio.create_task(self._stream.aclose(), name="recogniser closes")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _tell(stream: VoiceAware | None, speaking: bool) -> None:
    if stream is None:
        return
    if speaking:
        stream.voice_started()
    else:
        stream.voice_ended()


def _push(stream: stt.RecognizeStream, frame: rtc.AudioFrame) -> None:
    try:
        stream.push_frame(frame)
    except (RuntimeError, utils.aio.ChanClosed):  # it has just broken: the next one is given what is kept
        logger.debug("a recogniser was gone before its frame")

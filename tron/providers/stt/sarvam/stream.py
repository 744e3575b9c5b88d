"""SarvamSTT: one call's recogniser over as many connections as it takes.

A connection that ends is replaced at once, and what no final words have covered is said to the new one again, so that
no first word is lost. Where nobody speaks and the vendor needs no silence, the next voice opens it. When that fails too
the stream ends with a VendorTrouble, which livekit tells as its error event; another stream may then be opened.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace
from enum import Enum
from typing import Any

from livekit import rtc
from livekit.agents import APIConnectOptions, LanguageCode, stt, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, NotGivenOr

from tron.core.speech import SAMPLE_RATE
from tron.core.vendors import VendorTrouble
from tron.providers.sarvam_errors import trouble_with, worth_a_retry
from tron.providers.stt.sarvam.sockets import Sockets
from tron.providers.stt.sarvam.unheard import Unheard
from tron.providers.vendor_errors import timed_out

log = logging.getLogger(__name__)

BEFORE_VOICE = 2.0
"""Seconds kept from before a voice is noticed: on a busy machine our own detector is late."""
WORDS_WITHIN = 1.6
"""Seconds after the flush in which words come when all is well, and a twentieth of the utterance for long ones."""
QUIET_LINE = 0.25
"""Seconds without a frame: the call is held, nothing is missed by a connection that ends."""
LONG_LIVED = 5.0
STALE = 10.0
LAST_WORDS = 2.0
CLOSED_WITHIN = 2.0
_KINDS = stt.SpeechEventType
WORDS = (_KINDS.INTERIM_TRANSCRIPT, _KINDS.FINAL_TRANSCRIPT)


class _Voice(Enum):
    STARTED = 1
    ENDED = 2


class SarvamSTT(stt.STT[Any]):
    """livekit's STT. Streams have voice_started() and voice_ended(), told by whoever detects voices."""

    def __init__(self, sockets: Sockets, *, language: str) -> None:
        super().__init__(
            capabilities=stt.STTCapabilities(
                streaming=True, interim_results=sockets.partials, aligned_transcript=False, offline_recognize=False
            )
        )
        self.sockets = sockets
        self.language = language
        self._live: SarvamStream | None = None

    @property
    def model(self) -> str:
        return self.sockets.model

    @property
    def provider(self) -> str:
        return "Sarvam"

    @property
    def answers(self) -> bool:
        """Whether each voice that ended gets final words within two seconds, "" when there were none, or an error."""
        return self.sockets.endpointing == "manual"

    def set_language(self, language: str | None) -> None:
        """From the next words on: this language (BCP 47), or None: detected each time."""
        if self._live is None:
            self.sockets.switch(None, language)
        else:
            self._live.switch(language)

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> SarvamStream:
        self._live = SarvamStream(self, replace(conn_options, max_retry=0))
        return self._live

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,
        conn_options: APIConnectOptions,
    ) -> stt.SpeechEvent:
        raise NotImplementedError("a call's recogniser streams")


class SarvamStream(stt.RecognizeStream):
    """The words of one call. Times of words are left open: the connections' clocks are not the call's."""

    def __init__(self, owner: SarvamSTT, conn_options: APIConnectOptions) -> None:
        self._owner, self._sockets = owner, owner.sockets
        self._manual = owner.sockets.endpointing == "manual"
        self._unheard = Unheard(BEFORE_VOICE)
        self._socket: stt.RecognizeStream | None = None
        self._reader: asyncio.Task[None] | None = None
        self._readers: set[asyncio.Task[None]] = set()
        self._opened_at = self._frame_at = 0.0
        self._over = self._final_came = False
        self._told_anything = False
        self._words_began = False
        self._voice = False
        self._failures = 0
        self._wordless = 0
        self._watch: asyncio.TimerHandle | None = None
        self._answered = asyncio.Event()
        super().__init__(stt=owner, conn_options=conn_options, sample_rate=SAMPLE_RATE)

    # ------------------------------------------------------------ told from outside

    def voice_started(self) -> None:
        """The session's detector hears a voice since a moment ago."""
        self._put(_Voice.STARTED)

    def voice_ended(self) -> None:
        """It fell silent: with manual endpointing its words are asked for now."""
        self._put(_Voice.ENDED)

    def switch(self, language: str | None) -> None:
        """As SarvamSTT.set_language."""
        if not self._sockets.switch(self._socket, language):
            self._drop()
            if self._needed:
                self._open()

    def _put(self, told: _Voice | VendorTrouble) -> None:
        # In line with the sound, so that both mean the same moment.
        with contextlib.suppress(utils.aio.ChanClosed):
            self._input_ch.send_nowait(told)  # type: ignore[arg-type]

    # ------------------------------------------------------------ sound in

    async def _run(self) -> None:
        try:
            if self._sockets.continuous:
                self._open()
            async for item in self._input_ch:
                self._take(item)
            await self._last_words()
        finally:
            self._stop_watching()
            self._drop()
            if self._readers:
                await asyncio.wait(self._readers, timeout=CLOSED_WITHIN)

    def _take(self, item: object) -> None:
        match item:
            case rtc.AudioFrame():
                self._hear(item)
            case _Voice.STARTED:
                self._start_voice()
            case _Voice.ENDED:
                self._end_voice()
            case VendorTrouble():
                raise item

    def _hear(self, frame: rtc.AudioFrame) -> None:
        self._frame_at = self._now
        self._unheard.add(bytes(frame.data.cast("B")), voice=self._voice)
        if self._over or not (self._voice or self._sockets.continuous):
            return
        if self._socket is None:
            self._open()
        else:
            _push(self._socket, frame)

    def _start_voice(self) -> None:
        self._voice, self._words_began = True, False
        if self._over or self._sockets.continuous:
            return
        self._unheard.forget_before(self._now - STALE)
        self._unheard.begin()
        if self._socket is None:
            self._failures = 0
            self._open()
        else:
            _push_pcm(self._socket, bytes(self._unheard.now))

    def _end_voice(self) -> None:
        if not self._voice:
            return
        self._voice = False
        if not self._manual:
            return
        if self._socket is not None:
            _flush(self._socket)
        self._unheard.end(self._now)
        self._watch_for_words()

    async def _last_words(self) -> None:
        """The input has ended: what was said is still told."""
        self._end_voice()
        if self._socket is None or self._reader is None:
            return
        if self._sockets.continuous:
            with contextlib.suppress(RuntimeError, utils.aio.ChanClosed):
                self._socket.end_input()
            await asyncio.wait([self._reader], timeout=LAST_WORDS)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS):
                while self._unheard.waiting:
                    self._answered.clear()
                    await self._answered.wait()

    # ------------------------------------------------------------ connections

    @property
    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    @property
    def _needed(self) -> bool:
        live = self._sockets.continuous and self._now - self._frame_at < QUIET_LINE
        return live or self._voice or bool(self._unheard.waiting)

    def _open(self) -> None:
        """Opens a connection and says again what it must know. Sound waits in it until it stands."""
        self._opened_at, self._told_anything = self._now, False
        socket = self._socket = self._sockets.open(self._told)
        for utterance in self._unheard.waiting:
            _push_pcm(socket, utterance.pcm)
            if self._manual:
                _flush(socket)
        if self._voice or self._sockets.continuous:
            _push_pcm(socket, bytes(self._unheard.now))
        self._reader = asyncio.create_task(self._read(socket), name="sarvam words")
        self._readers.add(self._reader)
        self._reader.add_done_callback(self._readers.discard)

    def _drop(self) -> None:
        """Leaves the connection; its reader closes it."""
        self._socket = None
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None

    async def _read(self, socket: stt.RecognizeStream) -> None:
        error: BaseException | None = None
        try:
            async for event in socket:
                if socket is self._socket:
                    self._pass_on(event)
        except Exception as failure:  # noqa: BLE001 - whatever ends a connection, the next one is due
            error = failure
        finally:
            await _close(socket)
        if socket is self._socket:
            self._socket = self._reader = None
            self._lost(error)

    def _lost(self, error: BaseException | None) -> None:
        if self._input_ch.closed or not self._needed:
            return
        if self._now - self._opened_at > LONG_LIVED:
            self._failures = 0
        self._failures += 1
        trouble = trouble_with(error, self._sockets.endpoint)
        if self._failures > 1 or not worth_a_retry(trouble):
            self._over = True
            self._put(trouble)
            return
        log.info("Sarvam's recognition broke off (%s): connecting again", trouble.state)
        self._open()
        if self._unheard.waiting:
            self._watch_for_words()

    # ------------------------------------------------------------ words out

    def _told(self, message: dict[str, Any]) -> None:
        self._told_anything = True
        rate = self._sockets.rate(message)
        if rate is not None and rate != SAMPLE_RATE:
            hint = "Another recogniser has to do until the vendor has put this right."
            raise VendorTrouble("refused", f"Sarvam hears at {rate} Hz instead of {SAMPLE_RATE}.", hint=hint)
        if self._sockets.empty_final(message):
            self._no_words_in_it()

    def _pass_on(self, event: stt.SpeechEvent) -> None:
        if event.type in WORDS:
            event.alternatives = [self._in_call(data) for data in event.alternatives]
            self._words_began = True
        elif event.type is _KINDS.START_OF_SPEECH:
            self._final_came = False
        elif event.type is _KINDS.END_OF_SPEECH and not self._manual and not self._final_came:
            self._unheard.end(self._now)
        self._event_ch.send_nowait(event)
        if event.type is _KINDS.FINAL_TRANSCRIPT:
            self._failures = self._wordless = 0
            self._final_came = True
            self._words_came()

    def _in_call(self, data: stt.SpeechData) -> stt.SpeechData:
        code = str(data.language)
        language = self._owner.language if code in ("", "auto", "unknown") else code.replace("or-IN", "od-IN")
        return replace(data, language=LanguageCode(language), start_time=0.0, end_time=0.0)

    def _words_came(self) -> None:
        self._unheard.heard()
        self._answered.set()
        self._words_began = False
        self._stop_watching()
        if self._manual and self._unheard.waiting:
            self._watch_for_words()

    def _no_words_in_it(self) -> None:
        """A cough, a door: told as final words without text."""
        if self._manual and self._unheard.waiting:
            data = stt.SpeechData(language=LanguageCode(self._owner.language), text="")
            self._event_ch.send_nowait(stt.SpeechEvent(type=_KINDS.FINAL_TRANSCRIPT, alternatives=[data]))
        self._words_came()

    # ------------------------------------------------------------ stalls

    def _watch_for_words(self) -> None:
        self._stop_watching()
        seconds = sum(len(each.pcm) for each in self._unheard.waiting) / 2 / SAMPLE_RATE
        within = WORDS_WITHIN + seconds / 20
        self._watch = asyncio.get_running_loop().call_later(within, self._nothing_came)

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _nothing_came(self) -> None:
        """After a short sound there are no words; after a voice the connection is taken for stalled and replaced.

        A second one that lives and says nothing either heard something else than words; twice in a row it is ill.
        """
        self._watch = None
        if not self._unheard.waiting:
            return
        if not self._unheard.waiting[0].voiced and not self._words_began:
            self._no_words_in_it()
        elif self._failures and self._told_anything and not self._words_began and not self._wordless:
            self._wordless += 1
            self._failures = 0
            self._no_words_in_it()
        else:
            self._drop()
            self._lost(timed_out("Sarvam"))


async def _close(socket: stt.RecognizeStream) -> None:
    with contextlib.suppress(Exception):
        await socket.aclose()
    if socket._task.done() and not socket._task.cancelled():
        socket._task.exception()  # nobody else asks, and asyncio would complain


def _push(socket: stt.RecognizeStream, frame: rtc.AudioFrame) -> None:
    # Closed meanwhile: its reader knows in a moment, and the sound is kept.
    with contextlib.suppress(RuntimeError, utils.aio.ChanClosed):
        socket.push_frame(frame)


def _push_pcm(socket: stt.RecognizeStream, pcm: bytes) -> None:
    if pcm:
        _push(socket, rtc.AudioFrame(pcm, SAMPLE_RATE, 1, len(pcm) // 2))


def _flush(socket: stt.RecognizeStream) -> None:
    with contextlib.suppress(RuntimeError, utils.aio.ChanClosed):
        socket.flush()

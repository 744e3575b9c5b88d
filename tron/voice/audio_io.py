"""A line's sound as livekit-agents' AudioInput and AudioOutput.

The output owns the playback clock: it hands the line one 20 ms frame when that frame's time has come, so what it
counts as played is what the far side hears, pausing is silence within a frame, and a finished segment was heard.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from livekit import rtc
from livekit.agents.voice import io

from tron.core.ports import LineAudio
from tron.core.speech import FRAME_BYTES, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE
from tron.voice.caller_gate import CallerGate

logger = logging.getLogger(__name__)

FRAME_SECONDS = FRAME_MS / 1000
MAX_CATCH_UP = 0.1  # seconds of lateness made good by sending faster; beyond it the clock moves


def audio_frame(pcm: bytes) -> rtc.AudioFrame:
    """16 kHz mono s16le PCM as livekit's frame."""
    return rtc.AudioFrame(pcm, SAMPLE_RATE, 1, len(pcm) // 2)


class LineAudioInput(io.AudioInput):
    """Frames of the far side. `on_frame` gets them as they come, the session what `care` makes of them and what `gate`
    lets through of that.

    `on_end` is called once when they end: the far side is gone.
    """

    def __init__(
        self,
        line: LineAudio,
        *,
        on_frame: Callable[[bytes], None],
        on_end: Callable[[], None],
        care: Callable[[bytes], bytes] | None = None,
        gate: CallerGate | None = None,
    ) -> None:
        super().__init__(label="line")
        self._gate = gate
        self._frames: AsyncIterator[bytes] = line.frames()
        self._on_frame = on_frame
        self._on_end = on_end
        self._care = care

    async def __anext__(self) -> rtc.AudioFrame:
        while not (pcm := self._heard(await self._next())):
            pass
        return audio_frame(pcm)

    def _heard(self, frame: bytes) -> bytes:
        cared = self._care(frame) if self._care is not None else frame
        return self._gate.hear(frame, cared) if self._gate is not None else cared

    async def _next(self) -> bytes:
        try:
            pcm = await self._frames.__anext__()
        except StopAsyncIteration:
            self._on_end()
            raise
        except (OSError, RuntimeError):
            logger.warning("the line's audio broke off", exc_info=True)
            self._on_end()
            raise StopAsyncIteration from None
        self._on_frame(pcm)
        return pcm

    async def aclose(self) -> None:
        """Lets go of the line's frames; the session must have stopped reading."""
        if isinstance(self._frames, AsyncGenerator):
            await self._frames.aclose()


class _Segment:
    """One utterance's sound: filled faster than real time, played by the clock.

    `aside`: a filler that livekit knows nothing of.
    """

    def __init__(self, pcm: bytes = b"", *, aside: bool = False, firm: bool = False) -> None:
        self.pcm = bytearray(pcm)
        self.aside = aside
        self.firm = firm
        self.taken = 0  # bytes handed out
        self.sent = 0  # samples played
        self.flushed = False
        self.done = False

    @property
    def position(self) -> float:
        """Seconds played."""
        return self.sent / SAMPLE_RATE

    def take(self) -> bytes | None:
        """The next frame, the padded last one once flushed, or None when there is none (yet)."""
        left = len(self.pcm) - self.taken
        if left <= 0 or (left < FRAME_BYTES and not self.flushed):
            return None
        frame = bytes(self.pcm[self.taken : self.taken + FRAME_BYTES])
        self.taken += len(frame)
        return frame.ljust(FRAME_BYTES, b"\0")


class LineAudioOutput(io.AudioOutput):
    """Paces the agent's sound into the line; reports exactly one playback_finished for each captured segment.

    `on_frame` gets the frames as they are sent; `may_pause` is asked whether the voice that was found may hold them up.
    """

    def __init__(
        self,
        line: LineAudio,
        *,
        on_frame: Callable[[bytes], None] | None = None,
        may_pause: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(label="line", capabilities=io.AudioOutputCapabilities(pause=True), sample_rate=SAMPLE_RATE)
        self._line = line
        self._on_frame = on_frame
        self._may_pause = may_pause
        self._segments: deque[_Segment] = deque()
        self._filling: _Segment | None = None
        self._changed = asyncio.Event()
        self._paused = False
        self.keep_playing = False
        """Ignore pauses: what was taken for the caller is noise."""
        self.muted = False
        """Silence goes to the line, and into the recording, in the place of sound."""
        self._player: asyncio.Task[None] | None = None
        self._clearing: set[asyncio.Task[None]] = set()
        self.played = 0.0
        """Seconds played of the current segment, or of the last one."""
        self.finished_at: float | None = None
        """Loop time at which the last segment ended, None before the first."""

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        if self._filling is None:
            self._filling = _Segment()
            self._add(self._filling)
        if self._filling.done:
            return
        first = not self._filling.pcm
        self._filling.pcm += frame.data.cast("B")
        self._changed.set()
        if first:
            await asyncio.sleep(0)  # the player's turn: what else has come of the sound can wait

    def flush(self) -> None:
        super().flush()
        if self._filling is not None:
            self._filling.flushed = True
            self._filling = None
            self._changed.set()

    def clear_buffer(self) -> None:
        if not self._segments:
            return
        for segment in tuple(self._segments):
            self._finish(segment, interrupted=True)
        self._segments.clear()
        self._changed.set()
        self._clear_line()

    def interject(self, pcm: bytes, *, firm: bool = False) -> bool:
        """Play a filler, unless something is being played; what comes meanwhile waits for its end.

        `firm`: the caller's voice does not stop it.
        """
        if self._segments or not pcm:
            return False
        segment = _Segment(pcm, aside=True, firm=firm)
        segment.flushed = True
        self._add(segment)
        return True

    def stop_aside(self) -> None:
        """The caller speaks over the filler."""
        if self._segments and self._segments[0].aside and not self._segments[0].firm:
            self._finish(self._segments.popleft(), interrupted=True)
            self._changed.set()

    def pause(self) -> None:
        """Silence at the far side too: what a line still holds of our words would go on sounding there."""
        paused, self._paused = self._paused, not self.keep_playing and self._may_pause()
        if self._paused and not paused and self._segments:
            self._clear_line()

    def resume(self) -> None:
        self._paused = False
        self._changed.set()

    @property
    def speaking(self) -> bool:
        """Whether an utterance is being played, paused included."""
        return any(not segment.aside for segment in self._segments)

    @property
    def sounding(self) -> bool:
        """Whether anything is being played, a filler included."""
        return bool(self._segments)

    async def aclose(self) -> None:
        """Stop at once; what was not played is reported as interrupted."""
        self.clear_buffer()
        tasks = [*self._clearing, *([self._player] if self._player else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._player = None

    async def _play(self) -> None:
        while True:
            self._changed.clear()
            if not self._segments:
                await self._changed.wait()
                continue
            segment = self._segments[0]
            await self._play_segment(segment)
            if not segment.done:
                self._segments.popleft()
                self._finish(segment, interrupted=False)

    def _clear_line(self) -> None:
        task = asyncio.create_task(self._line.clear(), name="line clear")
        self._clearing.add(task)
        task.add_done_callback(self._clearing.discard)

    def _add(self, segment: _Segment) -> None:
        self._segments.append(segment)
        self._changed.set()
        if self._player is None:
            self._player = asyncio.create_task(self._play(), name="line playback")

    async def _play_segment(self, segment: _Segment) -> None:
        loop = asyncio.get_running_loop()
        due: float | None = None
        while not segment.done:
            self._changed.clear()
            frame = None if self._paused else segment.take()
            if frame is None:
                if not self._paused and segment.flushed:
                    return
                due = None
                await self._changed.wait()
                continue
            now = loop.time()
            if due is None or now - due > MAX_CATCH_UP:
                due = now
            if segment.sent == 0 and not segment.aside:
                self.played = 0.0
                self.on_playback_started(created_at=time.time())
            await self._send(frame)
            segment.sent += FRAME_SAMPLES
            if not segment.aside:
                self.played = segment.position
            due += FRAME_SECONDS
            if (delay := due - loop.time()) > 0:
                await asyncio.sleep(delay)

    async def _send(self, frame: bytes) -> None:
        if self.muted:
            frame = bytes(len(frame))
        if self._on_frame is not None:
            self._on_frame(frame)
        try:
            await self._line.send(frame)
        except (OSError, RuntimeError):  # the far side is going: its frames() says so, the clock runs on
            logger.debug("a frame could not be sent", exc_info=True)

    def _finish(self, segment: _Segment, *, interrupted: bool) -> None:
        if segment.done:
            return
        segment.done = True
        self.finished_at = asyncio.get_running_loop().time()
        if segment.aside:
            return
        self.on_playback_finished(playback_position=segment.position, interrupted=interrupted)

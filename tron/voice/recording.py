"""Records a call as it goes: Ogg/Opus, two channels (left the caller, right the agent), playable in browsers.

Every page is on disk about half a second after it was spoken, so a killed process loses at most the last second.
Both channels hang on one clock: a frame lands where the clock says, gaps are silence. Encoding runs in one executor
shared by all calls, never on the event loop and never in asyncio's default executor.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE

logger = logging.getLogger(__name__)

BATCH_SECONDS = 0.2
SETTLE_SECONDS = 0.1  # a frame may come this late and still land in its place
SNAP_SECONDS = 0.03  # a lasting lag or lead below this is left alone
LEAD_SECONDS = 0.25  # nothing sounds further ahead of the clock than a burst of late frames
BIT_RATE = 48_000
MOST_AT_ONCE = 10.0
"""Seconds that are encoded in one piece."""

Samples = NDArray[np.int16]


class _Channel:
    """One side's sound on the call's clock, waiting to be encoded. Positions are samples since the start.

    Frames that arrive unevenly are joined; the channel moves only when it ran dry, when a frame is later than the
    writer waits, or when half a second of frames shows that it lags or leads.
    """

    def __init__(self, rate: int) -> None:
        self._start = 0
        self._pcm = bytearray()
        self._running = False
        self._settle = int(SETTLE_SECONDS * rate)
        self._snap = int(SNAP_SECONDS * rate)
        self._lead = int(LEAD_SECONDS * rate)
        self._lateness: deque[int] = deque(maxlen=25)

    def put(self, pcm: bytes, at: int) -> None:
        """`pcm` ended at sample `at` by the clock."""
        late = at - (self._start + (len(self._pcm) + len(pcm)) // 2)
        if late < -self._lead:  # a sender that makes up for a stall: its gap is silence already
            return
        if self._running and late <= self._settle:
            self._lateness.append(late)
            late = self._drift()
            if late < 0:  # a fast sender, or one whose first frame was late
                self._lateness.clear()
                return
        if late > 0:
            self._pcm += bytes(2 * late)
            self._lateness.clear()
        self._running = True
        self._pcm += pcm

    def _drift(self) -> int:
        """How far the channel lags (or leads, below 0) by the least late of its last frames; 0 when that is little."""
        if len(self._lateness) < (self._lateness.maxlen or 0):
            return 0
        least = min(self._lateness)
        return least if abs(least) > self._snap else 0

    def take(self, upto: int) -> Samples:
        """Everything before sample `upto`, filled up with silence."""
        count = max(upto - self._start, 0)
        pcm = bytes(self._pcm[: 2 * count])
        if len(pcm) < 2 * count:
            self._running = False
            self._lateness.clear()
        del self._pcm[: 2 * count]
        self._start += count
        return np.frombuffer(pcm.ljust(2 * count, b"\0"), dtype=np.int16)


class _OpusFile:
    """The blocking half; used from one executor job at a time."""

    def __init__(self, path: Path, rate: int) -> None:
        self._container = av.open(
            str(path), "w", format="ogg", options={"page_duration": "200000", "flush_packets": "1"}
        )
        stream = self._container.add_stream("libopus", rate=rate, layout="stereo")
        # Without phase inversion and with enough bits the two people stay on their own sides.
        stream.options = {"application": "audio", "apply_phase_inv": "0", "compression_level": "5"}
        stream.bit_rate = BIT_RATE
        self._stream = stream
        self._rate = rate
        self._samples = 0

    def write(self, left: Samples, right: Samples) -> None:
        stereo = np.empty((1, 2 * len(left)), dtype=np.int16)
        stereo[0, 0::2] = left
        stereo[0, 1::2] = right
        frame = av.AudioFrame.from_ndarray(stereo, format="s16", layout="stereo")
        frame.sample_rate = self._rate
        frame.pts = self._samples
        frame.time_base = Fraction(1, self._rate)
        self._samples += len(left)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()


class CallRecorder:
    """Records one call. `start()` sets the zero of its clock; `caller` and `agent` take 16-bit PCM as it sounds."""

    def __init__(
        self,
        path: Path,
        *,
        executor: Executor,
        sample_rate: int = SAMPLE_RATE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._executor = executor
        self._rate = sample_rate
        self._clock = clock
        self._zero = 0.0
        self._caller = _Channel(sample_rate)
        self._agent = _Channel(sample_rate)
        self._written = 0
        self._paused = False
        self._stopped_at: int | None = None
        self._writing = asyncio.Lock()
        self._file: _OpusFile | None = None
        self._stop = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def start(self, since: float = 0.0) -> None:
        """Opens the file (its folder must exist) and begins; the first frame should follow at once.

        The call was answered `since` seconds ago: so much silence comes first, that times mean the same everywhere.
        """
        loop = asyncio.get_running_loop()
        file = await loop.run_in_executor(self._executor, _OpusFile, self.path, self._rate)
        self._zero = self._clock() - since
        await self._write(file, int(since * self._rate))
        self._file = file
        self._worker = asyncio.create_task(self._run(), name="call recorder")

    def caller(self, frame: bytes) -> None:
        """A frame of the far side, just arrived."""
        self._put(self._caller, frame, self._now())

    def agent(self, frame: bytes) -> None:
        """A frame of the agent, just sent."""
        self._put(self._agent, frame, self._now() + len(frame) // 2)

    def pause(self) -> None:
        """From now on silence is written (card numbers and the like)."""
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def stop(self) -> None:
        """Nothing is written from now on; the file ends here, unless it goes on."""
        if self._stopped_at is None:
            self._stopped_at = self._now()

    async def go_on(self) -> None:
        """After `stop`: what lies between is silence."""
        if self._stopped_at is None:
            return
        if self._file is not None:
            await self._write(self._file, self._now())
        self._stopped_at = None

    async def close(self) -> float:
        """Writes the rest and closes the file; returns its length in seconds. Idempotent."""
        self._stop.set()
        if self._worker is not None:
            await asyncio.gather(self._worker, return_exceptions=True)
        file, self._file = self._file, None
        if file is not None:
            try:
                await self._write(file, self._end())
                await asyncio.get_running_loop().run_in_executor(self._executor, file.close)
            except (av.FFmpegError, OSError):
                logger.exception("the end of the recording is missing")
        return self._written / self._rate

    def _now(self) -> int:
        return int((self._clock() - self._zero) * self._rate)

    def _end(self) -> int:
        """Up to where there is something to write."""
        return self._now() if self._stopped_at is None else self._stopped_at

    def _put(self, channel: _Channel, frame: bytes, ends_at: int) -> None:
        if self._file is not None and self._stopped_at is None:
            channel.put(bytes(len(frame)) if self._paused else frame, ends_at)

    async def _run(self) -> None:
        # Ends by `_stop`, never by cancelling: an encoder takes one job at a time.
        while self._file is not None and not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), BATCH_SECONDS)
            try:
                await self._write(self._file, min(self._now() - int(SETTLE_SECONDS * self._rate), self._end()))
            except (av.FFmpegError, OSError):  # a full disk must not end the call
                logger.exception("the recording stopped")
                self._file = None

    async def _write(self, file: _OpusFile, upto: int) -> None:
        loop = asyncio.get_running_loop()
        async with self._writing:
            while self._written < upto:  # long silence in pieces: a call may be an hour
                end = min(upto, self._written + int(MOST_AT_ONCE * self._rate))
                left, right = self._caller.take(end), self._agent.take(end)
                self._written = end
                await loop.run_in_executor(self._executor, file.write, left, right)

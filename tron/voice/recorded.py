"""The recording of one session: whether there is one, and what is in it. Its troubles never cost the call."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import av

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.ports import RecordAction
from tron.voice.outbox import Outbox
from tron.voice.recording import CallRecorder

logger = logging.getLogger(__name__)


class Recorded:
    """`recorder` records from the first moment; `make` makes one for a call that is recorded only from a later one."""

    def __init__(
        self,
        recorder: CallRecorder | None,
        make: Callable[[], Awaitable[CallRecorder]] | None,
        outbox: Outbox,
    ) -> None:
        self._planned = recorder
        self._make = make
        self._outbox = outbox
        self._recorder: CallRecorder | None = None
        self._paused = False

    async def begin(self) -> None:
        """The call was answered."""
        if self._planned is not None:
            await self._start(self._planned, 0.0)

    async def do(self, action: RecordAction, *, since: float) -> None:
        """What a flow wants, `since` seconds after the answer. Twice is once."""
        if action == "start":
            await self._begin_or_go_on(since)
            return
        if action in ("pause", "resume"):
            self._paused = action == "pause"
        if self._recorder is not None:
            {"stop": self._recorder.stop, "pause": self._recorder.pause, "resume": self._recorder.resume}[action]()

    async def close(self) -> float | None:
        """Seconds that were recorded; None when nothing was."""
        return await self._recorder.close() if self._recorder is not None else None

    def caller(self, frame: bytes) -> None:
        if self._recorder is not None:
            self._recorder.caller(frame)

    def agent(self, frame: bytes) -> None:
        if self._recorder is not None:
            self._recorder.agent(frame)

    async def _begin_or_go_on(self, since: float) -> None:
        try:
            if self._recorder is not None:
                await self._recorder.go_on()
            elif self._make is not None:
                await self._start(await self._make(), since)
        except (av.FFmpegError, OSError, *DATABASE_ERRORS) as error:
            self._failed(error)

    async def _start(self, recorder: CallRecorder, since: float) -> None:
        try:
            await recorder.start(since)
        except (av.FFmpegError, OSError) as error:
            self._failed(error)
        else:
            if self._paused:
                recorder.pause()
            self._recorder = recorder

    def _failed(self, error: BaseException) -> None:
        logger.error("the call is not recorded", exc_info=error)
        self._outbox.put("recording.failed", {"error": type(error).__name__})

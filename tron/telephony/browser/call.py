"""One browser call: outlives its connections by a few seconds, so that a bad network or a reload does not end it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from uuid import UUID

from tron.core.clock import Clock
from tron.core.ports import DialFailed, Hangup, LineAudio, LineText
from tron.telephony.browser.audio import BrowserAudio
from tron.telephony.browser.connection import Connection
from tron.telephony.browser.messages import BAD_MESSAGE, TAKEN_OVER, StreamRefused, check_sound, encode
from tron.telephony.heard import RateGuard, TooFast

RECONNECT_SECONDS = 5.0
GONE = Hangup("caller")
DECLINED = ("failed", "declined", 603, "The call was declined in the browser.")
TOO_FAST = (
    BAD_MESSAGE,
    "bad_sample_rate",
    "Sound came faster than it can be spoken.",
    "Send sound as it is recorded, resampled to 16000 Hz, mono.",
)


class BrowserCall:
    """Implements LineCall; `done` is called once when it is over. `lost`: how it ends when no page comes back."""

    def __init__(self, call_id: UUID, clock: Clock, done: Callable[[], None], lost: Hangup = GONE) -> None:
        self.call_id = call_id
        self.line_call_id = f"browser-{call_id}"
        self.answered_by: str | None = "browser"
        self.text: LineText | None = None
        self._sound = BrowserAudio(clock, self._send_sound, self._clear)
        self.audio: LineAudio | None = self._sound
        self._clock = clock
        self._done = done
        self._lost = lost
        self._connection: Connection | None = None
        self._resume_token: str | None = None
        self._away: asyncio.TimerHandle | None = None
        self._keys: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        self.answered: asyncio.Future[None] = loop.create_future()
        """Done when a page is there; holds a DialFailed when it declined."""
        self._over: asyncio.Future[Hangup] = loop.create_future()

    # ------------------------------------------------------------ the agent's side

    async def hang_up(self) -> None:
        self._end(Hangup("agent"))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._over)

    async def keys(self) -> AsyncIterator[str]:
        while (key := await self._keys.get()) is not None:
            yield key

    async def send_keys(self, digits: str) -> None:
        self._tell(encode("keys", digits=digits))

    # ------------------------------------------------------------ the page's side

    @property
    def is_over(self) -> bool:
        return self._over.done()

    def resumes(self, token: str) -> bool:
        """Whether this is the token that the last connection was given for the next one."""
        return self._resume_token is not None and secrets.compare_digest(self._resume_token.encode(), token.encode())

    def attach(self, connection: Connection) -> None:
        """A page is there, now or again; an older connection of it is sent away."""
        if self._away is not None:
            self._away.cancel()
            self._away = None
        before, self._connection = self._connection, connection
        if before is not None:
            before.refuse(StreamRefused(TAKEN_OVER, "taken_over", "Another page took up this call."))
        self._resume_token = secrets.token_urlsafe(24)
        connection.tell(encode("ready", call_id=str(self.call_id), resume_token=self._resume_token))
        if not self.answered.done():
            self.answered.set_result(None)

    def detach(self, connection: Connection) -> None:
        """A connection is gone; unless another one comes in time, the caller hung up."""
        if connection is not self._connection:
            return
        self._connection = None
        if not self.is_over:
            loop = asyncio.get_running_loop()
            self._away = loop.call_later(RECONNECT_SECONDS, self._end, self._lost)

    def decline(self) -> None:
        """The page does not want the call."""
        if not self.answered.done():
            self.answered.set_exception(DialFailed(*DECLINED))
        self._end(Hangup("caller"))

    def leave(self) -> None:
        """The page hung up."""
        self._end(Hangup("caller"))

    def press(self, digits: str) -> None:
        for digit in digits:
            self._keys.put_nowait(digit)

    def listen(self) -> Callable[[bytes], None]:
        """What takes the sound of one connection. It raises StreamRefused."""
        guard = RateGuard(self._clock.monotonic)

        def hear(message: bytes) -> None:
            try:
                guard.add(len(check_sound(message)))
            except TooFast:
                raise StreamRefused(*TOO_FAST) from None
            self._sound.feed(message)

        return hear

    # ------------------------------------------------------------ inside

    def _send_sound(self, frame: bytes) -> None:
        if self._connection is not None:
            self._connection.send_sound(frame)

    def _clear(self) -> None:
        if self._connection is not None:
            self._connection.clear()

    def _tell(self, text: str) -> None:
        if self._connection is not None:
            self._connection.tell(text)

    def _end(self, hangup: Hangup) -> None:
        if self._over.done():
            return
        self._over.set_result(hangup)
        if self._away is not None:
            self._away.cancel()
        self._keys.put_nowait(None)
        self._sound.leave()
        if self._connection is not None:
            self._connection.finish(encode("ended", by=hangup.by))
        self._done()

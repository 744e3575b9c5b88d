"""One call whose sound comes over a media stream: from the order to its one end."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from uuid import UUID

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.clock import Clock
from tron.core.ports import DialFailed, HandedOver, Hangup, LineAudio, LineText
from tron.core.speech import FRAME_MS
from tron.telephony.media_stream.audio import StreamAudio
from tron.telephony.media_stream.carrier import Handing
from tron.telephony.media_stream.link import Link
from tron.telephony.media_stream.messages import (
    GONE,
    REFUSED,
    TAKEN,
    Answered,
    BadStream,
    Keys,
    MarkPlayed,
    Message,
    Sound,
    Started,
    Stopped,
    TransferState,
)
from tron.telephony.media_stream.tones import key_frames
from tron.telephony.media_stream.transfers import UNABLE, TransferBook

LAST_WORDS_SECONDS = 0.5
"""How long a hang-up waits for what the far side still has to play."""
BACK_SECONDS = 8.0
"""How long the stream may take to come back from a transfer that nobody took."""
TELL_SECONDS = 1.0
"""A stream that ends unanswered: so long the carrier may say why before the outcome counts as unknown."""

LOST_SECONDS = 3.0
"""A stream that breaks off without a word of its own: so long the carrier may say that the far side hung up."""

Early = Callable[[bytes], None]
Elsewhere = Callable[[Handing], Awaitable[bool]]


class StreamBroke(Exception):
    """The stream or its carrier went away, and nobody knows what came of the dial."""


class StreamCall:
    """Implements LineCall, Transfers, HasHeaders and Progress; `done` is called once when it is over.

    `early` hears what the network plays before the answer; `elsewhere` orders a transfer, where the carrier does that.
    """

    def __init__(
        self,
        call_id: UUID,
        line: str,
        clock: Clock,
        done: Callable[[], None],
        early: Early | None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.call_id = call_id
        self.line_call_id = f"{line}-{call_id}"
        self.answered_by: str | None = None
        self.text: LineText | None = None
        self.token = new_token()
        self.sound = StreamAudio(clock)
        self.audio: LineAudio | None = self.sound
        self._done = done
        self._early = early
        self._link: Link | None = None
        self._started: Started | None = None
        self._headers: dict[str, str] = {}
        self._keys: asyncio.Queue[str | None] = asyncio.Queue()
        self._transfers = TransferBook()
        self._elsewhere = elsewhere
        self._away = False
        """Whether the far side was sent elsewhere: then its stream may end, and another one may come."""
        self._back = asyncio.Event()
        self.settled = False
        """Whether the far side knows that the call is over: it said so itself, or was never asked for it."""
        self._unanswered: asyncio.TimerHandle | None = None
        self.rings = asyncio.Event()
        loop = asyncio.get_running_loop()
        self.answered: asyncio.Future[None] = loop.create_future()
        """Done when the call is answered and its sound flows; holds what became of it otherwise."""
        self.answered.add_done_callback(_look)
        self._over: asyncio.Future[Hangup] = loop.create_future()

    # ------------------------------------------------------------ the agent's side

    async def hang_up(self) -> None:
        if not self.is_over and self.is_answered:
            await self.sound.playback.drained(LAST_WORDS_SECONDS)
        self.end(Hangup("agent"))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._over)

    async def keys(self) -> AsyncIterator[str]:
        while (key := await self._keys.get()) is not None:
            yield key

    async def send_keys(self, digits: str) -> None:
        """In the vendor's message, else as tones in the sound, as long as they take."""
        if self._link is None or self._link.say(self._link.dialect.keys(digits)):
            return
        for frame in key_frames(digits):
            await self.sound.send(frame)
            await asyncio.sleep(FRAME_MS / 1000)

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        """Nobody hears `announce`: the far side is handed over without a word."""
        del announce
        await self.sound.playback.drained(LAST_WORDS_SECONDS)
        if self._elsewhere is not None:
            return await self._send_away(self._elsewhere, to, wait)

        async def refer(id_: str) -> bool:
            link = self._link
            return link is not None and link.say(link.dialect.transfer(id_, to, {}))

        return await self._transfers.hand_over(to, wait, refer)

    @property
    def can_transfer(self) -> bool:
        """Whether this vendor hands calls over, by its carrier or over the stream."""
        if self._elsewhere is not None or self._link is None:
            return True
        return self._link.dialect.transfer("", "", {}) is not None

    async def _send_away(self, elsewhere: Elsewhere, to: str, wait: float) -> HandedOver:
        """The far side leaves this stream, and comes back by another one unless somebody takes it over."""
        self._away, self.token = True, new_token()
        self._back.clear()
        handed = await self._transfers.hand_over(
            to, wait, lambda id_: elsewhere(Handing(self.call_id, id_, to, wait, self.token))
        )
        if handed is UNABLE and self._link is not None:
            self._away = False
        elif not handed.answered and not self.is_over:
            await self._come_back()
        return handed

    async def _come_back(self) -> None:
        try:
            async with asyncio.timeout(BACK_SECONDS):
                await self._back.wait()
        except TimeoutError:
            self.end(Hangup("network"))

    @property
    def headers(self) -> Mapping[str, str]:
        return self._headers

    @property
    def vendor_call_id(self) -> str | None:
        return self._started.vendor_call_id if self._started is not None else None

    # ------------------------------------------------------------ the carrier's side

    @property
    def rang(self) -> bool:
        return self.rings.is_set()

    @property
    def is_answered(self) -> bool:
        return self.answered.done() and not self.answered.cancelled() and self.answered.exception() is None

    @property
    def is_over(self) -> bool:
        return self._over.done()

    def ringing(self) -> None:
        self.rings.set()

    def failed(self, why: Exception) -> None:
        if not self.answered.done():
            self.settled = self.settled or isinstance(why, DialFailed)
            self.answered.set_exception(why)
            self.end(Hangup("network", None))

    def over(self, hangup: Hangup) -> None:
        self.settled = True
        if not self.answered.done():
            self.failed(dial_failed(hangup.sip_status, rang=self.rang))
        self.end(hangup)

    def handing(self, state: TransferState) -> None:
        if state.state == "done":
            self.settled = True  # whoever took the far side over has it now: hanging up would part them
        self._transfers.told(state)

    # ------------------------------------------------------------ the stream's side

    def attach(self, link: Link, started: Started) -> None:
        """A stream says that it is this call's. Raises BadStream; a token is good for one stream."""
        if not secrets.compare_digest(started.token.encode(errors="replace"), self.token.encode()):
            raise BadStream(REFUSED, "This token is not valid.")
        if self.is_over:
            raise BadStream(GONE, "This call is over.")
        if self._started is not None and not self._away:
            raise BadStream(TAKEN, "This call has its stream.")
        if self._away:
            self._away, self.token = False, new_token()
            self._back.set()
        self._link, self._started = link, started
        self.line_call_id = started.vendor_call_id or self.line_call_id
        self._headers.update(started.headers)
        self.sound.connect(link, started.format)
        self.ringing()  # its sound flows: the far side has the call, whether or not it said so
        if started.answered:
            self._answer()

    def take(self, message: Message) -> None:
        """One message after the start. Raises BadStream."""
        if self._link is None:
            return
        match message:
            case Sound():
                self._hear(message)
            case MarkPlayed(name):
                self.sound.playback.reached(name)
            case Keys(digits):
                for digit in digits:
                    self._keys.put_nowait(digit)
            case Answered(headers):
                self._headers.update(headers)
                self._answer()
            case TransferState():
                self._transfers.told(message)
            case Stopped():
                self._stop(message, told=True)
            case Started():
                raise BadStream(TAKEN, "A stream starts once.")

    def detach(self, link: Link, *, closed: bool = False) -> None:
        """The stream is gone, and did not say why; `closed`: in the way that its vendor ends one."""
        if self.is_over or self._link not in (link, None):
            return
        stopped = Stopped("caller" if closed else "network")
        if link.dialect.closes and not closed and not self._away:
            # Where a hang-up is no message, a broken connection may be one: the carrier says so, a little later.
            asyncio.get_running_loop().call_later(LOST_SECONDS, partial(self._stop, stopped, told=False))
        else:
            self._stop(stopped, told=False)

    def end(self, hangup: Hangup) -> None:
        """The one end; later ones mean nothing."""
        if self._over.done():
            return
        self._over.set_result(hangup)
        if self._unanswered is not None:
            self._unanswered.cancel()
        self._keys.put_nowait(None)
        self._transfers.over()
        self.sound.leave()
        if self._link is not None:
            if hangup.by == "agent":
                self._link.say(self._link.dialect.hang_up())
            self._link.close()
        self._done()

    def _answer(self) -> None:
        if not self.answered.done():
            self.answered.set_result(None)

    def _hear(self, sound: Sound) -> None:
        for frame in self.sound.take(sound):
            if self.is_answered:
                self.sound.hear(frame)
            elif self._early is not None:
                self._early(frame)

    def _stop(self, stopped: Stopped, *, told: bool) -> None:
        if self.is_over:
            return
        if self._away:
            self._link = None
            self.sound.disconnect()
            return
        self.settled = self.settled or told
        if self.is_answered:
            self.end(Hangup(stopped.by, stopped.sip_status))
        elif stopped.sip_status is not None and stopped.sip_status >= 300:
            self.failed(dial_failed(stopped.sip_status, rang=self.rang, message=stopped.reason))
        elif self._unanswered is None:
            broke = StreamBroke("the stream ended before the answer, and the carrier did not say why")
            self._unanswered = asyncio.get_running_loop().call_later(TELL_SECONDS, self.failed, broke)


def new_token() -> str:
    """In letters that every vendor keeps as they are."""
    return secrets.token_hex(16)


def _look(answered: asyncio.Future[None]) -> None:
    """Nobody may wait for it any more; that is no error."""
    if not answered.cancelled():
        answered.exception()

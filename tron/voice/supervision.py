"""Supervision of one call, in the worker that owns it: orders are obeyed in turn, and those who listen have seats."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable
from uuid import UUID

from tron.core.call_engine.streams import seat_of
from tron.core.call_engine.supervision import HAPPENED, Order, orders_after
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.ports import Hangup
from tron.telephony.browser.call import BrowserCall
from tron.telephony.browser.messages import GONE, REFUSED, StreamRefused
from tron.voice.bridge import Bridge, Party, Seat
from tron.voice.gallery import Gallery
from tron.voice.ringing import stop_tasks
from tron.voice.utterances import Open, Utterances

log = logging.getLogger(__name__)

CONNECT_SECONDS: Final = 15.0
"""How long a seat waits for the page that asked for it."""
LAST_WORDS_SECONDS: Final = 1.5
EVERYBODY: Final[tuple[Party, ...]] = ("caller", "agent", "colleague")
SPOKEN_WITH: Final[tuple[Party, ...]] = ("caller", "colleague")
CALL_OVER = ("call_over", "This call is over.")
BAD_TOKEN = ("bad_token", "This token is not valid, or was used already.", "Ask to listen again.")
WHY: Final[Mapping[str, str]] = {"caller": "left", "network": "connection_lost", "agent": "call_over"}

Redeem = Callable[[UUID, str], Awaitable[bool]]
Tell = Callable[[str, Mapping[str, Any]], None]


@runtime_checkable
class Supervised(Protocol):
    """What a session does for a supervisor."""

    def hold(self, on: bool) -> None:
        """Somebody else speaks in the agent's place, or no longer: meanwhile the Script waits."""
        ...

    def whisper(self, text: str) -> None:
        """An instruction to the model for its replies from now on."""
        ...

    def say_next(self, text: str) -> None:
        """A sentence that the agent is to say next."""
        ...


@runtime_checkable
class HasBridge(Protocol):
    """A session that others can join."""

    @property
    def bridge(self) -> Bridge: ...

    def overheard(self, text: str, began: float, ended: float) -> None:
        """A supervisor said this to the caller (times by time.time())."""
        ...

    async def over(self) -> str:
        """Waits until the call is over; its reason."""
        ...


@dataclass(slots=True)
class Guest:
    """A supervisor with a seat; `page` is their connection, once it is there."""

    seat: UUID
    by: str
    page: BrowserCall | None = None
    waiting: asyncio.TimerHandle | None = None
    watching: asyncio.Task[None] | None = None


class CallSupervision:
    """Of one answered call. `since_answer` gives seconds; `recogniser` opens one for what a supervisor says."""

    def __init__(
        self,
        call_id: UUID,
        session: Supervised,
        *,
        recogniser: Open | None = None,
        database: Database,
        clock: Clock,
        tell: Tell,
        since_answer: Callable[[], float],
    ) -> None:
        self._call_id = call_id
        self._session = session
        joined = session if isinstance(session, HasBridge) else None
        self._joined = joined
        self._bridge = joined.bridge if joined is not None else None
        self._words = Utterances(recogniser, joined.overheard) if joined is not None and recogniser else None
        self._database = database
        self._clock = clock
        self._tell = tell
        self._since_answer = since_answer
        self._guests: dict[UUID, Guest] = {}
        self._holder: tuple[Guest, int] | None = None
        self._gallery = self._new_gallery()
        self._place: Seat | None = None
        self._read = 0
        self._reading = asyncio.Lock()
        self._closed = False
        self._free = asyncio.Event()
        self._free.set()

    # ------------------------------------------------------------ orders

    async def catch_up(self) -> None:
        """Read and obey what was asked for since the last time. Raises when the database is away."""
        async with self._reading:
            async with self._database.transaction() as session:
                orders = await orders_after(session, self._call_id, self._read)
            for order in orders:
                self._read = order.sequence
                if not self._closed:
                    self._obey(order)

    def _obey(self, order: Order) -> None:
        if order.action == "whisper":
            self._session.whisper(order.text)
        elif order.action == "say":
            self._session.say_next(order.text)
        elif order.action == "hand_back":
            self._give_back("asked")
        elif order.seat is not None:
            guest = self._guests.get(order.seat) or self._expect(order.seat, order.by)
            if order.action == "take_over":
                self._give_back("replaced")
                self._holder = (guest, order.sequence)
                self._take_over()

    def _expect(self, seat: UUID, by: str) -> Guest:
        guest = self._guests[seat] = Guest(seat, by)
        guest.waiting = asyncio.get_running_loop().call_later(CONNECT_SECONDS, self._never_came, guest)
        return guest

    def _never_came(self, guest: Guest) -> None:
        if guest.page is None:
            self._drop(guest, "never_came")

    # ------------------------------------------------------------ pages

    async def admit(self, token: str, redeem: Redeem) -> BrowserCall:
        """The seat of whoever shows this token. Raises StreamRefused."""
        if self._closed or self._bridge is None:
            raise StreamRefused(GONE, *CALL_OVER)
        for guest in self._guests.values():
            if guest.page is not None and guest.page.resumes(token):
                return guest.page
        seat = seat_of(token)
        known = self._guests.get(seat) if seat is not None else None
        if known is None or known.page is not None or not await redeem(self._call_id, token):
            raise StreamRefused(REFUSED, *BAD_TOKEN)
        if self._guests.get(known.seat) is not known:
            raise StreamRefused(GONE, *CALL_OVER)
        return self._seat(known, self._bridge)

    def _seat(self, guest: Guest, bridge: Bridge) -> BrowserCall:
        if guest.waiting is not None:
            guest.waiting.cancel()
        page = guest.page = BrowserCall(self._call_id, self._clock, lambda: None, Hangup("network"))
        assert page.audio is not None
        self._gallery.enter(guest.seat, page.audio)
        if self._place is None:
            self._place = bridge.join("supervisor", self._gallery, hears=EVERYBODY, heard_by=())
        guest.watching = asyncio.create_task(self._watch(guest, page), name="a supervisor")
        self._happened("joined", guest)
        self._take_over()
        return page

    async def _watch(self, guest: Guest, page: BrowserCall) -> None:
        """Until they are gone: whoever has taken over hands back by that."""
        ended = await page.ended()
        self._drop(guest, WHY[ended.by])
        await self._gallery.leave(guest.seat)
        await self._empty_place()

    def _new_gallery(self) -> Gallery:
        return Gallery(self._words.frame if self._words is not None else None)

    async def _empty_place(self) -> None:
        """Nobody listens any more: the bridge need not mix for them."""
        if self._gallery.empty and self._place is not None:
            place, self._place = self._place, None
            self._gallery.close()
            self._gallery = self._new_gallery()
            await place.leave()

    def _drop(self, guest: Guest, why: str) -> None:
        if self._guests.pop(guest.seat, None) is None or self._closed:
            return
        if self._holder is not None and self._holder[0] is guest:
            self._give_back(why)
        self._happened("left", guest, why=why)

    # ------------------------------------------------------------ whose turn it is

    async def handed_back(self) -> None:
        """Waits while somebody speaks in the agent's place, at most until the call is over: a Script that came to its
        end meanwhile does not cut them off."""
        if self._joined is None or self._free.is_set():
            return
        over = asyncio.create_task(self._joined.over())
        try:
            while not (self._free.is_set() or over.done()):  # another may take over in the same moment
                free = asyncio.create_task(self._free.wait())
                await asyncio.wait({free, over}, return_when=asyncio.FIRST_COMPLETED)
                await stop_tasks(free)
        finally:
            await stop_tasks(over)

    def _take_over(self) -> None:
        """The one who has asked to speaks from now on, where they are there."""
        if self._holder is None or self._holder[0].page is None or self._place is None:
            return
        guest, order = self._holder
        if self._gallery.speaker == guest.seat:
            return
        self._free.clear()
        self._session.hold(True)
        self._gallery.let_speak(guest.seat)
        self._place.route(hears=EVERYBODY, heard_by=SPOKEN_WITH)
        self._happened("took_over", guest, order=order)

    def _give_back(self, why: str) -> None:
        if self._holder is None:
            return
        (guest, order), self._holder = self._holder, None
        self._gallery.let_speak(None)
        if self._place is not None:
            self._place.route(hears=EVERYBODY, heard_by=())
        if self._words is not None:
            self._words.pause()
        self._session.hold(False)
        self._free.set()
        self._happened("handed_back", guest, why=why, order=order)

    def _happened(self, state: str, guest: Guest, *, why: str | None = None, order: int | None = None) -> None:
        told = {"state": state, "by": guest.by, "seat": str(guest.seat), "at": round(self._since_answer(), 2)}
        self._tell(HAPPENED, {**told, "why": why, "order": order})

    # ------------------------------------------------------------ the end

    async def aclose(self) -> None:
        """The call is over: everybody is told so. Idempotent."""
        self._closed = True
        guests, self._guests, self._holder = list(self._guests.values()), {}, None
        if self._words is not None:
            await self._words.aclose(LAST_WORDS_SECONDS)
        for guest in guests:
            if guest.waiting is not None:
                guest.waiting.cancel()
            if guest.page is not None:
                await guest.page.hang_up()
        await asyncio.gather(*(guest.watching for guest in guests if guest.watching is not None))

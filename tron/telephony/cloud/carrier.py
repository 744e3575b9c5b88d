"""A cloud vendor as the carrier of its line: dials by REST, hears of each call by webhooks."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final
from uuid import UUID

from tron.core.ports import DialFailed, Hangup, Trunk
from tron.core.trunks.book import Book
from tron.telephony.cloud.account import LIVE, Account, Event, Redirects
from tron.telephony.media_stream.carrier import Handing, Order, Progress

log = logging.getLogger(__name__)

STREAM_SECONDS = 10.0
"""How long the stream of an answered call may take to come."""
STREAM_TELLS_SECONDS = 1.0
"""The stream's own last message says who ended the call: it goes first when both are on their way."""
AGAIN_SECONDS: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
NO_STREAM: Final = ("failed", "gateway_lost", None, "The call was answered, and its sound never came.")
CALLER_LEFT: Final = ("no_answer", "caller_hung_up", 487, "The caller hung up before the call was taken.")
MOST_KEPT = 1000
FindAccount = Callable[[Trunk | None], Awaitable[Account]]


class CloudCarrier:
    """Implements Carrier and HandsOver. `told` gets each status, proven; `streams` says whether a call has its stream.

    `account` finds the account of a trunk; it raises DialFailed where that cannot call.
    """

    def __init__(self, title: str, account: FindAccount, book: Book, streams: Callable[[UUID], bool]) -> None:
        self._title = title
        self._account = account
        self._book = book
        self._streams = streams
        self._calls: dict[UUID, Progress] = {}
        self._ids: dict[UUID, str] = {}
        self._accounts: dict[UUID, Account] = {}
        self._numbers: dict[UUID, str] = {}
        self._placing: dict[UUID, asyncio.Task[str]] = {}
        self._promised: dict[str, tuple[UUID, str]] = {}
        self._handing: dict[UUID, Handing] = {}
        self._given: dict[str, None] = {}
        """Calls that were handed to somebody else, and go on without us."""
        self._ended: dict[str, None] = {}
        """Calls that were over before their Tron call was: the next trunk may dial for it, and they may tell late."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def aclose(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------ Carrier

    async def dial(self, order: Order, progress: Progress) -> None:
        account = await self._account(order.trunk)
        self._ids.pop(order.call_id, None)
        self._calls[order.call_id] = progress
        self._accounts[order.call_id] = account
        self._keep_number(order.call_id, order.caller_id)
        placing = self._placing[order.call_id] = asyncio.create_task(account.dial(order), name=f"{self._title} dial")
        placing.add_done_callback(lambda done: self._placed(order, done))
        # Whoever waits may be cancelled; a request that went out is seen through, or nobody could hang up.
        await asyncio.shield(placing)

    async def answer(self, order: Order, progress: Progress) -> None:
        vendor_call_id, digest = order.offer.get("vendor_call_id"), order.offer.get("token_digest")
        if not isinstance(vendor_call_id, str) or not isinstance(digest, str):
            raise DialFailed(*CALLER_LEFT)
        self._promised[digest] = (order.call_id, order.token)  # before anything waits: its stream may be here already
        self._accounts[order.call_id] = await self._account(order.trunk)
        self._calls[order.call_id] = progress
        self._ids[order.call_id] = vendor_call_id
        self._keep_number(order.call_id, order.to)

    async def let_go(self, vendor_call_id: str, trunk: Trunk | None) -> None:
        """A call that came in, and that nobody answers, is over. Raises nothing."""
        try:
            account = await self._account(trunk)
        except DialFailed as failed:
            log.warning("a caller is not let go of: %s", failed)
            return
        self._soon(self._end_later(account, vendor_call_id))

    async def hang_up(self, call_id: UUID) -> None:
        self._calls.pop(call_id, None)
        placing = self._placing.get(call_id)
        if placing is not None:
            await asyncio.wait({placing})
        vendor_call_id, account = self._ids.get(call_id), self._accounts.get(call_id)
        self.forget(call_id)
        if vendor_call_id is None or account is None:
            return  # a call that rings all the same tells of itself, and is hung up then
        if not await account.end(vendor_call_id):
            self._soon(self._end_later(account, vendor_call_id))

    async def exists(self, call_id: UUID) -> bool | None:
        """After a crash too: the vendor's id of a call is in its row. None where it never came.

        A call that nobody holds any more is hung up: it may still ring.
        """
        vendor_call_id, account = self._ids.get(call_id), self._accounts.get(call_id)
        if vendor_call_id is not None and account is not None:
            return await account.lives(vendor_call_id)
        known = await self._book.find(call_id)
        if known is None or known.vendor_call_id is None:
            return None
        try:
            account = await self._account(known.trunk)
        except DialFailed:
            return None
        lives = await account.lives(known.vendor_call_id)
        if lives:
            self._soon(self._end_later(account, known.vendor_call_id))
        return lives

    def forget(self, call_id: UUID) -> None:
        """The call is over, and the vendor knows."""
        for kept in (self._calls, self._ids, self._accounts, self._numbers, self._handing):
            kept.pop(call_id, None)
        self._promised = {digest: of for digest, of in self._promised.items() if of[0] != call_id}

    def token_of(self, token: str) -> str:
        """The token of the call that a stream's token stands for: a call that came in was promised another one."""
        _, own = self._promised.pop(digest_of(token), (None, token))
        return own

    # ------------------------------------------------------------ HandsOver

    async def hand_over(self, handing: Handing) -> bool:
        vendor_call_id, account = self._ids.get(handing.call_id), self._accounts.get(handing.call_id)
        if vendor_call_id is None or not isinstance(account, Redirects):
            return False
        self._handing[handing.call_id] = handing
        return await account.redirect(vendor_call_id, handing, self.our_number(handing.call_id))

    def handing(self, call_id: UUID) -> Handing | None:
        """The transfer that this call is in."""
        return self._handing.get(call_id)

    def our_number(self, call_id: UUID) -> str | None:
        """The number of ours that the far side sees."""
        return self._numbers.get(call_id)

    def given(self, call_id: UUID) -> None:
        """Somebody else took the call over: it is theirs now."""
        if (vendor_call_id := self._ids.get(call_id)) is not None:
            _keep(self._given, vendor_call_id)

    # ------------------------------------------------------------ the vendor's side

    def told(self, call_id: UUID, event: Event, account: Account) -> None:
        """One status, proven. They may come twice, late, and out of order."""
        names = event.also | {event.vendor_call_id}
        if self._ids.get(call_id, event.vendor_call_id) not in names or names & self._ended.keys():
            return
        progress = self._calls.get(call_id)
        if progress is not None:
            self._ids[call_id] = event.vendor_call_id
            self._follow(call_id, progress, event)
        elif event.state in LIVE and not names & self._given.keys():
            log.warning("a call that nobody here holds is hung up")
            self._soon(self._end_later(account, event.vendor_call_id))

    def progress(self, call_id: UUID) -> Progress | None:
        """The call, as long as it is held here."""
        return self._calls.get(call_id)

    def _follow(self, call_id: UUID, progress: Progress, event: Event) -> None:
        loop = asyncio.get_running_loop()
        if event.state in ("over", "failed"):
            _keep(self._ended, event.vendor_call_id)
        match event.state:
            case "ringing":
                progress.ringing()
            case "answered":
                loop.call_later(STREAM_SECONDS, self._no_stream, call_id, progress)
            case "over":
                loop.call_later(STREAM_TELLS_SECONDS, _completed, progress)
            case "failed" if event.failure is not None:
                progress.failed(event.failure)
                self.forget(call_id)

    def _no_stream(self, call_id: UUID, progress: Progress) -> None:
        if self._calls.get(call_id) is progress and not self._streams(call_id):
            vendor_call_id, account = self._ids.get(call_id), self._accounts.get(call_id)
            progress.failed(DialFailed(*NO_STREAM))
            if vendor_call_id is not None and account is not None:
                self._soon(self._end_later(account, vendor_call_id))

    def _keep_number(self, call_id: UUID, number: str | None) -> None:
        if number is not None:
            self._numbers[call_id] = number

    def _placed(self, order: Order, placing: asyncio.Task[str]) -> None:
        call_id = order.call_id
        self._placing.pop(call_id, None)
        if placing.cancelled() or placing.exception() is not None:
            return
        if call_id in self._accounts:  # else it was over before its own order was answered
            self._ids.setdefault(call_id, placing.result())
        self._soon(self._note(order, placing.result()))

    async def _note(self, order: Order, vendor_call_id: str) -> None:
        try:
            await self._book.note(order.call_id, vendor_call_id, order.trunk.id if order.trunk is not None else None)
        except Exception as error:  # noqa: BLE001 - the call goes on; after a crash nobody could ask about it
            log.warning("a vendor's call id could not be written down: %s", type(error).__name__)

    async def _end_later(self, account: Account, vendor_call_id: str) -> None:
        if await account.end(vendor_call_id):
            return
        for pause in AGAIN_SECONDS:
            await asyncio.sleep(pause)
            if await account.end(vendor_call_id):
                return
        log.error("%s could not be told to hang up a call", self._title)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"{self._title} call")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _keep(kept: dict[str, None], vendor_call_id: str) -> None:
    """The latest of them."""
    kept[vendor_call_id] = None
    while len(kept) > MOST_KEPT:
        kept.pop(next(iter(kept)))


def digest_of(token: str) -> str:
    """What is written down of the token that the stream of a call that came in will bring."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _completed(progress: Progress) -> None:
    progress.failed(DialFailed(*NO_STREAM))  # means nothing where the call was answered
    progress.over(Hangup("caller"))

"""Twilio as the carrier of its line: dials by REST, hears of each call by status callbacks."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final
from uuid import UUID

from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed, Hangup
from tron.telephony.media_stream.carrier import Order, Progress
from tron.telephony.twilio.client import CALL_SID, TwilioAccount, missing
from tron.telephony.twilio.orders import dial_order

log = logging.getLogger(__name__)

STREAM_SECONDS = 10.0
"""How long the stream of an answered call may take to come."""
STREAM_TELLS_SECONDS = 1.0
"""The stream's own last message says who ended the call: it goes first when both are on their way."""
AGAIN_SECONDS: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
LIVE: Final = frozenset({"queued", "initiated", "ringing", "in-progress"})
NO_STREAM: Final = ("failed", "gateway_lost", None, "The call was answered, and its sound never came.")
CANCELED: Final = ("failed", "trunk_error", 487, "The call was cancelled at Twilio.")
CALLER_LEFT: Final = ("no_answer", "caller_hung_up", 487, "The caller hung up before the call was taken.")


class TwilioCarrier:
    """Implements Carrier. `told` gets each status callback; `streams` says whether a call has its stream."""

    def __init__(
        self, settings: Callable[[], Awaitable[GateSettings]], streams: Callable[[UUID], bool] = lambda _call: False
    ) -> None:
        self._settings = settings
        self._streams = streams
        self._calls: dict[UUID, Progress] = {}
        self._sids: dict[UUID, str] = {}
        self._placing: dict[UUID, asyncio.Task[str]] = {}
        self._promised: dict[str, tuple[UUID, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def aclose(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------ Carrier

    async def dial(self, order: Order, progress: Progress) -> None:
        settings = await self._settings()
        account, lacks = TwilioAccount.of(settings), missing(settings)
        if account is None or lacks:
            raise DialFailed("failed", "trunk_error", None, f"Settings are missing: {', '.join(lacks)}.")
        wanted = dial_order(order, settings)
        if not wanted["from_"]:
            raise DialFailed("failed", "trunk_error", None, "No number to call from: set the From number.")
        self._calls[order.call_id] = progress
        placing = self._placing[order.call_id] = asyncio.create_task(account.dial(wanted), name="twilio dial")
        placing.add_done_callback(lambda done: self._placed(order.call_id, done))
        # Whoever waits may be cancelled; a request that went out is seen through, or nobody could hang up.
        await asyncio.shield(placing)

    async def answer(self, order: Order, progress: Progress) -> None:
        call_sid, digest = order.offer.get("call_sid"), order.offer.get("token_digest")
        if not isinstance(call_sid, str) or not isinstance(digest, str):
            raise DialFailed(*CALLER_LEFT)
        self._calls[order.call_id] = progress
        self._sids[order.call_id] = call_sid
        self._promised[digest] = (order.call_id, order.token)

    async def hang_up(self, call_id: UUID) -> None:
        self._calls.pop(call_id, None)
        placing = self._placing.get(call_id)
        if placing is not None:
            await asyncio.wait({placing})
        call_sid = self._sids.get(call_id)
        self.forget(call_id)
        if call_sid is None:
            return  # a call that rings all the same tells of itself, and is hung up then
        if not await self._end(call_sid):
            self._soon(self._end_later(call_sid))

    async def exists(self, call_id: UUID) -> bool | None:
        """None for a call whose SID this process never knew."""
        call_sid, account = self._sids.get(call_id), TwilioAccount.of(await self._settings())
        return await account.lives(call_sid) if call_sid and account else None

    def forget(self, call_id: UUID) -> None:
        """The call is over, and Twilio knows."""
        self._calls.pop(call_id, None)
        self._sids.pop(call_id, None)
        self._promised = {digest: of for digest, of in self._promised.items() if of[0] != call_id}

    def token_of(self, token: str) -> str:
        """The token of the call that a stream's token stands for: a call that came in was promised another one."""
        _, own = self._promised.pop(digest_of(token), (None, token))
        return own

    # ------------------------------------------------------------ Twilio's side

    def told(self, call_id: UUID, form: Mapping[str, str]) -> None:
        """One status callback, proven. They may come twice, late, and out of order."""
        call_sid, status = form.get("CallSid", ""), form.get("CallStatus", "")
        if not CALL_SID.match(call_sid) or self._sids.get(call_id, call_sid) != call_sid:
            return
        progress = self._calls.get(call_id)
        if progress is not None:
            self._sids[call_id] = call_sid
            self._follow(call_id, progress, status, _sip_status(form))
        elif status in LIVE:
            log.warning("a call that nobody here holds is hung up")
            self._soon(self._end_later(call_sid))

    def _follow(self, call_id: UUID, progress: Progress, status: str, sip_status: int | None) -> None:
        loop = asyncio.get_running_loop()
        if status == "ringing":
            progress.ringing()
        elif status == "in-progress":
            loop.call_later(STREAM_SECONDS, self._no_stream, call_id, progress)
        elif status == "completed":
            loop.call_later(STREAM_TELLS_SECONDS, _completed, progress)
        elif (failure := _failure(status, sip_status)) is not None:
            progress.failed(failure)
            self.forget(call_id)

    def _no_stream(self, call_id: UUID, progress: Progress) -> None:
        if self._calls.get(call_id) is progress and not self._streams(call_id):
            call_sid = self._sids.get(call_id)
            progress.failed(DialFailed(*NO_STREAM))
            if call_sid is not None:
                self._soon(self._end_later(call_sid))

    def _placed(self, call_id: UUID, placing: asyncio.Task[str]) -> None:
        self._placing.pop(call_id, None)
        if placing.cancelled() or placing.exception() is not None:
            return
        self._sids.setdefault(call_id, placing.result())

    async def _end(self, call_sid: str) -> bool:
        account = TwilioAccount.of(await self._settings())
        return account is None or await account.end(call_sid)

    async def _end_later(self, call_sid: str) -> None:
        if await self._end(call_sid):
            return
        for pause in AGAIN_SECONDS:
            await asyncio.sleep(pause)
            if await self._end(call_sid):
                return
        log.error("Twilio could not be told to hang up a call")

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="twilio hang-up")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def digest_of(token: str) -> str:
    """What is written down of the token that the stream of a call that came in will bring."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _completed(progress: Progress) -> None:
    progress.failed(DialFailed(*NO_STREAM))  # means nothing where the call was answered
    progress.over(Hangup("caller"))


def _failure(status: str, sip_status: int | None) -> DialFailed | None:
    """What a call that was not answered came to; None for a status that says nothing about it."""
    match status:
        case "busy":
            return dial_failed(sip_status or 486, rang=True)
        case "no-answer":
            return dial_failed(sip_status or 408, rang=True)
        case "failed":
            return dial_failed(sip_status, rang=False, message=f"Twilio could not place the call ({sip_status}).")
        case "canceled":
            return DialFailed(*CANCELED)
        case _:
            return None


def _sip_status(form: Mapping[str, str]) -> int | None:
    """Only of a call that failed: others have a 200."""
    text = form.get("SipResponseCode", "")
    return int(text) if len(text) == 3 and text.isascii() and text.isdigit() and 300 <= int(text) < 700 else None

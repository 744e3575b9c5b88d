"""A line whose calls are placed by a carrier, and whose sound comes over a stream to this worker."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tron.core.clock import Clock
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, Hangup, HearsEarly, LineCall, RingListener
from tron.telephony.media_stream.call import StreamCall
from tron.telephony.media_stream.carrier import Carrier, Door, HandsOver, Order
from tron.telephony.media_stream.dialect import Dialect
from tron.telephony.media_stream.link import Link
from tron.telephony.media_stream.messages import BAD_MESSAGE, GONE, BadStream, Started
from tron.telephony.sender import drop_unread

log = logging.getLogger(__name__)

START_SECONDS = 10.0
LATE_SECONDS = 5.0
"""The carrier ends a dial after its time to ring; this much later it is taken back."""
STREAM_SECONDS = 10.0
"""How long the stream of a call that was taken may take to come."""
NORMAL = 1000
QUIET_SECONDS = 15.0
"""Carriers send sound all the time: after so long without a message the stream is dead, closed or not."""
NotPlaced = tuple[str, str, int | None, str]
NO_DOOR: NotPlaced = (
    "failed",
    "trunk_error",
    None,
    "Calls of this line need a worker: no stream can come here.",
)
NO_STREAM: NotPlaced = ("failed", "gateway_lost", None, "The call was taken, and its sound never came.")
RANG_OUT: NotPlaced = ("no_answer", "rang_out", 408, "Nobody answered in time.")


class MediaStreamLine:
    """Base of such lines: a subclass has a `name` and a `title`, a carrier and a dialect."""

    name: str
    title: str
    rings_phone = True
    hands_over = True
    """Whether a carrier that sends live calls elsewhere does so at this vendor."""

    def __init__(self, clock: Clock, carrier: Carrier, dialect: Callable[[], Dialect]) -> None:
        self._clock = clock
        self._carrier = carrier
        self._dialect = dialect
        self._live: dict[UUID, StreamCall] = {}
        self._door: Mapping[str, str] = {}
        self._hanging_up: dict[UUID, asyncio.Task[None]] = {}

    def opened(self, address: Mapping[str, str]) -> None:
        """Told by the worker where its streams come in: `socket`, and `url` if it has a public one."""
        self._door = address

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        early = listener.early if isinstance(listener, HearsEarly) else None
        call = self._open(request.call_id, early)
        placing = self._carrier.dial(self._dial_order(call, request), call)
        return await self._placed(call, placing, listener, request.ring_timeout + LATE_SECONDS, RANG_OUT)

    async def answer(self, request: AnswerRequest) -> LineCall:
        """Take the offered call. Raises DialFailed."""
        call = self._open(request.call_id, None)
        door = self._door_of(call)
        order = Order(
            call.call_id,
            call.token,
            door,
            caller_id=request.caller,
            to=request.called,
            offer=request.offer,
            trunk=request.trunk,
        )
        return await self._placed(call, self._carrier.answer(order, call), None, STREAM_SECONDS, NO_STREAM)

    async def exists(self, call_id: UUID) -> bool | None:
        return True if call_id in self._live else await self._carrier.exists(call_id)

    async def _placed(
        self,
        call: StreamCall,
        placing: Awaitable[None],
        listener: RingListener | None,
        timeout: float,
        too_late: NotPlaced,
    ) -> StreamCall:
        """The call, once it is answered. Whatever else happens, it is taken back before that is told."""
        try:
            await _sent(call, placing)
            await _answered(call, listener, timeout, too_late)
        except BaseException:
            await self._take_back(call)
            raise
        return call

    def _open(self, call_id: UUID, early: Callable[[bytes], None] | None) -> StreamCall:
        if not self._door:
            raise DialFailed(*NO_DOOR)
        if call_id in self._live:
            raise RuntimeError("this call is on the line already")
        elsewhere = self._carrier.hand_over if self.hands_over and isinstance(self._carrier, HandsOver) else None
        call = StreamCall(call_id, self.name, self._clock, lambda: self._over(call), early, elsewhere)
        self._live[call_id] = call
        return call

    def _dial_order(self, call: StreamCall, request: DialRequest) -> Order:
        return Order(
            call.call_id,
            call.token,
            self._door_of(call),
            to=request.to,
            caller_id=request.caller_id,
            ring_timeout=request.ring_timeout,
            max_seconds=request.max_seconds,
            headers=request.headers,
            trunk=request.trunk,
        )

    def _door_of(self, call: StreamCall) -> Door:
        path = f"/{self.name}/{call.call_id}"
        url = self._door.get("url")
        return Door(path, self._door.get("socket"), f"{url}{path}" if url else None)

    async def _take_back(self, call: StreamCall) -> None:
        """Nothing may go on ringing. Goes on even when whoever waits for it is cancelled again."""
        call.end(Hangup("agent"))
        if (hanging_up := self._hanging_up.get(call.call_id)) is not None:
            await asyncio.shield(hanging_up)

    def _over(self, call: StreamCall) -> None:
        """The carrier hears of every end that it did not tell of: a stream may be gone without it."""
        self._live.pop(call.call_id, None)
        if call.settled:
            return
        task = asyncio.create_task(self._carrier.hang_up(call.call_id), name="hang up")
        self._hanging_up[call.call_id] = task
        task.add_done_callback(lambda _: self._hanging_up.pop(call.call_id, None))

    # ------------------------------------------------------------ streams

    def _words(self, websocket: ServerConnection) -> Dialect:
        """The dialect of one connection."""
        return self._dialect()

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        """Serve one connection, from its start to its end."""
        link = Link(websocket, self._words(websocket))
        try:
            started = await _started(link.dialect, websocket)
            call = self._live.get(call_id)
            if call is None or started.call_id not in (None, str(call_id)):
                raise BadStream(GONE, "This call is over.")
            call.attach(link, started)
        except BadStream as bad:
            log.warning("a stream was refused: %s", bad)
            await websocket.close(bad.code, str(bad)[:120])
        except TimeoutError:
            await websocket.close(BAD_MESSAGE, "no start came")
        except ConnectionClosed:
            pass
        else:
            await _talk(call, link, websocket)


async def _sent(call: StreamCall, placing: Awaitable[None]) -> None:
    try:
        await placing
    except DialFailed:
        call.settled = True
        raise


async def _answered(call: StreamCall, listener: RingListener | None, timeout: float, too_late: NotPlaced) -> None:
    """Raises what became of the call otherwise."""
    rings = asyncio.create_task(call.rings.wait())
    waited: set[asyncio.Future[Any]] = {rings, call.answered}
    try:
        async with asyncio.timeout(timeout):
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            if call.rang and listener is not None:
                await listener.ringing()
            await asyncio.shield(call.answered)
    except TimeoutError:
        raise DialFailed(*too_late) from None
    finally:
        rings.cancel()


async def _started(dialect: Dialect, websocket: ServerConnection) -> Started:
    """The start. Raises BadStream for anything that may not stand before it, TimeoutError."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            message = dialect.parse(await websocket.recv())
            if isinstance(message, Started):
                return message
            if message is not None:
                raise BadStream(BAD_MESSAGE, "The first message of a stream is its start.")


async def _talk(call: StreamCall, link: Link, websocket: ServerConnection) -> None:
    closed = False
    try:
        async with link.running():
            try:
                closed = await _read(call, link, websocket)
            except BadStream as bad:
                log.warning("a stream broke its protocol: %s", bad)
                link.refuse(bad)
                call.detach(link)
                await drop_unread(websocket)
    finally:
        call.detach(link, closed=closed and link.dialect.closes)


async def _read(call: StreamCall, link: Link, websocket: ServerConnection) -> bool:
    """Until the stream or the call ends; whether the far side closed it properly."""
    loop = asyncio.get_running_loop()
    with suppress(TimeoutError):
        async with asyncio.timeout(QUIET_SECONDS) as quiet:
            async for message in websocket:
                quiet.reschedule(loop.time() + QUIET_SECONDS)
                parsed = link.dialect.parse(message)
                if parsed is not None:
                    call.take(parsed)
                if call.is_over:
                    return False
            return websocket.close_code == NORMAL
    return False

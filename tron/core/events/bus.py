"""Tells every process that something changed. Carries references only; the words stay in the tables.

References: `call:<id>`, `system:<stream>`, `dial` (a call became due), `hangup:<id>`, `settings`,
`vendors:forget` (ask those again that are skipped), `english` (a call waits for its English transcript),
`knowledge` (a document waits to be indexed), `scenarios` (a run of a scenario waits, or is no longer wanted).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Protocol

import asyncpg
import redis.asyncio as redis_async

log = logging.getLogger(__name__)

CHANNEL = "tron"
LIMIT_BYTES = 7_500  # NOTIFY refuses 8,000
COALESCE_SECONDS = 0.02
QUEUE_LIMIT = 10_000
SEND_SECONDS = 5.0
CHECK_SECONDS = 10.0
CLOSE_SECONDS = 2.0
RECONNECT_SECONDS = 0.5
LAGGED = "lagged"


class Subscription:
    """References as they come.

    `lagged` is set when some may be missing: look everything up again and set it to False. Until then `next` has
    "lagged" among the references.
    """

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE_LIMIT)
        self.lagged = False

    def offer(self, reference: str) -> None:
        """Never blocks; a full queue marks the subscription as lagged."""
        try:
            self._queue.put_nowait(reference)
        except asyncio.QueueFull:
            self.lagged = True

    async def next(self, timeout: float | None = None) -> set[str]:
        """At least one reference, with all that wait behind it; empty after `timeout` seconds."""
        found: set[str] = set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                found.add(await self._queue.get())
        while not self._queue.empty():
            found.add(self._queue.get_nowait())
        return found | {LAGGED} if self.lagged else found

    def fell_behind(self) -> None:
        """References may have been missed."""
        self.lagged = True
        self.offer(LAGGED)


class EventBus(Protocol):
    """Publishes references to all processes and to this one."""

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def publish(self, *references: str) -> None:
        """Soon, coalesced, never inside a transaction; never raises."""
        ...

    def subscribe(self) -> contextlib.AbstractAsyncContextManager[Subscription]: ...

    def healthy(self) -> bool:
        """Whether references of other processes arrive right now."""
        ...


class _BusBase:
    """Coalescing and fan-out inside a process; subclasses carry references between processes."""

    def __init__(self) -> None:
        self._subscriptions: set[Subscription] = set()
        self._pending: set[str] = set()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._listening = False

    async def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._send_forever(), name="bus-send"),
            asyncio.create_task(self._listen_forever(), name="bus-listen"),
        ]

    async def close(self) -> None:
        """Send what is left, if that works at once, and stop."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._tasks:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._flush()

    def publish(self, *references: str) -> None:
        self._pending.update(references)
        self._wake.set()

    def healthy(self) -> bool:
        return self._listening

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Subscription]:
        subscription = Subscription()
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    def _deliver(self, references: Iterable[str]) -> None:
        for subscription in self._subscriptions:
            for reference in references:
                subscription.offer(reference)

    async def _send_forever(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(COALESCE_SECONDS)
            try:
                await self._flush()
            except Exception as error:  # noqa: BLE001 - a lost wake-up is made good by polling; the bus must live on
                log.warning("event bus could not send: %s", type(error).__name__)
                await asyncio.sleep(1)

    async def _flush(self) -> None:
        self._wake.clear()
        pending, self._pending = sorted(self._pending), set()
        try:
            for message in chunks(pending):
                async with asyncio.timeout(SEND_SECONDS):
                    await self._send(message)
        except BaseException:
            self._pending.update(pending)
            self._wake.set()
            raise

    async def _listen_forever(self) -> None:
        told = False
        while True:
            try:
                await self._listen()
            except Exception as error:  # noqa: BLE001 - reconnect whatever happened
                told = told and not self._listening  # once for each outage
                if not told:
                    log.warning("event bus lost its connection: %s; trying again", type(error).__name__)
                    told = True
            self._listening = False
            await asyncio.sleep(RECONNECT_SECONDS)

    def _now_listening(self) -> None:
        """Listening began, or began again: what was published before is not known here."""
        self._listening = True
        for subscription in self._subscriptions:
            subscription.fell_behind()

    async def _send(self, message: str) -> None:
        raise NotImplementedError

    async def _listen(self) -> None:
        raise NotImplementedError


def chunks(references: Iterable[str]) -> list[str]:
    """References joined by commas into messages below the limit of NOTIFY."""
    messages: list[str] = []
    current = ""
    size = 0
    for reference in references:
        more = len(reference.encode()) + 1
        if current and size + more > LIMIT_BYTES:
            messages.append(current)
            current, size = "", 0
        current, size = f"{current},{reference}" if current else reference, size + more
    return [*messages, current] if current else messages


class PostgresBus(_BusBase):
    """LISTEN and NOTIFY on a direct connection (a pooler in transaction mode does not do)."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self._dsn = dsn
        self._sender: asyncpg.Connection | None = None

    async def _send(self, message: str) -> None:
        if self._sender is None or self._sender.is_closed():
            self._sender = await asyncpg.connect(self._dsn, timeout=SEND_SECONDS)
        try:
            await self._sender.execute("SELECT pg_notify($1, $2)", CHANNEL, message)
        except BaseException:
            # Whatever state it is in: the next message gets a connection of its own.
            self._sender.terminate()
            self._sender = None
            raise

    async def _listen(self) -> None:
        connection = await asyncpg.connect(self._dsn, timeout=SEND_SECONDS)
        gone = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: gone.set())
            await connection.add_listener(CHANNEL, lambda *a: self._deliver(str(a[3]).split(",")))
            self._now_listening()
            while not gone.is_set():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(CHECK_SECONDS):
                        await gone.wait()
                if not gone.is_set():
                    # A server that vanished without a word closes no connection.
                    await connection.execute("SELECT 1", timeout=SEND_SECONDS)
        finally:
            with contextlib.suppress(Exception):
                connection.terminate()

    async def close(self) -> None:
        await super().close()
        if self._sender is not None:
            with contextlib.suppress(Exception):
                await self._sender.close(timeout=1)


class RedisBus(_BusBase):
    """Redis pub/sub, for many workers (TRON_REDIS_URL)."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = redis_async.from_url(
            url, health_check_interval=CHECK_SECONDS, socket_connect_timeout=SEND_SECONDS, socket_keepalive=True
        )

    async def _send(self, message: str) -> None:
        await self._redis.publish(CHANNEL, message)

    async def _listen(self) -> None:
        pubsub = self._redis.pubsub()
        try:
            await pubsub.subscribe(CHANNEL)
            async for message in pubsub.listen():
                if message["type"] == "subscribe":
                    self._now_listening()
                elif message["type"] == "message":
                    self._deliver(message["data"].decode().split(","))
        finally:
            await pubsub.aclose()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        await super().close()
        await self._redis.aclose()


def make_bus(dsn: str, redis_url: str | None) -> EventBus:
    """The bus that the settings ask for."""
    return RedisBus(redis_url) if redis_url else PostgresBus(dsn)

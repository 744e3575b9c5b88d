"""What the emulated calls of cloud vendors share: webhooks out, sound over a WebSocket in real time, a bad network."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, TypeVar

import aiohttp

Outcome = Literal["answers", "rings", "busy", "no-answer", "failed", "canceled"]
Call = TypeVar("Call", bound="CloudCall")
_CLOSE = aiohttp.ClientWSTimeout(ws_close=2.0)  # type: ignore[attr-defined]


@dataclass
class Network:
    """What the way to Tron does to sound: a share that is lost, one that comes after the next, and up to `jitter` s."""

    lost: float = 0.0
    swapped: float = 0.0
    jitter: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    loses_answers: bool = False
    """The first answer to a question does not arrive: it is asked once more, with the same proof."""
    doors: Mapping[str, str] = field(default_factory=dict)
    """Where a public address (https://...) leads to: http, as behind the proxy that takes TLS off."""

    def door(self, url: str) -> str:
        """The address behind the proxy; what is signed is the public one."""
        for public, behind in self.doors.items():
            url = url.replace(public, behind).replace(f"wss{public[5:]}", f"ws{behind[4:]}")
        return url


class CloudCall:
    """One call. `far` is what the person's phone sends, in the frames of the stream; silence when there is nothing.

    A subclass has its vendor's words.
    """

    frame: ClassVar[int] = 160
    """Bytes of one message of sound."""
    frame_seconds: ClassVar[float] = 0.02
    silence: ClassVar[bytes] = b"\xff"

    def __init__(self, network: Network, sid: str, status: str = "queued") -> None:
        self.network = network
        self.sid = sid
        self.status = status
        self.far: asyncio.Queue[bytes] = asyncio.Queue()
        self.heard: list[bytes] = []
        """Sound that came for the person, as messages."""
        self.cleared = 0
        self.marks: list[str] = []
        self.answers: list[int] = []
        """What our webhooks were answered with."""
        self.lost: list[tuple[tuple[int, str], tuple[int, str]]] = []
        """Answers that did not arrive, with those to the same question asked again."""
        self.repeat: Callable[[], Awaitable[tuple[int, str]]]
        """Asks the last question again."""
        self.close_code: int | None = None
        self.streams = 0
        self.over = asyncio.Event()
        self.talks = asyncio.Event()
        self.moved = asyncio.Event()
        """Set when the call is sent elsewhere in the middle of its stream."""
        self.breaks_off = asyncio.Event()
        """Set, the stream ends without a close."""
        self.stalls = False
        """Nothing more is sent, and nothing is closed."""
        self.lingers = 0.0
        """Seconds from the end of the stream to that of the call."""
        self.comes_in: Callable[[], Awaitable[CloudCall]] | None = None
        """Where its number is one of the account's own: the call that comes in by it."""
        self.other_end: CloudCall | None = None
        self.task: asyncio.Task[None] | None = None
        self.stream_id = ""
        self.url = ""
        """Where the stream went."""
        self._websocket: aiohttp.ClientWebSocketResponse | None = None
        self._plays_until = 0.0
        self._waiting: list[asyncio.TimerHandle] = []
        self._pending: list[str] = []
        self._echoes: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------ words

    def opening(self) -> Sequence[Mapping[str, Any]]:
        """The stream's first messages."""
        raise NotImplementedError

    def media(self, chunk: int, data: bytes) -> Mapping[str, Any]:
        raise NotImplementedError

    def mark_played(self, name: str) -> Mapping[str, Any]:
        raise NotImplementedError

    def closing(self) -> Mapping[str, Any] | None:
        """The last message, if the vendor has one."""
        raise NotImplementedError

    async def press(self, digit: str) -> None:
        """The person presses a key."""
        raise NotImplementedError

    def hears(self, body: Mapping[str, Any]) -> None:
        """One message of Tron's: `plays`, `marks_here` and `clears` do what it says."""
        raise NotImplementedError

    # ------------------------------------------------------------ life

    async def hang_up(self) -> None:
        """The person hangs up."""
        self.over.set()
        if self.task is not None:
            await asyncio.wait({self.task}, timeout=5)

    async def is_taken(self) -> None:
        """Waits until whoever it leads to has answered: at once, but for a call that comes in again."""
        if self.comes_in is None:
            return
        other = await self.comes_in()
        await other.talks.wait()
        for near, far in ((self, other), (other, self)):
            near.other_end = far
            ending = asyncio.ensure_future(near._ends(far))
            self._echoes.add(ending)
            ending.add_done_callback(self._echoes.discard)

    async def _ends(self, other: CloudCall) -> None:
        await self.over.wait()
        other.over.set()

    async def request(
        self, method: str, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, str]:
        """Status and body of what Tron answers."""
        sent = {"params": dict(form)} if method == "GET" else {"data": dict(form)}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, self.network.door(url), headers=dict(headers), **sent) as answer,  # type: ignore[arg-type]
        ):
            return answer.status, await answer.text()

    async def asks(self, ask: Callable[[], Awaitable[tuple[int, str]]]) -> tuple[int, str]:
        """What Tron answers to a question, which is asked once more where the answer is lost."""
        self.repeat = ask
        answer = await ask()
        if self.network.loses_answers:
            self.lost.append((answer, await ask()))
            answer = self.lost[-1][1]
        return answer

    # ------------------------------------------------------------ sound

    async def serve(self, url: str, stream_id: str) -> None:
        """Serves a stream until either side ends it, or the call is sent elsewhere."""
        self.stream_id, self.streams, self.url = stream_id, self.streams + 1, url
        door = self.network.door(url)
        async with aiohttp.ClientSession() as session, session.ws_connect(door, timeout=_CLOSE) as websocket:
            self._websocket = websocket
            for message in self.opening():
                await self.tell(message)
            self.talks.set()
            speaking = asyncio.create_task(self._speak())
            ending = [asyncio.create_task(event.wait()) for event in (self.over, self.moved, self.breaks_off)]
            hearing = asyncio.create_task(self._hear(websocket))
            await asyncio.wait({*ending, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if not hearing.done():
                await self._leave(websocket)
            for task in (speaking, *ending, hearing):
                task.cancel()
            await asyncio.gather(speaking, *ending, hearing, return_exceptions=True)
            self.close_code = websocket.close_code

    async def _leave(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        if self.breaks_off.is_set():
            transport = websocket._response.connection
            assert transport is not None
            assert transport.transport is not None
            transport.transport.abort()
            return
        if (last := self.closing()) is not None:
            await self.tell(last)
        await websocket.close()

    async def tell(self, message: Mapping[str, Any]) -> None:
        """One message on the stream."""
        assert self._websocket is not None
        with suppress(ConnectionError):
            await self._websocket.send_json(message)

    async def raw(self, message: str) -> None:
        assert self._websocket is not None
        await self._websocket.send_str(message)

    async def _speak(self) -> None:
        """A message each frame's time, as the network lets it through."""
        network, begun, held = self.network, time.monotonic(), None
        for chunk in range(1, 1_000_000):
            await asyncio.sleep(max(0.0, begun + chunk * self.frame_seconds - time.monotonic()))
            data = self.silence * (self.frame // len(self.silence)) if self.far.empty() else self.far.get_nowait()
            media = self.media(chunk, data)
            if self.stalls:
                return
            if network.chance.random() < network.lost:
                continue
            if held is None and network.chance.random() < network.swapped:
                held = media
                continue
            await asyncio.sleep(network.chance.random() * network.jitter)
            for one in (media, held):
                if one is not None:
                    await self.tell(one)
            held = None

    async def _hear(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in websocket:
            if message.type != aiohttp.WSMsgType.TEXT:
                return
            self.hears(json.loads(message.data))

    def plays(self, data: bytes) -> None:
        self.heard.append(data)
        if self.other_end is not None:
            self.other_end.far.put_nowait(data)
        seconds = len(data) / (self.frame / self.frame_seconds)
        self._plays_until = max(time.monotonic(), self._plays_until) + seconds

    def marks_here(self, name: str) -> None:
        """Told when what came before it is played."""
        self._pending.append(name)
        loop = asyncio.get_running_loop()
        self._waiting.append(loop.call_later(max(0.0, self._plays_until - time.monotonic()), self._played, name))

    def clears(self, *, marks_too: bool) -> None:
        """What is buffered is dropped; its marks come back at once, or never."""
        self.cleared += 1
        self._plays_until = time.monotonic()
        for handle in self._waiting:
            handle.cancel()
        for name in tuple(self._pending):
            if marks_too:
                self._played(name)
        self._pending.clear()

    def _played(self, name: str) -> None:
        if name in self._pending and not self.over.is_set():
            self._pending.remove(name)
            self.marks.append(name)
            echo = asyncio.ensure_future(self.tell(self.mark_played(name)))
            self._echoes.add(echo)
            echo.add_done_callback(self._echoes.discard)


@dataclass
class CloudPhone(Generic[Call]):
    """The part of a vendor that tests steer. `outcome` holds for the calls that are dialled from now on."""

    network: Network = field(default_factory=Network)
    calls: dict[str, Call] = field(default_factory=dict)
    outcome: Outcome = "answers"
    dials: int = 0
    breaks: bool = False
    """The call is made, and the connection ends before that is told."""
    made: asyncio.Queue[Call] = field(default_factory=asyncio.Queue)
    leads_back: Callable[[], Awaitable[CloudCall]] | None = None
    """Rings in; the calls that are dialled from now on are for a number of the account's own."""

    async def next(self, seconds: float = 5.0) -> Call:
        """The next call that Tron makes."""
        return await asyncio.wait_for(self.made.get(), seconds)

    def begin(self, call: Call, life: Any) -> None:
        """It rings from now on."""
        self.calls[call.sid] = call
        call.comes_in = self.leads_back
        call.task = asyncio.create_task(life)
        self.made.put_nowait(call)

    async def close(self) -> None:
        """Ends what still lives."""
        tasks = [call.task for call in self.calls.values() if call.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

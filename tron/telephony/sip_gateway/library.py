"""PJSIP's life and its thread: everything of PJSIP is made, called and let go of in there, frames aside."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import certifi
import pjsua2 as pj

from tron.core.speech import FRAME_MS, SAMPLE_RATE
from tron.telephony.sip_gateway import sound_bytes
from tron.telephony.sip_gateway.errors import LibraryError
from tron.telephony.sip_gateway.limits import MOST_CALLS
from tron.telephony.sip_gateway.port import Ports
from tron.telephony.sip_gateway.wire_call import WireCall

log = logging.getLogger(__name__)
T = TypeVar("T")

EVENTS_MS = 10
PORT_TRIES = 20
PORT_SECONDS, PORT_LOOK_SECONDS = 5.0, 0.2
"""So long a gateway that is just ending may still have the port."""
RTP_FIRST, RTP_COUNT = 16384, 4096
"""UDP ports for sound; a firewall that is strict lets these in."""
LEAVE_SECONDS = 2.0
SILENT_LOG = 1
BROKEN = 70
"""Exit status when PJSIP can be used no more: who started the gateway starts it again."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where SIP is spoken. `port` 0 is any; a port that is taken becomes any too."""

    address: str = ""
    port: int = 0


class SipLibrary:
    """`start` once, then `run` what is to happen in PJSIP's thread."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._orders: deque[Callable[[], None]] = deque()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._transports: dict[str, int] = {}
        self._done: list[WireCall] = []
        self._stun: tuple[str, ...] = ()
        self.calls: dict[WireCall, Callable[[], None]] = {}
        self.accounts: dict[str, Any] = {}
        self.ports = Ports()
        self.endpoint: Any = None
        self.address = ""
        """host:port that SIP is spoken at by UDP, once started."""

    async def start(self) -> None:
        """Raises LibraryError."""
        loop = asyncio.get_running_loop()
        started: asyncio.Future[None] = loop.create_future()
        self._thread = threading.Thread(target=self._live, args=(loop, started), name="pjsip", daemon=True)
        self._thread.start()
        await started

    async def close(self) -> None:
        """Hang up what there is and end PJSIP."""
        self._stopping.set()
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join, LEAVE_SECONDS * 3)

    def post(self, order: Callable[[], object]) -> None:
        """Do this in PJSIP's thread, soon. What it raises is logged."""
        self._orders.append(lambda: _safely(order))

    async def run(self, order: Callable[[], T]) -> T:
        """Do this in PJSIP's thread. Raises what it raises (pj.Error)."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()

        def obey() -> None:
            try:
                value = order()
            except Exception as error:  # noqa: BLE001 - told to who asked
                loop.call_soon_threadsafe(_fail, result, error)
            else:
                loop.call_soon_threadsafe(_resolve, result, value)

        self._orders.append(obey)
        return await result

    def adopt(self, call: WireCall, forget: Callable[[], None]) -> None:
        """Keep a call until PJSIP is done with it; `forget` then drops the only other reference to it.

        A call that outlives the library, or goes in another thread, ends the process. For PJSIP's thread.
        """
        self.calls[call] = forget

    def let_go(self, call: WireCall) -> None:
        """Once it is over; not while PJSIP is still inside it. For PJSIP's thread."""
        forget = self.calls.pop(call, None)
        if forget is not None:
            forget()
        self._done.append(call)

    def transport(self, kind: str, *, verify: bool = True) -> int:
        """The id of the transport for "udp", "tcp" or "tls", made when first asked for. Raises pj.Error."""
        key = kind if kind != "tls" or verify else "tls-unverified"
        if key not in self._transports:
            self._transports[key] = self._make_transport(kind, verify)
        return self._transports[key]

    def use_stun(self, server: str) -> None:
        """One more STUN server. For PJSIP's thread; raises pj.Error."""
        if server in self._stun:
            return
        self._stun = (*self._stun, server)
        servers = pj.StringVector()
        for one in self._stun:
            servers.push_back(one)
        self.endpoint.natUpdateStunServers(servers, False)

    def sound_ways(self, *, ice: bool) -> Any:
        """Where calls listen for sound. For PJSIP's thread."""
        asked = pj.TransportConfig()
        # ICE offers no loopback address, and fails where it has no other.
        asked.boundAddress = "" if ice and self._binding.address.startswith("127.") else self._binding.address
        asked.port, asked.portRange, asked.randomizePort = RTP_FIRST, RTP_COUNT, True
        return asked

    def local_address(self, kind: str = "udp") -> str:
        """host:port that SIP is spoken at. For PJSIP's thread."""
        return str(self.endpoint.transportGetInfo(self.transport(kind)).localName)

    def _live(self, loop: asyncio.AbstractEventLoop, started: asyncio.Future[None]) -> None:
        try:
            self._begin()
        except (pj.Error, LibraryError) as error:
            reason = error.info() if isinstance(error, pj.Error) else str(error)
            loop.call_soon_threadsafe(_fail, started, LibraryError(reason))
            return
        loop.call_soon_threadsafe(_resolve, started, None)
        try:
            while not self._stopping.is_set():
                self._turn()
            self._end()
        except Exception:  # the thread's end; without it no call can even be hung up
            log.exception("PJSIP's thread broke")
            os._exit(BROKEN)

    def _turn(self) -> None:
        while self._orders:
            self._orders.popleft()()
        self.endpoint.libHandleEvents(EVENTS_MS)
        self._done.clear()

    def _begin(self) -> None:
        if not sound_bytes.usable():
            raise LibraryError("this build of PJSIP keeps its sound where it cannot be read")
        endpoint = self.endpoint = pj.Endpoint()
        endpoint.libCreate()
        endpoint.libInit(_settings())
        for codec in endpoint.codecEnum2():
            name = str(codec.codecId)
            endpoint.codecSetPriority(name, 128 if name.split("/", maxsplit=1)[0] in ("PCMU", "PCMA", "G722") else 0)
        self._listen()
        endpoint.audDevManager().setNullDev()
        endpoint.libStart()

    def _listen(self) -> None:
        """UDP and TCP at one port, as carriers expect; where any will do, at one that is free for both."""
        for _ in range(PORT_TRIES):
            self.address = self.local_address()
            try:
                self.transport("tcp")
            except pj.Error:
                self.endpoint.transportClose(self._transports.pop("udp"))
            else:
                return
        raise LibraryError("no port is free for UDP and TCP")

    def _make_transport(self, kind: str, verify: bool) -> int:
        asked = pj.TransportConfig()
        asked.boundAddress = self._binding.address
        number = {"udp": pj.PJSIP_TRANSPORT_UDP, "tcp": pj.PJSIP_TRANSPORT_TCP, "tls": pj.PJSIP_TRANSPORT_TLS}[kind]
        if kind == "tls":
            asked.tlsConfig.verifyServer = verify
            asked.tlsConfig.CaListFile = _authorities()
        if kind == "tcp":
            asked.port = int(self.address.rpartition(":")[2])
        elif kind == "udp":
            asked.port = self._binding.port
        until = time.monotonic() + PORT_SECONDS
        while self._binding.port and asked.port:
            try:
                return int(self.endpoint.transportCreate(number, asked))
            except pj.Error:
                if time.monotonic() < until:
                    time.sleep(PORT_LOOK_SECONDS)
                    continue
            log.warning("port %d is taken; SIP is spoken at another one", asked.port)
            asked.port = 0
        return int(self.endpoint.transportCreate(number, asked))

    def _end(self) -> None:
        self._take_leave()
        until = time.monotonic() + LEAVE_SECONDS
        while self.calls and time.monotonic() < until:
            self._turn()
        for _ in range(20):  # the last REGISTER and BYE get their answers
            self._turn()
        while self.calls:
            self.let_go(next(iter(self.calls)))
        while self.accounts:
            _safely(self.accounts.popitem()[1].shutdown)
        self._orders.clear()
        self._done.clear()
        # The clock first: then nobody is inside a port, and they may go; after the library they must not.
        _safely(self.endpoint.audDevManager().setNoDev)
        self.ports.clear()
        gc.collect()
        _safely(self.endpoint.libDestroy)

    def _take_leave(self) -> None:
        for call in list(self.calls):  # one that nobody answered is over at once
            _safely(call.end)
        for account in self.accounts.values():
            _safely(account.leave)


def _settings() -> Any:
    asked = pj.EpConfig()
    asked.uaConfig.threadCnt = 0
    asked.uaConfig.mainThreadOnly = True
    asked.uaConfig.maxCalls = MOST_CALLS
    asked.uaConfig.userAgent = "Tron"
    asked.uaConfig.stunIgnoreFailure = True
    asked.logConfig.level = asked.logConfig.consoleLevel = SILENT_LOG
    asked.medConfig.clockRate = SAMPLE_RATE
    asked.medConfig.channelCount = 1
    asked.medConfig.audioFramePtime = asked.medConfig.ptime = FRAME_MS
    asked.medConfig.noVad = True  # silence is sent as sound: some carriers hang up without packets
    asked.medConfig.ecTailLen = 0
    return asked


def _authorities() -> str:
    """The system's certificate authorities: the library was built with none."""
    return ssl.get_default_verify_paths().cafile or certifi.where()


def _safely(order: Callable[[], object]) -> None:
    try:
        order()
    except pj.Error as error:
        log.warning("SIP: %s", error.reason)
    except Exception:
        log.exception("an order failed")


def _resolve(future: asyncio.Future[T], value: T) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)

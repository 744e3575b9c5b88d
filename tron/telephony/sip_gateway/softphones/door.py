"""The UDP port that softphones speak to: registrations are answered here, all else is passed on to the first lane.

A stateless proxy (RFC 3261, 16.11): it remembers nothing but where answers go. An INVITE shows its extension's password
and is then marked, so that the lane knows whose call it is; nobody else can set that mark.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address
from typing import TypeVar, cast

from tron.telephony.sip_gateway.softphones.message import BadMessage, SipMessage, parameter, parse, response
from tron.telephony.sip_gateway.softphones.registrar import Extension, Registrar, Source

log = logging.getLogger(__name__)
MARK = "X-Tron-Extension"
REMEMBERED = 2000
V = TypeVar("V")
BRANCH = "z9hG4bK-tron-"


class SoftphoneDoor(asyncio.DatagramProtocol):
    """`lane` tells where the first lane speaks SIP; `secret` is what it knows a mark by."""

    def __init__(self, registrar: Registrar, lane: Callable[[], Source | None], secret: str) -> None:
        self._registrar = registrar
        self._lane = lane
        self._secret = secret
        self._transport: asyncio.DatagramTransport | None = None
        self._back: OrderedDict[str, Source] = OrderedDict()
        self._challenged: OrderedDict[str, None] = OrderedDict()
        self.address = ""
        """host:port, once it is open."""

    async def open(self, host: str, port: int) -> None:
        """Raises OSError."""
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, local_addr=(host or "0.0.0.0", port))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        host, port = transport.get_extra_info("sockname")[:2]
        self.address = f"{host}:{port}"

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        source: Source = (addr[0], addr[1])
        if not data.strip() or not ip_address(source[0]).is_private:
            return  # a keep-alive; or not of this network
        try:
            message = parse(data)
            if message.is_request:
                self._asked(message, source)
            elif source == self._lane():
                self._answered(message)
        except (BadMessage, ValueError) as error:
            log.debug("a softphone's message was dropped: %s", error)

    def _asked(self, request: SipMessage, source: Source) -> None:
        via = request.get("Via")
        if via is None or request.get("Call-ID") is None or request.get("CSeq") is None:
            raise BadMessage("a header is missing")
        if request.method == "REGISTER":
            self._send(self._registrar.register(request, source), source)
        elif request.method == "OPTIONS":
            self._send(response(request, "200 OK", tag="tron"), source)
        elif request.method == "INVITE" and parameter(request.get("To") or "", "tag") is None:
            self._invited(request, source, parameter(via, "branch") or "")
        elif request.method == "ACK" and (parameter(via, "branch") or "") in self._challenged:
            return  # of a challenge: that transaction ends here
        elif self._registrar.knows(source) or self._key(request) in self._back:
            self._pass_on(request, source)

    def _invited(self, request: SipMessage, source: Source, branch: str) -> None:
        extension = self._registrar.caller(request, source, "Proxy-Authorization")
        if extension is None:
            _remember(self._challenged, branch, None)
            self._send(self._registrar.challenge(request), source)
            return
        self._pass_on(request, source, extension)

    def _pass_on(self, request: SipMessage, source: Source, extension: Extension | None = None) -> None:
        lane, hops = self._lane(), request.get("Max-Forwards") or "70"
        if lane is None:
            if request.method != "ACK":
                self._send(response(request, "503 Service Unavailable", tag="tron"), source)
            return
        if not hops.isdigit() or int(hops) < 1:
            return
        key = self._key(request)
        _remember(self._back, key, source)
        request.drop("Max-Forwards", "Proxy-Authorization", "Route", MARK)
        mark = [(MARK, f"{self._secret} {extension.account}")] if extension is not None else []
        via = ("Via", f"SIP/2.0/UDP {lane[0]}:{self.address.rpartition(':')[2]};rport;branch={key}")
        request.headers = [via, *request.headers, ("Max-Forwards", str(int(hops) - 1)), *mark]
        self._send(request, lane)

    def _answered(self, answer: SipMessage) -> None:
        key = parameter(answer.get("Via") or "", "branch") or ""
        source = self._back.get(key)
        if source is None:
            return
        answer.drop_first("Via")
        self._send(answer, source)

    def _key(self, request: SipMessage) -> str:
        """The same for an INVITE, its CANCEL and its ACK: their branch is."""
        via = request.get("Via") or ""
        seen = f"{via.partition(';')[0]} {parameter(via, 'branch')} {request.get('Call-ID')}"
        return BRANCH + hashlib.sha256(seen.encode()).hexdigest()[:24]

    def _send(self, message: SipMessage | None, to: Source) -> None:
        if message is not None and self._transport is not None:
            self._transport.sendto(message.encode(), to)


def _remember(kept: OrderedDict[str, V], key: str, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)

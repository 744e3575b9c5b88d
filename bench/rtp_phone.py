"""A telephone of the measurement's own: answers every call over UDP and sends one packet of mu-law each 20 ms.

What it says, and what becomes of what it hears, is a FarEnd's.
"""

from __future__ import annotations

import asyncio
import re
import struct
import time
from collections.abc import Callable
from typing import Any, cast

from bench.far_end import FarEnd
from tron.telephony.media_stream import g711
from tron.telephony.media_stream.resampling import Halver

PACKET = 160
SDP = "v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP {payload}\r\n"
PAYLOADS = {"PCMU": 0, "PCMA": 8}


class RtpPhone(asyncio.DatagramProtocol):
    """The sound of one call."""

    def __init__(self, codec: str, far: FarEnd) -> None:
        self.far_end = far
        self.packets = 0
        self._codec = codec
        self._far: tuple[str, int] | None = None
        self._transport: asyncio.DatagramTransport | None = None
        self._speaking: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        if len(data) == 12 + PACKET:
            self.packets += 1
            self.far_end.hear(g711.decode(data[12:], self._codec), 8000)

    def call(self, far: tuple[str, int]) -> None:
        """Speak to this address."""
        self._far = far
        self._speaking = asyncio.create_task(self._speak())

    def close(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()
        if self._transport is not None:
            self._transport.close()

    async def _speak(self) -> None:
        assert self._transport is not None
        halved = Halver()
        number, due = 0, time.monotonic()
        while True:
            number += 1
            head = struct.pack("!BBHII", 0x80, PAYLOADS[self._codec], number & 0xFFFF, number * PACKET, 7)
            sound = halved.push(self.far_end.frame(number))
            self._transport.sendto(head + g711.encode(sound, self._codec), self._far)
            due += 0.02
            await asyncio.sleep(max(due - time.monotonic(), 0))


class Exchange(asyncio.DatagramProtocol):
    """SIP over UDP: every INVITE is answered at once with a phone of its own, every BYE is agreed to."""

    def __init__(self, codec: str, make: Callable[[], FarEnd]) -> None:
        self._make = make
        self.phones: dict[str, RtpPhone] = {}
        self.port = 0
        self._codec = codec
        self._transport: asyncio.DatagramTransport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self._transport, self.port = transport, transport.get_extra_info("sockname")[1]

    def close(self) -> None:
        for phone in self.phones.values():
            phone.close()
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        message = data.decode(errors="replace")
        if message.startswith("INVITE "):
            task = asyncio.create_task(self._answer(message, addr))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif message.startswith("BYE "):
            self._reply(message, addr, "")

    async def _answer(self, message: str, addr: tuple[str | Any, int]) -> None:
        call = _header(message, "Call-ID")
        if call in self.phones:
            return  # sent again
        phone = self.phones[call] = RtpPhone(self._codec, self._make())
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: phone, local_addr=("127.0.0.1", 0))
        port = transport.get_extra_info("sockname")[1]
        self._reply(message, addr, SDP.format(host="127.0.0.1", port=port, payload=PAYLOADS[self._codec]))
        found = re.search(r"m=audio (\d+)", message)
        phone.call(("127.0.0.1", int(found.group(1)) if found else 0))

    def _reply(self, message: str, addr: tuple[str | Any, int], body: str) -> None:
        assert self._transport is not None
        vias = re.findall(r"^Via:.*$", message, re.MULTILINE)
        lines = [
            "SIP/2.0 200 OK",
            *(via.strip() for via in vias),
            f"From: {_header(message, 'From')}",
            f"To: {_tagged(_header(message, 'To'))}",
            f"Call-ID: {_header(message, 'Call-ID')}",
            f"CSeq: {_header(message, 'CSeq')}",
            f"Contact: <sip:127.0.0.1:{self.port}>",
            *(["Content-Type: application/sdp"] if body else []),
            f"Content-Length: {len(body)}",
        ]
        self._transport.sendto(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), addr)


def _header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.*?)\s*$", message, re.MULTILINE)
    return found.group(1) if found else ""


def _tagged(to: str) -> str:
    return to if ";tag=" in to else f"{to};tag=phone"

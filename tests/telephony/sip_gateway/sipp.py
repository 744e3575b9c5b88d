"""sipp as a telephone on loopback, one scenario of tests/telephony/sipp at a time."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

SCENARIOS = Path(__file__).parent.parent / "sipp"
SPEAKS = re.compile(r"RTP/AVP \d+ 101\na=rtpmap:\d+ \S+\n")
"""What a scenario's SDP says of its sound."""
STARTED_SECONDS = 10.0


def there() -> bool:
    """Whether there is a gateway to try, and a phone to try it with."""
    return shutil.which("sipp") is not None and find_spec("pjsua2") is not None


def free_port(kind: socket.SocketKind = socket.SOCK_DGRAM) -> int:
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Phone:
    """`port` is where it listens; `finished` waits until its scenario is over, and says whether it went as written."""

    def __init__(self, port: int, process: asyncio.subprocess.Process, folder: Path) -> None:
        self.port = port
        self._process = process
        self._folder = folder

    async def finished(self, seconds: float = 30.0) -> bool:
        async with asyncio.timeout(seconds):
            return await self._process.wait() == 0

    def messages(self) -> str:
        """The SIP messages so far."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("*_messages.log")))

    async def seen(self, text: str, seconds: float = 10.0) -> str:
        """The messages, once `text` is among them."""
        async with asyncio.timeout(seconds):
            while text not in (messages := self.messages()):
                await asyncio.sleep(0.05)
            return messages


@asynccontextmanager
async def phone(
    scenario: str,
    folder: Path,
    *options: str,
    to: str | None = None,
    calls: int = 1,
    transport: str = "u1",
    status: str = "200 OK",
    encoding: str = "",
) -> AsyncIterator[Phone]:
    """A phone that listens, or calls `to` (host:port); `status` fills the scenario's [status]. Ended afterwards.

    `encoding` ("AMR/8000") is spoken in place of the scenario's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / f"{scenario}.xml"
    text = (SCENARIOS / f"{scenario}.xml").read_text().replace("[status]", status).replace("[code]", status[:3])
    written.write_text(SPEAKS.sub(f"RTP/AVP 96 101\na=rtpmap:96 {encoding}\n", text) if encoding else text)
    port, media = free_port(), free_port()
    process = await asyncio.create_subprocess_exec(
        *("sipp", *([to] if to else []), *options, "-sf", str(written), "-i", "127.0.0.1"),
        *("-p", str(port), "-mp", str(media - media % 2), "-t", transport, "-m", str(calls), "-nostdin"),
        *("-rtp_echo", "-trace_msg", "-trace_err"),
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        if to is None:
            await _listens(port, process, tcp=transport.startswith(("t", "l")))
        yield Phone(port, process, folder)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _listens(port: int, process: asyncio.subprocess.Process, *, tcp: bool) -> None:
    """Until the port is taken."""
    async with asyncio.timeout(STARTED_SECONDS):
        while _free(port, socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM):
            assert process.returncode is None, "sipp did not start"
            await asyncio.sleep(0.02)


def _free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(socket.AF_INET, kind) as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

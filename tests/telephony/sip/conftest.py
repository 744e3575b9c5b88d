"""The direct SIP line in a worker, beside a gateway without telephones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.telephony.media_stream.exchange import NUMBER, Listener
from tests.telephony.sip.gateway import FakeGateway
from tron.core.call_engine.inbound import Incoming, NotTaken
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineCall, Trunk
from tron.telephony.registry import LineContext
from tron.telephony.sip import control
from tron.telephony.sip.line import SipLine
from tron.telephony.stream_server import StreamServer

TRUNK = Trunk(uuid7(), "sip", "Desk", {"domain": "pbx.example", "username": "100"}, {"password": "secret"})


@dataclass
class Office:
    """The line, its gateway, and what came in."""

    data_dir: Path
    came: list[Incoming] = field(default_factory=list)
    refuses: int | None = None
    listener: Listener = field(default_factory=Listener)

    def __post_init__(self) -> None:
        self.gateway = FakeGateway(self.data_dir)
        self.missed: list[tuple[Incoming, bool]] = []
        self.line = SipLine(LineContext(SystemClock(), self.data_dir, receive=self._receive, let_go=self._let_go))
        self.server = StreamServer({"sip": self.line}, self.data_dir, name="test")

    async def _receive(self, incoming: Incoming) -> UUID:
        if self.refuses is not None:
            raise NotTaken(self.refuses, "no")
        self.came.append(incoming)
        return uuid7()

    async def _let_go(self, incoming: Incoming, /, *, waits: bool) -> bool:
        self.missed.append((incoming, waits))
        return True

    def dial(self, **values: Any) -> asyncio.Task[LineCall]:
        request = DialRequest(uuid7(), NUMBER, "en-IN", **{"trunk": TRUNK, "ring_timeout": 5.0, **values})
        return asyncio.create_task(self.line.dial(request, self.listener))


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(control, "AGAIN_SECONDS", 0.05)
    made = Office(tmp_path)
    await made.gateway.start()
    await made.server.start()
    yield made
    await made.line.aclose()
    await made.server.close()
    await made.gateway.die()

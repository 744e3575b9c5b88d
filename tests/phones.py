"""A line that would ring real phones, settings that let it, and calls to put on it. Numbers are fictitious."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.factories import agent_row
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call
from tron.core.lines import Lines
from tron.core.ports import DialRequest, FarTurn, Hangup, LineAudio, LineCall, LineText, RingListener
from tron.core.settings.registry import REGISTRY

NUMBERS = [f"+120255501{index:02d}" for index in range(100)]
PRACTICE = "+910000000001"
NOON_IN_NEW_YORK = datetime.fromisoformat("2026-11-23T17:00:00+00:00")


class GateValues:
    """Settings as the gate reads them: the registry's defaults with changes. Not checked, so it can try to widen."""

    def __init__(self, **changes: Any) -> None:
        self._values = {key: spec.default for key, spec in REGISTRY.items()}
        for key, value in changes.items():
            self._values[key.replace("__", ".")] = value

    def get(self, key: str) -> Any:
        return self._values[key]


def open_gate(numbers: Sequence[str] = NUMBERS, **changes: Any) -> GateValues:
    """Lets these numbers through, in the United States."""
    return GateValues(
        **{"compliance__test_numbers": list(numbers), "compliance__countries": ["IN", "US"], **changes},
    )


class PhoneCall:
    """An answered call in text fidelity; the far side stays silent until it is told to leave."""

    def __init__(self, call_id: UUID, *, text: LineText | None = None, ends: bool = True) -> None:
        self.line_call_id = f"fake-{call_id}"
        self.answered_by: str | None = None
        self.audio: LineAudio | None = None
        self.text: LineText | None = text or SilentFarSide()
        self.hung_up = 0
        self._ends = ends
        self.over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()

    async def hang_up(self) -> None:
        self.hung_up += 1
        if self._ends:
            self.leave("agent")

    def leave(self, by: Any = "caller") -> None:
        if not self.over.done():
            self.over.set_result(Hangup(by))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self.over)

    async def keys(self) -> AsyncIterator[str]:
        await self.ended()
        return
        yield ""

    async def send_keys(self, digits: str) -> None:
        pass


class SilentFarSide:
    async def hear(self, text: str, seconds: float) -> FarTurn:
        return FarTurn(None)

    async def wait(self, timeout: float) -> FarTurn:
        return FarTurn(None, after=timeout)


Answer = Callable[[DialRequest, RingListener], Awaitable[LineCall]]


@dataclass
class PhoneLine:
    """A line with `rings_phone`: keeps what it was asked to dial. `answer` decides what a dial comes to."""

    name: str = "fake"
    title: str = "Fake line"
    rings_phone: bool = True
    answer: Answer | None = None
    knows: bool | None = None
    dialled: list[DialRequest] = field(default_factory=list)
    calls: list[PhoneCall] = field(default_factory=list)

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        self.dialled.append(request)
        if self.answer is not None:
            return await self.answer(request, listener)
        call = PhoneCall(request.call_id)
        self.calls.append(call)
        return call

    async def exists(self, call_id: UUID) -> bool | None:
        return self.knows

    @property
    def rings(self) -> Counter[UUID]:
        return Counter(request.call_id for request in self.dialled)


def lines_of(*lines: Any) -> Lines:
    found = Lines()
    for line in lines:
        found.register(line)
    return found


async def save_agent(database: Database, template: str = "support_agent", **changes: Any) -> Agent:
    async with database.transaction() as session:
        agent = agent_row(template, **changes)
        session.add(agent)
        await session.flush()
    return agent


async def queue_call(
    database: Database,
    lines: Lines,
    agent: Agent,
    number: str | None,
    now: datetime,
    *,
    line: str = "fake",
    **more: Any,
) -> UUID:
    """A queued call, as the API would ask for it."""
    async with database.transaction() as session:
        request = CallRequest(agent.id, number, line, **more)
        return (await request_call(session, request, lines, now)).id


async def queue_calls(
    database: Database, lines: Lines, agent: Agent, numbers: Sequence[str], now: datetime, line: str
) -> list[UUID]:
    """Many queued calls in one transaction."""
    async with database.transaction() as session:
        return [(await request_call(session, CallRequest(agent.id, number, line), lines, now)).id for number in numbers]


async def read_call(database: Database, call_id: UUID) -> Call:
    async with database.transaction() as session:
        call = await session.get(Call, call_id)
    assert call is not None
    return call

"""Colleagues of a call: asked of the gate, handed the call by its line, or brought into it on a second leg."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.legs import Leg, open_hand_over, open_leg
from tron.core.call_engine.place import place_leg
from tron.core.call_engine.reconcile import still_there
from tron.core.compliance import Decision, GateSettings
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Agent, Call
from tron.core.errors import Invalid
from tron.core.flow_engine.world import TransferResult
from tron.core.ports import DialFailed, HandedOver, Line, LineCall, Transfers
from tron.core.ports.colleagues import (
    NOT_SUPPORTED,
    UNKNOWN_OUTCOME,
    Invitation,
    Invites,
    MayTransfer,
    RingsColleagues,
)
from tron.core.repositories.legs import LegRepository
from tron.core.trunks.limits import note_outcome

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)

GATE_SECONDS: Final = 3.0
GATE_BROKE: Final = "blocked:error"
HUNG_UP: Final = "caller_hung_up"
T = TypeVar("T")


class NoRings:
    """A RingListener that nothing depends on."""

    async def ringing(self) -> None:
        """The colleague's phone rings."""


class Colleagues:
    """`targets` are the numbers that the flow itself names. `desk` brings people into calls that have sound.

    `over` waits for the call's end and gives its reason.
    """

    def __init__(
        self,
        services: Services,
        agent: Agent,
        call: Call,
        line_call: LineCall,
        *,
        over: Callable[[], Awaitable[str]],
        targets: frozenset[str],
        desk: Invites | None,
    ) -> None:
        self._services = services
        self._agent = agent
        self._call = call
        self._line_call = line_call
        self._over = over
        self._targets = targets
        self._desk = desk
        self._holding: asyncio.Task[str] | None = None
        self._closing = asyncio.Event()
        self._telling: set[asyncio.Task[None]] = set()

    async def hand_over(self, to: str, announce: str, wait: float) -> TransferResult:
        """The line hands the caller over; where it cannot, the colleague is brought in as soon as they answer."""
        number = called(to)
        if not number:
            return TransferResult(False, "invalid_number")
        call = self._line_call
        if isinstance(call, Transfers) and (not isinstance(call, MayTransfer) or call.can_transfer):
            handed = await self._by_line(call, number, announce, wait)
            if self._desk is None or handed.reason != NOT_SUPPORTED:
                return handed
        return await self.invite(Invitation(to, announce, accept="answer", wait=wait))

    async def invite(self, invitation: Invitation) -> TransferResult:
        """Joined when answered; a line that has no second leg hands over as it can."""
        number, line = called(invitation.to), self._services.lines.find(self._call.line)
        if not number:
            return TransferResult(False, "invalid_number")
        if self._desk is not None and line is not None and _rings_twice(line):
            return await self._bring_in(self._desk, line, number, invitation)
        if isinstance(self._line_call, Transfers):
            return await self._by_line(self._line_call, number, invitation.brief, invitation.wait)
        return TransferResult(False, NOT_SUPPORTED)

    async def together(self) -> str:
        """Until one of them hangs up: `caller` or `colleague`. Else the reason for which the call is over."""
        if self._holding is None:
            return "colleague"
        ended = await asyncio.shield(self._holding)
        return "caller" if ended == HUNG_UP else ended

    async def aclose(self) -> None:
        """Nobody who was brought in stays on the line. A hang-up that is on its way is waited for, never broken off."""
        self._closing.set()
        if self._holding is not None:
            await asyncio.wait({self._holding})
        if self._telling:
            await asyncio.wait(tuple(self._telling))

    # ------------------------------------------------------------

    async def _by_line(self, call: Transfers, number: str, announce: str, wait: float) -> TransferResult:
        """Their row holds them until the line knows an end. Whether they talk on later the network alone knows."""
        opened = await self._open_hand_over(number)
        if isinstance(opened, str):
            return TransferResult(False, opened)
        handed = await call.transfer(number, announce=announce, wait=wait)
        if not handed.may_ring:
            await asyncio.shield(self._beside(self._end(opened)))
        return TransferResult(handed.answered, handed.reason, handed.by)

    async def _bring_in(self, desk: Invites, line: Line, number: str, invitation: Invitation) -> TransferResult:
        if self._holding is not None and not self._holding.done():
            return TransferResult(False, "busy")
        leg = await self._open(line, number)
        if isinstance(leg, str):
            return TransferResult(False, leg)
        handed = HandedOver(False)
        try:
            handed = await desk.invite(invitation, partial(self._ring, leg, invitation.wait))
        finally:
            if not handed.answered:
                await asyncio.shield(self._beside(self._let_go(line, leg, handed.reason)))
        if handed.answered:
            self._holding = asyncio.create_task(self._hold(desk, leg), name="colleague")
        return TransferResult(handed.answered, handed.reason, handed.by, joined=handed.answered)

    async def _ring(self, leg: Leg, wait: float) -> LineCall:
        services = self._services
        try:
            call = await place_leg(leg, services.lines, NoRings(), services.clock, ring_timeout=wait)
        except DialFailed as failed:
            self._tell_trunk(leg, failed.sip_status)
            raise
        self._tell_trunk(leg, 200)
        return call

    def _tell_trunk(self, leg: Leg, sip_status: int | None) -> None:
        """The trunk's pace is told what came of the dial; nobody waits for it."""
        trunk = leg.trunk
        if trunk is None:
            return

        async def tell() -> None:
            try:
                async with asyncio.timeout(GATE_SECONDS), self._services.database.transaction() as session:
                    await note_outcome(session, trunk.id, sip_status, self._services.clock.now())
            except (TimeoutError, *DATABASE_ERRORS) as error:
                log.warning("a trunk's pace does not know how a dial went: %s", type(error).__name__)

        self._beside(tell())

    def _beside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name="told of a leg")
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)
        return task

    async def _hold(self, desk: Invites, leg: Leg) -> str:
        """Until the colleague or the call is gone; then both are. The call's reason, or `colleague`."""
        over = asyncio.ensure_future(self._over())
        ends: set[asyncio.Future[Any]] = {over, *map(asyncio.ensure_future, (desk.parted(), self._closing.wait()))}
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            return over.result() if over.done() else "colleague"
        finally:
            for end in ends:
                end.cancel()
            await desk.aclose()
            await self._end(leg.id)

    async def _open(self, line: Line, number: str) -> Leg | str:
        """The leg, or why there is none."""

        async def opening(session: AsyncSession, settings: GateSettings, now: datetime) -> Leg | Decision:
            return await open_leg(
                session, self._call, self._agent, line, number, drawn=self._targets, settings=settings, now=now
            )

        return await self._asked(opening)

    async def _open_hand_over(self, number: str) -> UUID | str:
        """Its row, or why this colleague may not be rung."""
        line = self._services.lines.find(self._call.line)
        rings_phone = line is None or line.rings_phone

        async def opening(session: AsyncSession, settings: GateSettings, now: datetime) -> UUID | Decision:
            return await open_hand_over(
                session, self._call, number, drawn=self._targets, rings_phone=rings_phone, settings=settings, now=now
            )

        return await self._asked(opening)

    async def _asked(
        self, opening: Callable[[AsyncSession, GateSettings, datetime], Awaitable[T | Decision]]
    ) -> T | str:
        """What the gate lets be opened, or its refusal. Fails closed."""
        services = self._services
        try:
            settings = await services.settings.snapshot()
            async with asyncio.timeout(GATE_SECONDS), services.database.transaction() as session:
                opened = await opening(session, settings, services.clock.now())
        except (TimeoutError, *DATABASE_ERRORS) as error:
            log.error("the gate of a transfer could not answer: %s", type(error).__name__)
            return GATE_BROKE
        return f"blocked:{opened.rule}" if isinstance(opened, Decision) else opened

    async def _let_go(self, line: Line, leg: Leg, reason: str) -> None:
        """A phone that may still ring keeps its place until the call is over: nobody rings it a second time."""
        if reason != UNKNOWN_OUTCOME or await still_there(line, leg.id) is False:
            await self._end(leg.id)

    async def _end(self, leg_id: UUID) -> None:
        """Their place is free. Left to the call's end where the database is away."""
        services = self._services
        try:
            async with asyncio.timeout(GATE_SECONDS), services.database.transaction() as session:
                await LegRepository(session).end(leg_id, services.clock.now())
        except (TimeoutError, *DATABASE_ERRORS) as error:
            log.warning("a second leg still counts until its call is over: %s", type(error).__name__)


def called(to: str) -> str:
    """E.164 for a number, "" for one that is none; a name as it is."""
    if not any(map(str.isdigit, to)):
        return to
    try:
        return phone.normalise(to)
    except Invalid:
        return ""


def _rings_twice(line: Line) -> bool:
    return line.rings_phone or isinstance(line, RingsColleagues)

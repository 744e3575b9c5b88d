"""The gate before a call is handed to a person: a destination class of its own, with a ledger row.

Only a number that somebody wrote down beforehand is dialled: one drawn in the published flow, or one of the setting
compliance.transfer_targets. What a caller says never becomes a number that Tron pays for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.states import FINAL
from tron.core.compliance import Decision, GateSettings, reachable, refused, write_down
from tron.core.database.tables import Call, OptOut
from tron.core.flow_engine.graph import Flows
from tron.core.repositories.calls import CallRepository

TRANSFER: Final = "transfer"
NUMBER_LENGTH: Final = 20
"""Of the ledger; the practice line knows colleagues by name."""


async def may_transfer(
    session: AsyncSession,
    call: Call,
    to: str,
    *,
    drawn: Iterable[str],
    rings_phone: bool,
    settings: GateSettings,
    now: datetime,
    room: Callable[[], Awaitable[Decision | None]] | None = None,
) -> Decision:
    """Whether `to` (E.164) may be rung in this call, written to the ledger in the caller's transaction.

    A call that somebody else has ended meanwhile rings nobody any more; its row stays as it is until the transaction
    ends. `drawn` are the numbers that the flow itself names. On a line that rings nobody it is exempt. `room` is asked
    last: a refusal where the line has no place for one more.
    """
    decision = await _still_goes_on(session, call)
    if decision.allowed and rings_phone:
        decision = _decide(to, {*drawn, *settings.get("compliance.transfer_targets")}, settings)
        if decision.allowed:
            calls = CallRepository(session)
            await calls.lock_number(to, now)
            if await calls.talks_with(to):
                decision = refused("number_busy", "This number is in a call with Tron.")
            elif await session.scalar(select(OptOut.id).where(OptOut.phone_number == to).limit(1)) is not None:
                decision = refused("opted_out", "Whoever has this number asked not to be called again.")
    if decision.allowed and room is not None:
        decision = await room() or decision
    write_down(session, call, decision, now, number=to[:NUMBER_LENGTH], destination=TRANSFER)
    await session.flush()
    return decision


async def _still_goes_on(session: AsyncSession, call: Call) -> Decision:
    """A worker that the database did not hear of for a while holds calls that the reconciler has ended."""
    status = await session.scalar(select(Call.status).where(Call.id == call.id).with_for_update(read=True))
    return refused("call_over", "This call is over.") if status in FINAL else Decision(True, exempt=True)


def _decide(to: str, known: set[str], settings: GateSettings) -> Decision:
    if (no := reachable(to, settings)) is not None:
        return no
    if to not in known:
        detail = "Nobody wrote this number down: draw it in the flow, or add it to compliance.transfer_targets."
        return refused("transfer_target", detail)
    return Decision(True)


def drawn_targets(flows: Flows) -> frozenset[str]:
    """The numbers of all transfers in these flows that are written out, without a template."""
    texts = [
        str(getattr(node.data, "to", ""))
        for graph in flows.graphs.values()
        for node in graph.nodes.values()
        if node.type.type == TRANSFER
    ]
    return frozenset(number for text in texts if "{{" not in text and (number := phone.from_network(text)))

"""Asking for a call's English transcript, and storing it: the row, the cost, and the event in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL
from tron.core.cost import Usage, with_more
from tron.core.database.tables import Agent, Call
from tron.core.english import English, Reason
from tron.core.errors import Conflict, NotFound
from tron.core.events.log import NewEvent, append
from tron.core.plain import plain
from tron.core.repositories.english import DONE, FAILED, RUNNING, WANTED, EnglishRepository
from tron.core.scripts.for_agent import options_of
from tron.core.settings import SettingsSnapshot

ENGLISH = "english"
"""On the bus: a call waits for its English."""


async def request_english(session: AsyncSession, call_id: UUID, now: datetime) -> Call:
    """Let a worker write it. Raises NotFound, and Conflict while the call or the writing goes on, or all is there."""
    call = await EnglishRepository(session).locked(call_id)
    if call is None:
        raise NotFound("There is no such call.")
    if call.status not in FINAL:
        raise Conflict("This call is not over yet.", hint="Hang up first.")
    if call.english_state in (WANTED, RUNNING):
        raise Conflict("The English transcript is being written already.", hint="Wait for it.")
    if not lines_without(call.transcript):
        raise Conflict("There is nothing to translate.", hint="Every line that was said has its English.")
    _wait(call, now)
    return call


async def want_english(session: AsyncSession, call_id: UUID, now: datetime) -> bool:
    """After a call: whether its agent asks for English, which then waits for a worker."""
    call = await EnglishRepository(session).locked(call_id)
    if call is None or call.agent_id is None or call.english_state is not None or not lines_without(call.transcript):
        return False
    agent = await session.get(Agent, call.agent_id)
    if agent is None or not options_of(agent).english_transcript:
        return False
    _wait(call, now)
    return True


def lines_without(transcript: Sequence[Mapping[str, Any]]) -> int:
    """How many lines have no English."""
    return sum(1 for line in transcript if line.get("text") and not line.get("english"))


async def store_english(
    session: AsyncSession,
    call_id: UUID,
    english: English,
    usages: Sequence[Usage],
    settings: SettingsSnapshot,
    now: datetime,
) -> Call | None:
    """Write what was found; None when nobody waits for it any more."""
    call = await EnglishRepository(session).locked(call_id)
    if call is None or call.english_state != RUNNING or len(call.transcript) != len(english.texts):
        return None
    before = lines_without(call.transcript)
    call.transcript = [
        plain({**line, "english": text} if text else line)
        for line, text in zip(call.transcript, english.texts, strict=True)
    ]
    if usages:
        call.cost = with_more(call.cost, usages, settings.prices, settings.get_float("pricing.inr_per_usd"))
        call.cost_estimate = call.cost["usd"]
    left = lines_without(call.transcript)
    if left == before:
        return await give_up(session, call, english.reason or "nothing_came", now)
    call.english_state, call.english_at, call.english_reason = DONE, now, english.reason
    payload = {"by": english.by, "lines": before - left, "left": left, "reason": english.reason}
    await append(session, call.id, [NewEvent(call.id, "transcript.translated", payload, now)])
    return call


async def give_up(session: AsyncSession, call: Call, reason: Reason, now: datetime) -> Call:
    """Say that there is none, and why. The row must be locked."""
    call.english_state, call.english_at, call.english_reason = FAILED, now, reason
    await append(session, call.id, [NewEvent(call.id, "transcript.not_translated", {"reason": reason}, now)])
    return call


def _wait(call: Call, now: datetime) -> None:
    call.english_state, call.english_at, call.english_reason = WANTED, now, None

"""How many calls, and how fast, by one trunk and from one number: counted in the claim, with their rows locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.sip_outcomes import CHANNELS_FULL
from tron.core.database.tables import Call, PhoneNumber, TrunkRow
from tron.core.repositories.trunks import NumberRepository, TrunkRepository

FULL_WAIT: Final = timedelta(seconds=2)
LONGEST_TURN: Final = timedelta(seconds=10)
"""So long the caller of a second leg may wait for its turn."""
BURST: Final = 3
"""So many refusals in a row are no chance: the carrier's channels are full."""
FIRST_BACKOFF: Final = timedelta(seconds=10)
LONGEST_BACKOFF: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wait:
    """No room now: the call's reason (`waiting:...`), and when to look again."""

    reason: str
    until: datetime


class Paced(Protocol):
    """A row with a pace."""

    next_dial_at: datetime | None


async def room_on(
    session: AsyncSession, call: Call, trunk: TrunkRow, number: PhoneNumber | None, now: datetime
) -> Wait | None:
    """Whether this call fits besides all others; both rows are locked by the caller: the counts stay true."""
    if trunk.backoff_until is not None and trunk.backoff_until > now:
        return Wait("waiting:trunk_backoff", trunk.backoff_until)
    if trunk.next_dial_at is not None and trunk.next_dial_at > now:
        return Wait("waiting:trunk_rate", trunk.next_dial_at)
    if await TrunkRepository(session).live_calls(trunk.id, but=call.id) >= trunk.max_calls:
        return Wait("waiting:trunk_calls", now + FULL_WAIT)
    return await _room_from(session, call, number, now) if number is not None else None


async def _room_from(session: AsyncSession, call: Call, number: PhoneNumber, now: datetime) -> Wait | None:
    if number.next_dial_at is not None and number.next_dial_at > now:
        return Wait("waiting:number_rate", number.next_dial_at)
    if number.max_calls is None:
        return None
    live = await NumberRepository(session).live_calls(number.number, but=call.id)
    return Wait("waiting:number_calls", now + FULL_WAIT) if live >= number.max_calls else None


async def room_beside(
    session: AsyncSession, trunk: TrunkRow, number: PhoneNumber | None, now: datetime
) -> timedelta | None:
    """For a second leg of a call: how long it waits for its turn, which is taken with this; None: there is no room.

    A caller is waiting: it is not put behind the calls that wait for this trunk.
    """
    if trunk.backoff_until is not None and trunk.backoff_until > now:
        return None
    if await TrunkRepository(session).live_calls(trunk.id) >= trunk.max_calls:
        return None
    most = number.max_calls if number is not None else None
    if number is not None and most is not None and await NumberRepository(session).live_calls(number.number) >= most:
        return None
    turn = max(now, *(row.next_dial_at or now for row in (trunk, number) if row is not None))
    if turn - now > LONGEST_TURN:
        return None
    dialled(trunk, number, turn)
    return turn - now


async def room_for_caller(session: AsyncSession, trunk: TrunkRow | None, number: PhoneNumber) -> bool:
    """Whether one more call may come in, by this trunk to this number. Its pace is the network's own."""
    if trunk is not None and await TrunkRepository(session).live_calls(trunk.id) >= trunk.max_calls:
        return False
    most = number.max_calls
    return most is None or await NumberRepository(session).live_calls(number.number) < most


def dialled(trunk: TrunkRow, number: PhoneNumber | None, now: datetime) -> None:
    """A dial is on its way: the next one waits its turn."""
    trunk.next_dial_at = now + timedelta(seconds=1 / trunk.calls_per_second)
    if number is not None and number.calls_per_second is not None:
        number.next_dial_at = now + timedelta(seconds=1 / number.calls_per_second)


async def note_outcome(session: AsyncSession, trunk_id: UUID, sip_status: int | None, now: datetime) -> None:
    """What came of a dial. A burst of refusals makes the trunk wait, each longer than the one before."""
    trunk = await TrunkRepository(session).lock(TrunkRow, trunk_id)
    if trunk is None:
        return
    if sip_status not in CHANNELS_FULL:
        # An older dial may end while the trunk waits: only an answer shows that there is room again.
        if sip_status == 200 or trunk.backoff_until is None or trunk.backoff_until <= now:
            trunk.refusals, trunk.backoff_until = 0, None
        return
    trunk.refusals += 1
    if trunk.refusals >= BURST:
        doubled = FIRST_BACKOFF * 2 ** min(trunk.refusals - BURST, 10)
        trunk.backoff_until = now + min(doubled, LONGEST_BACKOFF)

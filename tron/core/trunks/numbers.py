"""Making, changing and removing the numbers on which calls come in."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit, phone
from tron.core.call_engine.requests import usable_agent
from tron.core.database.tables import PhoneNumber, TrunkRow
from tron.core.editing import EditedRows
from tron.core.errors import TronError, invalid_field
from tron.core.flows.choice import check_flow
from tron.core.models.trunk import Hours, NumberIn, NumberOut, NumberUpdate
from tron.core.repositories.trunks import NumberRepository
from tron.core.trunks.hours import is_open

EXTENSION: Final = re.compile(r"[0-9]{2,6}|(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{1,19}")
"""What a PBX calls an account by. More digits are a telephone number, and have to be a whole one."""


class Numbers(EditedRows[PhoneNumber]):
    """Numbers of ours, in the caller's transaction."""

    kind = PhoneNumber
    title = "number"
    entity = "phone_number"
    key = "number"

    def __init__(self, session: AsyncSession, actor: audit.Doer | None = None, request_id: str | None = None) -> None:
        super().__init__(session, NumberRepository(session), actor, request_id)

    async def create(self, body: NumberIn) -> PhoneNumber:
        """Raises Invalid with the fields' paths."""
        return await self._create(PhoneNumber(**await self._values(body)))

    async def update(self, number_id: UUID, body: NumberUpdate) -> PhoneNumber:
        """Raises NotFound, Invalid, and Conflict for a stale revision."""
        return await self._update(number_id, await self._values(body), body.revision)

    async def _values(self, body: NumberIn) -> dict[str, Any]:
        number = _called_by(body)
        if phone.is_practice(number):
            raise invalid_field("number", "Practice numbers are rung on the practice line only.")
        if body.trunk_id is not None and await self._rows.get(TrunkRow, body.trunk_id) is None:
            raise invalid_field("trunk_id", "There is no such trunk.")
        if body.agent_id is not None:
            await self._check_agent(body.agent_id)
        if body.after_hours_flow_id is not None:
            await self._check_after_hours(body)
        return {
            **body.model_dump(mode="json", exclude={"revision", "trunk_id", "agent_id", "after_hours_flow_id"}),
            **{
                "number": number,
                "trunk_id": body.trunk_id,
                "agent_id": body.agent_id,
                "after_hours_flow_id": body.after_hours_flow_id,
            },
        }

    async def _check_agent(self, agent_id: UUID) -> None:
        try:
            await usable_agent(self._session, agent_id)
        except TronError as error:
            raise invalid_field("agent_id", error.message, hint=error.hint) from None

    async def _check_after_hours(self, body: NumberIn) -> None:
        if body.hours is None:
            raise invalid_field("hours", "Say when the number is open; then the flow answers outside.")
        try:
            await check_flow(self._session, body.after_hours_flow_id, None)
        except TronError as error:
            raise invalid_field("after_hours_flow_id", error.message, hint=error.hint) from None

    def _shown(self, row: PhoneNumber) -> dict[str, Any]:
        return number_out(row, None, row.updated_at).model_dump(mode="json")


def _called_by(body: NumberIn) -> str:
    """E.164; of a PBX, which its trunk says, the extension as it is. Raises Invalid."""
    known = phone.from_network(body.number)
    if known is None and body.trunk_id is not None and EXTENSION.fullmatch(body.number):
        return body.number
    return phone.normalise(known or body.number, path="number")


def hours_of(row: PhoneNumber) -> Hours | None:
    """The row's hours; None: it is always open."""
    return None if row.hours is None else Hours.model_validate(row.hours)


def number_out(row: PhoneNumber, agent_name: str | None, now: datetime) -> NumberOut:
    """The row as the API shows it."""
    hours = hours_of(row)
    extra = {"agent_name": agent_name, "hours": hours, "open_now": None if hours is None else is_open(hours, now)}
    columns = {name: getattr(row, name) for name in NumberOut.model_fields if name not in extra}
    return NumberOut.model_validate({**columns, **extra})

"""What tests ask of /api/tron/calls."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy import update

from tron.core.database.tables import Call

CALLS = "/api/tron/calls"
NUMBER = "+910000000001"


def paths(answer) -> list[str]:
    return [field["path"] for field in answer.json()["error"]["fields"]]


async def dial(client, agent_id: str, **more: Any) -> dict[str, Any]:
    answer = await client.post(f"{CALLS}/dial", json={"agent_id": agent_id, "phone_number": NUMBER, **more})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def hears(heard, *references: str) -> None:
    missing = set(references)
    async with asyncio.timeout(3):
        while missing:
            missing -= await heard.next()


async def store(database, call_id: str, **columns: Any) -> None:
    async with database.transaction() as session:
        await session.execute(update(Call).where(Call.id == UUID(call_id)).values(**columns))

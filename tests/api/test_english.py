"""POST /api/tron/calls/{id}/english, and what a call shows of it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.api.call_requests import CALLS, hears
from tests.factories import agent_row
from tron.core.database.tables import AuditEntry, Call
from tron.core.ids import uuid7

SAID = [
    {"role": "agent", "text": "नमस्ते", "start": 0.0, "end": 1.0, "interrupted": False, "english": "Hello"},
    {"role": "caller", "text": "हाँ जी", "start": 1.5, "end": 2.0, "interrupted": False},
]


async def a_call(database: Any, **columns: Any) -> UUID:
    async with database.transaction() as session:
        agent = agent_row()
        session.add(agent)
        await session.flush()
        call = Call(**{"agent_id": agent.id, "line": "sandbox", "status": "completed", "transcript": SAID, **columns})
        session.add(call)
    return call.id


async def test_it_waits_for_a_worker_and_wakes_one(client, database, bus):
    call_id = await a_call(database)
    async with bus.subscribe() as heard:
        answer = await client.post(f"{CALLS}/{call_id}/english")
        assert answer.status_code == 202, answer.text
        await hears(heard, "english", f"call:{call_id}")
    shown = (await client.get(f"{CALLS}/{call_id}")).json()
    assert (shown["english_state"], shown["english_reason"]) == ("wanted", None)
    assert [line["english"] for line in shown["transcript"]] == ["Hello", None]
    async with database.transaction() as session:
        [entry] = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "call.english"))).all()
    assert str(entry.entity_id) == str(call_id)


@pytest.mark.parametrize(
    "columns",
    [
        {"english_state": "wanted"},
        {"english_state": "running"},
        {"status": "in_progress"},
        {"transcript": []},
        {"transcript": SAID[:1]},
    ],
    ids=["waits", "runs", "goes on", "nothing said", "all there"],
)
async def test_what_cannot_be_asked_for(client, database, columns):
    call_id = await a_call(database, **columns)
    answer = await client.post(f"{CALLS}/{call_id}/english")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


async def test_of_two_who_ask_one_is_heard(client, database):
    call_id = await a_call(database)
    answers = await asyncio.gather(*(client.post(f"{CALLS}/{call_id}/english") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]


async def test_one_that_failed_or_is_not_whole_may_be_asked_for_again(client, database):
    for state in ("failed", "done"):
        call_id = await a_call(database, english_state=state, english_reason="wrong_key")
        assert (await client.get(f"{CALLS}/{call_id}")).json()["english_reason"] == "wrong_key"
        assert (await client.post(f"{CALLS}/{call_id}/english")).status_code == 202
        assert (await client.get(f"{CALLS}/{call_id}")).json()["english_reason"] is None


async def test_a_call_that_is_not_there(client):
    assert (await client.post(f"{CALLS}/{uuid7()}/english")).status_code == 404

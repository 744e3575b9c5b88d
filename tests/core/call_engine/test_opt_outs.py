"""Who asked never to be called again: the list, and what was still to be done for that number."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import select

from tron.core.call_engine.opt_outs import asked_never_again, keep_opt_out
from tron.core.database.engine import Database
from tron.core.database.tables import Call, Callback, OptOut
from tron.core.ids import uuid7
from tron.core.services import Services
from tron.voice.call_scripts import CallScripts

NUMBER, OTHER = "+910000000001", "+910000000002"


async def wanted(database: Database, *numbers: str) -> Call:
    """Open callbacks of these numbers, from one call each; the first call."""
    calls = [Call(id=uuid7(), phone_number=number, line="sandbox") for number in numbers]
    async with database.transaction() as session:
        session.add_all(calls)
        await session.flush()
        due = datetime(2026, 12, 1, 6, tzinfo=UTC)
        session.add_all(Callback(call_id=call.id, phone_number=call.phone_number, due_at=due) for call in calls)
    return calls[0]


async def found(database: Database) -> dict[str | None, tuple[str, str | None]]:
    async with database.transaction() as session:
        rows = (await session.scalars(select(Callback))).all()
    return {row.phone_number: (row.status, row.reason) for row in rows}


async def test_an_opt_out_closes_what_was_promised_to_the_number(database: Database) -> None:
    call = await wanted(database, NUMBER, OTHER)
    async with database.transaction() as session:
        assert await keep_opt_out(session, call.id, NUMBER)
    assert await found(database) == {NUMBER: ("cancelled", "opted_out"), OTHER: ("open", None)}


async def test_a_number_on_the_list_loses_a_later_callback_too(database: Database) -> None:
    call = await wanted(database, NUMBER)
    async with database.transaction() as session:
        session.add(OptOut(phone_number=NUMBER, source="file"))
    async with database.transaction() as session:
        assert not await keep_opt_out(session, call.id, NUMBER)
    assert await found(database) == {NUMBER: ("cancelled", "opted_out")}


async def test_both_or_neither(database: Database) -> None:
    call = await wanted(database, NUMBER)

    async def breaks() -> None:
        async with database.transaction() as session:
            await keep_opt_out(session, call.id, NUMBER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await breaks()
    assert await found(database) == {NUMBER: ("open", None)}


async def test_the_wish_within_a_call_closes_them_at_once(database: Database) -> None:
    call = await wanted(database, NUMBER)
    scripts = CallScripts.__new__(CallScripts)
    scripts._services, scripts._call = cast(Services, SimpleNamespace(database=database)), call
    await scripts._opt_out("never call me again")
    assert await found(database) == {NUMBER: ("cancelled", "opted_out")}
    async with database.transaction() as session:
        (kept,) = (await session.scalars(select(OptOut))).all()
    assert (kept.phone_number, kept.source, kept.call_id) == (NUMBER, "call", call.id)


@pytest.mark.parametrize("words", ["never cаll me again", "n-e-v-e-r call me again", "never c@ll me again"])
def test_a_wish_in_disguise_counts_at_the_end_as_it_does_in_the_talk(words: str) -> None:
    said: list[dict[str, Any]] = [{"role": "caller", "text": words}]
    assert asked_never_again(said)

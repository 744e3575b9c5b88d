"""What a line may look up."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from tests.phones import NUMBERS, save_agent
from tron.core.database.engine import Database
from tron.core.database.tables import Call, TrunkRow
from tron.core.ids import uuid7
from tron.core.trunks.book import EmptyBook, KnownCall, StoredBook
from tron.core.trunks.settings import sealed


async def test_trunks_in_use_with_their_secrets_the_default_first(database: Database) -> None:
    async with database.transaction() as session:
        for name, enabled, default in (("a", True, False), ("b", True, True), ("c", False, False)):
            row = TrunkRow(line="plivo", name=name, enabled=enabled, is_default=default)
            row.secrets = sealed({"auth_token": name})
            session.add(row)
        session.add(TrunkRow(line="sip", name="d"))
    found = await StoredBook(database).trunks("plivo")
    assert [(trunk.name, trunk.secrets) for trunk in found] == [("b", {"auth_token": "b"}), ("a", {"auth_token": "a"})]


async def test_a_vendors_id_is_noted_once_and_found_with_its_trunk(database: Database) -> None:
    agent, book = await save_agent(database), StoredBook(database)
    async with database.transaction() as session:
        trunk = TrunkRow(line="plivo", name="Account")
        session.add(trunk)
        await session.flush()
        now = datetime(2026, 11, 28, tzinfo=UTC)
        values = {"agent_id": agent.id, "line": "plivo", "phone_number": NUMBERS[0], "created_at": now}
        call = Call(**values, trunk_id=trunk.id)
        session.add(call)
        await session.flush()
        call_id, trunk_id = call.id, trunk.id
    await book.note(call_id, "first")
    await book.note(call_id, "second")
    known = await book.find(call_id)
    assert known is not None
    assert known.vendor_call_id == "first"
    assert known.trunk is not None
    assert known.trunk.id == trunk_id
    assert not known.over
    async with database.transaction() as session:
        await session.execute(update(Call).values(status="cancelled"))
    known = await book.find(call_id)
    assert known is not None
    assert known.over
    assert await book.find(uuid7()) is None


async def test_without_a_database_nothing_is_known() -> None:
    book = EmptyBook()
    await book.note(uuid7(), "id")
    assert (await book.trunks("plivo"), await book.find(uuid7())) == ((), None)
    assert KnownCall(None, None).vendor_call_id is None

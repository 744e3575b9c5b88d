"""What is said before an agent calls: here of the number that Indian numbers would see. No phone has these numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.phones import lines_of, open_gate, save_agent
from tron.core.database.engine import Database
from tron.core.preflight import Engines, preflight
from tron.core.trunks.ways import seen_in_india

PROMOTIONAL, SERVICE, ORDINARY = "+911400000001", "+911600000001", "+12025550190"


async def test_what_to_change_is_named(database: Database) -> None:
    await save_trunk(database, "a", caller_ids=[PROMOTIONAL])
    for options, field in (({}, "agent.call_category"), ({"call_category": "service"}, "trunk.caller_ids")):
        agent = await save_agent(database, options=options)
        async with database.transaction() as session:
            seen = await seen_in_india(session, agent, "fake", None, open_gate())
        found = preflight(agent, "fake", lines_of(TrunkLine()), Engines(talks_freely=True), seen)
        assert [notice.field for notice in found if notice.severity == "warning"] == [field]


async def codes(database: Database, category: str | None, trunk_id: UUID | None = None, **settings: Any) -> list[str]:
    agent = await save_agent(database, options={} if category is None else {"call_category": category})
    async with database.transaction() as session:
        seen = await seen_in_india(session, agent, "fake", trunk_id, open_gate(**settings))
    found = preflight(agent, "fake", lines_of(TrunkLine()), Engines(talks_freely=True), seen)
    return [notice.code for notice in found if notice.severity == "warning"]


@pytest.mark.parametrize(
    ("category", "numbers", "said"),
    [
        (None, [SERVICE], ["no_category"]),
        ("service", [ORDINARY, SERVICE], []),
        ("service", [PROMOTIONAL], ["no_caller_id"]),
        ("promotional", [PROMOTIONAL], []),
        ("promotional", [], ["no_caller_id"]),
    ],
    ids=["no category", "fits", "other series", "promotional", "no number"],
)
async def test_a_trunk_without_the_right_number_is_told_of(
    database: Database, category: str | None, numbers: list[str], said: list[str]
) -> None:
    await save_trunk(database, "a", caller_ids=numbers)
    assert await codes(database, category) == said


async def test_where_no_series_is_asked_for_nothing_is_said(database: Database) -> None:
    assert await codes(database, None) == [], "no trunk: the line says so itself"
    await save_trunk(database, "a", caller_ids=[ORDINARY])
    assert await codes(database, "service") == ["no_caller_id"]
    assert await codes(database, "service", compliance__countries=["US"]) == []
    assert await codes(database, "service", compliance__caller_id_exceptions=[ORDINARY]) == []
    phone = await save_trunk(database, "phone", settings={"host": "x", "kind": "softphone"})
    assert await codes(database, None, phone) == []

"""end_call, remember, schedule_callback."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.core.tools.fakes import Events, ScriptedModel, call, user
from tests.factories import agent_row
from tests.support import VirtualClock
from tron.core.database.tables import Call, Callback
from tron.core.ids import uuid7
from tron.core.tools.builtin import BUILTIN, builtin_tools
from tron.core.tools.call_tools import CallNotes, CallTools
from tron.core.tools.callbacks import NoCallbacks, StoredCallbacks
from tron.core.tools.loop import ToolTalk
from tron.core.tools.when import Hours

INDIA = ZoneInfo("Asia/Kolkata")


class Kept:
    def __init__(self) -> None:
        self.seen: list[tuple[datetime, str]] = []

    async def keep(self, due_at: datetime, note: str) -> None:
        self.seen.append((due_at, note))


def tools(keeper=None, outcomes=()) -> CallTools:
    notes = CallNotes()
    hours = Hours(time(10), time(21))
    made = builtin_tools(list(BUILTIN), notes, keeper or NoCallbacks(), VirtualClock(), INDIA, hours, outcomes)
    return CallTools(made, emit=Events(), notes=notes)


async def talk(tools: CallTools, *rounds) -> tuple[str, ScriptedModel]:
    model = ScriptedModel(list(rounds))
    pieces = [piece async for piece in ToolTalk(model, tools).reply([user("?")], temperature=0, max_tokens=9)]
    return "".join(map(str, pieces)), model


async def test_the_end_with_words_of_its_own():
    given = tools(outcomes=["sold", "refused"])
    said, model = await talk(given, ["Thank you, goodbye!", call("end_call", outcome="sold")], ["never said"])
    assert (said.strip(), given.end_wanted, len(model.asked)) == ("Thank you, goodbye!", "sold", 1)


async def test_the_end_with_a_farewell():
    given = tools()
    said, model = await talk(given, [call("end_call", farewell="Namaste!")], ["never said"])
    assert (said, given.end_wanted, len(model.asked)) == ("Namaste!", "", 1)


async def test_the_end_without_a_word_asks_for_one():
    given = tools()
    assert given.end_wanted is None
    said, _ = await talk(given, [call("end_call")], ["Goodbye then."])
    assert (said, given.end_wanted) == ("Goodbye then.", "")
    given.stay()
    assert given.end_wanted is None


async def test_an_outcome_that_does_not_exist():
    given = tools(outcomes=["sold"])
    _, model = await talk(given, [call("end_call", outcome="gold")], ["Hm."])
    assert given.end_wanted is None
    assert "'gold' is not one of ['sold']" in model.asked[1][-1]["content"]


async def test_values_are_kept():
    given = tools()
    one, two = call("remember", name="city", value="Pune"), call("remember", id="c2", name="count", value=3)
    await talk(given, [one, two], ["ok"])
    assert given.remembered == {"city": "Pune", "count": 3}


@pytest.mark.parametrize("name", ["keys", "City", "a b", "__proto__", "", "x" * 61])
async def test_names_that_values_cannot_have(name):
    given = tools()
    _, model = await talk(given, [call("remember", name=name, value="x")], ["ok"])
    assert given.remembered == {}
    assert model.asked[1][-1]["content"].startswith("Error: ")


async def test_values_have_an_end():
    given = tools()
    for index in range(60):
        await talk(given, [call("remember", id=f"c{index}", name=f"v{index}", value="x")], ["ok"])
    assert len(given.remembered) == 50


async def test_a_time_is_said_back():
    kept = Kept()
    _, model = await talk(tools(kept), [call("schedule_callback", when="kal shaam ko", note="price")], ["ok"])
    assert model.asked[1][-1]["content"].startswith("Noted for Tuesday 24 November 2026, 18:00.")
    assert kept.seen == [(datetime(2026, 11, 24, 18, tzinfo=INDIA), "price")]


async def test_a_past_time_is_refused():
    kept = Kept()
    _, model = await talk(tools(kept), [call("schedule_callback", when="2026-11-20T10:00")], ["ok"])
    assert kept.seen == []
    assert "is over: it is now Monday 23 November 2026, 11:30" in model.asked[1][-1]["content"]


async def test_a_time_at_night_is_refused():
    kept = Kept()
    _, model = await talk(tools(kept), [call("schedule_callback", when="kal raat 11 baje")], ["ok"])
    assert kept.seen == []
    assert "calls are made from 10:00 and before 21:00" in model.asked[1][-1]["content"]


async def test_the_model_is_told_the_time():
    (spec,) = [spec for spec in tools().specs if spec.name == "schedule_callback"]
    assert "It is now Monday 23 November 2026, 11:30." in spec.parameters["properties"]["when"]["description"]


async def test_a_wish_is_a_row_and_no_call(database):
    agent = agent_row()
    call_id = uuid7()
    number = "+910000000001"
    async with database.transaction() as session:
        session.add(agent)
        await session.flush()
        session.add(Call(id=call_id, agent_id=agent.id, phone_number=number, contact_name="Ravi", line="sandbox"))
    keeper = StoredCallbacks(database, call_id, agent.id, number, "Ravi")
    await keeper.keep(datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "price")
    await keeper.keep(datetime(2026, 11, 25, 12, 30, tzinfo=UTC), "")
    async with database.transaction() as session:
        (row,) = (await session.scalars(select(Callback))).all()
        calls = (await session.scalars(select(Call))).all()
    assert (row.due_at, row.note, row.status) == (datetime(2026, 11, 25, 12, 30, tzinfo=UTC), "price", "open")
    assert (row.call_id, row.agent_id, row.phone_number, row.contact_name) == (call_id, agent.id, number, "Ravi")
    assert len(calls) == 1


async def test_two_wishes_in_one_breath_are_one_row(database):
    call_id = uuid7()
    async with database.transaction() as session:
        session.add(Call(id=call_id, phone_number="+910000000001", line="sandbox"))
    keeper = StoredCallbacks(database, call_id, None, "+910000000001", None)
    dues = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in range(24, 30)]
    await asyncio.gather(*(keeper.keep(due, "") for due in dues))
    async with database.transaction() as session:
        (row,) = (await session.scalars(select(Callback))).all()
    assert row.due_at in dues


@pytest.mark.parametrize("names", [None, ["end_call", "remember"]])
def test_a_part_of_a_flow_may_not_end_the_call(names):
    given = tools()
    with given.lent(names):
        offered = [spec.name for spec in given.specs]
    assert "remember" in offered
    assert "end_call" not in offered
    assert "end_call" in [spec.name for spec in given.specs]

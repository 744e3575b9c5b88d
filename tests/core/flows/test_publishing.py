"""Publishing without HTTP: the gate of scenarios, subflows, what the database holds."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import calling, drawn, save_flow
from tests.factories import agent_row
from tron.core.database.engine import Database
from tron.core.database.tables import Flow
from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flows.publishing import FlowHasErrors, FlowPublisher, ScenarioGate
from tron.core.flows.registry import FlowRegistry
from tron.core.models.flow import FlowVersionOut, PublishIn

UNFINISHED = canvas(
    [("s", "start_inbound", {}), ("hi", "greeting", {"text": "Hello, an automated assistant."})], ["s > hi"]
)
"""No way to an end: of use only inside another flow."""


async def publish(database: Database, flow_id: UUID, gate: ScenarioGate | None = None) -> FlowVersionOut:
    async with database.transaction() as session:
        return await FlowPublisher(session, FlowRegistry(session), gate).publish(flow_id, PublishIn(revision=1))


class Gate:
    """Lets nothing through, and remembers who came."""

    def __init__(self) -> None:
        self.asked: list[UUID] = []
        self.canvases: list[FlowCanvas] = []

    async def __call__(self, session: object, flow: Flow, canvas: FlowCanvas) -> None:
        del session
        self.asked.append(flow.id)
        self.canvases.append(canvas)
        raise Invalid("Not yet.")


async def test_the_gate_is_asked_where_scenarios_are_required(database: Database) -> None:
    gate, draft = Gate(), read_canvas(drawn()).stored()
    free = await save_flow(database, canvas_data=draft)
    held = await save_flow(database, canvas_data=draft, require_scenarios=True)
    assert (await publish(database, free, gate)).version == 1
    with pytest.raises(Invalid, match="Not yet"):
        await publish(database, held, gate)
    assert gate.asked == [held]
    async with database.transaction() as session:
        assert (await session.get_one(Flow, held)).version == 0
        assert await FlowPublisher(session, FlowRegistry(session)).versions(held) == []


async def test_rolling_back_asks_the_gate_about_the_version(database: Database) -> None:
    gate = Gate()
    flow_id = await save_flow(database, drawn("One."), drawn("Two."), require_scenarios=True)
    with pytest.raises(Invalid, match="Not yet"):
        async with database.transaction() as session:
            await FlowPublisher(session, FlowRegistry(session), gate).roll_back(flow_id, 1, 1)
    [canvas] = gate.canvases
    assert "One." in str(canvas.stored())
    async with database.transaction() as session:
        assert (await session.get_one(Flow, flow_id)).version == 2


async def test_a_flow_with_errors_never_comes_to_the_gate(database: Database) -> None:
    gate = Gate()
    flow_id = await save_flow(database, require_scenarios=True)
    with pytest.raises(FlowHasErrors):
        await publish(database, flow_id, gate)
    assert gate.asked == []


async def test_a_flow_that_only_flows_use_may_simply_end(database: Database) -> None:
    alone = await save_flow(database, canvas_data=read_canvas(UNFINISHED).stored())
    with pytest.raises(FlowHasErrors):
        await publish(database, alone)
    await save_flow(database, canvas_data=read_canvas(calling(alone)).stored(), name="Outer")
    assert (await publish(database, alone)).version == 1


async def test_what_another_flow_gives_a_flow_is_there(database: Database) -> None:
    raw = drawn("Goodbye {{plan}} {{city}}.")
    inner = await save_flow(database, canvas_data=read_canvas(raw).stored())
    assert await _unknown(database, inner) == {"plan", "city"}
    for name in ("Outer", "Another"):
        outer = calling(inner)
        outer["nodes"][1]["data"]["inputs"] = [{"name": "plan", "value": "gold"}, {"value": "unnamed"}]
        await save_flow(database, canvas_data=read_canvas(outer).stored(), name=name)
    other = calling("another flow")
    other["nodes"][1]["data"]["inputs"] = [{"name": "city", "value": "Pune"}]
    await save_flow(database, canvas_data=read_canvas(other).stored(), name="Of another")
    assert await _unknown(database, inner) == {"city"}


async def _unknown(database: Database, flow_id: UUID) -> set[str]:
    """Variables that nobody sets, by what is told of them."""
    async with database.transaction() as session:
        found = await FlowPublisher(session, FlowRegistry(session)).findings(flow_id, None)
    return {one.message.partition("{{")[2].partition("}}")[0] for one in found if one.code == "undefined_variable"}


async def test_a_flow_that_an_agent_uses_too_must_have_an_end(database: Database) -> None:
    both = await save_flow(database, canvas_data=read_canvas(UNFINISHED).stored())
    await save_flow(database, canvas_data=read_canvas(calling(both)).stored(), name="Outer")
    async with database.transaction() as session:
        session.add(agent_row(flow_id=both))
    with pytest.raises(FlowHasErrors):
        await publish(database, both)


async def test_rolling_back_to_what_leads_nowhere_now_is_refused(database: Database) -> None:
    inner = await save_flow(database, drawn())
    outer = await save_flow(database, calling(inner), drawn())
    async with database.transaction() as session:
        await FlowRegistry(session).delete(inner)  # no current version has it
    with pytest.raises(FlowHasErrors) as refused:
        async with database.transaction() as session:
            await FlowPublisher(session, FlowRegistry(session)).roll_back(outer, 1, 1)
    errors = [one["code"] for one in refused.value.extra["findings"] if one["severity"] == "error"]
    assert errors == ["unknown_subflow"]


async def test_agents_that_do_not_go_on_when_a_machine_answers_are_named(database: Database) -> None:
    raw = drawn()
    raw["nodes"].append({"id": "g", "type": "global", "position": {"x": 9, "y": 9}, "data": {"condition": "voicemail"}})
    raw["edges"].append({"id": "v", "source": "g", "target": "bye", "sourceHandle": None})
    flow_id = await save_flow(database, canvas_data=read_canvas(raw).stored())

    async def found() -> list[str]:
        async with database.transaction() as session:
            findings = await FlowPublisher(session, FlowRegistry(session)).findings(flow_id, None)
        return [finding.message for finding in findings if finding.code == "voicemail_unheard"]

    assert await found() == []
    async with database.transaction() as session:
        session.add(agent_row(flow_id=flow_id, name="Asha", options={"voicemail_action": "leave_message"}))
        session.add(agent_row(flow_id=flow_id, name="Ravi", options={"voicemail_action": "flow"}))
    [message] = await found()
    assert message.endswith(": Asha.")

"""What the checks are told of message templates, and what older canvases become once they are read from their rows."""

from __future__ import annotations

from typing import Any

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import save_flow
from tron.core.database.engine import Database
from tron.core.database.tables import Flow, FlowVersion, SenderRow, TemplateRow
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.migrations import SCHEMA
from tron.core.flow_engine.validate.finding import KnownTemplate
from tron.core.flows.message_templates import known_templates
from tron.core.flows.shown import present
from tron.core.repositories.flows import FlowRepository


def sending(*templates: str) -> dict[str, Any]:
    return canvas([(f"n{at}", "send_message", {"template": name}) for at, name in enumerate(templates)], [])


async def test_a_template_is_registered_under_its_own_header_or_its_senders(database: Database) -> None:
    dlt = {"channel": "sms", "text": "Hi {{name}}", "dlt_template_id": "1" * 19}
    async with database.transaction() as session:
        session.add(TemplateRow(**dlt, name="own", header="TRONIN"))
        session.add(TemplateRow(**dlt, name="senders"))
        session.add(TemplateRow(**{**dlt, "dlt_template_id": ""}, name="bare", header="TRONIN"))
        session.add(TemplateRow(name="other", channel="whatsapp", text="Hi"))
    drawn = read_canvas(sending("own", "senders", "bare", "other", "nothing", ""))
    own = KnownTemplate("sms", registered=True, names=("name",))
    bare = KnownTemplate("sms", names=("name",))
    known = {"own": own, "senders": bare, "bare": bare, "other": KnownTemplate("whatsapp")}
    async with database.transaction() as session:
        assert await known_templates(session, drawn) == known
        assert await known_templates(session, read_canvas(sending(""))) == {}
        session.add(SenderRow(kind="twilio", channel="sms", name="A", settings={"header": "OTHERS"}))
    async with database.transaction() as session:
        assert await known_templates(session, drawn) == {**known, "senders": own}


async def test_an_older_canvas_comes_forward_from_its_row(database: Database) -> None:
    old = {"schema_version": 1, "nodes": [{"id": "a", "type": "send_sms", "data": {"text": "Hi"}}], "edges": []}
    flow_id = await save_flow(database, canvas_data=old)
    async with database.transaction() as session:
        session.add(FlowVersion(flow_id=flow_id, version=1, canvas=old, findings=[], published_by="test"))
    async with database.transaction() as session:
        flow = await session.get_one(Flow, flow_id)
        assert flow.canvas_data["nodes"][0]["type"] == "send_sms", "rows stay as they were written"
        shown = present(flow.canvas_data)
    assert (shown["schema_version"], shown["nodes"][0]["type"]) == (SCHEMA, "send_message")


async def test_a_draft_that_only_came_forward_has_not_changed(database: Database) -> None:
    flow_id = await save_flow(database, sending("a"))
    async with database.transaction() as session:
        flow = await session.get_one(Flow, flow_id)
        flow.canvas_data = {**flow.canvas_data, "schema_version": 1}
    async with database.transaction() as session:
        assert not await FlowRepository(session).draft_changed(flow_id)

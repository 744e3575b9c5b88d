"""Which templates of messages a flow names, and what the checks must know of them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.flow_engine.validate.finding import KnownTemplate
from tron.core.messages.wording import names_in
from tron.core.repositories.messages import MessageRepository, SenderRepository


async def known_templates(session: AsyncSession, canvas: FlowCanvas) -> Mapping[str, KnownTemplate]:
    """Those of the flow's messages that exist, by name."""
    named = {str(node.data.get("template") or "") for node in canvas.nodes if node.type == "send_message"} - {""}
    if not named:
        return {}
    sender = await SenderRepository(session).of_channel("sms")
    header = str(sender.settings.get("header") or "") if sender is not None else ""
    rows = await MessageRepository(session).templates(named)
    return {
        row.name: KnownTemplate(
            row.channel, bool(row.dlt_template_id) and bool(row.header or header), names_in(row.text)
        )
        for row in rows
    }

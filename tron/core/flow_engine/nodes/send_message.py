"""A message during the call: SMS or WhatsApp."""

from __future__ import annotations

import hashlib
from typing import Any, Final, Literal

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.speaking import BOOL
from tron.core.flow_engine.spec import NEXT, Handle, NodeData, NodeType, rendered
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flow_engine.world import MessageOrder, MessageTemplate
from tron.core.messages.wording import LONGEST, filled_in, one_line
from tron.core.phone import mask

FAILED: Final = "failed"
NOTHING: Final = "There is no number or no text."
SENT: Final = "sent"
"""In the node's memory: what it sent last."""


class MessageValue(NodeData):
    """One variable of the template, where its value is not the flow's variable of the same name."""

    name: str = Field(default="", title="Variable", description="A name that stands in the template.", max_length=100)
    value: str = Field(
        default="",
        title="Value",
        description="What is put there, such as {{order.id}}.",
        json_schema_extra={"template": True},
    )


class SendMessageData(NodeData):
    channel: Literal["sms", "whatsapp"] = Field(
        default="sms",
        title="Channel",
        description="How it is sent: as a text message or on WhatsApp.",
        json_schema_extra={"labels": {"sms": "SMS", "whatsapp": "WhatsApp"}},
    )
    to: str = Field(
        default="{{phone_number}}",
        title="To",
        description="A phone number; as it is, the caller's.",
        json_schema_extra={"template": True},
    )
    template: str = Field(
        default="",
        title="Template",
        description="An approved template. SMS to Indian numbers, and WhatsApp to who has not just written, need one.",
        json_schema_extra={"widget": "message_template"},
        max_length=60,
    )
    values: list[MessageValue] = Field(
        default_factory=list,
        title="Values",
        description="For the template's variables that the flow has under another name.",
        json_schema_extra={"widget": "rows"},
        max_length=50,
    )
    text: str = Field(
        default="",
        title="Message",
        description="Without a template: at most 1,600 characters once its variables are filled in.",
        json_schema_extra=rendered(),
    )


class SendMessage(NodeType[SendMessageData]):
    type = "send_message"
    category = "actions"
    icon = "message-square"
    title = "Send message"
    help = "Sends an SMS or a WhatsApp message while the call goes on, such as a link or a summary."
    data = SendMessageData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Not sent", needed=False, fallback=True))

    def parts(self, data: SendMessageData) -> bool:
        return False

    def problems(self, data: SendMessageData) -> list[tuple[str, str, str]]:
        words = data.text.strip() or data.template.strip()
        fields = (("to", data.to, "Give the number it is sent to."), ("text", words, "Write the message."))
        return [("empty_text", name, message) for name, text, message in fields if not text.strip()]

    async def execute(self, run: NodeRun, data: SendMessageData) -> str:
        order, problem = await _order(run, data)
        told: dict[str, Any] = {"to": mask(order.to), "channel": data.channel, "template": data.template}
        if not problem:
            if await _was_sent(run, order):
                return NEXT
            result = await run.outside.send_message(order)
            if result.sent:
                run.memory[SENT] = _words(order)
            if result.again:
                return NEXT if result.sent else run.way(FAILED)
            told["message_id"] = result.message_id or None
            problem = "" if result.sent else result.problem or "It was not taken."
        if problem:
            await run.emit("message.failed", {**told, "problem": problem})
            return run.way(FAILED)
        await run.emit("message.sent", {**told, "text": order.shown})
        return NEXT


async def _was_sent(run: NodeRun, order: MessageOrder) -> bool:
    """Whether it went out before words into the goodbye led back: nobody gets the same message twice for that."""
    sent = run.state.reopened and run.memory.get(SENT) == _words(order)
    return await run.outside.decided(sent, BOOL, private=bool(run.state.sensitive))


def _words(order: MessageOrder) -> str:
    """A name for all that is sent, which gives nothing of it away."""
    return hashlib.sha256(repr((order.channel, order.to, order.template, order.text)).encode()).hexdigest()[:32]


async def _order(run: NodeRun, data: SendMessageData) -> tuple[MessageOrder, str]:
    """What is to be sent, and why it cannot be, "" where it can."""
    to = await run.fill(data.to)
    if not data.template:
        text = (await run.fill(data.text))[:LONGEST]
        order = MessageOrder(data.channel, to, text, _shown(run, data.text)[:LONGEST])
        return order, "" if to and text else NOTHING
    template = await run.outside.message_template(data.channel, data.template)
    if template is None:
        order = MessageOrder(data.channel, to, "", "", data.template)
        return order, f"There is no template {data.template!r} of this channel."
    order, empty = await _from_template(run, data, template, to)
    if not to:
        return order, NOTHING
    return order, f"There is no value for {', '.join(empty)}." if empty else ""


async def _from_template(
    run: NodeRun, data: SendMessageData, template: MessageTemplate, to: str
) -> tuple[MessageOrder, list[str]]:
    """The order, and the template's variables without a value."""
    written = {row.name: row.value for row in data.values if row.name}
    values, shown = {}, {}
    for name in template.names:
        wanted = written.get(name) or f"{{{{{name}}}}}"
        values[name], shown[name] = one_line(await run.fill(wanted)), one_line(_shown(run, wanted))
    text = filled_in(template.text, values)[:LONGEST]
    order = MessageOrder(
        data.channel, to, text, filled_in(template.text, shown)[:LONGEST], template.name, tuple(values.values())
    )
    return order, [name for name, value in values.items() if not value]


def _shown(run: NodeRun, template: str) -> str:
    """Filled in without what is sensitive."""
    return filled_or_plain(template, run.state.shown(run.state.variables)).text

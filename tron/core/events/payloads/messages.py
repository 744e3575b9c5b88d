"""Messages by SMS and WhatsApp."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload


class AboutMessage(Payload):
    """Of a message: `to` is masked, `message_id` its row's id, where it has one."""

    to: str
    channel: Literal["sms", "whatsapp"] = "sms"
    template: str = ""
    message_id: str | None = None


class MessageSent(AboutMessage):
    """A message is on its way."""

    type = "message.sent"
    text: str


class MessageFailed(AboutMessage):
    """It was not sent, or the vendor said later that it did not arrive."""

    type = "message.failed"
    problem: str


class MessageDelivered(AboutMessage):
    """It is on the phone, as the vendor says."""

    type = "message.delivered"


class MessageRead(AboutMessage):
    """It was read; only WhatsApp tells."""

    type = "message.read"


class MessageUnknown(AboutMessage):
    """Whoever sent it went away in the middle: the vendor may have it, and it is not sent again."""

    type = "message.unknown"


class MessageReceived(AboutMessage):
    """The person answered. `opted_out`: they want no more messages and calls."""

    type = "message.received"
    text: str
    opted_out: bool = False

"""Messages, their senders and their templates as the API takes and shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from tron.core.caller_ids import Category
from tron.core.messages.reasons import MessageReason
from tron.core.messages.wording import LONGEST, has_stray_braces
from tron.core.models.page import ListQuery, Page, Shown
from tron.core.models.trunk import LineFormField
from tron.core.ports.messages import Channel, MessageState

Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_SHAPES: Final[Mapping[str, tuple[Channel, re.Pattern[str], str]]] = {
    "dlt_template_id": ("sms", re.compile(r"([0-9]{10,30})?"), "A DLT template id has 10 to 30 digits."),
    "header": ("sms", re.compile(r"([A-Za-z0-9-]{3,15})?"), "A header has 3 to 15 letters or digits."),
    "whatsapp_name": (
        "whatsapp",
        re.compile(r"[a-z0-9_]{1,512}"),
        "Give the name that WhatsApp approved: small letters, digits and underscores.",
    ),
    "language": (
        "whatsapp",
        re.compile(r"[a-z]{2,3}(_[A-Z]{2})?"),
        "Write the language as WhatsApp approved it, such as en, hi or en_US.",
    ),
}
"""What a channel asks of its own fields; the other channel's are emptied."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SenderIn(_In):
    """An account that sends messages. `settings` fit its kind's form (GET /message-kinds); secrets stay sealed."""

    kind: Annotated[str, StringConstraints(max_length=30)]
    name: Name
    settings: dict[str, Any] = Field(default_factory=dict)
    enabled: bool = True
    is_default: bool = Field(default=False, description="Takes the messages of its channel.")


class SenderUpdate(SenderIn):
    """PUT: all of it, and the row's `revision`. A secret that is left out stays as it is; null takes it away."""

    revision: Revision


class SenderOut(Shown):
    """A sender; of its secrets only their names. `hook_url` is what the vendor is told; null without a public URL."""

    id: UUID
    kind: str
    channel: Channel
    name: str
    settings: dict[str, Any]
    secrets_set: list[str]
    enabled: bool
    is_default: bool
    hook_url: str | None
    revision: int
    created_at: datetime
    updated_at: datetime


class SenderPage(Page[SenderOut]):
    """All senders, on one page."""


class SenderKind(Shown):
    """A kind of sender, and the form of its accounts."""

    name: str
    title: str
    channel: Channel
    form: list[LineFormField]


class SenderKindPage(Page[SenderKind]):
    """All kinds, on one page."""


class TemplateIn(_In):
    """Approved words. `dlt_template_id` and `header` are SMS's, `whatsapp_name` and `language` WhatsApp's."""

    # A field that WhatsApp needs is looked at where it is left out, too.
    model_config = ConfigDict(extra="forbid", validate_default=True)

    name: Name
    channel: Channel
    category: Category = "promotional"
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)] = Field(
        description="As registered, each of its variables as a {{name}}."
    )
    dlt_template_id: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    header: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="", description="The registered sender id; empty: the sender's own."
    )
    whatsapp_name: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    language: Annotated[str, StringConstraints(strip_whitespace=True)] = ""

    @field_validator("text")
    @classmethod
    def _has_names_alone(cls, text: str) -> str:
        if has_stray_braces(text):
            raise ValueError("In braces stand names alone, such as {{order_id}}.")
        return text

    @field_validator(*_SHAPES)
    @classmethod
    def _fits_its_channel(cls, written: str, info: ValidationInfo) -> str:
        channel, shape, told = _SHAPES[info.field_name or ""]
        if info.data.get("channel", channel) != channel:
            return ""
        if "channel" in info.data and not shape.fullmatch(written):
            raise ValueError(told)
        return written


class TemplateUpdate(TemplateIn):
    """PUT: all of it, and the row's `revision`."""

    revision: Revision


class TemplateOut(Shown):
    """A template. `variables` are the names in its text, in their order."""

    id: UUID
    name: str
    channel: Channel
    category: Category
    text: str
    variables: list[str]
    dlt_template_id: str
    header: str
    whatsapp_name: str
    language: str
    revision: int
    created_at: datetime
    updated_at: datetime


class TemplatePage(Page[TemplateOut]):
    """All templates, on one page."""


class MessageTestIn(_In):
    """One message to try a sender: a template with values, or a text. A practice number's lands in the practice
    inbox."""

    to: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    template: str = ""
    values: dict[str, str] = Field(default_factory=dict, max_length=50)
    text: Annotated[str, StringConstraints(max_length=LONGEST)] = ""


class MessageQuery(ListQuery):
    """Which messages: of a call, of a number."""

    call_id: UUID | None = None
    phone_number: Annotated[str | None, Field(max_length=40)] = None


class MessageOut(Shown):
    """A message. `reason` is a code of why it failed, `error` a sentence; `text` hides what is sensitive."""

    id: UUID
    call_id: UUID | None
    direction: Literal["out", "in"]
    phone_number: str
    channel: Channel
    sender: str
    vendor_id: str | None
    template: str
    category: Category
    text: str
    state: MessageState
    reason: MessageReason | None
    error: str | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None


class MessagePage(Page[MessageOut]):
    """Messages, the newest first."""

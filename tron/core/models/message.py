"""Messages, their senders and their templates as the API takes and shows them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tron.core.messages.reasons import MessageReason
from tron.core.messages.wording import LONGEST, has_stray_braces
from tron.core.models.page import ListQuery, Page, Shown
from tron.core.models.trunk import LineFormField
from tron.core.ports.messages import Channel, MessageState

Category = Literal["promotional", "service", "transactional"]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_DLT_ID = re.compile(r"[0-9]{10,30}")
_HEADER = re.compile(r"[A-Za-z0-9-]{3,15}")
_WHATSAPP_NAME = re.compile(r"[a-z0-9_]{1,512}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


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
    """PUT: all of it, and the row's `revision`. A secret that is left out, or null, stays as it is."""

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

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if has_stray_braces(self.text):
            raise ValueError("In braces stand names alone, such as {{order_id}}.")
        if self.channel == "sms":
            _match(_DLT_ID, self.dlt_template_id, "A DLT template id has 10 to 30 digits.")
            _match(_HEADER, self.header, "A header has 3 to 15 letters or digits.")
            self.whatsapp_name = self.language = ""
            return self
        if not self.whatsapp_name or not self.language:
            raise ValueError("Give the name and the language that WhatsApp approved.")
        _match(_WHATSAPP_NAME, self.whatsapp_name, "WhatsApp's names have small letters, digits and underscores.")
        _match(_LANGUAGE, self.language, "Write the language as WhatsApp does, such as en, hi or en_US.")
        self.dlt_template_id = self.header = ""
        return self


def _match(shape: re.Pattern[str], text: str, message: str) -> None:
    if text and not shape.fullmatch(text):
        raise ValueError(message)


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

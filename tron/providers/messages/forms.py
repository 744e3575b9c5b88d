"""Fields that the accounts of several senders share."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from tron.core.ports.messages import Channel

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s@]+$", max_length=500)]
Token = Annotated[SecretStr, Field(min_length=16, max_length=200)]
Header = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Za-z0-9-]{3,15})?$"),
    Field(
        title="Header",
        description="The sender id that the DLT registered, such as TRONIN; a template may have its own.",
    ),
]
EntityId = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{10,30})?$"),
    Field(title="DLT entity id", description="The principal entity id of your DLT registration."),
]
HookToken = Annotated[
    Token | None,
    Field(
        title="Webhook token",
        description="At least 16 characters that only the vendor knows: it proves delivery reports. "
        "Empty: none are taken.",
    ),
]


class SenderModel(BaseModel):
    """Base of a sender's settings."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SmsSender:
    """What senders of SMS say of themselves, unless they say something else."""

    channel: Channel = "sms"
    inherits: ClassVar[dict[str, str]] = {}

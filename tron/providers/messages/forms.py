"""Fields that the accounts of several senders share."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s@]+$", max_length=500)]
Token = Annotated[SecretStr, Field(min_length=16, max_length=200)]
Header = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9-]{3,15})?$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^([0-9]{10,30})?$")]
HEADER_TITLE: Final = "Header"
HEADER_HELP: Final = "The sender id that the DLT registered, such as TRONIN; a template may have its own."
ENTITY_TITLE: Final = "DLT entity id"
ENTITY_HELP: Final = "The principal entity id of your DLT registration."
HOOK_HELP: Final = (
    "At least 16 characters that only the vendor knows: it proves delivery reports. Empty: none are taken."
)


class SenderModel(BaseModel):
    """Base of a sender's settings."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

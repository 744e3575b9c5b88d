"""What all payloads are."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Payload(BaseModel):
    """Base of all payloads; `type` is the event's name on the wire. One without a `type` is a base of others."""

    model_config = ConfigDict(extra="allow")
    type: ClassVar[str]

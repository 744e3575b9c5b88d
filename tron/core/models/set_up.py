"""Setting up a line's trunk at its vendor, as the API takes and shows it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

from tron.core.models.page import Shown
from tron.core.models.trunk import DialNumber, Name
from tron.core.trunks.set_up import StepCode, StepState, Trouble

HostText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=260, pattern=r"^([A-Za-z0-9\[][A-Za-z0-9.\-:\]]*)?$"),
]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=128)]


class SetUpIn(BaseModel):
    """What is wanted. With `by_twilio` address, user and password are made at Twilio."""

    model_config = ConfigDict(extra="forbid")

    name: Name = "Tron"
    trunk_id: UUID | None = Field(default=None, description="The trunk of Tron's that is set up again.")
    numbers: list[DialNumber] = Field(min_length=1, max_length=50)
    by_twilio: bool = False
    sip_host: HostText = Field(default="", description="Where Twilio sends calls: the LiveKit project's SIP address.")
    address: HostText = Field(default="", description="The carrier's host, with a port if need be.")
    transport: Literal["auto", "udp", "tcp", "tls"] = "auto"
    username: Short = ""
    password: SecretStr | None = Field(default=None, max_length=128)
    allowed_addresses: list[HostText] = Field(default_factory=list, max_length=50)

    @model_validator(mode="after")
    def _whole(self) -> SetUpIn:
        if not self.by_twilio and not self.address:
            raise ValueError("Give the carrier's address.")
        if self.by_twilio and not self.sip_host:
            raise ValueError("Give the SIP address of the LiveKit project.")
        return self


class StepOut(Shown):
    """One thing that was looked at, made or changed. `name`: what it is called there."""

    code: StepCode
    state: StepState
    name: str
    trouble: Trouble | None
    detail: str
    numbers: list[str] = Field(description="Calls to these are taken, in each form in which a carrier may write them.")
    added: list[str] = Field(description="Those of `numbers` that were missing where the rest was there.")


class SetUpOut(Shown):
    """What was done. `ok` false: the last step failed, and nothing after it was tried."""

    ok: bool
    steps: list[StepOut]
    trunk_id: UUID | None = Field(description="The trunk of Tron's that goes by it now.")

"""A trunk on Plivo: one account there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr

from tron.core.trunks.spec import TrunkModel

SoundFormat = Literal["mulaw_8k", "linear_16k"]
API = "https://api.plivo.com"


class PlivoTrunk(TrunkModel):
    """Who calls and is called, and how sound is written."""

    auth_id: str = Field(
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9]+$",
        title="Auth ID",
        description="Stands in the Plivo console on the first page; starts with MA or SA.",
    )
    auth_token: SecretStr = Field(
        title="Auth token", description="Stands beside the Auth ID; it signs Plivo's webhooks, too."
    )
    sound: SoundFormat = Field(
        "mulaw_8k",
        title="Sound",
        description="As telephones have it (mulaw_8k), or twice as wide (linear_16k) where the call is.",
    )
    send_digits: str = Field(
        "",
        pattern=r"^[0-9*#wW]{0,32}$",
        title="Keys at the answer",
        description="Pressed as soon as somebody answers, for an extension; w waits half a second.",
    )
    endpoint: str = Field(
        API,
        pattern=r"^https?://[^\s/]+(/[^\s]*)?$",
        max_length=200,
        title="Address of the API",
        description="Another address only where a proxy stands before Plivo.",
    )

"""What a LiveKit trunk of Tron is: ids of trunks and rules that LiveKit's SIP service has."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from tron.core.trunks.spec import TrunkModel

_HEADER = re.compile(r"[A-Za-z0-9!%*_+`'~.\-]{1,64}\Z")


def _headers(values: dict[str, str]) -> dict[str, str]:
    for name, value in values.items():
        if not _HEADER.match(name) or any(ord(sign) < 32 for sign in value):
            raise ValueError("A header has a name without spaces and a value of one line.")
    return values


class LivekitTrunk(TrunkModel):
    """The LiveKit server itself is in the settings; several trunks may stand on it."""

    outbound_trunk_id: str = Field(
        "",
        pattern=r"^(ST_[A-Za-z0-9]{4,60})?$",
        title="Outbound trunk",
        description="LiveKit's id of the trunk that rings phones; starts with ST_. Empty: the one of the settings.",
    )
    inbound_trunk_id: str = Field(
        "",
        pattern=r"^(ST_[A-Za-z0-9]{4,60})?$",
        title="Inbound trunk",
        description="LiveKit's id of the trunk on which calls come in; starts with ST_.",
    )
    dispatch_rule_id: str = Field(
        "",
        pattern=r"^(SDR_[A-Za-z0-9]{4,60})?$",
        title="Dispatch rule",
        description="LiveKit's id of the rule that gives incoming calls to Tron; starts with SDR_.",
    )
    krisp: bool = Field(
        False,
        title="Noise cancellation",
        description="Krisp, on the callers' sound. LiveKit Cloud alone has it.",
    )
    headers: Annotated[dict[str, str], AfterValidator(_headers)] = Field(
        default_factory=dict,
        max_length=20,
        title="SIP headers",
        description="Sent with each call, as X-Campaign: diwali. Those of a call come on top.",
    )

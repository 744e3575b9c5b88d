"""A trunk on Twilio: the account is in the settings, numbers and limits are those of every trunk."""

from __future__ import annotations

from pydantic import Field

from tron.core.trunks.spec import TrunkModel


class TwilioTrunk(TrunkModel):
    """What may differ between two ways out by one account."""

    send_digits: str = Field(
        "",
        pattern=r"^[0-9*#wW]{0,32}$",
        title="Keys at the answer",
        description="Pressed as soon as somebody answers, for an extension; w waits half a second.",
    )

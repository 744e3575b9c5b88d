"""A trunk on Exotel: one account there, and what its webhooks prove themselves by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_network
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr

from tron.core.trunks.spec import TrunkModel

Region = Literal["mumbai", "singapore"]
APIS: Final[Mapping[str, str]] = {"mumbai": "https://api.in.exotel.com", "singapore": "https://api.exotel.com"}


def _networks(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        ip_network(value, strict=False)
    return values


def _plain(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,128}", value.get_secret_value()):
        raise ValueError("It stands in an address: 16 to 128 letters, digits, - and _.")
    return value


class ExotelTrunk(TrunkModel):
    """Who calls and is called. Exotel signs nothing: a token, and addresses if you like, are its proof."""

    account_sid: str = Field(
        min_length=2,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+$",
        title="Account SID",
        description="Stands under API settings in the Exotel dashboard.",
    )
    api_key: SecretStr = Field(title="API key", description="The user name of the API; stands beside the account SID.")
    api_token: SecretStr = Field(title="API token", description="The password of the API; stands beside the API key.")
    region: Region = Field("mumbai", title="Region", description="Where Exotel keeps the account.")
    webhook_token: Annotated[SecretStr, AfterValidator(_plain)] = Field(
        title="Webhook token",
        description="Make one up, 16 letters and digits or more. It stands in the address that the applet calls.",
    )
    networks: Annotated[tuple[str, ...], AfterValidator(_networks)] = Field(
        (),
        title="Exotel's addresses",
        description="Addresses or networks that webhooks may come from. Empty for any, or behind a proxy.",
    )
    app_id: str = Field(
        "",
        pattern=r"^[0-9]{0,20}$",
        title="Flow (App ID)",
        description="Empty: who answers is with the agent at once. Else this flow of the App Bazaar runs first.",
    )
    endpoint: str = Field(
        "",
        pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$",
        max_length=200,
        title="Address of the API",
        description="Another address only where a proxy stands before Exotel.",
    )

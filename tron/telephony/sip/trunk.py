"""A SIP account or trunk: what the gateway needs to know of a carrier, a PBX or a plain SIP account."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, Field, SecretStr, model_validator

from tron.core.trunks.spec import TrunkModel

Transport = Literal["udp", "tcp", "tls"]
SHORTEST_PASSWORD = 8
OWN_HOST = "tron.local"
Codec = Literal["PCMU", "PCMA", "G722"]
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])\Z")
_HEADER = re.compile(r"X-[A-Za-z0-9\-]{1,60}\Z")
_USER = re.compile(r"[A-Za-z0-9\-_.!~*'()&=+$,;?/%#]{1,128}\Z")


def _host(value: str) -> str:
    if not _HOST.match(value):
        raise ValueError("This is no host name and no address.")
    return value


def _host_and_port(value: str) -> str:
    host, colon, port = value.rpartition(":") if re.search(r":\d+\Z", value) else (value, "", "")
    if colon and not 0 < int(port) < 65536:
        raise ValueError("A port is 1 to 65535.")
    _host(host)
    return value


def _user(value: str) -> str:
    if value and not _USER.match(value):
        raise ValueError("This cannot be the user of a SIP address.")
    return value


def _networks(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        ip_network(value, strict=False)
    return values


def _headers(values: dict[str, str]) -> dict[str, str]:
    for name, value in values.items():
        if not _HEADER.match(name) or len(value) > 512 or any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            raise ValueError("A header's name is X- and letters, and its value one line.")
    return values


Host = Annotated[str, AfterValidator(_host)]
HostOrNone = Annotated[str, AfterValidator(lambda value: value and _host(value))]
HostAndPort = Annotated[str, AfterValidator(_host_and_port)]
User = Annotated[str, AfterValidator(_user)]


class SipTrunk(TrunkModel):
    """Registered with a registrar, or static: known to the carrier by Tron's address."""

    kind: Literal["carrier", "softphone"] = Field(
        "carrier",
        title="Kind",
        description="A carrier, PBX or SIP account; or a softphone that registers with Tron.",
    )
    domain: HostOrNone = Field(
        "", title="Domain", description="The host in the account's address, sip:user@domain. Not for a softphone."
    )
    port: int | None = Field(
        None, ge=1, le=65535, title="Port", description="Of the carrier. Empty: 5060, for TLS 5061."
    )
    username: User = Field("", title="User", description="The user in the account's address; often its number.")
    auth_username: str = Field(
        "", max_length=128, title="User for the password", description="Where it differs from the user."
    )
    password: SecretStr | None = Field(None, title="Password", description="Empty where the carrier knows the address.")
    registers: bool = Field(
        True,
        validation_alias=AliasChoices("registers", "register"),
        title="Register",
        description="Off for a static trunk, which the carrier knows by Tron's address.",
    )
    registrar: HostAndPort | None = Field(
        None, title="Registrar", description="Host, and port if need be. Empty: the domain."
    )
    register_expires: int = Field(
        300, ge=60, le=86400, title="Registration lasts", description="Seconds; renewed before they are over."
    )
    outbound_proxy: HostAndPort | None = Field(
        None, title="Outbound proxy", description="Host, and port if need be, that every request goes through."
    )
    transport: Transport = Field("udp", title="Transport", description="How SIP messages travel.")
    tls_verify: bool = Field(
        True, title="Check the certificate", description="With TLS: refuse a certificate that nobody vouches for."
    )
    srtp: Literal["off", "optional", "required"] = Field(
        "off", title="Encrypted sound (SRTP)", description="Optional: offered, and sound in the clear accepted."
    )
    codecs: tuple[Codec, ...] = Field(
        ("PCMU", "PCMA", "G722"), min_length=1, title="Codecs", description="The first one is liked best."
    )
    dtmf: Literal["rfc4733", "info", "auto"] = Field(
        "auto", title="Keys", description="As events in the sound (RFC 4733), by SIP INFO, or what the far side can."
    )
    caller_id_header: Literal["from", "p_asserted_identity", "both"] = Field(
        "from", title="Caller id goes into", description="Where the carrier looks for the number that calls."
    )
    number_format: Literal["e164", "digits"] = Field(
        "e164", title="Numbers are written", description="With a plus sign in front, or in digits alone."
    )
    headers: Annotated[dict[str, str], AfterValidator(_headers)] = Field(
        default_factory=dict,
        max_length=20,
        title="SIP headers",
        description="Sent with each call, as X-Campaign: diwali.",
    )
    user_phone: bool = Field(
        False, title="user=phone", description="Adds it to the address called; some carriers ask for it."
    )
    session_timers: bool = Field(
        True, title="Session timers", description="Both sides notice a dead call (RFC 4028), where the carrier can."
    )
    stun_server: HostAndPort | None = Field(
        None, title="STUN server", description="Finds Tron's public address when it is behind NAT."
    )
    public_address: Host | None = Field(
        None, title="Public address", description="Told to the carrier as the address for sound and SIP."
    )
    ice: bool = Field(False, title="ICE", description="Tries several ways through NAT; few carriers know it.")
    inbound_from: Annotated[tuple[str, ...], AfterValidator(_networks)] = Field(
        (), title="Calls also come from", description="Addresses or networks besides those of the carrier's hosts."
    )

    @property
    def host(self) -> str:
        """The host in the account's address."""
        return self.domain or OWN_HOST

    @property
    def registers_there(self) -> bool:
        """Whether Tron registers with a registrar."""
        return self.registers and self.kind == "carrier"

    @model_validator(mode="after")
    def _whole(self) -> SipTrunk:
        if self.kind == "softphone":
            secret = self.password.get_secret_value() if self.password is not None else ""
            if not self.username or len(secret) < SHORTEST_PASSWORD:
                raise ValueError(f"A softphone needs a user, and a password of {SHORTEST_PASSWORD} characters.")
        elif not self.domain:
            raise ValueError("A carrier's account needs a domain.")
        if self.registers_there and not self.username:
            raise ValueError("An account that registers needs a user.")
        if len(set(self.codecs)) != len(self.codecs):
            raise ValueError("A codec stands in the list twice.")
        return self

"""Registering a softphone with Tron: its account in words, and as codes that an app reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable
from urllib.parse import quote
from xml.sax.saxutils import escape

from tron.core.ports import Trunk

CodeKind = Literal["grandstream", "sip"]


@dataclass(frozen=True, slots=True)
class SoftphoneAccount:
    """What a person types into a softphone. `host` and `port` are where it registers, in the local network."""

    name: str
    user: str
    password: str = field(repr=False)
    host: str
    port: int
    transport: str = "udp"


@dataclass(frozen=True, slots=True)
class AccountCode:
    """The text of a QR code. `grandstream`: GS Wave's account file; `sip`: a SIP address with its password."""

    kind: CodeKind
    text: str = field(repr=False)


@runtime_checkable
class RegistersPhones(Protocol):
    """A line at which softphones register."""

    async def softphone(self, trunk: Trunk) -> SoftphoneAccount:
        """The account of this trunk. Raises Conflict where it is none, or no phone can register now."""
        ...


def codes_of(account: SoftphoneAccount) -> Sequence[AccountCode]:
    """The same account for each kind of app; the one that most apps read comes first."""
    return [AccountCode("grandstream", _grandstream(account)), AccountCode("sip", _address(account))]


def _address(account: SoftphoneAccount) -> str:
    """RFC 3261, 19.1: what is no user's or password's letter is escaped."""
    user, password = quote(account.user, safe=""), quote(account.password, safe="")
    return f"sip:{user}:{password}@{_host(account)};transport={account.transport}"


def _grandstream(account: SoftphoneAccount) -> str:
    fields = {
        "RegisterServer": _host(account),
        "OutboundServer": "",
        "UserID": account.user,
        "AuthID": account.user,
        "AuthPass": account.password,
        "AccountName": account.name,
        "DisplayName": account.name,
        "Dialplan": "{x+|\\+x+|*x+|*xx*x+}",
        "RandomPort": "0",
        "SecOutboundServer": "",
        "Voicemail": "",
    }
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<AccountConfig version="1"><Account>{inside}</Account></AccountConfig>'


def _host(account: SoftphoneAccount) -> str:
    host = f"[{account.host}]" if ":" in account.host else account.host
    return f"{host}:{account.port}"

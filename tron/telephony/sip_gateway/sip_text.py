"""Reads what matters out of SIP messages and writes SIP addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tron.telephony.sip.trunk import SipTrunk

_KEPT = ("x-", "p-asserted-identity", "diversion", "history-info", "remote-party-id", "reason", "privacy")
_ADDRESS = re.compile(r"<?(sips?|tel):([^@>;?]*)(?:@([^>;?\s]+))?")
_NUMBER = re.compile(r"(?:\+[0-9]{7,15}|[0-9]{10,15})\Z")
_LONG_NAMES = {"f": "from", "t": "to", "i": "call-id", "m": "contact"}
MOST_HEADERS = 40


@dataclass(frozen=True, slots=True)
class Address:
    """user@host of a From, To or request line; `user` may be empty."""

    user: str
    host: str


def header_lines(message: str) -> Iterator[tuple[str, str]]:
    """Name and value of each header, long names, folded lines joined."""
    head = re.split(r"\r?\n\r?\n", message, maxsplit=1)[0]
    lines = re.sub(r"\r?\n[ \t]+", " ", head).splitlines()[1:]
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            plain = name.strip()
            yield _LONG_NAMES.get(plain.lower(), plain), value.strip()


def kept_headers(message: str) -> dict[str, str]:
    """The headers that a call keeps: X-..., and those that tell who calls and why."""
    kept: dict[str, str] = {}
    for name, value in header_lines(message):
        if name.lower().startswith(_KEPT) and len(kept) < MOST_HEADERS:
            kept.setdefault(name, value[:512])
    return kept


def first_header(message: str, wanted: str) -> str | None:
    return next((value for name, value in header_lines(message) if name.lower() == wanted), None)


def address_of(text: str) -> Address:
    """Of a header's value or a URI; empty where there is none."""
    found = _ADDRESS.search(text)
    if found is None:
        return Address("", "")
    return Address(_unquoted(found.group(2).split(";")[0]), (found.group(3) or "").lower())


def called_of(message: str) -> Address:
    """Who is called: the request line, as the To header may be what the caller dialled first."""
    parts = message.split("\n", 1)[0].split()
    return address_of(parts[1]) if len(parts) > 1 else Address("", "")


def number_called(message: str) -> str:
    """Who is called, for the number that it may be: of a call to a registered account the request line says the
    account's own user, where that is none, and the To header which number was dialled."""
    asked, told = called_of(message).user, address_of(first_header(message, "to") or "").user
    return told if _NUMBER.match(told) and not _NUMBER.match(asked) else asked


def user_of(number: str, trunk: SipTrunk) -> str:
    """A number as this carrier writes it."""
    return number.removeprefix("+") if trunk.number_format == "digits" else number


def target_uri(to: str, trunk: SipTrunk) -> str:
    """Where an INVITE goes. A whole `sip:` address stays what it is."""
    if to.startswith(("sip:", "sips:")):
        return to
    port = f":{trunk.port}" if trunk.port else ""
    extra = ";user=phone" if trunk.user_phone else ""
    return f"sip:{user_of(to, trunk)}@{trunk.host}{port}{transport_parameter(trunk)}{extra}"


def transport_parameter(trunk: SipTrunk) -> str:
    return "" if trunk.transport == "udp" else f";transport={trunk.transport}"


def identity_uri(trunk: SipTrunk) -> str:
    """The account's own address."""
    user = f"{trunk.username}@" if trunk.username else ""
    return f"sip:{user}{trunk.host}"


def server_uri(host_and_port: str, trunk: SipTrunk) -> str:
    return f"sip:{host_and_port}{transport_parameter(trunk)}"


def caller_uri(caller: str | None, trunk: SipTrunk) -> str | None:
    """What From says; None: the account's own address."""
    if caller is None or trunk.caller_id_header == "p_asserted_identity":
        return None
    return f"<sip:{user_of(caller, trunk)}@{trunk.host}>"


def outgoing_headers(headers: Mapping[str, str], caller: str | None, trunk: SipTrunk) -> dict[str, str]:
    """The headers of an INVITE: the trunk's, on top the call's own, and the asserted caller id where the carrier wants
    it."""
    whole = {**trunk.headers, **headers}
    if caller is None or trunk.caller_id_header == "from":
        return whole
    return {**whole, "P-Asserted-Identity": f"<sip:{user_of(caller, trunk)}@{trunk.host}>"}


def _unquoted(text: str) -> str:
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found.group(1), 16)), text)

"""Which addresses a tool may reach: the rules against server-side request forgery. Pure; providers connect by them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from tron.core.tools.trouble import ToolTrouble

Address = IPv4Address | IPv6Address
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
LONGEST_URL = 4000
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_DOTTED = re.compile(r"(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}")
_NUMERIC = re.compile(r"(\d+|0[xX][0-9a-fA-F]*)")
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
# IANA's special ranges and the metadata services of clouds, on top of what ipaddress knows: that differs by release.
_SPECIAL_4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
# Outside of 2000::/3 there is nothing public, or another address is wrapped inside (IPv4-mapped, NAT64).
_GLOBAL_6: Final = IPv6Network("2000::/3")
_SPECIAL_6: Final = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL: how it is asked for, and where that goes. `host` is lower case, without brackets or last dot."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def address(self) -> Address | None:
        """The address that the URL itself names; None for a name."""
        return _literal(self.host)


class AllowList:
    """`tools.allowed_hosts`: hosts, host:port, or CIDR ranges that may be private."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._hosts: set[tuple[str, int | None]] = set()
        self._ranges: list[IPv4Network | IPv6Network] = []
        for entry in map(str.strip, entries):
            if "/" in entry:
                self._ranges.append(ip_network(entry, strict=False))
            else:
                self._hosts.add(_host_and_port(entry))

    def names(self, target: Target) -> bool:
        """Whether it lists this host, at any port or this one."""
        return not self._hosts.isdisjoint({(target.host, None), (target.host, target.port)})

    def covers(self, address: Address) -> bool:
        return any(address in network for network in self._ranges if network.version == address.version)


def parse_target(url: str) -> Target:
    """The URL with its host as it will be looked up. Raises ToolTrouble for what no tool may ask for."""
    if len(url) > LONGEST_URL or _CONTROL.search(url):
        raise _refused("The address has characters that an address cannot have, or is too long.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("This is no address.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise _refused("Tools reach http and https addresses only.")
    if "@" in parts.netloc:
        raise _refused("An address must not hold a user name or password.")
    if port == 0:
        raise _refused("Port 0 cannot be reached.")
    host = clean_host(parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    path, query = quote(parts.path or "/", safe=_AS_IT_IS), quote(parts.query, safe=_AS_IT_IS)
    clean = urlunsplit(SplitResult(parts.scheme, netloc, path, query, ""))
    return Target(clean, parts.scheme, host, port or DEFAULT_PORTS[parts.scheme])


def clean_host(host: str) -> str:
    """A host name in lower case ASCII, or a canonical address. Raises ToolTrouble for odd spellings of addresses."""
    host = unicodedata.normalize("NFKC", host).lower().removesuffix(".")
    if ":" in host:
        if "%" in host:
            raise _refused("An address must not name a network interface.")
        try:
            return str(IPv6Address(host))
        except ValueError:
            raise _refused("This is no address.") from None
    if not host.isascii():
        host = _punycode(host)
    labels = host.split(".")
    if _NUMERIC.fullmatch(labels[-1]):  # an IPv4 address to whoever resolves it, however it is spelt
        if not _DOTTED.fullmatch(host) or _literal(host) is None:
            raise _refused("Spell the address as four decimal numbers.")
        return host
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _refused("This is no host name.")
    return host


def check_addresses(target: Target, addresses: Sequence[str], allowed: AllowList) -> list[str]:
    """The addresses a name resolved to, where all may be connected to. Raises ToolTrouble: one bad one spoils them."""
    if not addresses:
        raise ToolTrouble("unreachable", f"The name {target.host} is not known.")
    if not allowed.names(target):
        for text in addresses:
            check_address(text, allowed)
    return list(addresses)


def check_address(text: str, allowed: AllowList) -> None:
    """Raises ToolTrouble unless this address is public, or allowed by its range."""
    try:
        address = ip_address(text)
    except ValueError:
        raise _refused("The name resolves to something that is no address.") from None
    if not allowed.covers(address) and not is_public(address):
        raise _refused("It leads to an address inside a private network.")


def is_public(address: Address) -> bool:
    """Whether it is one of the open internet's, and not a way to wrap another one."""
    if isinstance(address, IPv6Address):
        outside = address.scope_id is not None or address not in _GLOBAL_6
        return not outside and address.is_global and not any(address in net for net in _SPECIAL_6)
    return address.is_global and not any(address in net for net in _SPECIAL_4)


def allowed_entry(value: str) -> str:
    """An entry of `tools.allowed_hosts` in its one spelling. Raises ValueError."""
    example = "Give a host, host:port or a range such as 10.0.0.0/8."
    try:
        if "/" in value:
            return str(ip_network(value.strip(), strict=False))
        host, port = _host_and_port(value.strip())
    except (ToolTrouble, ValueError):
        raise ValueError(example) from None
    if not host or port == 0:
        raise ValueError(example)
    shown = f"[{host}]" if ":" in host and port is not None else host
    return shown if port is None else f"{shown}:{port}"


def _host_and_port(entry: str) -> tuple[str, int | None]:
    if entry.count(":") > 1 and not entry.startswith("["):
        return clean_host(entry), None
    parts = urlsplit(f"//{entry}")
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("no host")
    return clean_host(parts.hostname or ""), parts.port


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _punycode(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _refused("This is no host name.") from None


def _refused(message: str) -> ToolTrouble:
    return ToolTrouble("refused_address", message, hint="Private addresses need an entry in Allowed hosts of tools.")

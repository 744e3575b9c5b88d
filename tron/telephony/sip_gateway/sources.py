"""From where calls may come in: the hosts of each account. Anybody else who finds the port is turned away."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from tron.telephony.sip.trunk import SipTrunk

log = logging.getLogger(__name__)
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LOOK_UP_SECONDS = 5.0


class Sources:
    """`learn` looks the hosts up; `account` says whose call it is."""

    def __init__(self) -> None:
        self._networks: dict[str, frozenset[Network]] = {}
        self._trunks: Mapping[str, SipTrunk] = {}

    async def learn(self, trunks: Mapping[str, SipTrunk]) -> None:
        """Look up the hosts of these accounts. A host that is not found keeps what was known of it."""
        found = await asyncio.gather(*(_networks(trunk) for trunk in trunks.values()))
        known = self._networks
        self._trunks = trunks
        self._networks = {
            name: networks or known.get(name, frozenset()) for name, networks in zip(trunks, found, strict=True)
        }

    def account(self, source: str, user: str) -> str | None:
        """The account for a call to `user` that comes from `source` (host:port); None where nobody expects it."""
        try:
            address = ip_address(source.rpartition(":")[0].strip("[]"))
        except ValueError:
            return None
        fitting = [name for name, networks in self._networks.items() if any(address in one for one in networks)]
        named = [name for name in fitting if self._trunks[name].username == user]
        return next(iter([*named, *fitting]), None)


async def _networks(trunk: SipTrunk) -> frozenset[Network]:
    hosts = {trunk.domain, *(one for one in (trunk.registrar, trunk.outbound_proxy) if one)}
    found = await asyncio.gather(*(_addresses(host) for host in hosts))
    given = {ip_network(one, strict=False) for one in trunk.inbound_from}
    return frozenset(given.union(*found))


async def _addresses(host_and_port: str) -> set[Network]:
    host = host_and_port.rpartition(":")[0] if host_and_port.rpartition(":")[2].isdigit() else host_and_port
    host = (host or host_and_port).strip("[]")
    try:
        async with asyncio.timeout(LOOK_UP_SECONDS):
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_DGRAM)
    except (OSError, TimeoutError, UnicodeError):  # the last: a name that no host can have
        log.warning("a carrier's host was not found: calls from it are turned away")
        return set()
    return {ip_network(entry[4][0]) for entry in found}

"""Connections only to where core.tools.addresses allows: the address that was checked is the one connected to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from tron.core.tools.addresses import AllowList, Target, check_address, check_addresses

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""All addresses of a name, asked for once for each connection. Raises OSError."""

LOOKUPS_AT_ONCE = 16


class SystemLookup:
    """The machine's own resolver, in threads of its own: a slow name server must not hold up what else uses threads."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUPS_AT_ONCE, thread_name_prefix="tool-names")

    async def __call__(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _getaddrinfo, host, port)
        return list(dict.fromkeys(str(row[4][0]) for row in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


@asynccontextmanager
async def checked_session(
    target: Target, allowed: AllowList, lookup: Lookup, trust: ssl.SSLContext | bool = True
) -> AsyncIterator[aiohttp.ClientSession]:
    """A session for this target alone: no cookies, no proxies, nothing kept. Its connections raise ToolTrouble."""
    connector = aiohttp.TCPConnector(
        resolver=_CheckedResolver(target, allowed, lookup),
        use_dns_cache=False,
        force_close=True,
        ssl=trust,
        socket_factory=_checked_socket(target, allowed),
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        max_line_size=16_000,
        max_field_size=16_000,
    ) as session:
        if (address := target.address) is not None:
            check_addresses(target, [str(address)], allowed)
        yield session


class _CheckedResolver(AbstractResolver):
    def __init__(self, target: Target, allowed: AllowList, lookup: Lookup) -> None:
        self._target = target
        self._allowed = allowed
        self._lookup = lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._lookup(host, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in check_addresses(self._target, found, self._allowed)
        ]

    async def close(self) -> None:
        """Nothing is kept."""


def _checked_socket(target: Target, allowed: AllowList) -> Callable[[Any], socket.socket]:
    """The last look, at what is really connected to, whatever the layers above did."""

    def make(info: Any) -> socket.socket:
        family, kind, proto, _, address = info
        if not allowed.names(target):
            check_address(str(address[0]), allowed)
        return socket.socket(family, kind, proto)

    return make


def _getaddrinfo(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)

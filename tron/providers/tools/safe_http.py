"""HTTP for tools: every hop checked, redirects by hand, size and time limited, answers decoded with care."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from tron.core.tools.addresses import AllowList, Target, parse_target
from tron.core.tools.ports import MOST_BYTES, HttpAnswer, HttpRequest, Method
from tron.core.tools.trouble import ToolTrouble
from tron.providers.tools.safe_connection import Lookup, SystemLookup, checked_session

MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
USER_AGENT = "Tron"
_KEPT_ELSEWHERE = frozenset({"accept", "accept-language", "content-type"})


@dataclass(frozen=True)
class SafeHttp:
    """Core's Fetch. `lookup` and `trust` are for tests: who resolves names, and whose certificates count."""

    lookup: Lookup
    trust: ssl.SSLContext | bool = True

    @classmethod
    def by_system(cls) -> SafeHttp:
        return cls(SystemLookup())

    async def __call__(self, request: HttpRequest, allowed: AllowList) -> HttpAnswer:
        """Raises ToolTrouble."""
        with told():
            async with asyncio.timeout(request.seconds):
                return await self._follow(request, allowed)

    @asynccontextmanager
    async def open(
        self, target: Target, request: HttpRequest, allowed: AllowList
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """One hop; the answer's body is not read yet. Raises ToolTrouble and aiohttp's own."""
        headers = {"Accept-Encoding": "identity", "User-Agent": USER_AGENT, **request.headers}
        async with (
            checked_session(target, allowed, self.lookup, self.trust) as session,
            session.request(
                request.method,
                URL(target.url, encoded=True),
                headers=headers,
                data=request.body,
                allow_redirects=False,
            ) as answer,
        ):
            yield answer

    async def _follow(self, request: HttpRequest, allowed: AllowList) -> HttpAnswer:
        target = parse_target(request.url)
        for _ in range(MOST_REDIRECTS + 1):
            async with self.open(target, request, allowed) as answer:
                location = answer.headers.get("Location")
                if answer.status not in REDIRECTS or location is None:
                    body = await read_bytes(answer, request.most_bytes)
                    return HttpAnswer(answer.status, answer.content_type, decoded(answer, body), body)
                request, target = _next(request, target, answer.status, location)
        raise ToolTrouble("rejected", f"It was redirected more than {MOST_REDIRECTS} times.")


def _next(request: HttpRequest, here: Target, status: int, location: str) -> tuple[HttpRequest, Target]:
    there = parse_target(urljoin(here.url, location))
    if here.scheme == "https" and there.scheme == "http":
        raise ToolTrouble("rejected", "It was redirected from https to http.")
    if status == 303 or (status in (301, 302) and request.method == "POST"):
        kept = {name: value for name, value in request.headers.items() if name.lower() != "content-type"}
        method: Method = "GET"
        request = replace(request, method=method, body=None, headers=kept)
    if there.origin != here.origin:
        if request.body is not None:  # what a caller said was meant for the service that a person chose
            raise ToolTrouble("rejected", "It was redirected to another place, with what was to be sent.")
        kept = {name: value for name, value in request.headers.items() if name.lower() in _KEPT_ELSEWHERE}
        request = replace(request, headers=kept)
    return replace(request, url=there.url), there


async def read_text(answer: aiohttp.ClientResponse) -> str:
    """The body, decoded. Raises ToolTrouble when it is larger than MOST_BYTES, packed or not."""
    return decoded(answer, await read_bytes(answer))


async def read_bytes(answer: aiohttp.ClientResponse, most: int = MOST_BYTES) -> bytes:
    """The body, unpacked. Raises ToolTrouble when it is larger than `most` bytes."""
    unpack = _Unpacker(answer.headers.get("Content-Encoding", ""), most)
    parts: list[bytes] = []
    async for chunk in answer.content.iter_chunked(16_384):
        parts.append(unpack(chunk))
    parts.append(unpack.rest())
    return b"".join(parts)


def decoded(answer: aiohttp.ClientResponse, body: bytes) -> str:
    """The body as text, by the coding that its header names."""
    try:
        return body.decode(answer.charset or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


class _Unpacker:
    """Unpacks piece by piece, never more than `most` bytes in all."""

    def __init__(self, encoding: str, most: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ToolTrouble("malformed", "The answer is packed in a way that was not asked for.")
        self._most = self._left = most
        self._zlib = None if encoding in {"", "identity"} else zlib.decompressobj(zlib.MAX_WBITS | 32)

    def __call__(self, chunk: bytes) -> bytes:
        try:
            plain = chunk if self._zlib is None else self._zlib.decompress(chunk, self._left + 1)
        except zlib.error:
            raise ToolTrouble("malformed", "The answer could not be unpacked.") from None
        self._left -= len(plain)
        if self._left < 0:
            raise ToolTrouble("too_large", f"The answer is larger than {self._most // 1024} kB.")
        return plain

    def rest(self) -> bytes:
        if self._zlib is None or self._zlib.eof:
            return b""
        raise ToolTrouble("malformed", "The answer was cut off.")


@contextmanager
def told() -> Iterator[None]:
    """Failures of connections become ToolTrouble; what was told already goes through."""
    try:
        yield
    except TimeoutError as error:
        raise ToolTrouble("timed_out", "It did not answer in time.") from error
    except aiohttp.ClientConnectorDNSError as error:
        raise ToolTrouble("unreachable", "Its name is not known.") from error
    except aiohttp.ClientSSLError as error:
        raise ToolTrouble("unreachable", "No safe connection came about.") from error
    except (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError) as error:
        raise ToolTrouble("unreachable", "The connection broke.") from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise ToolTrouble("unreachable", "Nothing answers there.") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise ToolTrouble("malformed", "What answers there does not speak HTTP properly.") from error

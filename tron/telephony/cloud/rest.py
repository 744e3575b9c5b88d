"""A vendor's REST API with basic authentication. No request is sent twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from tron.core.ports import DialFailed
from tron.telephony.cloud.account import Unsure

REQUEST_SECONDS = 10.0
LOOK_SECONDS = 3.0
"""A page waits for the answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and JSON object of an answer; an empty one where there was none."""

    status: int
    body: Mapping[str, Any]

    @property
    def refused(self) -> bool:
        return 400 <= self.status < 500

    @property
    def fine(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Rest:
    """One account's way to its vendor."""

    title: str
    endpoint: str
    user: str
    password: str = field(repr=False)

    async def place(self, path: str, **body: Any) -> Reply:
        """The order of a call: done, or refused. Raises DialFailed where the vendor is away, Unsure otherwise."""
        try:
            reply = await self._send("POST", path, **body)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol, httpx2.InvalidURL):
            raise DialFailed("failed", "unreachable", None, f"{self.title} cannot be reached.") from None
        except httpx2.HTTPError as error:
            raise Unsure(f"{self.title} gave no usable answer to a dial ({type(error).__name__}).") from error
        if not reply.fine and not reply.refused:
            raise Unsure(f"{self.title} answered {reply.status} to a dial.")
        return reply

    async def ask(self, method: str, path: str, **body: Any) -> Reply | None:
        """Of a call that is there already; None where the vendor could not be asked, or asks for patience."""
        try:
            reply = await self._send(method, path, **body)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return None
        return None if reply.status >= 500 or reply.status in (401, 403, 429) else reply

    async def knows(self, path: str) -> bool | None:
        """Whether the vendor knows this account; None where it could not be asked."""
        try:
            reply = await self._send("GET", path, seconds=LOOK_SECONDS)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return None
        if reply.fine:
            return True
        return False if reply.status in (401, 403, 404) else None

    async def _send(self, method: str, path: str, *, seconds: float = REQUEST_SECONDS, **body: Any) -> Reply:
        async with httpx2.AsyncClient(
            auth=(self.user, self.password), timeout=seconds, follow_redirects=False
        ) as client:
            answer = await client.request(method, f"{self.endpoint.rstrip('/')}{path}", **body)
        try:
            found = answer.json()
        except ValueError:
            found = None
        return Reply(answer.status_code, found if isinstance(found, dict) else {})


def one_line(text: object) -> str:
    """What a vendor says of an error, short."""
    return " ".join(str(text).split())[:200]

"""Twilio's official client, for one or a few requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

HOST: Final = "api.twilio.com"


@asynccontextmanager
async def twilio_client(sid: str, token: str, endpoint: str, *, within: float) -> AsyncIterator[Client]:
    """A client of this account at `endpoint`. TimeoutError where all that is done with it takes longer than `within`
    seconds."""
    http = _Http(endpoint, within)
    try:
        # An environment of its own, or TWILIO_REGION and the like would bend the addresses.
        async with asyncio.timeout(within):
            yield Client(sid, token, http_client=http, environment={"-": ""})
    finally:
        await http.close()


class _Http(AsyncTwilioHttpClient):  # type: ignore[misc]
    """Sends requests to another address where the settings name one, and logs nothing: URLs hold the account's SID."""

    def __init__(self, endpoint: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._endpoint = urlsplit(endpoint)

    async def request(self, method: str, url: str, *args: Any, **more: Any) -> Response:
        asked = urlsplit(url)
        if self._endpoint.hostname != HOST:
            path = self._endpoint.path.rstrip("/") + asked.path
            url = urlunsplit((self._endpoint.scheme, self._endpoint.netloc, path, asked.query, ""))
        return await super().request(method, url, *args, **more)

    def log_request(self, kwargs: Any) -> None: ...

    def log_response(self, status_code: int, response: Any) -> None: ...

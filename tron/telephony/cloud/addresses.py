"""Where a vendor finds Tron, and whether it can."""

from __future__ import annotations

import asyncio
from typing import Final
from uuid import UUID

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from tron.core.ports.hooks import HOOKS
from tron.core.trunks.spec import LineState

PUBLIC_URL: Final = "telephony.public_url"
FROM_NUMBER: Final = "telephony.from_number"
TOKEN: Final = "token"
"""The parameter of a stream's address that proves it, for vendors that keep parameters."""
REACH_SECONDS = 3.0
NOBODYS: Final = UUID(int=0)
"""No call has this id."""
NO_SUCH_CALL, DATABASE_AWAY = 4404, 1013
"""How Tron ends a stream of a call that it does not know."""


def hook_url(public_url: str, line: str, what: str, call_id: UUID | None = None) -> str:
    """The address of one webhook, as the vendor calls it and signs it."""
    of = f"/{call_id}" if call_id is not None else ""
    return f"{public_url.rstrip('/')}{HOOKS}/{line}/{what}{of}"


def stream_url(public_url: str, line: str, call_id: UUID) -> str:
    """The address of one call's stream."""
    return "ws" + hook_url(public_url, line, "stream", call_id).removeprefix("http")


async def reach(title: str, public_url: str, line: str) -> LineState:
    """Whether Tron answers at its public address, and takes streams there. Raises nothing."""
    public_url = public_url.rstrip("/")
    values = {"vendor": title, "url": public_url}
    answers, streams = await asyncio.gather(_answers(public_url), _takes_streams(public_url, line))
    if answers and streams:
        return LineState("ready", f"{title} reaches Tron at {public_url}.", note="reached", values=values)
    if answers:
        unheard = f"{public_url} answers, and no WebSocket comes through to Tron there: calls would have no sound."
        return LineState("failing", unheard, note="no_websocket", values=values)
    unheard = f"Tron does not answer at {public_url}: {title} could not reach it there."
    return LineState("failing", unheard, note="not_reached", values=values)


async def _answers(public_url: str) -> bool:
    try:
        async with httpx2.AsyncClient(timeout=REACH_SECONDS, follow_redirects=False) as client:
            return (await client.get(f"{public_url}/healthz")).status_code == 200
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False


async def _takes_streams(public_url: str, line: str) -> bool:
    """By the stream of a call that is none: its end is Tron's own word, and nobody else's."""
    try:
        async with asyncio.timeout(REACH_SECONDS), connect(stream_url(public_url, line, NOBODYS)) as stream:
            await stream.recv()
    except ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code in (NO_SUCH_CALL, DATABASE_AWAY)
    except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ValueError):
        return False
    return False

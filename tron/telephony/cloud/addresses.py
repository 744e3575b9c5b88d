"""Where a vendor finds Tron, and whether it can."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import httpx2

from tron.core.ports.hooks import HOOKS
from tron.core.trunks.spec import LineState

PUBLIC_URL: Final = "telephony.public_url"
FROM_NUMBER: Final = "telephony.from_number"
TOKEN: Final = "token"
"""The parameter of a stream's address that proves it, for vendors that keep parameters."""
REACH_SECONDS = 3.0


def hook_url(public_url: str, line: str, what: str, call_id: UUID | None = None) -> str:
    """The address of one webhook, as the vendor calls it and signs it."""
    of = f"/{call_id}" if call_id is not None else ""
    return f"{public_url.rstrip('/')}{HOOKS}/{line}/{what}{of}"


def stream_url(public_url: str, line: str, call_id: UUID) -> str:
    """The address of one call's stream."""
    return "ws" + hook_url(public_url, line, "stream", call_id).removeprefix("http")


async def reach(title: str, public_url: str) -> LineState:
    """Whether Tron answers at its public address. Raises nothing."""
    public_url = public_url.rstrip("/")
    values = {"vendor": title, "url": public_url}
    if await _answers(public_url):
        return LineState("ready", f"{title} reaches Tron at {public_url}.", note="reached", values=values)
    unheard = f"Tron does not answer at {public_url}: {title} could not reach it there."
    return LineState("failing", unheard, note="not_reached", values=values)


async def _answers(public_url: str) -> bool:
    try:
        async with httpx2.AsyncClient(timeout=REACH_SECONDS, follow_redirects=False) as client:
            return (await client.get(f"{public_url}/healthz")).status_code == 200
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False

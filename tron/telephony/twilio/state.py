"""What the Lines page is told of Twilio: missing settings, and whether its webhooks can reach Tron."""

from __future__ import annotations

from typing import Final

import httpx2

from tron.core.compliance import GateSettings
from tron.core.trunks.spec import LineState
from tron.telephony.twilio.client import PUBLIC_URL, SID, TOKEN, missing

REACH_SECONDS = 3.0
WHAT: Final = {PUBLIC_URL: "the public URL", SID: "the account SID", TOKEN: "the auth token"}


async def line_state(settings: GateSettings) -> LineState:
    """Raises nothing."""
    lacks = missing(settings)
    if lacks:
        return LineState("missing", f"Settings lack {', '.join(WHAT[key] for key in lacks)}.", lacks)
    public_url = str(settings.get(PUBLIC_URL)).rstrip("/")
    if not await _reachable(public_url):
        return LineState("failing", f"Tron does not answer at {public_url}: Twilio could not reach it there.")
    return LineState("ready", f"Twilio reaches Tron at {public_url}.")


async def _reachable(public_url: str) -> bool:
    try:
        async with httpx2.AsyncClient(timeout=REACH_SECONDS, follow_redirects=False) as client:
            return (await client.get(f"{public_url}/healthz")).status_code == 200
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False

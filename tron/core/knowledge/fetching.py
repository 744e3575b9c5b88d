"""A document behind a URL, over the connection that tools use: no private addresses, no endless answers."""

from __future__ import annotations

from dataclasses import dataclass

from tron.core.knowledge.trouble import MOST_BYTES, DocumentTrouble
from tron.core.tools.addresses import AllowList
from tron.core.tools.ports import Fetch, HttpRequest
from tron.core.tools.trouble import ToolTrouble

FETCH_SECONDS = 30.0
ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown,text/csv;q=0.9,*/*;q=0.1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came. Text is UTF-8, whatever coding the server used."""

    content: bytes
    content_type: str


async def fetch_document(fetch: Fetch, url: str, allowed: AllowList) -> Fetched:
    """Raises DocumentTrouble."""
    request = HttpRequest("GET", url, {"Accept": ACCEPT}, seconds=FETCH_SECONDS, most_bytes=MOST_BYTES)
    try:
        answer = await fetch(request, allowed)
    except ToolTrouble as trouble:
        match trouble.code:
            case "refused_address" | "too_large" | "unreachable":
                raise DocumentTrouble(trouble.code, trouble.message) from None
            case "timed_out":
                raise DocumentTrouble("unreachable", trouble.message) from None
        raise DocumentTrouble("page_failed", trouble.message) from None
    if answer.status != 200:
        raise DocumentTrouble("page_failed", f"The server answered {answer.status} instead of the page.")
    is_text = answer.content_type.startswith("text/") or answer.content_type.endswith(("+xml", "/xml"))
    return Fetched(answer.text.encode() if is_text else answer.content, answer.content_type)

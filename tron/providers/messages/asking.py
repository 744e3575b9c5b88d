"""What all senders do alike: one order to a vendor, and what its answer means for sending it again (it never is)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import aiohttp

from tron.core.ports.messages import MessageRefused, MessageUnsure, Reach, RefusedReason
from tron.core.tools.ports import HttpAnswer, HttpRequest
from tron.core.tools.trouble import ToolTrouble

SECONDS: Final = 10.0
JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
LONGEST_ERROR: Final = 300
TOO_LATE: Final = 408
"""Whoever answers so, a proxy as a rule, gave up waiting, and cannot know what the vendor did."""


async def post(reach: Reach, url: str, headers: Mapping[str, str], *, vendor: str, body: bytes) -> HttpAnswer:
    """The answer, whatever its status. Raises MessageRefused where nothing can have been sent, else MessageUnsure."""
    try:
        return await reach(HttpRequest("POST", url, {"Accept": JSON, **headers}, body, SECONDS))
    except ToolTrouble as trouble:
        before = isinstance(trouble.__cause__, aiohttp.ClientConnectorError)
        if before or trouble.code in ("refused_address", "bad_arguments"):
            raise MessageRefused("unreachable", f"{vendor} cannot be reached: {trouble.message}") from trouble
        raise MessageUnsure(f"{vendor} gave no usable answer: {trouble.message}") from trouble


def form(fields: Mapping[str, str | None]) -> bytes:
    """A form's body; None is left out."""
    return urlencode({name: value for name, value in fields.items() if value is not None}).encode()


def basic(user: str, password: str) -> dict[str, str]:
    """The header of a name and a password."""
    return {"Authorization": f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}


def read(answer: HttpAnswer) -> dict[str, Any]:
    """The answer's JSON object; empty where it is none."""
    try:
        found = json.loads(answer.text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def check(answer: HttpAnswer, vendor: str, told: str, *, why: RefusedReason = "refused") -> None:
    """Raises for a status that is no success: MessageRefused for the vendor's no, MessageUnsure for its trouble.

    `told` is what its answer says; `why`: what that means, where it is a no to this message.
    """
    if answer.status < 300:
        return
    sentence = f"{vendor} refused it ({answer.status}): {brief(told) or 'without a word'}"
    if answer.status in (401, 403):
        raise MessageRefused("account", sentence)
    if 400 <= answer.status < 500 and answer.status != TOO_LATE:
        raise MessageRefused(why, sentence)
    raise MessageUnsure(f"{vendor} answered {answer.status}.")


def sure(vendor_id: Any, vendor: str) -> str:
    """The vendor's id. Raises MessageUnsure where its success has none."""
    if isinstance(vendor_id, str | int) and not isinstance(vendor_id, bool) and str(vendor_id).strip():
        return str(vendor_id).strip()[:250]
    raise MessageUnsure(f"{vendor} took it, and gave it no id.")


def brief(text: Any) -> str:
    """What a vendor says, on one line."""
    return " ".join(str(text or "").split())[:LONGEST_ERROR]


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form that a vendor posted."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200))
    except (UnicodeDecodeError, ValueError):
        return {}

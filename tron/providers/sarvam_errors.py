"""What goes wrong with Sarvam, from the plug-in's exceptions to VendorTrouble."""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
from livekit.agents import APIStatusError, APITimeoutError

from tron.core.vendors import VendorTrouble
from tron.providers.vendor_errors import not_this, timed_out, unreachable, vendor_error

NAME = "Sarvam"
KEY, ENDPOINT = "ai.sarvam_api_key", "ai.sarvam_endpoint"
# Codes that a socket is closed with: the vendor's own fault, and its word for key, credit or rate.
TRANSIENT_CLOSES = (1000, 1001, 1006, 1008, 1011, 1012, 1013)
REFUSED_CLOSE = 1003


def trouble_with(error: BaseException | None, endpoint: str) -> VendorTrouble:
    """The meaning of a failed request, or of a socket that failed or just ended (None).

    `details` has the vendor's `status`, and `retry_after` in seconds where it said so.
    """
    if isinstance(error, VendorTrouble):
        return error
    if isinstance(error, APITimeoutError | TimeoutError):
        return timed_out(NAME)
    status, retry_after = _status_of(error)
    if status is None:
        return unreachable(NAME, f"The connection to {endpoint} failed or broke.")
    trouble = _by_status(status, str(error), endpoint)
    trouble.details["status"] = status
    if retry_after is not None:
        trouble.details["retry_after"] = retry_after
    return trouble


def worth_a_retry(trouble: VendorTrouble) -> bool:
    """Whether the same may work at once: not with a wrong key, no credit, or a request that is wrong."""
    status = trouble.details.get("status")
    return trouble.state in ("unreachable", "timed_out") or (isinstance(status, int) and status >= 500)


def _by_status(status: int, text: str, endpoint: str) -> VendorTrouble:
    if status in (401, 403):
        hint = "Test the Sarvam key on the Settings page."
        return VendorTrouble("wrong_key", "Sarvam does not know this API key.", hint=hint)
    if status in TRANSIENT_CLOSES:
        return unreachable(NAME, f"The connection to {endpoint} broke ({status}).")
    if status == REFUSED_CLOSE:
        hint = "Look at key, credit and limits in the vendor's console."
        return VendorTrouble("refused", "Sarvam refuses: key, credit or rate of requests.", hint=hint)
    if status in (400, 404, 422) and "model" in text.casefold():
        hint = "Choose another model on the Settings page."
        return VendorTrouble(
            "model_not_found", "Sarvam does not know this model, or not with these settings.", hint=hint
        )
    if status == 200:
        return not_this(NAME, endpoint)
    return vendor_error(NAME, status)


def _status_of(error: BaseException | None) -> tuple[int | None, float | None]:
    """The HTTP status or closing code told by the exception or one of its causes, and Retry-After."""
    found: int | None = None
    for each in _chain(error):
        if isinstance(each, aiohttp.ClientResponseError):
            return each.status, _seconds(each.headers.get("Retry-After") if each.headers else None)
        if isinstance(each, APIStatusError) and each.status_code > 0 and found is None:
            found = each.status_code
    return found, None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(6):
        if error is None:
            return
        yield error
        error = error.__cause__


def _seconds(text: str | None) -> float | None:
    try:
        return None if text is None else max(float(text), 0.0)
    except ValueError:
        return None

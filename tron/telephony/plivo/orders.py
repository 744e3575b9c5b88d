"""What Plivo is ordered: calls by JSON, and what becomes of them by Plivo XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from tron.telephony.cloud.addresses import TOKEN, hook_url
from tron.telephony.cloud.line import STATUS
from tron.telephony.media_stream.carrier import Handing, Order

NAME: Final = "plivo"
ANSWER: Final = "answer"
CONTENT: Final[Mapping[str, str]] = {"mulaw_8k": "audio/x-mulaw;rate=8000", "linear_16k": "audio/x-l16;rate=16000"}
SHORTEST_RING, LONGEST_RING, LONGEST_CALL = 5, 600, 86_400


def dial_order(order: Order, public_url: str, caller_id: str, send_digits: str) -> dict[str, Any]:
    """The body of a request to make a call."""
    made: dict[str, Any] = {
        "from": caller_id,
        "to": order.to,
        "ring_timeout": min(max(round(order.ring_timeout), SHORTEST_RING), LONGEST_RING),
    }
    for event, what in (("answer", ANSWER), ("ring", STATUS), ("hangup", STATUS)):
        made[f"{event}_url"] = hook_url(public_url, NAME, what, order.call_id)
        made[f"{event}_method"] = "POST"
    if order.max_seconds:
        made["time_limit"] = min(max(round(order.max_seconds), 1), LONGEST_CALL)
    if send_digits:
        made["send_digits"] = send_digits
    return made


def to_stream(url: str, token: str, sound: str) -> str:
    """The call's sound goes to this stream, both ways; when that ends, so does the call."""
    answer = Element("Response")
    stream = SubElement(
        answer,
        "Stream",
        bidirectional="true",
        keepCallAlive="true",
        audioTrack="inbound",
        contentType=CONTENT.get(sound, CONTENT["mulaw_8k"]),
    )
    stream.text = f"{url}?{urlencode({TOKEN: token})}"
    return _text(answer)


def hang_up(reason: str | None = None) -> str:
    """The call is not taken (`busy`, `rejected`), or over."""
    answer = Element("Response")
    SubElement(answer, "Hangup", {"reason": reason} if reason else {})
    return _text(answer)


def to_number(handing: Handing, public_url: str, caller_id: str | None, dialled: str, joined: str) -> str:
    """The call is joined with another number; `dialled` is asked what to do when that is over."""
    answer = Element("Response")
    wanted = {
        "action": hook_url(public_url, NAME, dialled, handing.call_id),
        "method": "POST",
        "callbackUrl": hook_url(public_url, NAME, joined, handing.call_id),
        "callbackMethod": "POST",
        "timeout": str(max(round(handing.wait), SHORTEST_RING)),
    }
    if caller_id:
        wanted["callerId"] = caller_id
    SubElement(SubElement(answer, "Dial", wanted), "Number").text = handing.to
    return _text(answer)


def _text(answer: Element) -> str:
    return tostring(answer, encoding="unicode", xml_declaration=False)

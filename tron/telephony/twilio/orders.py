"""What Twilio is ordered: calls whose sound goes to a stream, in TwiML; and where it finds Tron."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from twilio.twiml.voice_response import Connect, Parameter, Reject, Stream, VoiceResponse

from tron.core.compliance import GateSettings
from tron.core.ports.hooks import HOOKS
from tron.telephony.media_stream.carrier import Order
from tron.telephony.twilio.client import FROM_NUMBER, PUBLIC_URL

NAME: Final = "twilio"
STATUS, INCOMING = "status", "incoming"
EVENTS: Final = ("initiated", "ringing", "answered", "completed")
SHORTEST_RING, LONGEST_RING, LONGEST_CALL = 5, 600, 14_400
"""Seconds, as Twilio allows."""


def hook_url(public_url: str, what: str, call_id: UUID | None = None) -> str:
    """The address of one webhook, as Twilio calls it and signs it."""
    of = f"/{call_id}" if call_id is not None else ""
    return f"{public_url.rstrip('/')}{HOOKS}/{NAME}/{what}{of}"


def stream_url(public_url: str, call_id: UUID) -> str:
    """The address of one call's stream."""
    return "ws" + hook_url(public_url, "stream", call_id).removeprefix("http")


def to_stream(url: str, token: str) -> str:
    """TwiML: the call's sound goes to this stream, both ways."""
    stream = Stream(url=url)
    stream.append(Parameter(name="token", value=token))
    connect = Connect()
    connect.append(stream)
    answer = VoiceResponse()
    answer.append(connect)
    return str(answer)


def rejected(*, busy: bool) -> str:
    """TwiML: the call is not taken, and costs nothing."""
    answer = VoiceResponse()
    answer.append(Reject(reason="busy" if busy else "rejected"))
    return str(answer)


def dial_order(order: Order, settings: GateSettings) -> dict[str, Any]:
    """What Twilio's client wants to know of a call to be made."""
    public_url = str(settings.get(PUBLIC_URL))
    # A worker with an address of its own takes the stream there: one way less for the sound.
    url = order.door.url or stream_url(public_url, order.call_id)
    made: dict[str, Any] = {
        "to": order.to,
        "from_": order.caller_id or settings.get(FROM_NUMBER),
        "twiml": to_stream(url, order.token),
        "timeout": min(max(round(order.ring_timeout), SHORTEST_RING), LONGEST_RING),
        "status_callback": hook_url(public_url, STATUS, order.call_id),
        "status_callback_event": list(EVENTS),
        "status_callback_method": "POST",
    }
    if order.max_seconds:
        made["time_limit"] = min(max(round(order.max_seconds), 1), LONGEST_CALL)
    if order.trunk is not None and (digits := order.trunk.settings.get("send_digits")):
        made["send_digits"] = digits
    return made

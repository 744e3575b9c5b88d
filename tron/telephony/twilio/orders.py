"""What Twilio is ordered: calls whose sound goes to a stream, in TwiML."""

from __future__ import annotations

from typing import Any, Final

from twilio.twiml.voice_response import Connect, Dial, Parameter, Reject, Stream, VoiceResponse

from tron.telephony.cloud.addresses import hook_url, stream_url
from tron.telephony.cloud.line import STATUS
from tron.telephony.cloud.transfers import DIALLED, JOINED
from tron.telephony.media_stream.carrier import Handing, Order

NAME: Final = "twilio"
EVENTS: Final = ("initiated", "ringing", "answered", "completed")
SHORTEST_RING, LONGEST_RING, LONGEST_CALL = 5, 600, 14_400
"""Seconds, as Twilio allows."""


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


def hung_up() -> str:
    """TwiML: the call is over."""
    answer = VoiceResponse()
    answer.hangup()
    return str(answer)


def to_number(handing: Handing, public_url: str, caller_id: str | None) -> str:
    """TwiML: the call is joined with another number; Twilio asks what to do when that is over."""
    dial = Dial(
        action=hook_url(public_url, NAME, DIALLED, handing.call_id),
        method="POST",
        timeout=min(max(round(handing.wait), SHORTEST_RING), LONGEST_RING),
        **({"caller_id": caller_id} if caller_id else {}),
    )
    dial.number(
        handing.to,
        status_callback=hook_url(public_url, NAME, JOINED, handing.call_id),
        status_callback_event="answered",
        status_callback_method="POST",
    )
    answer = VoiceResponse()
    answer.append(dial)
    return str(answer)


def dial_order(order: Order, public_url: str, caller_id: str) -> dict[str, Any]:
    """What Twilio's client wants to know of a call to be made."""
    # A worker with an address of its own takes the stream there: one way less for the sound.
    url = order.door.url or stream_url(public_url, NAME, order.call_id)
    made: dict[str, Any] = {
        "to": order.to,
        "from_": caller_id,
        "twiml": to_stream(url, order.token),
        "timeout": min(max(round(order.ring_timeout), SHORTEST_RING), LONGEST_RING),
        "status_callback": hook_url(public_url, NAME, STATUS, order.call_id),
        "status_callback_event": list(EVENTS),
        "status_callback_method": "POST",
    }
    if order.max_seconds:
        made["time_limit"] = min(max(round(order.max_seconds), 1), LONGEST_CALL)
    if order.trunk is not None and (digits := order.trunk.settings.get("send_digits")):
        made["send_digits"] = digits
    return made

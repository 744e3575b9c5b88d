"""What Exotel is ordered: calls whose sound goes to a stream, or through a flow of the App Bazaar first."""

from __future__ import annotations

import json
import re
from typing import Any, Final
from urllib.parse import urlencode

from tron.telephony.cloud.addresses import TOKEN, hook_url
from tron.telephony.cloud.line import STATUS
from tron.telephony.exotel.dialect import RATE
from tron.telephony.media_stream.carrier import Order

NAME: Final = "exotel"
FLOW: Final = "http://my.exotel.com/{account}/exoml/start_voice/{app}"
EVENTS: Final = ("ringing", "answered", "terminal")
SHORTEST_RING, LONGEST_RING, LONGEST_CALL = 5, 600, 14_400
INDIAN = re.compile(r"\+91([0-9]{10})\Z")


def dial_order(
    order: Order, public_url: str, caller_id: str, stream: str, status: str, account: str, app_id: str
) -> dict[str, Any]:
    """The form of a request to connect somebody. `stream` is the stream's address, `status` the token of its status."""
    made: dict[str, Any] = {
        "From": order.to,
        "CallerId": exophone(caller_id),
        "TimeOut": min(max(round(order.ring_timeout), SHORTEST_RING), LONGEST_RING),
        "CustomField": str(order.call_id),
        "StatusCallback": f"{hook_url(public_url, NAME, STATUS, order.call_id)}?{urlencode({TOKEN: status})}",
        "StatusCallbackEvents[]": list(EVENTS),
    }
    if order.max_seconds:
        made["TimeLimit"] = min(max(round(order.max_seconds), 1), LONGEST_CALL)
    if app_id:
        return {**made, "Url": FLOW.format(account=account, app=app_id)}
    return {**made, "StreamUrl": stream, "StreamType": "bidirectional"}


def stream_address(url: str, token: str) -> str:
    """Where the sound goes to, and how it is written."""
    return f"{url}?{urlencode({TOKEN: token, 'sample-rate': RATE})}"


def to_stream(url: str, token: str) -> str:
    """What a Voicebot applet is answered."""
    return json.dumps({"url": stream_address(url, token)})


def exophone(number: str) -> str:
    """A number of ours as Exotel lists it: Indian ones with a 0 in front, and no +91."""
    found = INDIAN.match(number)
    return f"0{found[1]}" if found else number

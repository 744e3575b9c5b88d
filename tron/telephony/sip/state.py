"""What the Lines page is told of the SIP gateway and its accounts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tron.core.ports import Trunk
from tron.core.trunks.spec import LineState
from tron.telephony.sip.control import connect, read

ANSWER_SECONDS = 3.0
LIBRARY = "pjsua2"
NO_LIBRARY: Final = LineState(
    "missing", "The SIP library is missing: install Tron with its extra sip.", (LIBRARY,), "sip_library"
)
NO_TRUNK: Final = LineState("missing", "Add a SIP account; the gateway starts with it.", ("trunk",), "sip_no_trunk")
NO_GATEWAY: Final = LineState("failing", "The SIP gateway does not run.", note="sip_no_gateway")
RUNNING: Final = LineState("ready", "The SIP gateway runs.", note="sip_runs")
UNKNOWN_ACCOUNT: Final = LineState("failing", "The SIP gateway does not know this account yet.", note="sip_new_account")
NO_SOFTPHONE: Final = LineState(
    "waiting", "No softphone is registered now. Open the app of this softphone.", note="sip_no_softphone"
)
_PLAIN: Final = {
    "registered": LineState("ready", "Registered.", note="sip_registered"),
    "static": LineState("ready", "A static trunk: it does not register.", note="sip_static"),
    "off": LineState("off", "The account is off.", note="sip_account_off"),
}


async def line_state(path: Path, trunk: Trunk | None) -> LineState:
    """Of `trunk`, or of the line itself. Raises nothing."""
    if find_spec(LIBRARY) is None:
        return NO_LIBRARY
    accounts = await _accounts(path)
    if accounts is None:
        return NO_TRUNK if trunk is None else NO_GATEWAY
    if trunk is None:
        return RUNNING
    return account_state(accounts.get(str(trunk.id)), softphone=trunk.settings.get("kind") == "softphone")


def account_state(account: object, *, softphone: bool = False) -> LineState:
    """One account as the gateway tells of it. A softphone comes by itself: until then nothing is wrong."""
    if not isinstance(account, dict):
        return UNKNOWN_ACCOUNT
    answer = " ".join(str(part) for part in (account.get("sip_status"), account.get("reason")) if part)
    state = str(account.get("state"))
    if state in _PLAIN:
        return _PLAIN[state]
    if state == "refused":
        refused = f"The registrar refuses: {answer or 'no reason'}."
        return LineState("failing", refused, note="sip_refused", values={"answer": answer or "–"})
    if state == "unreadable":
        unusable = f"The gateway cannot use this account: {answer}."
        return LineState("failing", unusable, note="sip_bad_account", values={"answer": answer})
    return NO_SOFTPHONE if softphone else _registering(answer)


def _registering(answer: str) -> LineState:
    if answer:
        again = f"Registering: {answer}."
        return LineState("failing", again, note="sip_registering_again", values={"answer": answer})
    return LineState("failing", "Registering.", note="sip_registering")


async def softphone_door(path: Path) -> str:
    """host:port where softphones register; empty where none can."""
    told = await _told(path)
    return str(told.get("softphones") or "") if told is not None else ""


async def _accounts(path: Path) -> Mapping[str, Any] | None:
    """The accounts' states; None without a gateway."""
    told = await _told(path)
    return None if told is None else dict(told["states"])


async def _told(path: Path) -> Mapping[str, Any] | None:
    """What the gateway tells of its accounts; None without one."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS), connect(path) as connection:
            await connection.send(json.dumps({"type": "watch", "incoming": False}))
            async for message in connection:
                body = read(message)
                if body is not None and body["type"] == "accounts" and isinstance(body.get("states"), dict):
                    return body
    except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed):
        pass
    return None

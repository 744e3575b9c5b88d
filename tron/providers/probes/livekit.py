"""Does the LiveKit server take the key, and does it have the trunk of the settings?"""

from __future__ import annotations

import asyncio

import aiohttp
from google.protobuf.message import DecodeError
from livekit.api import ListEgressRequest, ListRoomsRequest, ListSIPOutboundTrunkRequest, LiveKitAPI, ServerError

from tron.core.settings import SettingsSnapshot
from tron.core.vendors import VENDOR_PATIENCE, ProbeResult, VendorTrouble
from tron.providers.vendor_errors import not_this, told, vendor_error

RECORDING, BY_TRON = "livekit.recording", "worker"
URL, KEY, SECRET, TRUNK = "livekit.url", "livekit.api_key", "livekit.api_secret", "livekit.outbound_trunk_id"
NAMES = {URL: "URL", KEY: "API key", SECRET: "secret"}
WHERE = "A LiveKit project's settings show its URL, keys and secrets; of a server of your own they are in its config."


class LiveKitProbe:
    """Lists the rooms, which needs no more than a valid key; then looks for the trunk, and for Egress where that
    records."""

    title = "LiveKit"
    keys = frozenset({URL, KEY, SECRET, TRUNK, RECORDING})

    async def __call__(self, settings: SettingsSnapshot) -> ProbeResult:
        missing = [name for key, name in NAMES.items() if settings.get_optional(key) is None]
        if missing:
            raise VendorTrouble("not_configured", f"Missing for LiveKit: {', '.join(missing)}.", hint=WHERE)
        url = settings.get_str(URL)
        with told(self.title, url):
            # The client sets times of its own for each request.
            async with asyncio.timeout(VENDOR_PATIENCE), aiohttp.ClientSession() as session:
                api = LiveKitAPI(url, settings.get_str(KEY), settings.get_str(SECRET), session=session, failover=False)
                by_egress = settings.get_str(RECORDING) != BY_TRON
                return await _look(api, url, settings.get_optional(TRUNK), by_egress=by_egress)


async def _look(api: LiveKitAPI, url: str, trunk: str | None, *, by_egress: bool) -> ProbeResult:
    try:
        rooms = await api.room.list_rooms(ListRoomsRequest())
        details = {"rooms": len(rooms.rooms), "trunk": await _trunk(api, trunk)}
        if by_egress:
            details["egress"] = await _egress(api)
    except DecodeError as error:
        raise not_this("LiveKit", url) from error
    except ServerError as error:
        raise _meaning(error, url) from error
    hint = None
    if details["trunk"] == "missing":
        hint = "The server has no outbound trunk with this id: `lk sip outbound list` shows those it has."
    if details["trunk"] == "no_sip":
        hint = "The server answers, but no SIP service is connected to it, so it cannot reach telephones."
    if hint is None and details.get("egress") == "missing":
        hint = "Recording by LiveKit Egress is chosen, and no Redis and Egress service are connected to this server."
    return ProbeResult("works", "Connected to the LiveKit server.", hint, details)


async def _trunk(api: LiveKitAPI, trunk: str | None) -> str | None:
    """`found`, `missing`, `no_sip` where the server has no SIP, None where the settings name no trunk."""
    if trunk is None:
        return None
    try:
        found = await api.sip.list_outbound_trunk(ListSIPOutboundTrunkRequest(trunk_ids=[trunk]))
    except ServerError as error:
        if error.status == 401:
            raise
        return "no_sip"
    return "found" if any(item.sip_trunk_id == trunk for item in found.items) else "missing"


async def _egress(api: LiveKitAPI) -> str:
    """`known`: the server could reach an Egress service; whether one is there shows with the first recording."""
    try:
        await api.egress.list_egress(ListEgressRequest(active=True))
    except ServerError as error:
        if error.status == 401:
            raise
        return "missing"
    return "known"


def _meaning(error: ServerError, url: str) -> VendorTrouble:
    if error.status in (401, 403):
        return VendorTrouble("wrong_key", "The LiveKit server does not take this key and secret.", hint=WHERE)
    # LiveKit's own errors have a code; what some other server says has none.
    return not_this("LiveKit", url) if error.code == "unknown" else vendor_error("LiveKit", error.status)

"""A whole Tron with every phone line configured, and the far side of each: phones, a LiveKit server, vendors."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.acceptance.house import FINAL, House, Serving, wait_until
from tests.acceptance.telephony_flow import telephony_flow
from tests.emulators import livekit, message_vendors
from tests.emulators.everyone import environment
from tests.emulators.livekit_sip import LiveKitSip
from tests.emulators.message_vendors import MessageVendors
from tests.telephony.cloud.house import Vendor
from tests.telephony.exotel.house import exotel
from tests.telephony.plivo.house import plivo
from tests.telephony.twilio.house import twilio

OURS = "+12025550100"
NOON = Path(__file__).parent / "noon"
NOON_IN_NEW_YORK = 17
"""O'clock in UTC."""
PUBLIC = "https://tron.example.invalid"
"""What vendors are told; a proxy that takes TLS off stands there in a real place."""


@dataclass
class Place:
    """`agent` holds the telephony flow; `livekit` is None where no LiveKit server was built."""

    house: House
    tron: Serving
    vendors: Mapping[str, Vendor]
    """By the names of their lines."""
    livekit: LiveKitSip | None
    messages: MessageVendors
    agent: dict[str, Any]
    trunks: dict[str, str] = field(default_factory=dict)
    """Those of a line and a port, by name."""

    async def dial(self, line: str, number: str, **more: Any) -> str:
        """A call by the API; its id."""
        body = {"agent_id": self.agent["id"], "phone_number": number, "line": line, **more}
        code, call = await asyncio.to_thread(self.tron.post, "/api/tron/calls/dial", body)
        assert code == 202, call
        return str(call["id"])

    async def has(self, call_id: str, status: str) -> None:
        def look() -> bool:
            return bool(self.tron.call(call_id)["status"] == status)

        await asyncio.to_thread(wait_until, look, 30, f"the call is {status}", 0.3)

    async def trunk(self, line: str, **settings: Any) -> str:
        """A trunk that is ready; its id."""
        name = f"{line} {settings.get('port', '')}".strip()
        if (known := self.trunks.get(name)) is not None:
            return known
        trunk = await self.post("/api/tron/trunks", {"line": line, "name": name, "settings": settings})
        path = f"/api/tron/trunks/{trunk['id']}/state"

        def known() -> bool:
            state = self.tron.get(path)[1]
            return state["state"] == "ready" or PUBLIC in state["detail"]  # vendors reach it, a look from here does not

        await asyncio.to_thread(wait_until, known, 20, f"{name} is ready", 0.5)
        self.trunks[name] = str(trunk["id"])
        return self.trunks[name]

    async def vendors_trunk(self, line: str) -> str:
        """The vendor's account as a trunk; its id."""
        vendor = self.vendors[line]
        return await self.trunk(line, **vendor.trunk(), **vendor.secrets)

    async def over(self, call_id: str, seconds: float = 90) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            call = self.tron.call(call_id)
            return call if call["status"] in FINAL else None

        found: dict[str, Any] = await asyncio.to_thread(wait_until, look, seconds, "the call is over", 0.3)
        return found

    async def events(self, call_id: str) -> list[dict[str, Any]]:
        code, page = await asyncio.to_thread(self.tron.get, f"/api/tron/calls/{call_id}/events?limit=500")
        assert code == 200, page
        items: list[dict[str, Any]] = page["items"]
        return items

    async def walk(self, call_id: str) -> list[str]:
        """The nodes that the call entered, in order."""
        return [event["node"] for event in await self.events(call_id) if event["type"] == "flow.node_entered"]

    async def post(self, path: str, body: dict[str, Any], expected: int = 201) -> dict[str, Any]:
        code, answer = await asyncio.to_thread(self.tron.post, path, body)
        assert code == expected, answer
        found: dict[str, Any] = answer
        return found


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Place]:
    """Everything runs as long as the block."""
    async with AsyncExitStack() as stack:
        vendors = {"twilio": twilio(), "plivo": plivo(), "exotel": exotel()}
        for vendor in vendors.values():
            await stack.enter_async_context(vendor.emulator)
            stack.push_async_callback(vendor.phone.close)
        messages = await stack.enter_async_context(MessageVendors())
        settings = {
            "tools.allowed_hosts": "127.0.0.1",
            "compliance.countries": "IN,US",
            "compliance.test_numbers": ",".join(f"+120255501{index:02d}" for index in range(100)),
            "telephony.from_number": OURS,
            "telephony.public_url": PUBLIC,
            **vendors["twilio"].settings(),
        }
        front: LiveKitSip | None = None
        if livekit.PROGRAM.exists():
            server = await stack.enter_async_context(livekit.livekit_server())
            front = await stack.enter_async_context(LiveKitSip(server=server))
            front.trunks.add_outbound(OURS)
            settings |= {
                "livekit.url": front.ws_url,
                "livekit.api_key": livekit.KEY,
                "livekit.api_secret": livekit.SECRET,
                "livekit.outbound_trunk_id": next(iter(front.trunks.outbound)),
            }
        house = House(folder)
        stack.callback(house.close)
        house.environment |= environment(settings)
        house.environment["HOURS_LATER"] = str(NOON_IN_NEW_YORK - datetime.now(UTC).hour)
        house.environment["PYTHONPATH"] = os.pathsep.join((str(NOON), house.environment["PYTHONPATH"]))
        tron = await asyncio.to_thread(lambda: house.serve().ready("worker", "engine.piper"))
        for vendor in vendors.values():
            for way in (vendor.phone.network, getattr(getattr(vendor.phone, "account", None), "network", None)):
                if way is not None:
                    way.doors = {PUBLIC: f"http://127.0.0.1:{tron.port}"}
        place = Place(house, tron, vendors, front, messages, {})
        account = {"account_sid": message_vendors.SID, "auth_token": message_vendors.TOKEN, "sender": OURS}
        sender = {"kind": "twilio", "name": "Messages", "settings": {**account, "endpoint": messages.url}}
        await place.post("/api/tron/message-senders", {**sender, "is_default": True})
        place.agent = await _agent(place)
        yield place


async def _agent(place: Place) -> dict[str, Any]:
    flow = await place.post("/api/tron/flows", {"name": "By telephone", "canvas_data": telephony_flow()})
    await place.post(f"/api/tron/flows/{flow['id']}/publish", {"revision": flow["revision"]})
    wanted = {"template": "support_agent", "flow_id": flow["id"], "voicemail_action": "flow", "recording": True}
    return await place.post("/api/tron/agents", wanted)

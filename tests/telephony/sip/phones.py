"""A trunk to a phone on loopback, told to a gateway as serve would."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from tron.telephony.sip.control import connect
from tron.telephony.sip.paths import gateway_socket

PATIENCE = 20.0


async def give_trunk(data_dir: Path, trunk: UUID, port: int, **more: Any) -> str:
    """The only account there is from now on, a static one; the address at which the gateway speaks SIP."""
    account = {"id": str(trunk), "domain": "127.0.0.1", "port": port, "registers": False, **more}
    async with asyncio.timeout(PATIENCE), connect(gateway_socket(data_dir)) as control:
        await control.send(json.dumps({"type": "accounts", "accounts": [account]}))
        while (body := json.loads(await control.recv())).get("type") != "accounts":
            pass
        return str(body["address"])

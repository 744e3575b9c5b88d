"""A lane's life: PJSIP, the desk in front of it, the socket that the gateway speaks to."""

from __future__ import annotations

import argparse
import asyncio
import os

from tron.telephony.sip.paths import lane_socket
from tron.telephony.sip_gateway.control import ControlServer
from tron.telephony.sip_gateway.desk import Desk
from tron.telephony.sip_gateway.lane import SECRET_NAME
from tron.telephony.sip_gateway.library import Binding, SipLibrary


async def serve_lane(asked: argparse.Namespace, leave: asyncio.Event) -> None:
    """Until `leave`. Raises LibraryError or OSError."""
    library = SipLibrary(Binding(asked.bind, asked.sip_port if asked.lane == 0 else 0))
    await library.start()
    desk = Desk(library, asyncio.get_running_loop(), secret=os.environ.get(SECRET_NAME, ""))
    control = ControlServer(lane_socket(asked.data_dir, asked.lane), obey=desk.obey, left=desk.left)
    keeping = asyncio.create_task(desk.accounts.keep(), name="accounts")
    try:
        await control.start()
        await leave.wait()
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await desk.close()
        await control.close()
        await library.close()

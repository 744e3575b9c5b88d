"""The gateway's life in front of its lanes."""

from __future__ import annotations

import argparse
import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from tron.telephony.sip.paths import gateway_socket, lane_socket
from tron.telephony.sip_gateway.control import ControlServer
from tron.telephony.sip_gateway.lane import Lane
from tron.telephony.sip_gateway.softphones.softphones import Softphones
from tron.telephony.sip_gateway.switchboard import Switchboard


async def serve_switchboard(asked: argparse.Namespace, leave: asyncio.Event) -> None:
    """Until `leave`. Raises LaneError or OSError."""
    secret = secrets.token_hex(16)
    arguments = ("--data-dir", str(asked.data_dir), "--bind", asked.bind, "--sip-port", str(asked.sip_port))

    def make(number: int, *, told: Callable[[Lane, Mapping[str, Any]], None], lost: Callable[[Lane], None]) -> Lane:
        socket = lane_socket(asked.data_dir, number)
        return Lane(number, socket, arguments, secret=secret, told=told, lost=lost)

    board = Switchboard(make, most_lanes=asked.most_lanes)
    board.softphones = Softphones(
        asked.bind, asked.softphone_port, secret=secret, lane=board.first_lane, changed=board.softphones_changed
    )
    control = ControlServer(gateway_socket(asked.data_dir), obey=board.obey, left=board.left)
    try:
        await board.lanes.start()
        await control.start()
        await leave.wait()
    finally:
        await board.close()
        await control.close()

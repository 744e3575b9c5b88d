"""The gateway's life in front of its lanes."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from tron.telephony.sip.paths import gateway_socket, lane_socket
from tron.telephony.sip_gateway.control import ControlServer
from tron.telephony.sip_gateway.lane import Lane
from tron.telephony.sip_gateway.switchboard import Switchboard


async def serve_switchboard(asked: argparse.Namespace, leave: asyncio.Event) -> None:
    """Until `leave`. Raises LaneError or OSError."""
    arguments = ("--data-dir", str(asked.data_dir), "--bind", asked.bind, "--sip-port", str(asked.sip_port))

    def make(number: int, *, told: Callable[[Lane, Mapping[str, Any]], None], lost: Callable[[Lane], None]) -> Lane:
        return Lane(number, lane_socket(asked.data_dir, number), arguments, told=told, lost=lost)

    board = Switchboard(make, most_lanes=asked.most_lanes)
    control = ControlServer(gateway_socket(asked.data_dir), obey=board.obey, left=board.left)
    try:
        await board.lanes.start()
        await control.start()
        await leave.wait()
    finally:
        await board.close()
        await control.close()

"""A real LiveKit server with the emulated SIP service in front of it, and the line on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.livekit import KEY, SECRET, livekit_server
from tests.emulators.livekit_sip import LiveKitSip
from tests.telephony.livekit.phones import OURS, line_of
from tron.telephony.livekit.line import LivekitLine


@pytest.fixture(scope="package")
async def service() -> AsyncIterator[LiveKitSip]:
    async with livekit_server() as server, LiveKitSip(server=server) as front:
        front.times.unreachable = 1.0
        front.trunks.add_outbound(OURS)
        yield front


@pytest.fixture(scope="package")
def settings(service: LiveKitSip) -> dict[str, Any]:
    return {
        "livekit.url": service.ws_url,
        "livekit.api_key": KEY,
        "livekit.api_secret": SECRET,
        "livekit.outbound_trunk_id": next(iter(service.trunks.outbound)),
        "livekit.agent_name": "tron",
    }


@pytest.fixture(scope="package")
def environ(settings: dict[str, Any]) -> dict[str, str]:
    """The server, for a process of its own settings."""
    return {
        "LIVEKIT_URL": settings["livekit.url"],
        "LIVEKIT_API_KEY": settings["livekit.api_key"],
        "LIVEKIT_API_SECRET": settings["livekit.api_secret"],
    }


@pytest.fixture(scope="package")
def line(settings: dict[str, Any]) -> LivekitLine:
    return line_of(settings)

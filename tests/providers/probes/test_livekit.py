"""The test of the LiveKit settings, against the real server where it could be built."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT, LiveKitServer, livekit_server
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.core.vendors import run_probe
from tron.providers.probes.livekit import LiveKitProbe

needs_server = pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)


@pytest.fixture(scope="module")
async def livekit() -> AsyncIterator[LiveKitServer]:
    async with livekit_server() as server:
        yield server


def settings(url: str, key: str = KEY, secret: str = SECRET, trunk: str | None = None, **more: Any) -> Any:
    return settings_with(
        {
            "livekit.url": url,
            "livekit.api_key": key,
            "livekit.api_secret": secret,
            "livekit.outbound_trunk_id": trunk,
            **{f"livekit.{name}": value for name, value in more.items()},
        }
    )


@needs_server
@pytest.mark.slow
async def test_a_server_with_the_right_key(livekit):
    result = await run_probe(LiveKitProbe(), settings(livekit.url))
    assert (result.state, result.hint) == ("works", None)
    assert result.details == {"rooms": 0, "trunk": None}


@needs_server
@pytest.mark.slow
async def test_the_same_by_its_http_address(livekit):
    result = await run_probe(LiveKitProbe(), settings(livekit.url.replace("ws://", "http://")))
    assert result.state == "works"


@needs_server
@pytest.mark.slow
@pytest.mark.parametrize("wrong", [{"key": "APIanother"}, {"secret": "another-secret-that-is-not-this-one-here"}])
async def test_a_wrong_key_or_secret(livekit, wrong):
    result = await run_probe(LiveKitProbe(), settings(livekit.url, **wrong))
    assert result.state == "wrong_key"
    assert SECRET not in repr(result)


@needs_server
@pytest.mark.slow
async def test_a_server_without_sip_says_so_when_a_trunk_is_named(livekit):
    result = await run_probe(LiveKitProbe(), settings(livekit.url, trunk="ST_abcdefghijkl"))
    assert (result.state, result.details["trunk"]) == ("works", "no_sip")
    assert "SIP" in (result.hint or "")


@needs_server
@pytest.mark.slow
async def test_a_server_without_egress_says_so_where_that_is_to_record(livekit):
    result = await run_probe(LiveKitProbe(), settings(livekit.url, recording="egress"))
    assert (result.state, result.details["egress"]) == ("works", "missing")
    assert "Egress" in (result.hint or "")


async def test_what_was_never_set_up():
    result = await run_probe(LiveKitProbe(), settings_with({"livekit.url": "wss://a.example"}))
    assert result.state == "not_configured"
    assert "API key" in result.message
    assert "URL" not in result.message


async def test_nobody_listens_there():
    assert (await run_probe(LiveKitProbe(), settings(closed_port()))).state == "unreachable"


@pytest.mark.parametrize(
    ("fault", "state"), [(None, "refused"), ("garbage", "refused"), ("broken", "refused"), ("hangup", "unreachable")]
)
async def test_another_server_is_told_from_livekit(fault, state):
    async with OpenAIEmulator(fault=fault) as other:
        result = await run_probe(LiveKitProbe(), settings(other.url))
    assert result.state == state, result
    assert result.hint

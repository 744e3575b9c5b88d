"""A trunk of the direct SIP line is tested: a real gateway calls itself, sound by RTP both ways."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.line_loops import OURS, Bench
from tests.telephony.sip.phones import give_trunk
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tron.core.database.engine import Database
from tron.telephony.sip.line import SipLine
from tron.telephony.stream_server import StreamServer
from tron.voice.line_test import ends

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("pjsua2") is None, reason="needs pjsua2")]


@pytest.fixture
async def bench(database: Database, tmp_path: Path):
    process = await start_gateway(tmp_path)
    made = Bench(database, tmp_path, SipLine)
    server = StreamServer({"sip": made.line}, tmp_path, name="test")
    await server.start()
    await made.start(settings={"domain": "127.0.0.1", "registers": False})
    yield made
    await made.close()
    await made.line.aclose()
    await server.close()
    await end(process)


async def test_a_trunk_that_leads_back_here_carries_sound_both_ways(bench: Bench, tmp_path: Path) -> None:
    address = await give_trunk(tmp_path, bench.trunk, 5060)
    await give_trunk(tmp_path, bench.trunk, int(address.rpartition(":")[2]))
    test = await bench.test()
    assert (test.finding, test.there.sound, test.back.sound, test.number) == ("works", "heard", "heard", OURS)
    assert test.there.level_db == pytest.approx(-13.5, abs=3)
    assert test.post_dial_seconds is not None
    assert test.came_in_by == "Carrier"


@pytest.mark.skipif(not sipp.there(), reason="needs sipp")
async def test_a_carrier_that_refuses_is_told(bench: Bench, tmp_path: Path) -> None:
    async with sipp.phone("refuses", tmp_path, status="403 Forbidden") as phone:
        await give_trunk(tmp_path, bench.trunk, phone.port)
        test = await bench.test()
        assert await phone.finished()
    assert (test.finding, test.sip_status) == ("not_connected", 403)


@pytest.mark.skipif(not sipp.there(), reason="needs sipp")
async def test_a_trunk_that_sends_our_own_sound_back_is_told(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ends, "LISTEN_SECONDS", 2.0)
    async with sipp.phone("answers", tmp_path / "echo") as phone:
        await give_trunk(tmp_path, bench.trunk, phone.port)
        test = await bench.test()
        assert await phone.finished()
    assert (test.finding, test.there.sound, test.back.sound) == ("echo", "unknown", "unknown")

"""A caller is introduced to a colleague over real SIP: two softphones through the gateway, joined in the worker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from tests.telephony.introduced import BRIEF_HZ, CALLER_HZ, COLLEAGUE_HZ, introduction
from tests.telephony.livekit.phones import loudness, tone
from tests.telephony.media_stream.exchange import Listener
from tests.telephony.sip import baresip
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, HandedOver, Hangup, LineCall, Trunk
from tron.core.ports.colleagues import Invitation
from tron.telephony.media_stream.resampling import Doubler, Halver
from tron.telephony.registry import LineContext
from tron.telephony.sip.control import connect
from tron.telephony.sip.line import SipLine
from tron.telephony.sip.paths import gateway_socket
from tron.telephony.stream_server import StreamServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sipp.there() or find_spec("pjsua2") is None, reason="needs sipp and pjsua2"),
    pytest.mark.skipif(not baresip.there(), reason="needs baresip"),
]
CALLER, COLLEAGUE = "+12025550150", "+12025550151"
PATIENCE = 20


@pytest.fixture
async def worker(tmp_path: Path) -> AsyncIterator[tuple[SipLine, StreamServer]]:
    process = await start_gateway(tmp_path)
    made = SipLine(LineContext(SystemClock(), tmp_path))
    server = StreamServer({"sip": made}, tmp_path, name="test")
    await server.start()
    yield made, server
    await made.aclose()
    await server.close()
    await end(process)


async def accounts(data_dir: Path, ports: dict[UUID, int]) -> None:
    """Static ones, each to a phone on loopback."""
    told = [{"id": str(id_), "domain": "127.0.0.1", "port": port, "registers": False} for id_, port in ports.items()]
    async with asyncio.timeout(PATIENCE), connect(gateway_socket(data_dir)) as control:
        await control.send(json.dumps({"type": "accounts", "accounts": told}))
        while json.loads(await control.recv()).get("type") != "accounts":
            pass


def says(hertz: float, silent: float, more: float) -> np.ndarray:
    """Silence, two seconds of a tone, and silence again, at 8 kHz."""
    pcm = np.concatenate([np.zeros(int(16000 * silent)), np.frombuffer(tone(hertz, 2.0), "<i2")])
    return Halver().push(np.concatenate([pcm, np.zeros(int(16000 * more))]).astype(np.int16))


def heard(phone: baresip.Softphone) -> bytes:
    """At 16 kHz."""
    return Doubler().push(phone.heard()).astype("<i2").tobytes()


async def ring(line: SipLine, to: str, trunk: UUID) -> LineCall:
    by = Trunk(trunk, "sip", "Loop", {})
    request = DialRequest(uuid7(), to, "en-IN", trunk=by, caller_id="+12025550100", ring_timeout=10.0)
    return await asyncio.wait_for(line.dial(request, Listener()), PATIENCE)


async def test_two_softphones_talk_and_the_callers_hang_up_ends_both(
    worker: tuple[SipLine, StreamServer], tmp_path: Path
) -> None:
    line, main, desk = worker[0], uuid7(), uuid7()
    ours = baresip.softphone(tmp_path / "caller", CALLER, says(CALLER_HZ, 4.5, 0.5))
    theirs = baresip.softphone(tmp_path / "colleague", COLLEAGUE, says(COLLEAGUE_HZ, 3.5, 20.0))
    async with ours as caller, theirs as colleague:
        await accounts(tmp_path, {main: caller.port, desk: colleague.port})
        call = await ring(line, CALLER, main)
        async with introduction(call, lambda: ring(line, COLLEAGUE, desk)) as agent:
            invitation = Invitation(COLLEAGUE, "brief", accept="stay", stay_seconds=0.3)
            assert (await agent.invite(invitation)).answered
            assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)
        assert agent.colleague is not None
        assert (await asyncio.wait_for(agent.colleague.ended(), PATIENCE)).by == "agent"
        await asyncio.sleep(0.3)  # their recordings are on disk
        to_colleague, to_caller = heard(colleague), heard(caller)
    assert loudness(to_colleague, BRIEF_HZ) > 0.4
    assert loudness(to_colleague, CALLER_HZ) > 1.0, "they hear the caller"
    assert loudness(to_caller, COLLEAGUE_HZ) > 1.0, "the caller hears them"
    assert loudness(to_caller, BRIEF_HZ) < 0.2, "and nothing of the brief"


async def test_a_colleague_who_is_busy(worker: tuple[SipLine, StreamServer], tmp_path: Path) -> None:
    line, main, desk = worker[0], uuid7(), uuid7()
    ours = sipp.phone("echoes_keys", tmp_path / "a")
    theirs = sipp.phone("refuses", tmp_path / "b", status="486 Busy Here")
    async with ours as caller, theirs as colleague:
        await accounts(tmp_path, {main: caller.port, desk: colleague.port})
        call = await ring(line, CALLER, main)
        async with introduction(call, lambda: ring(line, COLLEAGUE, desk)) as agent:
            assert await agent.invite(Invitation(COLLEAGUE, "brief", "ask")) == HandedOver(False, "busy")
            assert "BYE sip:" not in caller.messages(), "the agent talks on"
        assert await caller.finished()


async def test_a_worker_that_dies_leaves_neither_on_the_phone(
    worker: tuple[SipLine, StreamServer], tmp_path: Path
) -> None:
    """Its streams and its control connection break off at once, as when it is killed."""
    (line, server), main, desk = worker, uuid7(), uuid7()
    ours, theirs = sipp.phone("echoes_keys", tmp_path / "a"), sipp.phone("echoes_keys", tmp_path / "b")
    async with ours as caller, theirs as colleague:
        await accounts(tmp_path, {main: caller.port, desk: colleague.port})
        call = await ring(line, CALLER, main)
        async with introduction(call, lambda: ring(line, COLLEAGUE, desk)) as agent:
            assert (await agent.invite(Invitation(COLLEAGUE, accept="answer"))).answered
            await asyncio.gather(server.close(), line.aclose())
            assert await caller.finished()
            assert await colleague.finished()

"""Whole calls: the worker's line, a real gateway process, and real phones (sipp, baresip) on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from tests.telephony.media_stream.exchange import NUMBER, Listener, failure
from tests.telephony.sip import baresip
from tests.telephony.sip.phones import give_trunk
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tron.core.call_engine.inbound import Incoming
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, DialRequest, HandedOver, Hangup, LineCall, Transfers, Trunk
from tron.core.speech import FRAME_BYTES
from tron.telephony.media_stream.resampling import Doubler, Halver
from tron.telephony.registry import LineContext
from tron.telephony.sip.line import SipLine
from tron.telephony.stream_server import StreamServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sipp.there() or find_spec("pjsua2") is None, reason="needs sipp and pjsua2"),
]
PATIENCE = 20
OURS, COLLEAGUE = "+12025550100", "+12025550143"


class Worker:
    """A worker's line and door beside a gateway."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.came: asyncio.Queue[Incoming] = asyncio.Queue()
        self.line = SipLine(LineContext(SystemClock(), data_dir, receive=self._receive))
        self.server = StreamServer({"sip": self.line}, data_dir, name="test")
        self.listener = Listener()
        self.address = ""

    async def _receive(self, incoming: Incoming) -> UUID:
        self.came.put_nowait(incoming)
        return uuid7()

    async def trunk(self, port: int, **more: Any) -> Trunk:
        """The only account there is, a static one to a phone on loopback."""
        trunk = Trunk(uuid7(), "sip", "Loop", {})
        self.address = await give_trunk(self._data_dir, trunk.id, port, **more)
        return trunk

    def dial(self, trunk: Trunk, **values: Any) -> asyncio.Task[LineCall]:
        request = DialRequest(uuid7(), NUMBER, "en-IN", trunk=trunk, caller_id=OURS, **{"ring_timeout": 10.0, **values})
        return asyncio.create_task(self.line.dial(request, self.listener))

    async def talk(self, trunk: Trunk) -> LineCall:
        return await asyncio.wait_for(self.dial(trunk), PATIENCE)


@pytest.fixture(scope="module")
async def worker(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Worker]:
    data_dir = tmp_path_factory.mktemp("sip")
    process = await start_gateway(data_dir)
    made = Worker(data_dir)
    await made.server.start()
    yield made
    await made.line.aclose()
    await made.server.close()
    await end(process)


def speech(seconds: float, seed: int) -> np.ndarray:
    """Sound of a voice's band and rhythm at 16 kHz: each seed is like no other."""
    noise = np.fft.rfft(np.random.default_rng(seed).standard_normal(int(16000 * seconds)))
    hertz = np.fft.rfftfreq(int(16000 * seconds), 1 / 16000)
    noise[(hertz < 300) | (hertz > 3000)] = 0
    sound = np.fft.irfft(noise, int(16000 * seconds))
    rhythm = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * np.arange(len(sound)) / 16000)
    return np.rint(sound / np.abs(sound).max() * rhythm * 16000).astype(np.int16)


def likeness(said: np.ndarray, heard: np.ndarray) -> tuple[float, float]:
    """How alike and how loud `said` is in `heard` (both at 16 kHz), each 1 when nothing was lost: the middle one of its
    quarter seconds, as phones on a busy machine drop or repeat a packet now and then."""
    parts = [_likeness(said[at : at + 4000], heard) for at in range(4000, len(said) - 6000, 4000)]
    alike, loud = np.median(np.array(parts), axis=0)
    return float(alike), float(loud)


def _likeness(said: np.ndarray, heard: np.ndarray) -> tuple[float, float]:
    said, heard = said.astype(float), np.concatenate((heard, np.zeros(len(said)))).astype(float)
    size = 1 << (len(heard) + len(said)).bit_length()
    across = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(np.argmax(across[: len(heard) - len(said) + 1]))
    there = heard[at : at + len(said)]
    return float(np.corrcoef(said, there)[0, 1]), float(np.sqrt(np.mean(there**2) / np.mean(said**2)))


async def say(call: LineCall, sound: np.ndarray) -> None:
    """In real time, as the session does."""
    assert call.audio is not None
    pcm = sound.astype("<i2").tobytes()
    loop = asyncio.get_running_loop()
    due = loop.time()
    for at in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES):
        await call.audio.send(pcm[at : at + FRAME_BYTES])
        due += 0.02
        await asyncio.sleep(due - loop.time())


async def hear(call: LineCall) -> np.ndarray:
    """All that comes, until the far side is gone."""
    assert call.audio is not None
    pcm = b"".join([frame async for frame in call.audio.frames()])
    return np.frombuffer(pcm, dtype="<i2").astype(np.int16)


@pytest.mark.sound
@pytest.mark.skipif(not baresip.there(), reason="needs baresip")
async def test_a_softphone_and_tron_hear_each_other_at_full_level(worker: Worker, tmp_path: Path) -> None:
    theirs, ours = speech(3.0, 1), speech(2.0, 2)
    async with baresip.softphone(tmp_path, NUMBER, Halver().push(theirs)) as phone:
        call = await worker.talk(await worker.trunk(phone.port))
        _, heard = await asyncio.gather(say(call, ours), hear(call))
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)
    for said, told in ((theirs, heard), (ours, Doubler().push(phone.heard()))):
        alike, loud = likeness(said, told)
        assert alike > 0.9
        assert 0.9 < loud < 1.1


@pytest.mark.sound
@pytest.mark.skipif(not baresip.there(), reason="needs baresip")
async def test_a_softphone_calls_in_and_is_answered(worker: Worker, tmp_path: Path) -> None:
    trunk = await worker.trunk(5060)
    theirs = speech(2.0, 3)
    async with baresip.softphone(tmp_path, "+12025550111", Halver().push(theirs), calls=f"sip:{OURS}@{worker.address}"):
        incoming = await asyncio.wait_for(worker.came.get(), PATIENCE)
        assert (incoming.called, incoming.caller, incoming.trunk_id) == (OURS, "+12025550111", trunk.id)
        request = AnswerRequest(uuid7(), incoming.caller, incoming.called, "en-IN", incoming.offer, trunk)
        call = await asyncio.wait_for(worker.line.answer(request), PATIENCE)
        heard = await hear(call)
        assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "caller"
    alike, loud = likeness(theirs, heard)
    assert alike > 0.9
    assert 0.9 < loud < 1.1


async def test_keys_go_both_ways_and_the_agent_hangs_up(worker: Worker, tmp_path: Path) -> None:
    async with sipp.phone("echoes_keys", tmp_path) as phone:  # it sends back all that it is sent, keys too
        call = await worker.talk(await worker.trunk(phone.port))
        assert worker.listener.rang.is_set()
        await call.send_keys("17#")
        keys = call.keys()
        async with asyncio.timeout(PATIENCE):
            assert [await anext(keys) for _ in range(3)] == ["1", "7", "#"]
        await call.hang_up()
        assert await call.ended() == Hangup("agent")
        assert await phone.finished()
        assert f"From: <sip:{OURS}@" in phone.messages()


async def test_the_far_side_hangs_up(worker: Worker, tmp_path: Path) -> None:
    async with sipp.phone("hangs_up", tmp_path) as phone:
        call = await worker.talk(await worker.trunk(phone.port))
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)
        assert await phone.finished()


async def test_what_is_played_before_the_answer_is_heard(worker: Worker, tmp_path: Path) -> None:
    async with sipp.phone("early", tmp_path, status="480 Temporarily Unavailable") as phone:
        before = len(worker.listener.heard)
        assert await failure(worker.dial(await worker.trunk(phone.port))) == ("no_answer", "unavailable", 480)
        assert len(worker.listener.heard) - before > 25


async def test_a_dial_taken_back_stops_the_ringing(worker: Worker, tmp_path: Path) -> None:
    async with sipp.phone("rings", tmp_path) as phone:
        dial = worker.dial(await worker.trunk(phone.port))
        await phone.seen("180 Ringing")
        dial.cancel()
        with suppress(asyncio.CancelledError):
            await dial
        assert await phone.finished()  # it saw the CANCEL
        assert not await worker.line.exists(UUID(int=0))


@pytest.mark.parametrize(
    ("status", "handed"),
    [("200 OK", HandedOver(True, by=COLLEAGUE)), ("486 Busy Here", HandedOver(False, "busy"))],
    ids=["done", "busy"],
)
async def test_a_caller_is_handed_over_by_refer(worker: Worker, tmp_path: Path, status: str, handed) -> None:
    async with sipp.phone("is_transferred", tmp_path, status=status) as phone:
        call = await worker.talk(await worker.trunk(phone.port))
        assert isinstance(call, Transfers)
        assert await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=10), PATIENCE) == handed
        if not handed.answered:
            await call.hang_up()
        assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "agent"
        assert await phone.finished()

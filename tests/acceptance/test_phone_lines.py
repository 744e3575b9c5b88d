"""Calls over every phone line, held by a whole Tron: real SIP, a real LiveKit server, vendors' media streams.

Run by `make accept T=phone_lines`.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.acceptance.held_calls import (
    LATER,
    Talking,
    held_over_a_vendors_stream,
    held_over_direct_sip,
    held_over_livekit,
    is_seen_as,
    talking_over_a_vendors_stream,
    talking_over_livekit,
    walks_to,
    worker_alone,
)
from tests.acceptance.phone_place import Place, opened
from tests.acceptance.telephony_flow import PIN, WALK
from tests.emulators.cloud_calls import CloudCall, CloudPhone
from tests.emulators.livekit import WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.telephony.sip import baresip
from tests.telephony.sip_gateway import sipp
from tron.providers.engines import EngineClient
from tron.providers.engines.supervisor import socket_path_for
from tron.telephony.media_stream import g711
from tron.telephony.media_stream.resampling import Halver
from tron.telephony.sandbox.people import Person, Step

pytestmark = [pytest.mark.slow, pytest.mark.sound]

MACHINE = "Hello, you have reached Anita. I am not here. Please leave a message after the beep."
CALLED = {
    "sip": "+12025550120",
    "livekit": "+12025550121",
    "twilio": "+12025550122",
    "plivo": "+12025550123",
    "exotel": "+12025550124",
    "sip machine": "+12025550130",
    "livekit machine": "+12025550131",
    "twilio machine": "+12025550132",
    "plivo machine": "+12025550133",
    "exotel machine": "+12025550134",
}
# The last step never comes: who has none left hangs up, and a transfer takes its time on a busy machine.
PRESSES = Person("presses keys", steps=(Step(key="1", after=1.0), Step(key=PIN, after=1.0), Step(after=60.0)))
Samples = baresip.Samples
CLOUD = ("twilio", "plivo", "exotel")
QUIET_FOR = 1.0


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    async with opened(tmp_path_factory.mktemp("phones")) as made:
        yield made


@pytest.fixture(scope="module")
async def greeting(place: Place) -> bytes:
    """What an answering machine says, up to its beep (16 kHz)."""
    client = EngineClient(socket_path_for(place.house.data), patience=60)
    said = await client.synthesize(MACHINE, voice="joe", language="en-IN")
    await client.close()
    return said.pcm


@pytest.fixture(scope="module")
def machine(greeting: bytes) -> Samples:
    """The same with the beep (16 kHz)."""
    beep = np.sin(2 * np.pi * 1000 * np.arange(int(0.8 * 16000)) / 16000) * 9000
    pause = np.zeros(int(0.4 * 16000))
    whole = np.concatenate((np.zeros(16000), np.frombuffer(greeting, "<i2"), pause, beep, pause))
    return whole.astype(np.int16)


def narrow(sound: Samples) -> Samples:
    """As a telephone sends it (8 kHz)."""
    return Halver().push(sound)


# ------------------------------------------------------------------ 1. what a crash leaves


def dials(place: Place) -> list[int]:
    """How often each line was dialled on its far side, direct SIP apart."""
    front = [] if place.livekit is None else [len(place.livekit.phones)]
    return [*front, *(place.vendors[line].phone.dials for line in CLOUD)]


async def test_a_killed_worker_ends_its_phone_calls_and_nobody_is_rung_again(place: Place, tmp_path: Path) -> None:
    """On all lines at once, as far as this machine has them."""
    async with AsyncExitStack() as stack:
        phone = None
        at_vendors = await asyncio.gather(*(held_over_a_vendors_stream(place, line) for line in CLOUD))
        held = [call for calls in at_vendors for call in calls]
        if place.livekit is not None:
            held.append(await held_over_livekit(place, place.livekit))
        if sipp.there():
            phone = await stack.enter_async_context(sipp.phone("answers", tmp_path, calls=2))
            held.append(await held_over_direct_sip(place, phone, "sip crash"))
        before = dials(place)
        place.house.kill(place.house.pid_of("tron worker", "--child"))
        calls = [await place.over(one.call_id) for one in held]
        assert {(call["status"], call["reason"]) for call in calls} == {("failed", "lost_owner")}, calls
        async with asyncio.timeout(20):
            await asyncio.gather(*(one.left() for one in held))
        await asyncio.to_thread(place.tron.ready, "worker", "engine.piper")
        await asyncio.sleep(3)  # the new worker has looked around
        assert dials(place) == before
        assert phone is None or phone.messages().count("INVITE sip:") == 1


# ------------------------------------------------------------------ 1. what a worker does that is to leave


async def test_a_worker_that_is_to_leave_lets_its_calls_go_on_and_takes_no_other(place: Place, tmp_path: Path) -> None:
    """On all lines at once; a caller over direct SIP presses nothing, and is hung up on by a person."""
    async with worker_alone(place) as worker, AsyncExitStack() as stack:
        begin: list[Awaitable[Talking]] = [talking_over_a_vendors_stream(place, line) for line in CLOUD]
        if place.livekit is not None:
            begin.append(talking_over_livekit(place, place.livekit))
        talking = await asyncio.gather(*begin)
        by_sip = None
        if sipp.there():
            phone = await stack.enter_async_context(sipp.phone("answers", tmp_path))
            by_sip = await held_over_direct_sip(place, phone, "sip drain")
        worker.send_signal(signal.SIGTERM)
        await is_seen_as(place, worker.pid, "draining")
        later = await place.dial("twilio", LATER, trunk_id=await place.vendors_trunk("twilio"))
        for call in talking:
            await call.press("1")
        for call in talking:
            await walks_to(place, call.call_id, "pin")
        assert place.tron.call(later)["status"] == "queued"
        assert worker.returncode is None
        for call in talking:
            await call.hang_up()
            over = await place.over(call.call_id)
            assert (over["status"], over["reason"]) == ("completed", "caller_hung_up")
        if by_sip is not None:
            assert place.tron.call(by_sip.call_id)["status"] == "in_progress"
            await place.post(f"/api/tron/calls/{by_sip.call_id}/hangup", {}, 202)
            await by_sip.left()
            assert (await place.over(by_sip.call_id))["reason"] == "agent_ended"
        assert await asyncio.wait_for(worker.wait(), 30) == 0
        await place.post(f"/api/tron/calls/{later}/hangup", {}, 202)


# ------------------------------------------------------------------ 4. one flow, every telephony node, every line


@dataclass
class Walked:
    """Calls over the telephony flow, all lines at once: nobody says a word in them, so that they keep out of each
    other's way. What came of each, by line."""

    calls: Mapping[str, dict[str, Any] | BaseException]
    refer: str


@pytest.fixture(scope="module")
async def walked(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    over = {line: over_a_vendors_stream(place, line) for line in CLOUD}
    if place.livekit is not None:
        over["livekit"] = over_livekit(place, place.livekit)
    async with AsyncExitStack() as stack:
        if sipp.there():
            phone = await stack.enter_async_context(sipp.phone("presses_keys", tmp_path_factory.mktemp("sipp")))
            over["sip"] = over_direct_sip(place, phone.port)
        results = await asyncio.gather(*over.values(), return_exceptions=True)
        refer = phone.messages() if sipp.there() else ""
    return Walked(dict(zip(over, results, strict=True)), refer)


async def over_direct_sip(place: Place, port: int) -> dict[str, Any]:
    trunk = await place.trunk("sip", domain="127.0.0.1", port=port, registers=False)
    return await place.over(await place.dial("sip", CALLED["sip"], trunk_id=trunk))


async def over_livekit(place: Place, front: LiveKitSip) -> dict[str, Any]:
    front.fates[CALLED["livekit"]] = answers(PRESSES)
    return await place.over(await place.dial("livekit", CALLED["livekit"], trunk_id=await place.trunk("livekit")))


async def over_a_vendors_stream(place: Place, line: str) -> dict[str, Any]:
    phone = place.vendors[line].phone
    call_id = await place.dial(line, CALLED[line], trunk_id=await place.vendors_trunk(line))
    far = await phone.next(30)
    await asyncio.wait_for(far.talks.wait(), 20)
    nobody_takes_it(phone, far)
    said = 0
    for key in ("1", PIN):
        said = await agent_is_done(far, said)
        await far.press(key)
    return await place.over(call_id)


@pytest.mark.parametrize("line", ["sip", "livekit", *CLOUD])
async def test_the_telephony_flow(place: Place, walked: Walked, line: str) -> None:
    if line not in walked.calls:
        pytest.skip("needs sipp and pjsua2" if line == "sip" else WHY_NOT)
    call = walked.calls[line]
    if isinstance(call, BaseException):
        raise call
    await walked_to_the_end(place, call)
    if line == "sip":
        assert "REFER" in walked.refer


def nobody_takes_it(phone: CloudPhone[Any], far: CloudCall) -> None:
    """Whoever the call is sent to is in a talk, by each vendor's way of sending it."""
    for who, name in ((far, "other"), (phone, "colleague"), (phone, "outcome")):
        if hasattr(who, name):
            setattr(who, name, "busy")


async def test_a_voicemail_over_direct_sip(place: Place, tmp_path: Path, machine: Samples) -> None:
    if not baresip.there() or not sipp.there():
        pytest.skip("needs baresip and pjsua2")
    async with baresip.softphone(tmp_path / "phone", CALLED["sip machine"], narrow(machine)) as phone:
        trunk = await place.trunk("sip", domain="127.0.0.1", port=phone.port, registers=False)
        call_id = await place.dial("sip", CALLED["sip machine"], trunk_id=trunk)
        await left_a_message(place, await place.over(call_id))


async def test_a_voicemail_over_livekit(place: Place, greeting: bytes) -> None:
    if place.livekit is None:
        pytest.skip(WHY_NOT)
    person = Person("machine", opening=MACHINE, beep=True)
    place.livekit.fates[CALLED["livekit machine"]] = answers(person, {MACHINE: greeting})
    call_id = await place.dial("livekit", CALLED["livekit machine"], trunk_id=await place.trunk("livekit"))
    await left_a_message(place, await place.over(call_id))


@pytest.mark.parametrize("line", CLOUD)
async def test_a_voicemail_over_a_vendors_stream(place: Place, machine: Samples, line: str) -> None:
    phone = place.vendors[line].phone
    phone.outcome, phone.made = "answers", asyncio.Queue()
    call_id = await place.dial(line, CALLED[f"{line} machine"], trunk_id=await place.vendors_trunk(line))
    far = await phone.next(20)
    await asyncio.wait_for(far.talks.wait(), 20)
    sound = machine.astype("<i2").tobytes() if line == "exotel" else g711.encode(narrow(machine), "PCMU")
    for at in range(0, len(sound) - far.frame + 1, far.frame):
        far.far.put_nowait(sound[at : at + far.frame])
    await left_a_message(place, await place.over(call_id))


async def left_a_message(place: Place, call: dict[str, Any]) -> None:
    events = await place.events(call["id"])
    assert (call["status"], call["outcome"], call["answered_by"]) == ("completed", "message_left", "machine"), told(
        call, events
    )
    assert (await place.walk(call["id"]))[-2:] == ["machine", "left"]


async def walked_to_the_end(place: Place, call: dict[str, Any]) -> None:
    events = await place.events(call["id"])
    assert (call["status"], call["outcome"]) == ("completed", "callback"), told(call, events)
    assert await place.walk(call["id"]) == list(WALK)
    assert call["recording_url"]
    assert PIN not in str([event["payload"] for event in events if event["type"] == "call.keys"])
    assert {"message.sent", "transfer.started", "transfer.failed"} <= set(kinds(events)), told(call, events)
    assert [order["To"] for _vendor, order in place.messages.orders].count(call["phone_number"]) == 1


def told(call: dict[str, Any], events: list[dict[str, Any]]) -> str:
    story = [f"{event['type']} {event['node'] or ''} {event['payload']}" for event in events]
    return "\n".join((str(call["reason"]), *story))


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


async def agent_is_done(far: CloudCall, since: int) -> int:
    """The agent has said something after the first `since` messages of sound, and is silent now; how many came."""
    async with asyncio.timeout(30):
        seen = since
        while True:
            await asyncio.sleep(QUIET_FOR)
            if len(far.heard) == seen > since:
                return seen
            seen = len(far.heard)

"""The LiveKit line on a real LiveKit server, with phones of the emulated SIP service."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from livekit import api

from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT
from tests.emulators.livekit_sip import answers, refuses, rings_out
from tests.emulators.server import closed_port
from tests.telephony.livekit.phones import (
    OURS,
    TALKER,
    TONE,
    Listener,
    caught,
    hear,
    line_of,
    loudness,
    request,
    speak,
    tone,
    until,
)
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, Hangup, HasHeaders, Transfers, Trunk
from tron.telephony.livekit import dialling, room
from tron.telephony.sandbox.people import Person, Step

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

MARY = "+12025550110"


async def test_an_answered_call_with_sound_both_ways(service, line):
    service.fates[MARY] = answers(TALKER, {"tone": tone(TONE, 1.0)}, headers={"X-Ticket": "7"})
    listener = Listener()
    asked = request(MARY, caller_id=OURS, headers={"X-Campaign": "diwali"}, max_seconds=60.0)
    call = await line.dial(asked, listener)
    assert listener.rings == 1
    phone = service.rung(MARY)[-1]
    assert phone.order.room == f"call-outbound-{asked.call_id}"
    assert phone.order.headers == {"X-Campaign": "diwali"}
    assert phone.order.attributes["sip.trunkPhoneNumber"] == OURS
    assert phone.order.max_seconds == 60
    assert call.line_call_id == phone.call_id
    assert isinstance(call, HasHeaders)
    assert call.headers == {"x-ticket": "7"}
    assert call.vendor_call_id is not None
    assert await line.exists(asked.call_id)

    heard = bytearray()
    listening = asyncio.create_task(hear(call.audio.frames(), heard))
    await speak(call.audio, tone(1000.0, 1.0))
    # The person answers the agent's sound with its own, and hangs up after the agent's next words.
    await until(lambda: loudness(bytes(heard), TONE) > 0.8)
    assert loudness(bytes(phone.heard), 1000.0) > 0.8
    assert loudness(bytes(heard), 1000.0) < 0.1
    await speak(call.audio, tone(1000.0, 0.6))
    assert await asyncio.wait_for(call.ended(), 10) == Hangup("caller")
    await asyncio.wait_for(listening, 2)
    await call.hang_up()
    assert await line.exists(asked.call_id) is False


async def test_what_fails_before_anything_rings(service, settings, monkeypatch):
    number = "+12025550130"
    service.fates[number] = answers()
    trunk = Trunk(uuid7(), "livekit", "gone", {"outbound_trunk_id": "ST_nobodyhasit"})
    down = closed_port()
    for line, asked, reason, words in [
        (line_of(settings), request(number, trunk=trunk), "trunk_error", "ST_nobodyhasit"),
        (line_of(settings, livekit__url=down), request(number), "unreachable", "cannot be reached"),
        (line_of(settings, livekit__api_secret=SECRET + "x"), request(number), "trunk_error", "key and secret"),
        (line_of(settings, livekit__api_key=None), request(number), "trunk_error", "LiveKit API key"),
        (line_of(settings, livekit__outbound_trunk_id=None), request(number), "trunk_error", "No outbound trunk"),
    ]:
        failure = await caught(line.dial(asked, Listener()))
        assert isinstance(failure, DialFailed), failure
        assert (failure.status, failure.reason) == ("failed", reason)
        assert words in str(failure)
        assert "eyJ" not in str(failure)
    _skew_tokens(monkeypatch, 90)
    failure = await caught(line_of(settings).dial(request(number), Listener()))
    assert "clock" in str(failure)
    assert service.rung(number) == []


def _skew_tokens(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Our clock is ahead of the server's."""
    import calendar

    monkeypatch.setattr(
        "livekit.api.access_token.calendar", type("Ahead", (), {"timegm": lambda t: calendar.timegm(t) + seconds})
    )


async def test_a_dial_taken_back_rings_no_more(service, line):
    number = "+12025550131"
    service.fates[number] = rings_out()
    asked, listener = request(number), Listener()
    dial = asyncio.create_task(line.dial(asked, listener))
    await asyncio.wait_for(listener.rang.wait(), 10)
    dial.cancel()
    await asyncio.wait({dial}, timeout=5)
    assert dial.cancelled()
    [phone] = service.rung(number)
    await until(phone.over.is_set, 3)
    # Taken back before the phone was even in the room.
    early = asyncio.create_task(line.dial(request(number), Listener()))
    await until(lambda: len(service.rung(number)) == 2)
    early.cancel()
    await asyncio.wait({early}, timeout=5)
    assert early.cancelled()
    await until(service.rung(number)[1].over.is_set, 3)
    assert await line.exists(asked.call_id) is False


@pytest.mark.parametrize("how", ["breaks", "given_up"])
async def test_an_answer_that_is_lost_is_no_failure_that_is_dialled_again(service, line, how):
    number = "+12025550132"
    service.fates[number] = rings_out(**{how: True})
    asked, before = request(number), len(service.rung(number))
    failure = await caught(line.dial(asked, Listener()))
    assert failure is not None
    assert not isinstance(failure, DialFailed)
    [phone] = service.rung(number)[before:]
    await until(phone.over.is_set, 3)


@pytest.mark.parametrize("mute", [False, True])
async def test_whoever_answers_was_rung_and_its_trunk_did_connect(service, line, monkeypatch, mute):
    monkeypatch.setattr(dialling, "SOUND_SECONDS", 1.0 if mute else 4.0)
    monkeypatch.setattr(room, "RINGING", frozenset())  # a carrier that answers and never said that it rings
    number = "+12025550128"
    service.fates[number] = answers(publishes=not mute)
    listener = Listener()
    call = await asyncio.gather(line.dial(request(number), listener), return_exceptions=True)
    assert listener.rings == 1
    if mute:
        assert isinstance(call[0], DialFailed)
        assert (call[0].reason, call[0].sip_status) == ("trunk_error", 200)
    else:
        await call[0].hang_up()


async def test_what_the_network_says_before_the_answer_is_no_part_of_the_call(service, line):
    number = "+12025550129"
    service.fates[number] = answers(rings=2.2, early=tone(TONE, 1.0))
    listener = Listener()
    call = await line.dial(request(number), listener)
    assert loudness(bytes(listener.heard), TONE) > 0.6
    heard = bytearray()
    listening = asyncio.create_task(hear(call.audio.frames(), heard))
    await asyncio.sleep(0.5)
    await call.hang_up()
    await asyncio.wait_for(listening, 2)
    assert loudness(bytes(heard), TONE) < 0.2
    assert len(heard) < 640 * 50 * 2


async def test_the_silence_of_a_room_is_nothing_that_the_network_plays(service, line):
    """The phone's track is there a second after it joins: a trunk that is refused later has still reached nobody."""
    number = "+12025550127"
    service.fates[number] = refuses(503, after=2.0)
    listener = Listener()
    failure = await caught(line.dial(request(number), listener))
    assert isinstance(failure, DialFailed)
    assert (failure.sip_status, listener.rings, bytes(listener.heard)) == (503, 0, b"")


async def test_keys_both_ways(service, line):
    number = "+12025550133"
    service.fates[number] = answers(Person("keys", steps=(Step(key="1"), Step(key="#"))))
    call = await line.dial(request(number), Listener())
    pressed: list[str] = []

    async def note() -> None:
        async for key in call.keys():
            pressed.append(key)

    noting = asyncio.create_task(note())
    await call.send_keys("12#,a")
    await speak(call.audio, tone(1000.0, 0.4))
    await until(lambda: pressed)
    await call.hang_up()
    await asyncio.wait_for(noting, 2)
    assert pressed[0] == "1"
    [phone] = service.rung(number)
    assert phone.keys == "12#A"


async def test_who_ends_it(service, line):
    ends = {
        "agent": "+12025550134",
        "caller": "+12025550135",
        "room": "+12025550136",
    }
    service.fates.update(dict.fromkeys(ends.values(), answers()))
    calls = await asyncio.gather(*(line.dial(request(number), Listener()) for number in ends.values()))
    for phone, call in zip([service.rung(number)[0] for number in ends.values()], calls, strict=True):
        assert phone.answered.is_set()
        assert call.audio is not None
    by_agent, by_caller, by_room = calls
    await by_agent.hang_up()
    await by_agent.hang_up()
    await service.rung(ends["caller"])[0].hang_up()
    async with api.LiveKitAPI(service.ws_url, KEY, SECRET) as client:
        room = service.rung(ends["room"])[0].order.room
        await client.room.delete_room(api.DeleteRoomRequest(room=room))
    ended = await asyncio.wait_for(asyncio.gather(*(call.ended() for call in calls)), 10)
    assert ended == [Hangup("agent"), Hangup("caller"), Hangup("network", None)]
    for number in ends.values():
        await until(service.rung(number)[0].over.is_set)
    await by_room.audio.send(bytes(640))  # what the session still had in hand
    await by_room.audio.clear()
    await by_caller.hang_up()


async def test_a_transfer_and_ones_that_nobody_takes(service, line):
    number, colleague, busy = "+12025550137", "+12025550138", "+12025550139"
    service.fates |= {number: answers(), colleague: answers(), busy: refuses(486)}
    call = await line.dial(request(number, ring_timeout=120.0), Listener())
    assert isinstance(call, Transfers)
    handed = await call.transfer(busy, announce="A caller.", wait=5)
    assert (handed.answered, handed.reason) == (False, "busy")
    handed = await call.transfer("+12025550198", announce="A caller.", wait=5)
    assert (handed.answered, handed.reason) == (False, "invalid_number")
    handed = await call.transfer(colleague, announce="A caller.", wait=120)
    assert (handed.answered, handed.by) == (True, colleague)
    assert service.transfers[-3:] == [busy, "+12025550198", colleague]
    assert (await asyncio.wait_for(call.ended(), 5)).by == "caller"
    handed = await call.transfer(colleague, announce="A caller.", wait=5)
    assert handed.reason == "caller_hung_up"


async def test_after_a_crash_the_line_knows_the_call_and_hangs_it_up(service, line, settings):
    number = "+12025550140"
    service.fates[number] = answers()
    asked = request(number)
    await line.dial(asked, Listener())
    another = line_of(settings)
    assert await another.exists(asked.call_id) is True
    [phone] = service.rung(number)
    await until(phone.over.is_set)
    assert await another.exists(asked.call_id) is False
    assert await another.exists(uuid7()) is False
    assert await line_of(settings, livekit__url=closed_port()).exists(asked.call_id) is None
    assert await line_of(settings, livekit__api_secret=SECRET + "x").exists(asked.call_id) is None


async def test_what_the_line_says_of_itself(service, line, settings):
    def trunk(**fields: Any) -> Trunk:
        return Trunk(uuid7(), "livekit", "a", fields)

    known = settings["livekit.outbound_trunk_id"]
    assert (await line.state(None)).state == "ready"
    assert (await line.state(trunk())).state == "ready"
    assert (await line.state(trunk(outbound_trunk_id=known))).state == "ready"
    assert (await line.state(trunk(outbound_trunk_id="ST_other"))).state == "failing"
    assert (await line_of(settings, livekit__url=closed_port()).state(None)).state == "failing"
    assert (await line_of(settings, livekit__api_secret=SECRET + "x").state(trunk())).state == "failing"
    missing = await line_of(settings, livekit__url=None).state(None)
    assert (missing.state, missing.missing) == ("missing", ("livekit.url",))
    without = await line_of(settings, livekit__outbound_trunk_id=None).state(trunk())
    assert (without.state, without.missing) == ("missing", ("outbound_trunk_id",))

"""A colleague is brought into a call: the music, the brief, how they answer, who hears whom, and every way it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.voice.bridge_room import AGENT, CALLER, COLLEAGUE, Phone, Room, level, value_of
from tron.core.ports import DialFailed, HandedOver, Hangup, LineAudio, LineText
from tron.core.ports.colleagues import Invitation
from tron.core.speech import FRAME_SAMPLES, SAMPLE_RATE
from tron.voice import brief
from tron.voice.colleague import ColleagueDesk
from tron.voice.hold_music import hold_music

BRIEF, ASK = 5, 6
WARM = Invitation("+910000000001", "brief", "ask", wait=30)


class Leg:
    """A LineCall: who is at the colleague's end of it."""

    def __init__(self, phone: Phone | None) -> None:
        self.line_call_id = "leg"
        self.answered_by: str | None = "Ravi"
        self.audio: LineAudio | None = phone
        self.text: LineText | None = None
        self.pressed: asyncio.Queue[str] = asyncio.Queue()
        self.hung_up = 0
        self.over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()

    async def hang_up(self) -> None:
        self.hung_up += 1
        self.leave("agent")

    def leave(self, by: Any = "caller") -> None:
        if not self.over.done():
            self.over.set_result(Hangup(by))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self.over)

    async def keys(self) -> AsyncIterator[str]:
        while True:
            yield await self.pressed.get()

    async def send_keys(self, digits: str) -> None:
        """Nobody presses any here."""


class Office(Room):
    """A room with a desk; the colleague answers after two seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, Mapping[str, Any]]] = []
        self.dials = 0
        self.rings_for = 2.0
        self.failure: Exception | None = None
        self.people_talk: list[bool] = []
        self.desk = ColleagueDesk(self.bridge, self._render, self._tell, self.clock, self.people_talk.append)

    async def __aenter__(self) -> Office:
        await super().__aenter__()
        self.leg = Leg(self.colleague)
        return self

    async def _render(self, text: str) -> bytes:
        return level(BRIEF if text == "brief" else ASK) * 50

    async def _tell(self, type_: str, payload: Mapping[str, Any]) -> None:
        self.told.append((type_, payload))

    async def dial(self) -> Leg:
        self.dials += 1
        await self.clock.sleep(self.rings_for)
        if self.failure is not None:
            raise self.failure
        return self.leg

    def invite(self, invitation: Invitation = WARM) -> asyncio.Task[HandedOver]:
        return asyncio.create_task(self.desk.invite(invitation, self.dial))

    async def come(self, invited: asyncio.Task[HandedOver]) -> HandedOver:
        await self.clock.run_until(invited)
        return await invited

    async def taken(self, invitation: Invitation = WARM) -> None:
        """Up to the colleague in the talk."""
        invited = self.invite(invitation)
        await self.pass_time(4.0)
        self.leg.pressed.put_nowait("1")
        assert (await self.come(invited)).answered

    async def is_alone(self) -> None:
        """Caller and agent are alone, and hear each other."""
        self.speaks = True
        await self.pass_time(1.0)
        assert (set(self.caller.heard), self.agent()) == ({AGENT}, {CALLER})
        assert self.leg.hung_up
        self.colleague.sent.clear()
        await self.pass_time(0.2)
        assert self.colleague.sent == []


async def test_the_caller_hears_music_and_the_colleague_the_brief() -> None:
    async with Office() as office:
        invited = office.invite()
        await office.pass_time(1.5)
        assert office.caller.sent
        assert b"".join(office.caller.sent) in hold_music() * 2
        office.colleague.sent.clear()
        await office.run(office.clock.sleep(5))
        heard = office.colleague.heard
        assert (heard.count(BRIEF), heard.count(ASK)) == (50, 50)
        assert b"".join(office.caller.sent[-20:]) in hold_music() * 2, "and goes on hearing it"
        assert office.agent() == {CALLER}
        office.leg.pressed.put_nowait("1")
        assert await office.come(invited) == HandedOver(True, by="Ravi")
        assert office.told == [("transfer.picked_up", {"to": "***********01", "by": "Ravi", "brief": "brief"})]


@pytest.mark.parametrize("stays", [False, True], ids=["introduced", "in three"])
async def test_the_agents_time_stands_still_while_people_talk(stays: bool) -> None:
    async with Office() as office:
        invited = office.invite(replace(WARM, stays=stays))
        await office.pass_time(4.0)
        assert office.people_talk == [], "the brief is no talk"
        office.leg.pressed.put_nowait("1")
        await office.come(invited)
        assert office.people_talk == [True]
        await office.run(office.desk.aclose())
        assert office.people_talk == [True, False]


async def test_introduced_the_two_talk_and_the_agent_is_silent() -> None:
    async with Office() as office:
        await office.taken()
        office.speaks = True
        await office.pass_time(0.6)
        assert (set(office.caller.heard), set(office.colleague.heard)) == ({COLLEAGUE}, {CALLER})
        assert office.agent() == {CALLER}
        assert {one for one in office.recorded if one[0] == "heard"} == {("heard", COLLEAGUE)}


async def test_in_a_talk_of_three_all_hear_each_other_and_the_agent_hears_the_caller() -> None:
    async with Office() as office:
        await office.taken(Invitation(WARM.to, "brief", "ask", stays=True))
        office.speaks = True
        await office.pass_time(0.6)
        assert (set(office.caller.heard), set(office.colleague.heard)) == ({AGENT + COLLEAGUE}, {CALLER + AGENT})
        assert office.agent() == {CALLER}


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("how", ["gone", "left"])
async def test_when_the_colleague_is_gone_the_agent_is_heard_again(how: str, stays: bool) -> None:
    async with Office() as office:
        await office.taken(Invitation(WARM.to, "brief", "ask", stays=stays))
        parted = asyncio.create_task(office.desk.parted())
        await office.pass_time(1.0)
        assert not parted.done()
        if how == "gone":
            office.colleague.gone = True
        else:
            office.leg.leave()
        await office.clock.run_until(parted)
        await office.desk.aclose()
        await office.desk.aclose()
        await office.is_alone()
        [ended] = [payload for type_, payload in office.told if type_ == "transfer.ended"]
        assert ended["to"] == "***********01"
        assert ended["seconds"] == pytest.approx(1.0, abs=0.3)


@pytest.mark.parametrize(
    ("what", "reason"), [("2", "declined"), ("#", "declined"), ("left", "hung_up"), ("gone", "hung_up")]
)
async def test_who_does_not_want_the_call_leaves_it_to_the_agent(what: str, reason: str) -> None:
    async with Office() as office:
        invited = office.invite()
        await office.pass_time(3.5)
        if what == "left":
            office.leg.leave()
        elif what == "gone":
            office.colleague.gone = True
        else:
            office.leg.pressed.put_nowait(what)
        assert await office.come(invited) == HandedOver(False, reason)
        await office.is_alone()


async def test_who_presses_nothing_is_asked_twice_and_then_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "KEY_SECONDS", 1.0)
    async with Office() as office:
        invited = office.invite()
        assert await office.come(invited) == HandedOver(False, "not_accepted")
        assert office.colleague.heard.count(ASK) == 100
        await office.is_alone()


@pytest.mark.parametrize("invitation", [Invitation(WARM.to, "brief", "", "stay"), Invitation(WARM.to, "", "", "stay")])
async def test_who_stays_takes_the_call_where_staying_is_enough(invitation: Invitation) -> None:
    async with Office() as office:
        began = office.clock.monotonic()
        office.colleague.frame = level(0)
        assert (await office.come(office.invite(invitation))).answered
        assert office.clock.monotonic() - began > office.rings_for + invitation.stay_seconds


async def test_a_brief_that_no_voice_can_speak_is_not_waited_for() -> None:
    async with Office() as office:

        async def mute(_text: str) -> bytes:
            return b""

        office.desk = ColleagueDesk(office.bridge, mute, office._tell, office.clock)
        office.colleague.frame = level(0)
        assert (await office.come(office.invite(Invitation(WARM.to, "brief", "", "stay")))).answered


async def test_a_relay_joins_at_once() -> None:
    async with Office() as office:
        assert (await office.come(office.invite(Invitation(WARM.to, "brief", accept="answer")))).answered
        await office.pass_time(0.6)
        assert set(office.colleague.heard) == {CALLER}


def tone(hertz: float) -> bytes:
    return (np.sin(2 * np.pi * hertz * np.arange(FRAME_SAMPLES) / SAMPLE_RATE) * 12_000).astype("<i2").tobytes()


@pytest.mark.parametrize("accept", ["key", "stay"])
async def test_a_beep_is_a_machines(accept: Any) -> None:
    async with Office() as office:
        invited = office.invite(Invitation(WARM.to, "brief", "ask", accept, stay_seconds=30))
        await office.pass_time(3.0)
        office.colleague.frame = tone(1000)
        await office.pass_time(0.6)
        office.colleague.frame = level(0)
        assert await office.come(invited) == HandedOver(False, "machine")
        await office.is_alone()


async def test_who_talks_all_through_the_brief_is_a_machine_where_staying_is_enough() -> None:
    async with Office() as office:
        office.colleague.frame = level(2000)
        invited = office.invite(Invitation(WARM.to, "brief", "", "stay", stay_seconds=30))
        assert await office.come(invited) == HandedOver(False, "machine")


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (DialFailed("busy", "busy", 486), "busy"),
        (DialFailed("no_answer", "rang_out", 408), "rang_out"),
        (RuntimeError("the stream broke"), "unknown_outcome"),
    ],
)
async def test_nobody_answers(failure: Exception, reason: str) -> None:
    async with Office() as office:
        office.failure = failure
        assert await office.come(office.invite()) == HandedOver(False, reason)
        office.speaks = True
        await office.pass_time(0.6)
        assert set(office.caller.heard) == {AGENT}, "no music, no colleague"
        assert office.told == []


async def test_a_line_without_sound_joins_nobody() -> None:
    async with Office() as office:
        office.leg = Leg(None)
        assert await office.come(office.invite()) == HandedOver(False, "not_supported")
        assert office.leg.hung_up == 1


@pytest.mark.parametrize("seconds", [1.0, 4.0], ids=["rings", "hears the brief"])
async def test_a_call_that_ends_meanwhile_leaves_nobody_on_the_line(seconds: float) -> None:
    async with Office() as office:
        invited = office.invite()
        await office.run(office.clock.sleep(seconds))
        invited.cancel()
        await office.clock.run_until(invited)
        assert invited.cancelled()
        await office.run(office.clock.sleep(3.0))
        assert (office.dials, office.leg.hung_up) == (1, 0 if seconds == 1.0 else 1)
        office.speaks = True
        await office.pass_time(0.6)
        assert set(office.caller.heard) == {AGENT}
        assert office.told[1:] == []


async def test_only_one_is_brought_in_at_a_time() -> None:
    async with Office() as office:
        await office.taken(Invitation(WARM.to, "brief", "ask", stays=True))
        assert await office.come(office.invite()) == HandedOver(False, "busy")
        assert office.dials == 1


async def test_what_nobody_was_brought_into_has_no_end_to_wait_for() -> None:
    async with Office() as office:
        await office.run(office.desk.parted())
        await office.desk.aclose()
        assert office.told == []


def test_the_music_is_quiet_and_has_no_seam() -> None:
    tune = np.frombuffer(hold_music(), "<i2").astype(np.int32)
    assert len(tune) == 12 * SAMPLE_RATE
    assert 1000 < np.abs(tune).max() < 8000
    steps = np.abs(np.diff(np.concatenate((tune, tune[:1]))))
    assert steps[-1] <= steps.max()
    assert value_of(hold_music()[:640]) != 0, "a note rings on into the first"


@pytest.mark.parametrize("what", ["declined", "joined"])
async def test_a_hang_up_on_its_way_arrives_whatever_is_cancelled(what: str) -> None:
    async with Office() as office:
        hung_up = asyncio.Event()

        async def slowly() -> None:
            await office.clock.sleep(1.0)
            hung_up.set()

        if what == "declined":
            invited = office.invite()
            await office.pass_time(3.5)
            office.leg.hang_up = slowly  # type: ignore[method-assign]
            office.leg.pressed.put_nowait("2")
            await office.pass_time(0.5)
            invited.cancel()
        else:
            await office.taken()
            office.leg.hang_up = slowly  # type: ignore[method-assign]
            closing = asyncio.create_task(office.desk.aclose())
            await office.pass_time(0.5)
            closing.cancel()
        assert not hung_up.is_set()
        await office.run(office.desk.aclose())
        assert hung_up.is_set()


async def test_who_answers_as_the_call_ends_is_hung_up_on() -> None:
    async with Office() as office:
        answers = asyncio.Event()

        async def dial() -> Leg:
            await answers.wait()
            return office.leg

        invited = asyncio.create_task(office.desk.invite(WARM, dial))
        await office.pass_time(1.0)
        answers.set()
        # So many steps of the loop later the answer is there, and nobody has taken it yet.
        await asyncio.sleep(0)
        invited.cancel()
        await office.clock.run_until(invited)
        await office.run(office.desk.aclose())
        assert office.leg.hung_up


@pytest.mark.parametrize("steps", range(12))
async def test_who_accepts_as_the_call_ends_is_hung_up_on(steps: int) -> None:
    async with Office() as office:
        invited = office.invite()
        await office.pass_time(4.0)
        office.leg.pressed.put_nowait("1")
        for _ in range(steps):
            await asyncio.sleep(0)
        if invited.cancel():
            await office.clock.run_until(invited)
            assert invited.cancelled()
            assert office.leg.hung_up
            assert office.told[1:] in ([], [("transfer.ended", {"to": "***********01", "seconds": 0.0})])
            await office.is_alone()


@pytest.mark.parametrize("seconds", [0.0, 1.0, 4.0], ids=["before", "rings", "hears the brief"])
async def test_a_supervisor_who_speaks_with_the_caller_stops_the_ringing(seconds: float) -> None:
    async with Office() as office:
        seat = office.bridge.join("supervisor", office.supervisor, hears=("caller",), heard_by=())
        if not seconds:
            seat.route(hears=("caller", "colleague"), heard_by=("caller", "colleague"))
        invited = office.invite()
        await office.pass_time(seconds or 0.1)
        seat.route(hears=("caller", "colleague"), heard_by=("caller", "colleague"))
        assert await office.come(invited) == HandedOver(False, "taken_over")
        await office.pass_time(3.0)
        assert (office.dials, office.leg.hung_up) == (1 if seconds else 0, 1 if seconds == 4.0 else 0)
        await seat.leave()


async def test_who_is_in_the_talk_stays_when_a_supervisor_takes_over() -> None:
    async with Office() as office:
        await office.taken()
        seat = office.bridge.join("supervisor", office.supervisor, hears=("caller", "colleague"), heard_by=())
        seat.route(hears=("caller", "colleague"), heard_by=("caller", "colleague"))
        await office.pass_time(1.0)
        assert not office.leg.hung_up
        await seat.leave()


async def test_the_number_of_whoever_picks_up_is_masked() -> None:
    async with Office() as office:
        office.leg.answered_by = "+910000000012"
        await office.taken()
        assert office.told[0][1]["by"] == "***********12"

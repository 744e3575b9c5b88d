"""The bridge: who hears whom, on a virtual clock. Everybody's sound is one level, so that a mix is a sum."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.support import VirtualClock
from tests.voice.bridge_room import AGENT, CALLER, COLLEAGUE, SUPERVISOR, Phone, Room, level, value_of
from tron.voice.bridge import SILENCE, Bridge, mix


def running() -> list[str]:
    """The tasks of bridges."""
    names = [task.get_name() for task in asyncio.all_tasks() if not task.done()]
    return [name for name in names if name.startswith("bridge") or name.endswith("'s sound")]


async def test_without_a_guest_every_frame_goes_through_as_it_is() -> None:
    async with Room() as room:
        room.speaks = True
        await room.pass_time(1.0)
        assert len(room.agent_heard) == pytest.approx(25, abs=1)
        assert all(frame is room.caller.frame for frame in room.agent_heard)
        assert set(room.caller.heard) == {AGENT}
        assert running() == [], "no clock of its own"
        await room.bridge.clear()
        assert room.caller.clears == 1


async def test_frames_of_any_length_go_through_without_a_guest() -> None:
    phone = Phone(VirtualClock(), CALLER)
    await Bridge(phone).send(b"odd")
    assert phone.sent == [b"odd"]


async def test_nobody_hears_themselves() -> None:
    async with Room() as room:
        room.speaks = True
        room.bridge.join("colleague", room.colleague, hears=("caller", "agent"), heard_by=("caller", "agent"))
        room.bridge.join("supervisor", room.supervisor, hears=("caller", "agent", "colleague"), heard_by=())
        await room.pass_time(1.0)
        assert set(room.caller.heard) == {AGENT + COLLEAGUE}
        assert set(room.colleague.heard) == {CALLER + AGENT}
        assert set(room.supervisor.heard) == {CALLER + AGENT + COLLEAGUE}
        assert room.agent() == {CALLER + COLLEAGUE}
        for phone in (room.caller, room.colleague, room.supervisor):
            assert len(phone.sent) == pytest.approx(25, abs=1), "one frame each 20 ms"


async def test_the_agent_hears_the_caller_alone_unless_told_otherwise() -> None:
    async with Room() as room:
        room.bridge.join("colleague", room.colleague, hears=("caller", "agent"), heard_by=("caller",))
        await room.pass_time(0.4)
        assert room.agent() == {CALLER}
        assert all(frame is room.caller.frame for frame in room.agent_heard)


async def test_routes_change_while_they_talk() -> None:
    async with Room() as room:
        room.speaks = True
        seat = room.bridge.join("supervisor", room.supervisor, hears=("caller", "agent"), heard_by=())
        await room.pass_time(0.4)
        assert (set(room.caller.heard), set(room.supervisor.heard)) == ({AGENT}, {CALLER + AGENT})
        # Taken over: the agent hears nothing, and nobody hears the agent.
        seat.route(hears=("caller",), heard_by=("caller",))
        room.bridge.let_hear("agent", hears=())
        room.bridge.let_hear("caller", hears=())
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {SUPERVISOR}
        assert set(room.supervisor.heard) == {CALLER}
        assert room.agent() == {0}
        # Handed back.
        seat.route(hears=("caller", "agent"), heard_by=())
        room.bridge.let_hear("agent", hears=("caller",))
        room.bridge.let_hear("caller", hears=("agent",))
        await room.pass_time(0.4)
        assert (set(room.caller.heard), room.agent()) == ({AGENT}, {CALLER})


async def test_a_guest_from_whom_the_call_is_withheld_hears_silence() -> None:
    """Whoever sits there, and whoever comes meanwhile; nobody else hears anything else for it."""
    async with Room() as room:
        room.speaks = True
        everybody = ("caller", "agent", "colleague")
        room.bridge.join("colleague", room.colleague, hears=("caller", "agent"), heard_by=("caller",))
        seat = room.bridge.join("supervisor", room.supervisor, hears=everybody, heard_by=())
        room.bridge.play("supervisor", level(7) * 500)
        room.bridge.withhold("supervisor", True)
        await room.pass_time(0.4)
        assert set(room.supervisor.heard) == {0}
        assert (set(room.caller.heard), set(room.colleague.heard)) == ({AGENT + COLLEAGUE}, {CALLER + AGENT})
        await seat.leave()
        seat = room.bridge.join("supervisor", room.supervisor, hears=everybody, heard_by=("caller",))
        await room.pass_time(0.4)
        assert set(room.supervisor.heard) == {0}
        assert set(room.caller.heard) == {AGENT + COLLEAGUE + SUPERVISOR}
        room.bridge.withhold("supervisor", False)
        seat.route(hears=("caller",), heard_by=())
        await room.pass_time(0.4)
        assert set(room.supervisor.heard) == {CALLER + 7}


async def test_who_comes_later_is_heard_by_those_who_asked_before() -> None:
    async with Room() as room:
        room.bridge.join("supervisor", room.supervisor, hears=("colleague",), heard_by=("colleague",))
        await room.pass_time(0.4)
        assert set(room.supervisor.heard) == {0}
        room.bridge.join("colleague", room.colleague, hears=(), heard_by=())
        await room.pass_time(0.4)
        assert (set(room.supervisor.heard), set(room.colleague.heard)) == ({COLLEAGUE}, {SUPERVISOR})


@pytest.mark.parametrize("who", ["stalls", "stuck"])
async def test_a_guest_who_brings_or_takes_no_sound_holds_up_nobody(who: str) -> None:
    async with Room() as room:
        room.speaks = True
        room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller", "supervisor"))
        room.bridge.join("supervisor", room.supervisor, hears=("caller",), heard_by=())
        setattr(room.colleague, who, True)
        await room.pass_time(1.0)
        silent = who == "stalls"
        assert set(room.caller.heard) == {AGENT + (0 if silent else COLLEAGUE)}
        assert set(room.supervisor.heard) == {CALLER + (0 if silent else COLLEAGUE)}
        assert len(room.supervisor.sent) == pytest.approx(25, abs=1)
        setattr(room.colleague, who, False)
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {AGENT + COLLEAGUE}, "and is heard again"


@pytest.mark.parametrize("how", ["gone", "breaks"])
async def test_a_guest_whose_frames_end_is_gone(how: str) -> None:
    async with Room() as room:
        room.speaks = True
        seat = room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        await room.pass_time(0.4)
        setattr(room.colleague, how, True)
        await room.run(seat.gone())
        await room.pass_time(0.6)
        assert set(room.caller.heard) == {AGENT}
        assert room.colleague.sent == []
        again = room.bridge.join("colleague", Phone(room.clock, COLLEAGUE), hears=(), heard_by=("caller",))
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {AGENT + COLLEAGUE}, "the place was free"
        await again.leave()


async def test_when_the_last_guest_has_left_frames_go_through_again() -> None:
    async with Room() as room:
        seat = room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        await room.pass_time(0.4)
        await seat.leave()
        await seat.leave()
        await room.run(seat.gone())
        await room.pass_time(0.2)
        assert running() == [], "the clock is gone too"
        assert room.caller.sent == []
        room.speaks = True
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {AGENT}


async def test_a_guest_who_comes_into_the_agents_words_loses_none_of_them() -> None:
    async with Room() as room:
        said = [level(value) for value in range(1, 51)]

        async def speak() -> None:
            for frame in said:
                await room.bridge.send(frame)
                await room.clock.sleep(0.02)

        speaking = asyncio.create_task(speak())
        await room.run(room.clock.sleep(0.3))
        seat = room.bridge.join("supervisor", room.supervisor, hears=("agent",), heard_by=())
        await room.run(room.clock.sleep(0.3))
        await seat.leave()
        await room.clock.run_until(speaking)
        await room.run(room.clock.sleep(0.2))
        assert [value for value in room.caller.heard if value] == list(range(1, 51))
        assert set(room.supervisor.heard) - {0} <= set(range(14, 34))


async def test_a_barge_in_drops_what_waits_and_nothing_of_what_others_play() -> None:
    async with Room() as room:
        room.bridge.join("supervisor", room.supervisor, hears=("agent",), heard_by=())
        for _ in range(5):
            await room.bridge.send(level(AGENT))
        await room.bridge.clear()
        await room.pass_time(0.2)
        assert (set(room.caller.heard), room.caller.clears) == ({0}, 1)
        room.bridge.let_hear("caller", hears=())
        await room.bridge.clear()
        assert room.caller.clears == 1, "the caller hears somebody else"


async def test_music_is_for_its_listener_and_goes_on_until_it_is_stopped() -> None:
    async with Room() as room:
        music = room.bridge.play("caller", level(7) + level(7)[:100], loop=True)
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {7}
        room.speaks = True
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {AGENT}, "it is silent under the agent's words"
        room.speaks = False
        await room.pass_time(0.4)
        assert set(room.caller.heard) == {7}
        music.stop()
        await room.run(music.done())
        await room.pass_time(0.4)
        assert room.caller.sent == []


async def test_a_brief_is_heard_by_the_colleague_alone_to_its_end() -> None:
    async with Room() as room:
        room.bridge.join("colleague", room.colleague, hears=(), heard_by=())
        brief = room.bridge.play("colleague", level(5) * 10)
        await room.run(brief.done())
        await room.run(room.clock.sleep(0.1))
        assert room.colleague.heard.count(5) == 10
        assert set(room.caller.heard) == {0}
        nothing = room.bridge.play("colleague", b"")
        await room.run(nothing.done())


async def test_the_recording_has_the_caller_and_all_that_the_caller_hears() -> None:
    async with Room() as room:
        room.speaks = True
        await room.pass_time(0.4)
        assert Counter(room.recorded).keys() == {("caller", CALLER), ("heard", AGENT)}
        room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        room.bridge.join("supervisor", room.supervisor, hears=("caller", "agent"), heard_by=("agent",))
        room.bridge.let_hear("agent", hears=())
        await room.pass_time(0.4)
        counted = Counter(room.recorded)
        assert counted.keys() == {("caller", CALLER), ("heard", AGENT + COLLEAGUE)}
        assert counted["caller", CALLER] == pytest.approx(counted["heard", AGENT + COLLEAGUE], abs=1)


async def test_a_guest_is_heard_within_60_ms() -> None:
    """Two frames that wait, and the way to the next tick."""
    async with Room() as room:
        room.colleague.frame = level(0)
        room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        await room.run(room.clock.sleep(1.0))
        room.colleague.frame = level(COLLEAGUE)
        before = len(room.caller.sent)
        await room.run(room.clock.sleep(0.5))
        late = room.caller.heard[before:].index(COLLEAGUE)
        assert late * 0.02 <= 0.06


async def test_a_place_is_for_one_guest() -> None:
    async with Room() as room:
        room.bridge.join("colleague", room.colleague, hears=(), heard_by=())
        with pytest.raises(ValueError, match="colleague"):
            room.bridge.join("colleague", room.colleague, hears=(), heard_by=())
        with pytest.raises(ValueError, match="agent"):
            room.bridge.join("agent", room.colleague, hears=(), heard_by=())
        with pytest.raises(ValueError, match="seat"):
            room.bridge.let_hear("colleague", hears=())


async def test_the_end_of_the_callers_frames_ends_the_agents() -> None:
    async with Room() as room:
        room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        room.caller.gone = True
        await room.pass_time(0.4)
        assert set(room.colleague.heard) == {0}
        await room.bridge.aclose()
        assert running() == []


@pytest.mark.parametrize(
    ("levels", "sum_"),
    [([], 0), ([5], 5), ([20_000, 20_000], 32_767), ([-20_000, -20_000, -20_000], -32_768), ([30_000, -29_999], 1)],
)
def test_a_mix_is_a_sum_that_does_not_wrap(levels: list[int], sum_: int) -> None:
    assert value_of(mix([level(one) for one in levels])) == sum_
    assert level(0) == SILENCE


async def test_a_place_is_free_as_soon_as_somebody_leaves_it() -> None:
    async with Room() as room:
        seat = room.bridge.join("supervisor", room.supervisor, hears=("caller",), heard_by=())
        leaving = asyncio.create_task(seat.leave())
        await asyncio.sleep(0)
        again = room.bridge.join("supervisor", Phone(room.clock, 9), hears=("caller",), heard_by=())
        await leaving
        await again.leave()


class CaptureFailed(Exception):
    """As a line's library raises, of no kind that anybody knows."""


async def test_a_frame_that_cannot_be_sent_silences_nobody() -> None:
    async with Room() as room:
        seat = room.bridge.join("colleague", room.colleague, hears=("caller",), heard_by=("caller",))
        await room.pass_time(0.4)
        room.caller.fails = [CaptureFailed(), OSError(), RuntimeError()]
        room.colleague.fails = [CaptureFailed()]
        await room.pass_time(1.0)
        assert set(room.caller.heard) == {COLLEAGUE}
        assert set(room.colleague.heard) == {CALLER}
        await seat.leave()

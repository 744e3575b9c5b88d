"""The practice line: who lives behind which number, how they ring, and what they do in sound, 20 ms at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from tests.support import VirtualClock
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, HandedOver
from tron.core.speech import FRAME_BYTES, SpokenUtterance
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.audio_person import AudioPerson, is_loud, tone
from tron.telephony.sandbox.call import SandboxCall
from tron.telephony.sandbox.line import SandboxLine
from tron.telephony.sandbox.people import WEIGHTS, Person, Step, colleague_for, person_for

# ---------------------------------------------------------------- people


@pytest.mark.parametrize("last", ["00001", "00009", "10000", "54321", "99999"])
@pytest.mark.parametrize("language", ["hi-IN", "en-IN"])
def test_the_same_number_is_always_the_same_person(last: str, language: str) -> None:
    one, two = (person_for(f"+9100000{last}", language, "sales_agent") for _ in range(2))
    assert one == two


@pytest.mark.parametrize("language", ["hi-IN", "en-IN", "ta-IN", "mr-IN"])
@pytest.mark.parametrize(
    ("last", "keys"),
    [("00001", ["1"]), ("00011", ["1"]), ("00012", ["1"]), (None, ["1"]), ("00009", ["2"]), ("00008", [])],
)
def test_people_as_colleagues_take_a_call_or_decline_it(last: str | None, keys: list[str], language: str) -> None:
    colleague = colleague_for(f"+9100000{last}" if last else None, language)
    assert [step.key for step in colleague.steps if step.key] == keys
    assert not colleague.steps or colleague.steps[-1].hangs_up


def test_who_answers_nobody_answers_no_colleague_either() -> None:
    for last in ("00002", "00003", "00004", "00005", "00007", "00010"):
        assert colleague_for(f"+9100000{last}", "en-IN") == person_for(f"+9100000{last}", "en", None)


def test_the_drawn_people_are_spread_by_their_weights() -> None:
    drawn = Counter(person_for(f"+9100000{index}", "en-IN", None).name for index in range(10_000, 20_000))
    total = sum(WEIGHTS.values())
    for kind, weight in WEIGHTS.items():
        expected = 10_000 * weight / total
        assert expected * 0.8 - 20 < drawn[kind] < expected * 1.2 + 20, kind
    assert sum(drawn.values()) == 10_000


def test_numbers_between_the_fixed_and_the_drawn_ones_talk() -> None:
    assert {person_for(f"+91000000{index:04d}", "en-IN", None).name for index in range(13, 10_000, 500)} == {"talker"}


# ---------------------------------------------------------------- ringing


class Listener:
    def __init__(self) -> None:
        self.rings = 0

    async def ringing(self) -> None:
        self.rings += 1


class Voice:
    """A second of tone for each text."""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, tone(seconds=1.0), (), language)


def request(last: str, **options: Any) -> DialRequest:
    timeout = options.pop("ring_timeout", 45.0)
    return DialRequest(
        uuid7(), f"+9100000{last}", "en-IN", ring_timeout=timeout, options={"fidelity": "text", **options}
    )


async def dial(line: SandboxLine, wanted: DialRequest, clock: VirtualClock, listener: Listener | None = None) -> Any:
    task = asyncio.ensure_future(line.dial(wanted, listener or Listener()))
    await clock.run_until(task)
    return task.result()


async def pressed(call: Any) -> list[str]:
    """The keys of a call that is over."""
    keys = call.keys()
    return [key async for key in keys]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def line(clock: VirtualClock, tmp_path: Path) -> SandboxLine:
    return SandboxLine(LineContext(clock, tmp_path, Voice()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "ending", "rings"),
    [
        ("00002", ("busy", "busy", 486), 1),
        ("00003", ("no_answer", "rang_out", 408), 1),
        ("00005", ("failed", "declined", 603), 1),
        ("00006", ("failed", "invalid_number", 404), 0),
        ("00010", ("failed", "unreachable", 503), 0),
    ],
)
async def test_who_does_not_answer(
    line: SandboxLine, clock: VirtualClock, last: str, ending: tuple[str, str, int], rings: int
) -> None:
    listener, wanted = Listener(), request(last)
    with pytest.raises(DialFailed) as failed:
        await dial(line, wanted, clock, listener)
    assert (failed.value.status, failed.value.reason, failed.value.sip_status) == ending
    assert listener.rings == rings
    assert len(line.rings.read()) == 1
    assert await line.exists(wanted.call_id) is False


async def test_the_ring_log_has_each_dial_once(line: SandboxLine, clock: VirtualClock) -> None:
    wanted = [request("00001"), request("00001"), request("00002"), request("00001", direction="inbound")]
    for one in wanted:
        with suppress(DialFailed):
            await dial(line, one, clock)
    rows = line.rings.read()
    assert [UUID(row["call_id"]) for row in rows] == [one.call_id for one in wanted]
    assert [row["person"] for row in rows] == ["talker", "talker", "busy", "talker"]
    assert [row["direction"] for row in rows] == ["outbound"] * 3 + ["inbound"]
    assert line.rings.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [None, "+120255501" + "00", "+91000000000", "+910000000001x"])
async def test_other_numbers_are_refused_and_ring_nobody(line: SandboxLine, number: str | None) -> None:
    with pytest.raises(DialFailed) as failed:
        await line.dial(DialRequest(uuid7(), number, "en-IN"), Listener())
    assert failed.value.reason == "invalid_number"
    assert line.rings.read() == []


async def test_a_ring_that_is_too_short_ends_before_the_answer(line: SandboxLine, clock: VirtualClock) -> None:
    with pytest.raises(DialFailed) as failed:
        await dial(line, request("00001", ring_timeout=0.5), clock)
    assert failed.value.reason == "rang_out"
    assert clock.elapsed == pytest.approx(0.5)


async def test_taking_back_a_dial_leaves_nothing_behind(line: SandboxLine) -> None:
    wanted, before = request("00001", fidelity="audio"), asyncio.all_tasks()
    task = asyncio.ensure_future(line.dial(wanted, Listener()))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await line.exists(wanted.call_id) is False
    assert not asyncio.all_tasks() - before


async def test_the_line_knows_a_call_until_it_is_over(line: SandboxLine, clock: VirtualClock) -> None:
    wanted = request("00001")
    call = await dial(line, wanted, clock)
    assert await line.exists(wanted.call_id) is True
    await call.hang_up()
    await call.hang_up()
    assert (await call.ended()).by == "agent"
    assert await line.exists(wanted.call_id) is False
    assert await pressed(call) == []


async def test_the_first_to_hang_up_is_the_one(line: SandboxLine, clock: VirtualClock) -> None:
    call = await dial(line, request("00001"), clock)
    await call.far_side_left()
    await call.hang_up()
    assert (await call.ended()).by == "caller"


async def test_a_person_who_rings_tron_does_not_ring(line: SandboxLine, clock: VirtualClock) -> None:
    listener = Listener()
    await dial(line, request("00001", direction="inbound"), clock, listener)
    assert (listener.rings, clock.elapsed) == (0, 0.0)


# ---------------------------------------------------------------- in sound


class Stepping:
    """A clock on which sleeping takes no time at all."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def monotonic(self) -> float:
        return self.elapsed

    async def sleep(self, seconds: float) -> None:
        self.elapsed += max(0.0, seconds)


async def nobody_else(to: str, announce: str, wait: float) -> HandedOver:
    return HandedOver(False, "invalid_number")


class Scene:
    """A person and an agent on one line; `agent` and `quiet` let seconds pass and keep when the person sounded."""

    def __init__(self, person: Person, seconds: float = 1.0, between: bytes = b"") -> None:
        self.clock = Stepping()
        texts = [step.text for step in person.steps if step.text] + ([person.opening] if person.opening else [])
        self.call = SandboxCall(uuid7(), person.name, lambda: None, nobody_else)
        sounds = {text: tone(seconds=seconds) for text in texts}
        self.person = AudioPerson(
            person,
            sounds,
            self.clock,  # type: ignore[arg-type]
            self.call.press,
            self.call.far_side_left,
            between,
        )
        self.call.audio = self.person
        self._frames = self.person.frames()
        self.voice: list[float] = []
        self.left: float | None = None

    async def _pass(self, seconds: float, frame: bytes | None) -> None:
        for _ in range(round(seconds / 0.02)):
            if frame is not None:
                await self.person.send(frame)
            try:
                heard = await anext(self._frames)
            except StopAsyncIteration:
                self.left = self.left or self.clock.elapsed
                return
            assert len(heard) == FRAME_BYTES
            if is_loud(heard):
                self.voice.append(self.clock.elapsed)

    async def agent(self, seconds: float) -> None:
        await self._pass(seconds, LOUD)

    async def quiet(self, seconds: float, *, silent_frames: bool = False) -> None:
        await self._pass(seconds, bytes(FRAME_BYTES) if silent_frames else None)


LOUD = np.full(FRAME_BYTES // 2, 3000, dtype="<i2").tobytes()


@pytest.mark.parametrize("silent_frames", [False, True])
async def test_a_person_waits_for_the_end_of_the_agents_sound(silent_frames: bool) -> None:
    scene = Scene(Person("talker", steps=(Step("Yes.", after=0.5),)))
    await scene.quiet(2)
    assert scene.voice == [], "nobody speaks before the agent"
    await scene.agent(3)
    await scene.quiet(0.4)  # a breath
    await scene.agent(1)
    assert scene.voice == []
    ended = scene.clock.elapsed
    await scene.quiet(4, silent_frames=silent_frames)
    assert scene.voice[0] - ended == pytest.approx(1.2, abs=0.06)
    assert scene.voice[-1] - scene.voice[0] == pytest.approx(1.0, abs=0.06)


async def test_a_noisy_line_is_never_quite_quiet() -> None:
    scene = Scene(Person("talker", steps=(Step("Yes."),)), between=LOUD + bytes(FRAME_BYTES))
    await scene.quiet(1)
    assert len(scene.voice) == 25, "every other frame of what the line sounds like"


async def test_a_person_talks_over_the_agent_after_one_and_a_half_seconds() -> None:
    scene = Scene(person_for("+910000000009", "en-IN", None))
    await scene.agent(6)
    assert scene.voice[0] == pytest.approx(1.5, abs=0.06)


async def test_a_person_hangs_up_mid_sentence() -> None:
    scene = Scene(person_for("+910000000007", "en-IN", None))
    await scene.agent(6)
    assert scene.left == pytest.approx(1.6, abs=0.06)
    assert (await scene.call.ended()).by == "caller"
    assert scene.person.gone


async def test_a_machine_speaks_at_once_beeps_and_then_only_listens() -> None:
    person = person_for("+910000000004", "en-IN", None)
    scene = Scene(person, seconds=2.0)
    await scene.agent(1)
    assert scene.voice[0] <= 0.06, "it waits for nobody"
    await scene.agent(9)
    assert scene.voice[-1] == pytest.approx(2.6, abs=0.06), "the greeting, then 0.6 s of beep"
    await scene.quiet(20)
    assert scene.left is None


async def test_a_silent_person_stays_silent_on_the_line() -> None:
    scene = Scene(person_for("+910000000008", "en-IN", None))
    await scene.agent(3)
    await scene.quiet(30)
    assert scene.voice == []
    assert scene.left is None


async def test_keys_are_pressed_after_the_agents_words() -> None:
    scene = Scene(person_for("+910000000012", "en-IN", None))
    for _ in range(2):
        await scene.agent(2)
        await scene.quiet(2)
    await scene.call.hang_up()
    assert await pressed(scene.call) == ["1", "2"]


async def test_who_has_nothing_left_to_say_hears_the_answer_and_leaves() -> None:
    scene = Scene(Person("talker", steps=(Step("Bye."),)))
    await scene.agent(1)
    await scene.quiet(3)
    assert scene.left is None, "the agent has not answered yet"
    await scene.agent(1)
    await scene.quiet(3)
    assert scene.left is not None


async def test_a_person_who_speaks_and_leaves_is_heard_to_the_end() -> None:
    scene = Scene(Person("talker", steps=(Step("Never call again.", hangs_up=True),)))
    await scene.agent(1)
    await scene.quiet(4)
    assert len(scene.voice) == pytest.approx(50, abs=2)
    assert scene.left == pytest.approx(scene.voice[-1] + 0.04, abs=0.06)


async def test_clearing_drops_what_was_not_heard_yet() -> None:
    scene = Scene(Person("talker", steps=(Step("Wait.", over=1.5),)))
    for _ in range(200):
        await scene.person.send(LOUD)
    await scene.person.clear()
    await scene.person.clear()
    await scene.quiet(3)
    assert scene.voice == []


async def test_hanging_up_ends_the_persons_sound() -> None:
    scene = Scene(person_for("+910000000001", "en-IN", None))
    await scene.agent(1)
    await scene.call.hang_up()
    await scene.quiet(0.1)
    assert scene.left is not None

"""What the practice line does besides calls: people told what to say, colleagues who take over, text messages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.support import VirtualClock
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, HandedOver, Messages, Transfers
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.line import SandboxLine
from tron.telephony.sandbox.people import Person, Step, person_for, saying


class Listener:
    async def ringing(self) -> None: ...


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def line(clock: VirtualClock, tmp_path: Path) -> SandboxLine:
    return SandboxLine(LineContext(clock, tmp_path, None))


async def done(clock: VirtualClock, work: Any) -> Any:
    task = asyncio.ensure_future(work)
    await clock.run_until(task)
    return task.result()


async def answered(line: SandboxLine, clock: VirtualClock, last: str = "00001", **options: Any) -> Any:
    request = DialRequest(uuid7(), f"+9100000{last}", "en-IN", options={"fidelity": "text", **options})
    return await done(clock, line.dial(request, Listener()))


# ---------------------------------------------------------------- what people say


def test_a_person_can_be_told_what_to_say() -> None:
    person = saying(person_for("+910000000001", "en-IN", None), ["Yes, tell me.", "#12#", " ", "#", "!"])
    said = [(step.text, step.key, step.hangs_up) for step in person.steps]
    expected = [("Yes, tell me.", None, False), (None, "12#", False), (None, None, False)]
    assert said == [*expected, (None, "#", False), (None, None, True)]


def test_a_person_can_be_told_to_talk_over_the_agent() -> None:
    lines = ["~1.5 Wait.", "~0.4 !", "~3 #1", "~soon", "Yes."]
    steps = saying(person_for("+910000000001", "en-IN", None), lines).steps
    assert [step.over for step in steps] == [1.5, 0.4, 3.0, None, None]
    assert [step.text for step in steps] == ["Wait.", None, None, "~soon", "Yes."]
    assert (steps[1].hangs_up, steps[2].key) == (True, "1")


@pytest.mark.parametrize("last", ["00002", "00004"])
def test_who_does_not_answer_and_machines_stay_as_they_are(last: str) -> None:
    person = person_for(f"+9100000{last}", "en-IN", None)
    assert saying(person, ["Yes."]) == person


async def test_a_call_is_answered_with_these_lines(line: SandboxLine, clock: VirtualClock) -> None:
    call = await answered(line, clock, "00001", says=["Yes.", "", "#4"])
    turns = [await call.text.hear("Hello.", 1.0) for _ in range(4)]
    assert [(turn.text, turn.key) for turn in turns] == [("Yes.", None), (None, None), (None, "4"), (None, None)]
    assert turns[-1].hangs_up
    with pytest.raises(DialFailed):
        await answered(line, clock, "00002", says=["Yes."])


# ---------------------------------------------------------------- handing over


@pytest.mark.parametrize(
    ("to", "expected", "seconds"),
    [
        ("+910000000001", HandedOver(True, by="talker"), 1.0),
        ("+910000000002", HandedOver(False, "busy"), 1.0),
        ("+910000000003", HandedOver(False, "rang_out"), 5.0),
        ("+910000000004", HandedOver(False, "machine"), 1.0),
        ("+910000000005", HandedOver(False, "declined"), 1.0),
        ("+12025550100", HandedOver(False, "invalid_number"), 0.0),
        ("Accounts team", HandedOver(True, by="Accounts team"), 1.0),
    ],
)
async def test_colleagues_take_over_or_not(
    line: SandboxLine, clock: VirtualClock, to: str, expected: HandedOver, seconds: float
) -> None:
    call = await answered(line, clock)
    assert isinstance(call, Transfers)
    before = clock.elapsed
    assert await done(clock, call.transfer(to, announce="About an order.", wait=30.0)) == expected
    assert clock.elapsed - before == pytest.approx(seconds)
    assert [row["number"] for row in line.rings.read() if row["direction"] == "transfer"] == ([to] if seconds else [])


async def test_nobody_waits_longer_for_a_colleague_than_asked(line: SandboxLine, clock: VirtualClock) -> None:
    call = await answered(line, clock)
    before = clock.elapsed
    result = await done(clock, call.transfer("+910000000001", announce="", wait=0.4))
    assert (result, clock.elapsed - before) == (HandedOver(False, "rang_out"), pytest.approx(0.4))


# ---------------------------------------------------------------- text messages


async def test_a_message_lies_in_the_box_of_its_phone(line: SandboxLine) -> None:
    assert isinstance(line, Messages)
    id_ = uuid7()
    assert await line.send_message(id_, "+910000000001", "आपका ऑर्डर 42", channel="whatsapp") is None
    [row] = line.messages.read()
    assert (row["message_id"], row["channel"]) == (str(id_), "whatsapp")
    assert (row["number"], row["text"]) == ("+910000000001", "आपका ऑर्डर 42")
    assert line.messages.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("to", "text"), [("+12025550100", "Hello."), ("+910000000001", "x" * 1601)])
async def test_a_message_that_cannot_be_delivered(line: SandboxLine, to: str, text: str) -> None:
    assert await line.send_message(uuid7(), to, text)
    assert line.messages.read() == []


def test_a_scripted_person_keeps_its_ringing() -> None:
    assert saying(Person("slow", rings=4.0, steps=(Step("Hm."),)), ["Yes."]).rings == 4.0

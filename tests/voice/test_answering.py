"""What a call does with machines, screeners, faxes and announcements, and with people who pick up late."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.factories import agent_row
from tests.support import VirtualClock
from tron.core.ports import CallOver, Conversation, Said, Script, ScriptResult
from tron.voice.answering import AnsweredScript, CallEar, Policy
from tron.voice.watched_talk import walks_menus


class Phone:
    """A conversation whose speech takes no time; `during` is done while something is said."""

    def __init__(self, ear: CallEar) -> None:
        self.ear = ear
        self.said: list[str] = []
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        if self.ended.done():
            raise CallOver(self.ended.result())
        self.said.append(text)
        return Said(text, text, False, 1.0)

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self.events.append((type_, payload))

    async def over(self) -> str:
        return await asyncio.shield(self.ended)


class Talks:
    """A Script that greets and then talks until it is told to end."""

    def __init__(self) -> None:
        self.begun = self.cut = 0
        self.end = asyncio.Event()

    async def run(self, conversation: Conversation) -> ScriptResult:
        self.begun += 1
        await conversation.say("Hello, this is Asha.")
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.cut += 1
            raise
        return ScriptResult("agent_ended", "interested")


class Leaves:
    async def run(self, conversation: Conversation) -> ScriptResult:
        await conversation.say("From the flow: please call us.")
        return ScriptResult("agent_ended", "voicemail")


class Scene:
    def __init__(
        self,
        action: Any = "hang_up",
        voicemail: Callable[[], Script] | None = None,
        *,
        walks_menus: bool = False,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.ear = CallEar(now, menus=walks_menus)
        self.phone = Phone(self.ear)
        self.talks = Talks()
        policy = Policy(action, "Asha here, call me back.", "Asha from Sunrise, about your order.", walks_menus)
        script = AnsweredScript(self.ear, policy, lambda: self.talks, voicemail)
        self.running = asyncio.ensure_future(script.run(self.phone))  # type: ignore[arg-type]

    async def result(self) -> ScriptResult:
        async with asyncio.timeout(10):
            return await self.running

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.01)

    def says(self, text: str) -> None:
        self.ear.voice(True)
        self.ear.words(text, final=True)
        self.ear.voice(False)


MACHINE = "Please leave a message after the beep"


async def test_the_agent_speaks_at_once_and_a_person_is_noted() -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.says("Hello?")
    await scene.until(lambda: bool(scene.phone.events))
    assert scene.phone.events[0][1]["kind"] == "human"
    scene.talks.end.set()
    assert (await scene.result()).outcome == "interested"
    assert (scene.talks.begun, scene.talks.cut) == (1, 0)


async def test_a_machine_is_hung_up_on() -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    assert (await scene.result()).reason == "machine"
    assert (scene.talks.cut, scene.phone.said) == (1, ["Hello, this is Asha."])


@pytest.mark.slow
async def test_a_message_is_left_after_the_beep_and_the_call_stays_a_moment() -> None:
    scene = Scene("leave_message")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    await scene.until(lambda: bool(scene.phone.events))
    await asyncio.sleep(0.3)
    assert len(scene.phone.said) == 1, "not before the beep"
    scene.ear._supervisor.speech_began(scene.ear.at - 3)
    scene.ear._tone("beep", 0)
    await scene.until(lambda: len(scene.phone.said) == 2)
    assert scene.phone.said[1] == "Asha here, call me back."
    assert (await scene.result()).reason == "voicemail_left"


@pytest.mark.slow
async def test_a_machine_without_a_beep_gets_the_message_after_its_last_word() -> None:
    scene = Scene("leave_message")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    assert (await scene.result()).reason == "voicemail_left"
    assert scene.ear.at >= 4.5


async def test_a_person_who_picks_up_while_it_waits_is_talked_with() -> None:
    scene = Scene("leave_message")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    await scene.until(lambda: bool(scene.phone.events))
    await asyncio.sleep(0.4)
    scene.says("Hello, yes?")
    await scene.until(lambda: scene.talks.begun == 2)
    scene.talks.end.set()
    assert (await scene.result()).reason == "agent_ended"
    assert "Asha here, call me back." not in scene.phone.said


MENU = "Thank you for calling Sunrise, for billing press 2, for everything else stay on the line"


def menu_scene() -> tuple[Scene, list[float]]:
    """An agent that walks menus, at a far side that has spoken for six seconds, its clock beside it."""
    clock = [0.0]
    scene = Scene(walks_menus=True, now=lambda: clock[0])
    scene.ear.voice(True)
    clock[0] = 6.0
    scene.ear.words(MENU, final=True)
    scene.ear.voice(False)
    return scene, clock


async def test_a_menu_is_talked_with_and_so_is_the_person_behind_it() -> None:
    scene, clock = menu_scene()
    await scene.until(lambda: bool(scene.phone.events))
    assert scene.phone.events[0][1]["kind"] == "machine"
    clock[0] = 12.0
    scene.says("Hello?")
    await scene.until(lambda: len(scene.phone.events) > 1)
    assert scene.phone.events[1][1]["kind"] == "human"
    scene.talks.end.set()
    assert (await scene.result()).outcome == "interested"
    assert (scene.talks.begun, scene.talks.cut) == (1, 0)


async def test_what_seemed_a_menu_and_is_an_answering_machine_is_hung_up_on() -> None:
    scene, clock = menu_scene()
    await scene.until(lambda: bool(scene.phone.events))
    clock[0] = 7.0
    scene.says(MACHINE)
    assert (await scene.result()).reason == "machine"
    assert [event["cause"] for _, event in scene.phone.events] == ["length", "words"]


async def test_an_agent_without_keys_hangs_up_on_a_menu() -> None:
    assert walks_menus(agent_row(tools_enabled=["press_keys"]))
    assert not walks_menus(agent_row(tools_enabled=["end_call"]))
    clock = [0.0]
    scene = Scene(now=lambda: clock[0])
    scene.ear.voice(True)
    clock[0] = 6.0
    scene.ear.words(MENU, final=True)
    assert (await scene.result()).reason == "machine"


@pytest.mark.slow
async def test_the_flows_way_for_a_machine() -> None:
    scene = Scene("flow", Leaves)
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    assert (await scene.result()).outcome == "voicemail"
    assert scene.phone.said[-1] == "From the flow: please call us."


async def test_a_flow_without_such_a_way_hangs_up() -> None:
    scene = Scene("flow")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    assert (await scene.result()).reason == "machine"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The number you have dialled is switched off", "switched_off"),
        ("The subscriber is out of coverage area", "not_reachable"),
        ("The person you are calling is not answering", "rang_out"),
        ("The number you have dialled does not exist", "invalid_number"),
    ],
)
async def test_an_announcement_ends_the_call_with_its_reason(text: str, reason: str) -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(text)
    assert (await scene.result()).reason == reason


async def test_a_fax_ends_the_call() -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.ear._tone("fax", 1.0)
    assert (await scene.result()).reason == "fax"


async def test_a_screener_hears_who_calls_and_the_person_behind_it_is_talked_with() -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.says("Please state your name and reason for calling")
    await scene.until(lambda: "Asha from Sunrise, about your order." in scene.phone.said)
    await asyncio.sleep(0.4)
    scene.says("Hello, Asha?")
    await scene.until(lambda: scene.talks.begun == 2)
    scene.talks.end.set()
    assert (await scene.result()).reason == "agent_ended"


async def test_who_hangs_up_on_the_message_has_hung_up() -> None:
    scene = Scene("leave_message")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(MACHINE)
    await scene.until(lambda: bool(scene.phone.events))
    scene.phone.ended.set_result("caller_hung_up")
    assert (await scene.result()).reason == "caller_hung_up"


async def test_a_talk_that_breaks_is_not_hidden() -> None:
    class Breaks:
        async def run(self, conversation: Conversation) -> ScriptResult:
            raise RuntimeError("broken")

    ear = CallEar(VirtualClock().monotonic)
    phone = Phone(ear)
    with pytest.raises(RuntimeError):
        await AnsweredScript(ear, Policy("hang_up", "", ""), Breaks).run(phone)  # type: ignore[arg-type]


async def test_once_somebody_of_ours_speaks_nothing_is_found_out_any_more() -> None:
    scene = Scene()
    await scene.until(lambda: bool(scene.phone.said))
    scene.ear.settle()
    scene.says(MACHINE)
    await asyncio.sleep(0.15)
    assert (scene.running.done(), scene.talks.cut, scene.phone.events) == (False, 0, [])
    scene.talks.end.set()
    assert (await scene.result()).reason == "agent_ended"


@pytest.mark.parametrize("opening", [MACHINE, "Please state your name and reason for calling"])
async def test_whom_one_of_ours_has_taken_over_is_talked_with_afterwards(opening: str) -> None:
    """A person who was taken for nobody: no message is left with them, and nobody hangs up on them."""
    scene = Scene("leave_message")
    await scene.until(lambda: bool(scene.phone.said))
    scene.says(opening)
    await scene.until(lambda: bool(scene.phone.events))
    scene.ear.settle()
    await scene.until(lambda: scene.talks.begun == 2)
    assert "Asha here, call me back." not in scene.phone.said
    scene.talks.end.set()
    assert (await scene.result()).reason == "agent_ended"

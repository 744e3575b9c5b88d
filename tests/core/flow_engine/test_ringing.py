"""While a colleague's phone rings the caller is heard: a wish never to be called again waits for nobody."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.world import TransferResult
from tron.core.ports import Heard
from tron.core.ports.colleagues import Invitation

WISH = "please don't call me again"


class Waiting(Talk):
    """Who has nothing more to say says nothing for as long as one listens."""

    async def listen(self, timeout: float) -> Heard:
        if not self._caller and timeout >= 1.0:
            await asyncio.Event().wait()
        return await super().listen(timeout)


class Desk(Room):
    """A colleague who answers once `pick_up` is called, and not before the caller has said all."""

    def __init__(self, talk: Talk, result: TransferResult) -> None:
        super().__init__()
        self._talk, self._result = talk, result
        self.rings = 0
        self.kept_while_ringing = False

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult:
        self.rings += 1
        try:
            while self._talk._caller:
                await asyncio.sleep(0)
            for _ in range(20):
                await asyncio.sleep(0)
        finally:
            self.rings -= 1
        self.kept_while_ringing = bool(self.opted_out)
        return self._result

    async def invite(self, invitation: Invitation) -> TransferResult:
        return await self.transfer(invitation.to)

    async def opt_out(self, words: str) -> None:
        assert not self.rings, "it rings no more"
        await super().opt_out(words)


def call(*more: Any, edges: tuple[str, ...] = (), mode: str = "cold") -> dict[str, Any]:
    nodes = [
        ("s", "start_inbound", {}),
        ("hand", "transfer", {"to": "Sales", "text": "One moment.", "mode": mode}),
        ("ask", "greeting", {"text": "Nobody is free. Anything else?"}),
        ("end", "end_call", {"message": "Bye."}),
        *more,
    ]
    return canvas(nodes, ["s > hand", "hand.failed > ask", "ask > end", *edges])


async def held(talk: Talk, result: TransferResult, raw: dict[str, Any]) -> tuple[Any, Desk]:
    desk = Desk(talk, result)
    async with asyncio.timeout(5):
        found = await walk(raw, talk, desk)
    path = await replayed_path(flows(raw), FlowRules(), {}, [(type_, payload) for type_, payload, _ in talk.events])
    assert path == talk.path()
    return found, desk


@pytest.mark.parametrize("mode", ["cold", "warm"])
@pytest.mark.parametrize("before", [[], ["hello?"], [None, "hm"]])
async def test_the_wish_ends_the_ringing_and_the_call(before: list[str | None], mode: str) -> None:
    talk = Waiting(None, *before, WISH)
    result, desk = await held(talk, TransferResult(True), call(mode=mode))
    assert (result.reason, result.outcome, desk.opted_out) == ("opted_out", "do_not_call", [WISH])
    assert talk.of("transfer.answered") == []
    assert len(talk.said) == 2, "the words before it rings, and the confirmation"


async def test_the_flows_own_words_for_it_and_its_own_way() -> None:
    own = ("g", "global", {"condition": "do_not_call", "keywords": ["hatao mujhe"]})
    raw = call(own, ("sorry", "end_call", {"message": "Understood."}), edges=("g > sorry",))
    talk = Waiting(None, "hatao mujhe is list se")
    result, desk = await held(talk, TransferResult(True), raw)
    assert (result.reason, len(desk.opted_out), talk.said) == ("opted_out", 1, ["One moment.", "Understood."])


async def test_other_words_wait_until_somebody_listens() -> None:
    talk = Waiting(None, "I also have a question")
    result, desk = await held(talk, TransferResult(False, "busy"), call())
    assert (result.reason, desk.opted_out) == ("agent_ended", [])
    assert talk.said == ["One moment.", "Nobody is free. Anything else?", "Bye."]
    talk = Waiting(None, "hello?", Heard("time_up"))
    result, _desk = await held(talk, TransferResult(True), call())
    assert result.reason == "transferred", "who is put through outlasts the agent's time"


LISTENS = canvas(
    [
        ("s", "start_inbound", {}),
        ("hand", "transfer", {"to": "Sales", "text": "One moment."}),
        ("ask", "listen", {"variable": "asked"}),
        ("end", "end_call", {"message": "You said: {{asked}}."}),
    ],
    ["s > hand", "hand.failed > ask", "ask > end"],
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (["I also have a question", "about my bill"], "I also have a question about my bill"),
        (["#1", "#2#"], "12#"),
        (["well", "#7"], "7"),
        ([Heard("speech", "hm hm", confidence=0.2), Heard("speech", "my bill", confidence=0.9)], "hm hm my bill"),
    ],
)
async def test_all_that_is_said_while_it_rings_is_heard_after_it(said: list[str | Heard], kept: str) -> None:
    talk = Waiting(None, said[0], None, *said[1:])
    await held(talk, TransferResult(False, "busy"), LISTENS)
    assert talk.said == ["One moment.", f"You said: {kept}."]


async def test_danger_that_was_met_while_it_rings_is_not_met_again() -> None:
    talk = Waiting(None, "it burns here", "what do I do")
    desk = Desk(talk, TransferResult(False, "busy"))
    desk.danger = dict.fromkeys(("it burns here", "it burns here what do I do"), "Dial 112.")
    async with asyncio.timeout(5):
        await walk(LISTENS, talk, desk)
    assert talk.said == ["One moment.", "Dial 112.", "You said: it burns here what do I do."]


async def test_the_calls_time_ends_where_nobody_took_over() -> None:
    result, _desk = await held(Waiting(None, Heard("time_up")), TransferResult(False, "busy"), call())
    assert result.reason == "max_duration"


async def test_somebody_who_hangs_up_meanwhile_is_gone() -> None:
    talk = Waiting(None, "!")
    result, desk = await held(talk, TransferResult(True), call())
    assert (result.reason, desk.rings, talk.of("transfer.answered")) == ("caller_hung_up", 0, [])


@pytest.mark.parametrize(
    ("result", "reason"), [(TransferResult(True), "transferred"), (TransferResult(False, "busy"), "max_duration")]
)
async def test_a_time_that_was_up_before_it_rang_is_not_forgotten(result: TransferResult, reason: str) -> None:
    """Some conversations tell of it once. Who is put through outlasts it."""
    talk, room = Talk(Heard("time_up")), Room()
    room.transferring = result
    assert (await walk(call(), talk, room)).reason == reason
    assert "Nobody is free. Anything else?" not in talk.said


async def test_a_time_that_was_up_before_it_rang_ends_no_talk_of_three() -> None:
    nodes: Any = [
        ("s", "start_inbound", {}),
        ("hand", "transfer", {"to": "Sales", "mode": "conference"}),
        ("ask", "greeting", {"text": "All here?"}),
    ]
    raw = canvas(nodes, ["s > hand", "hand.joined > ask", "hand.failed > ask"])
    talk, room = Talk(Heard("time_up"), "yes"), Room()
    room.transferring = TransferResult(True, joined=True)
    await walk(raw, talk, room)
    assert "All here?" in talk.said, "people talk"

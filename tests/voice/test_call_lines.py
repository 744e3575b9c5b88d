"""Whole calls on lines with trunks: what the network says before the answer, and the way on when a trunk fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.phones import NUMBERS, PhoneCall, queue_call, save_agent
from tests.talks import TextTalks, has_status, services_of, story, talk_for_ever, working
from tron.core.call_engine.answered import Said
from tron.core.call_engine.sip_outcomes import dial_failed
from tron.core.database.engine import Database
from tron.core.ports import DialRequest, HearsEarly, LineCall, RingListener


class Early:
    """Takes the first frame for an announcement."""

    def __init__(self, heard: Callable[[Said], None], what: str) -> None:
        self._heard = heard
        self._what = what
        self.closed = False

    def frame(self, frame: bytes) -> None:
        self._heard(Said("announcement", self._what))

    def end(self) -> None:
        pass

    async def aclose(self) -> None:
        self.closed = True


class ListeningTalks(TextTalks):
    """A MakeTalk that listens before the answer."""

    def __init__(self, clock: Any, what: str) -> None:
        super().__init__(clock, talk_for_ever)
        self._what = what

    def early_media(self, claim: Any, heard: Callable[[Said], None]) -> Any:
        return Early(heard, self._what)


async def rings_with_sound(request: DialRequest, listener: RingListener) -> LineCall:
    """Rings for ever, with early media."""
    await listener.ringing()
    assert isinstance(listener, HearsEarly)
    listener.early(bytes(640))
    await asyncio.sleep(60)
    return PhoneCall(request.call_id)


@pytest.mark.parametrize(
    ("what", "status", "reason"),
    [
        ("switched_off", "no_answer", "switched_off"),
        ("not_reachable", "no_answer", "not_reachable"),
        ("not_answering", "no_answer", "rang_out"),
        ("no_such_number", "failed", "invalid_number"),
    ],
)
async def test_an_announcement_before_the_answer_ends_the_ringing(
    database: Database, tmp_path: Path, what: str, status: str, reason: str
) -> None:
    line = TrunkLine(answer=rings_with_sound)
    await save_trunk(database, "carrier")
    services = services_of(database, tmp_path, line)
    agent = await save_agent(database)
    async with working(services, ListeningTalks(services.clock, what)):
        call_id = await queue_call(database, services.lines, agent, NUMBERS[0], services.clock.now())
        call = await has_status(database, call_id)
    assert (call.status, call.reason, call.answered_by) == (status, reason, "announcement")
    assert len(line.dialled) == 1


class Carriers:
    """Answers of a line by the trunk's name: a SIP status, or None for an answer."""

    def __init__(self, **outcomes: int | None) -> None:
        self.outcomes = outcomes

    async def __call__(self, request: DialRequest, listener: RingListener) -> LineCall:
        assert request.trunk is not None
        status = self.outcomes[request.trunk.name]
        if status is None:
            return PhoneCall(request.call_id)
        if status == 486:
            await listener.ringing()
        raise dial_failed(status, rang=status == 486)


async def call_by(database: Database, tmp_path: Path, **outcomes: int | None) -> tuple[Any, TrunkLine, UUID]:
    line = TrunkLine(answer=Carriers(**outcomes))
    second = await save_trunk(database, "second")
    await save_trunk(database, "first", is_default=True, fallback_id=second)
    services = services_of(database, tmp_path, line)
    agent = await save_agent(database)

    async def says_little(conversation: Any) -> Any:
        from tron.core.ports import ScriptResult

        await conversation.say("Namaste.")
        return ScriptResult("agent_ended")

    async with working(services, TextTalks(services.clock, says_little)):
        call_id = await queue_call(database, services.lines, agent, NUMBERS[0], services.clock.now())
        return await has_status(database, call_id), line, second


@pytest.mark.parametrize("status", [503, 500, 480])
async def test_a_trunk_that_cannot_connect_hands_the_call_on(database: Database, tmp_path: Path, status: int) -> None:
    call, line, second = await call_by(database, tmp_path, first=status, second=None)
    assert [request.trunk and request.trunk.name for request in line.dialled] == ["first", "second"]
    assert (call.status, call.trunk_id) == ("completed", second)
    told = [event.payload for event in await story(database, call.id) if event.type == "call.trunk_changed"]
    assert [(one["before"], one["after"], one["sip_status"]) for one in told] == [("first", "second", status)]


@pytest.mark.parametrize("status", [408, 487])
async def test_a_time_that_ran_out_is_no_reason_to_ring_again(database: Database, tmp_path: Path, status: int) -> None:
    call, line, _ = await call_by(database, tmp_path, first=status, second=None)
    assert (len(line.dialled), call.status) == (1, "failed")


@pytest.mark.parametrize(("status", "reason"), [(486, "busy"), (603, "declined"), (404, "invalid_number")])
async def test_a_phone_that_was_reached_is_not_rung_by_another_trunk(
    database: Database, tmp_path: Path, status: int, reason: str
) -> None:
    call, line, _ = await call_by(database, tmp_path, first=status, second=None)
    assert (len(line.dialled), call.reason) == (1, reason)


async def test_two_trunks_that_fail_end_the_call_once(database: Database, tmp_path: Path) -> None:
    call, line, _ = await call_by(database, tmp_path, first=503, second=503)
    assert (len(line.dialled), call.status, call.reason) == (2, "failed", "unreachable")

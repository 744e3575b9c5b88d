"""One call held by a worker, on lines and with talks that go wrong in every way."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.phones import NUMBERS, PhoneCall, PhoneLine
from tests.talks import has_status, until, working
from tests.voice.call_desk import Desk, Ringing
from tron.core.database.engine import Database
from tron.core.ports import (
    Conversation,
    DialRequest,
    LineCall,
    RingListener,
    ScriptResult,
)
from tron.voice import call_run, ringing
from tron.voice.worker import Worker

pytestmark = pytest.mark.thorough


async def test_hanging_up_while_it_rings_cancels_the_call_and_stops_the_ringing(
    database: Database, tmp_path: Path
) -> None:
    phone = Ringing()
    desk = Desk(database, tmp_path, PhoneLine(answer=phone))
    async with working(desk.services, desk.talks):
        call_id = await desk.queue()
        await asyncio.wait_for(phone.rings.wait(), 5)
        await desk.hang_up(call_id)
        call = await has_status(database, call_id)
    assert (call.status, call.reason) == ("cancelled", "by_user")
    assert phone.cancelled == 1


async def test_hanging_up_while_it_rings_and_is_answered_hangs_up_what_answered(
    database: Database, tmp_path: Path
) -> None:
    phone = Ringing(answers_when_cancelled=True)
    desk = Desk(database, tmp_path, PhoneLine(answer=phone))
    async with working(desk.services, desk.talks):
        call_id = await desk.queue()
        await asyncio.wait_for(phone.rings.wait(), 5)
        await desk.hang_up(call_id)
        call = await has_status(database, call_id)
    assert call.status == "cancelled"
    assert phone.call is not None
    assert phone.call.hung_up == 1


async def test_hanging_up_during_the_talk_ends_it_within_half_a_second(database: Database, tmp_path: Path) -> None:
    desk = Desk(database, tmp_path, PhoneLine())
    loop = asyncio.get_running_loop()
    took: list[float] = []
    async with working(desk.services, desk.talks):
        for number in NUMBERS[:3]:
            call_id = await desk.queue(number)
            await has_status(database, call_id, "in_progress")
            await asyncio.sleep(0.6)
            began = loop.time()
            await desk.hang_up(call_id)
            call = await has_status(database, call_id)
            took.append(loop.time() - began)
            assert (call.status, call.reason) == ("completed", "agent_ended")
            assert [entry["text"] for entry in call.transcript] == ["Namaste."]
    assert all(call.hung_up for call in desk.line.calls)
    assert min(took) < 0.5, took


async def test_a_hang_up_between_the_claim_and_the_ring_rings_nobody(database: Database, tmp_path: Path) -> None:
    """The request comes when the row is claimed already and the worker has not begun the call."""
    desk = Desk(database, tmp_path, PhoneLine())

    class Slow(Worker):
        def _begin(self, run: Any) -> None:
            asyncio.get_running_loop().call_later(0.4, super()._begin, run)

    worker = Slow(desk.services, desk.talks)
    await desk.services.bus.start()
    await worker.start()
    try:
        call_id = await desk.queue()
        await has_status(database, call_id, "ringing")
        await desk.hang_up(call_id)
        call = await has_status(database, call_id)
    finally:
        await worker.close()
        await desk.services.bus.close()
    assert (call.status, call.reason) == ("cancelled", "by_user")
    assert desk.line.dialled == []


@pytest.mark.parametrize(
    ("by", "status", "reason"), [("caller", "completed", "caller_hung_up"), ("network", "failed", "gateway_lost")]
)
async def test_a_far_side_that_leaves_ends_the_call(
    database: Database, tmp_path: Path, by: str, status: str, reason: str
) -> None:
    desk = Desk(database, tmp_path, PhoneLine())
    async with working(desk.services, desk.talks):
        call_id = await desk.queue()
        await has_status(database, call_id, "in_progress")
        await asyncio.sleep(0.5)
        desk.line.calls[0].leave(by)
        call = await has_status(database, call_id)
    assert (call.status, call.reason) == (status, reason)
    assert call.transcript
    assert call.talk_time_seconds is not None
    assert call.recording_url == "call.ogg"


async def test_a_call_without_anything_to_talk_with_is_hung_up_and_counts_as_answered(
    database: Database, tmp_path: Path
) -> None:
    desk = Desk(database, tmp_path, PhoneLine(), error=RuntimeError("no voice"))
    call = await desk.hold()
    assert (call.status, call.reason) == ("completed", "vendor_failed")
    assert call.answered_at is not None
    assert desk.line.calls[0].hung_up


@pytest.mark.parametrize("by", ["caller", "us"])
async def test_hanging_up_while_the_talk_is_being_prepared_waits_for_nothing(
    database: Database, tmp_path: Path, by: str
) -> None:
    desk = Desk(database, tmp_path, PhoneLine(), slow=30.0)
    async with working(desk.services, desk.talks):
        call_id = await desk.queue()

        async def answered() -> bool:
            return bool(desk.line.calls)

        await until(answered)
        if by == "caller":
            desk.line.calls[0].leave()
        else:
            await desk.hang_up(call_id)
        call = await has_status(database, call_id, seconds=3)
    assert (call.status, call.reason) == ("completed", "caller_hung_up" if by == "caller" else "agent_ended")
    assert desk.line.calls[0].hung_up


async def test_a_script_that_breaks_keeps_the_transcript(database: Database, tmp_path: Path) -> None:
    async def breaks(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        raise RuntimeError("a bug")

    desk = Desk(database, tmp_path, PhoneLine(), breaks)
    call = await desk.hold()
    assert (call.status, call.reason) == ("failed", "trunk_error")
    assert [entry["text"] for entry in call.transcript] == ["Namaste."]
    assert desk.line.calls[0].hung_up


async def test_a_line_that_never_says_that_its_call_is_over(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_run, "LINE_END_SECONDS", 0.2)

    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        return PhoneCall(request.call_id, ends=False)

    async def brief(conversation: Conversation) -> ScriptResult:
        return ScriptResult("agent_ended", "done", {"rating": 5})

    call = await Desk(database, tmp_path, PhoneLine(answer=answer), brief).hold()
    assert (call.status, call.reason, call.outcome) == ("completed", "agent_ended", "done")
    assert call.extracted_data == {"rating": 5}


async def test_a_line_that_cannot_hang_up_does_not_keep_the_call_open(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_run, "LINE_END_SECONDS", 0.1)
    monkeypatch.setattr(ringing, "HANG_UP_SECONDS", 0.1)

    class Stuck(PhoneCall):
        async def hang_up(self) -> None:
            self.hung_up += 1
            if self.hung_up == 1:
                raise RuntimeError("odd")
            await asyncio.sleep(60)

    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        return Stuck(request.call_id)

    async def brief(conversation: Conversation) -> ScriptResult:
        return ScriptResult("agent_ended")

    call = await Desk(database, tmp_path, PhoneLine(answer=answer), brief).hold()
    assert (call.status, call.reason) == ("completed", "agent_ended")


async def test_values_that_do_not_fit_their_columns_do_not_cost_the_ending(database: Database, tmp_path: Path) -> None:
    async def odd(conversation: Conversation) -> ScriptResult:
        await conversation.emit("call.note", {"text": "a\x00b \ud800", "at": float("inf")})
        return ScriptResult("agent_ended", "o" * 80, {"text": "\x00", "set": {1}})

    call = await Desk(database, tmp_path, PhoneLine(), odd).hold()
    assert (call.status, call.reason, call.outcome) == ("completed", "agent_ended", "o" * 50)
    too_long = ScriptResult("r" * 80)

    async def worse(conversation: Conversation) -> ScriptResult:
        return too_long

    call = await Desk(database, tmp_path, PhoneLine(), worse).hold()
    assert call.status == "failed"
    assert call.reason == "trunk_error"

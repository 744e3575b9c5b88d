"""One call held by a worker, on lines and with talks that go wrong in every way."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.phones import NUMBERS, PhoneCall, PhoneLine, SilentFarSide, queue_call, read_call, save_agent
from tests.talks import TextTalks, has_status, services_of, story, until, working
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Call, OptOut
from tron.core.ports import (
    CallOver,
    Conversation,
    DialFailed,
    DialRequest,
    FarTurn,
    LineCall,
    RingListener,
    ScriptResult,
)
from tron.voice import call_run, ringing
from tron.voice.worker import Worker

pytestmark = pytest.mark.thorough


class Desk:
    """One worker, one line, and calls put on it."""

    def __init__(self, database: Database, folder: Path, line: PhoneLine, run: Any = None, **talks: Any) -> None:
        self.database = database
        self.line = line
        self.services = services_of(database, folder, line)
        self.talks = TextTalks(self.services.clock, run, **talks) if run else TextTalks(self.services.clock, **talks)

    async def queue(self, number: str = NUMBERS[0], **more: Any) -> UUID:
        agent = await save_agent(self.database)
        call_id = await queue_call(self.database, self.services.lines, agent, number, self.services.clock.now(), **more)
        self.services.bus.publish("dial")
        return call_id

    async def hold(self, seconds: float = 10.0) -> Call:
        """One call from its request to its end."""
        async with working(self.services, self.talks):
            return await has_status(self.database, await self.queue(), seconds=seconds)

    async def hang_up(self, call_id: UUID) -> None:
        async with self.database.transaction() as session:
            await request_hangup(session, call_id, "test", self.services.clock.now())
        self.services.bus.publish(f"hangup:{call_id}")


async def opt_outs(database: Database) -> list[str]:
    async with database.transaction() as session:
        return list((await session.scalars(select(OptOut.phone_number))).all())


# ---------------------------------------------------------------- dialling


@pytest.mark.parametrize(
    ("status", "reason", "sip"),
    [
        ("busy", "busy", 486),
        ("no_answer", "rang_out", 408),
        ("no_answer", "switched_off", 480),
        ("failed", "declined", 603),
        ("failed", "invalid_number", 404),
        ("failed", "trunk_error", 500),
        ("failed", "unreachable", 503),
    ],
)
async def test_a_dial_that_fails_ends_as_its_line_says(
    database: Database, tmp_path: Path, status: str, reason: str, sip: int
) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        await listener.ringing()
        raise DialFailed(status, reason, sip, "as told")

    call = await Desk(database, tmp_path, PhoneLine(answer=fail)).hold()
    assert (call.status, call.reason, call.sip_status, call.error_message) == (status, reason, sip, "as told")
    assert call.answered_at is None
    assert [event.type for event in await story(database, call.id)] == [
        "call.queued",
        "call.started",
        "call.ringing",
        "call.failed",
    ]


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("odd"),
        KeyError("x"),
        TimeoutError(),
        asyncio.CancelledError(),
        DialFailed("completed", "what", 200),
    ],
)
async def test_a_line_that_breaks_while_dialling_leaves_an_unknown_outcome(
    database: Database, tmp_path: Path, error: BaseException
) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        raise error

    line = PhoneLine(answer=fail)
    desk = Desk(database, tmp_path, line)
    async with working(desk.services, desk.talks) as worker:
        call_id = await desk.queue()
        call = await has_status(database, call_id)
        worker.wake()
        await asyncio.sleep(0.3)
    assert (call.status, call.reason) == ("failed", "unknown_outcome")
    assert line.rings == {call_id: 1}, "never dialled again by itself"


async def test_a_line_that_rings_nobody_fails_plainly(database: Database, tmp_path: Path) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        raise RuntimeError("odd")

    desk = Desk(database, tmp_path, PhoneLine(answer=fail, rings_phone=False))
    async with working(desk.services, desk.talks):
        call = await has_status(database, await _no_number(desk))
    assert (call.status, call.reason) == ("failed", "trunk_error")


async def _no_number(desk: Desk) -> UUID:
    agent = await save_agent(desk.database)
    return await queue_call(desk.database, desk.services.lines, agent, None, desk.services.clock.now())


class Ringing:
    """A far phone that rings until it is let go; counts what it heard."""

    def __init__(self, *, stubborn: bool = False, answers_when_cancelled: bool = False) -> None:
        self.stubborn = stubborn
        self.answers = answers_when_cancelled
        self.rings = asyncio.Event()
        self.cancelled = 0
        self.let_go = asyncio.Event()
        self.call: PhoneCall | None = None

    async def __call__(self, request: DialRequest, listener: RingListener) -> LineCall:
        await listener.ringing()
        self.rings.set()
        while True:
            try:
                await self.let_go.wait()
                break
            except asyncio.CancelledError:
                self.cancelled += 1
                if self.answers:
                    break
                if not self.stubborn:
                    raise
        self.call = PhoneCall(request.call_id)
        return self.call


async def test_a_phone_that_nobody_picks_up_is_let_go_in_the_end(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.1)
    monkeypatch.setattr(ringing, "LATE_SECONDS", 0.2)
    phone = Ringing()
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert (call.status, call.reason, call.sip_status) == ("no_answer", "rang_out", 408)
    assert phone.cancelled == 1


async def test_an_answer_at_the_moment_of_letting_go_is_hung_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.1)
    monkeypatch.setattr(ringing, "LATE_SECONDS", 0.1)
    phone = Ringing(answers_when_cancelled=True)
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert call.reason == "rang_out"
    assert phone.call is not None
    assert phone.call.hung_up == 1


async def test_a_line_that_hangs_for_ever_is_unknown_and_its_late_answer_is_hung_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RING_SECONDS", "LATE_SECONDS", "TAKE_BACK_SECONDS"):
        monkeypatch.setattr(ringing, name, 0.1)
    phone = Ringing(stubborn=True)
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert (call.status, call.reason) == ("failed", "unknown_outcome")
    phone.let_go.set()
    await asyncio.sleep(0.1)
    assert phone.call is not None
    assert phone.call.hung_up == 1


# ---------------------------------------------------------------- hanging up


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


# ---------------------------------------------------------------- talks that break


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


# ---------------------------------------------------------------- opt-outs


class Says(SilentFarSide):
    """Says one thing over the first words and hangs up."""

    def __init__(self, text: str) -> None:
        self._turn: FarTurn | None = FarTurn(text, 0.1, hangs_up=True)

    async def hear(self, text: str, seconds: float) -> FarTurn:
        turn, self._turn = self._turn, None
        return turn or FarTurn(None)


async def test_a_wish_that_the_script_never_got_to_act_on_counts(database: Database, tmp_path: Path) -> None:
    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        return PhoneCall(request.call_id, text=Says("never call me again"))

    async def deaf(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        await conversation.listen(10)
        raise CallOver("caller_hung_up")

    call = await Desk(database, tmp_path, PhoneLine(answer=answer), deaf).hold()
    assert (call.status, call.reason, call.outcome) == ("completed", "opted_out", "do_not_call")
    assert await opt_outs(database) == [NUMBERS[0]]
    assert [event.type for event in await story(database, call.id)][-2:] == ["call.opted_out", "call.ended"]


async def test_a_wish_is_on_the_list_while_the_script_waits_for_something_else(
    database: Database, tmp_path: Path
) -> None:
    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        return PhoneCall(request.call_id, text=Says("never call me again"))

    kept: list[str] = []

    async def busy(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        await conversation.listen(10)
        kept.extend(await until(lambda: opt_outs(database)))
        return ScriptResult("agent_ended", "sold")

    call = await Desk(database, tmp_path, PhoneLine(answer=answer), busy).hold()
    assert kept == [NUMBERS[0]]
    assert (call.reason, call.outcome) == ("opted_out", "do_not_call")
    assert [event.type for event in await story(database, call.id)].count("call.opted_out") == 1


async def test_what_the_script_told_of_is_not_told_twice(database: Database, tmp_path: Path) -> None:
    async def answer(request: DialRequest, listener: RingListener) -> LineCall:
        return PhoneCall(request.call_id, text=Says("never call me again"))

    async def heeds(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        await conversation.listen(10)
        await conversation.emit("call.opted_out", {"words": None})
        return ScriptResult("opted_out", "do_not_call")

    call = await Desk(database, tmp_path, PhoneLine(answer=answer), heeds).hold()
    assert [event.type for event in await story(database, call.id)].count("call.opted_out") == 1


async def test_a_wish_that_the_script_could_not_store_is_stored_with_the_ending(
    database: Database, tmp_path: Path
) -> None:
    async def forgetful(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        return ScriptResult("opted_out", "do_not_call")

    call = await Desk(database, tmp_path, PhoneLine(), forgetful).hold()
    assert (call.reason, call.outcome) == ("opted_out", "do_not_call")
    assert await opt_outs(database) == [NUMBERS[0]]


async def test_the_first_entry_of_a_number_stays(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        session.add(OptOut(phone_number=NUMBERS[1], source="file"))

    async def wishes(conversation: Conversation) -> ScriptResult:
        await conversation.say("Namaste.")
        return ScriptResult("opted_out")

    desk = Desk(database, tmp_path, PhoneLine(), wishes)
    call = await desk.hold()
    assert call.reason == "opted_out"
    async with database.transaction() as session:
        found = {row.phone_number: row.source for row in (await session.scalars(select(OptOut))).all()}
    assert found == {NUMBERS[0]: "call", NUMBERS[1]: "file"}
    # And the gate keeps to it from now on.
    async with working(services_of(database, tmp_path, desk.line), desk.talks):
        again = await has_status(database, await desk.queue())
    assert again.reason == "blocked:opted_out"
    assert (await read_call(database, again.id)).started_at is None

"""One call held by a worker: wishes never to be called again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.phones import NUMBERS, PhoneCall, PhoneLine, SilentFarSide, read_call
from tests.talks import has_status, services_of, story, until, working
from tests.voice.call_desk import Desk, opt_outs
from tron.core.database.engine import Database
from tron.core.database.tables import OptOut
from tron.core.ports import (
    CallOver,
    Conversation,
    DialRequest,
    FarTurn,
    LineCall,
    RingListener,
    ScriptResult,
)

pytestmark = pytest.mark.thorough


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

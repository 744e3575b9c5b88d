"""Orders of supervisors: what is written down, who may take over, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine, lines_of, queue_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.streams import Tickets, issue_ticket, seat_of
from tron.core.call_engine.supervision import (
    HAPPENED,
    MOST_SEATS,
    ORDERED,
    PAUSED,
    RESUMED,
    Ordered,
    orders_after,
    request_supervision,
    supervision_in,
    supervision_of,
)
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.errors import Conflict, Invalid, NotFound, TronError
from tron.core.events.log import NewEvent, append
from tron.core.ids import uuid7
from tron.core.models.supervision import SupervisionAction

NOW = NOON_IN_NEW_YORK
LINES = lines_of(PhoneLine())


@pytest.fixture
async def call_id(database: Database) -> UUID:
    call = await queue_call(database, LINES, await save_agent(database), NUMBERS[0], NOW)
    await move(database, call, "ringing")
    await move(database, call, "in_progress")
    return call


async def move(database: Database, call_id: UUID, to: str) -> None:
    async with database.transaction() as session:
        assert await transition(session, call_id, to, at=NOW, values={}) is not None


async def ask(database: Database, call_id: UUID, action: SupervisionAction, by: str = "asha", **values: Any) -> Ordered:
    async with database.transaction() as session:
        return await request_supervision(session, call_id, action, by=by, now=NOW, **values)


async def happened(database: Database, call_id: UUID, state: str, seat: UUID, **values: Any) -> None:
    payload = {"state": state, "by": "asha", "seat": str(seat), **values}
    async with database.transaction() as session:
        await append(session, call_id, [NewEvent(call_id, HAPPENED, payload, NOW)])


async def now_of(database: Database, call_id: UUID) -> tuple[str | None, list[str]]:
    async with database.transaction() as session:
        now = await supervision_of(session, call_id)
    return now.taken_over_by, sorted(now.seats.values())


async def transferred(database: Database, call_id: UUID, type_: str, **values: Any) -> None:
    async with database.transaction() as session:
        await append(session, call_id, [NewEvent(call_id, type_, {"to": "***90", **values}, NOW)])


@pytest.mark.parametrize("action", ["whisper", "say"])
@pytest.mark.parametrize(("mode", "reaches"), [("warm", False), ("cold", False), ("conference", True)])
async def test_an_agent_who_is_out_of_the_talk_is_told_nothing(
    database: Database, call_id: UUID, action: SupervisionAction, mode: str, reaches: bool
) -> None:
    await transferred(database, call_id, "transfer.started", mode=mode)
    await ask(database, call_id, action, text="While it rings.")
    await transferred(database, call_id, "transfer.answered", mode=mode)
    if reaches:
        await ask(database, call_id, action, text="In three.")
    else:
        with pytest.raises(Conflict, match="colleague") as refused:
            await ask(database, call_id, action, text="To nobody.")
        assert refused.value.hint == "Take the call over to speak with both."
        assert refused.value.extra == {"current": {"talks_with": "colleague"}}
    assert (await ask(database, call_id, "take_over")).token, "who speaks in person reaches both"
    await ask(database, call_id, "hand_back")
    await transferred(database, call_id, "transfer.ended", seconds=3.0)
    await ask(database, call_id, action, text="The colleague is gone.")


async def test_orders_are_read_in_the_order_they_were_given(database: Database, call_id: UUID) -> None:
    seat = (await ask(database, call_id, "listen")).seat
    await ask(database, call_id, "whisper", text="Offer ten percent.")
    await ask(database, call_id, "take_over", seat=seat)
    async with database.transaction() as session:
        orders = await orders_after(session, call_id, 0)
        later = await orders_after(session, call_id, orders[0].sequence)
    assert [(order.action, order.seat, order.text) for order in orders] == [
        ("listen", seat, ""),
        ("whisper", None, "Offer ten percent."),
        ("take_over", seat, ""),
    ]
    assert later == orders[1:]


async def test_one_takes_over_and_many_listen(database: Database, call_id: UUID) -> None:
    first = await ask(database, call_id, "take_over")
    assert first.token is not None
    assert seat_of(first.token) == first.seat
    await ask(database, call_id, "listen", "ravi")
    assert await now_of(database, call_id) == ("asha", ["asha", "ravi"])
    for action, values in (("take_over", {}), ("say", {"text": "Wait."})):
        with pytest.raises(Conflict, match="asha has taken") as refused:
            await ask(database, call_id, action, "ravi", **values)  # type: ignore[arg-type]
        assert refused.value.extra["current"] == {"taken_over_by": "asha"}
    handed = await ask(database, call_id, "hand_back", "ravi")
    assert (handed.seat, handed.token) == (first.seat, None)
    assert await now_of(database, call_id) == (None, ["asha", "ravi"])
    with pytest.raises(Conflict, match="Nobody"):
        await ask(database, call_id, "hand_back")


async def test_nobody_takes_over_while_a_card_number_is_given(database: Database, call_id: UUID) -> None:
    """Whatever else may be asked for is."""
    seat = (await ask(database, call_id, "listen")).seat
    for type_, allowed in ((PAUSED, False), (RESUMED, True), (PAUSED, False)):
        async with database.transaction() as session:
            await append(session, call_id, [NewEvent(call_id, type_, {"at": 1.0}, NOW)])
        for action, text in (("listen", None), ("whisper", "Be kind."), ("say", "One moment.")):
            await ask(database, call_id, action, text=text)
        if allowed:
            await ask(database, call_id, "take_over", seat=seat)
            await ask(database, call_id, "hand_back")
            continue
        with pytest.raises(Conflict) as refused:
            await ask(database, call_id, "take_over", seat=seat)
        assert refused.value.extra == {"current": {"recording": "paused"}}
    assert (await now_of(database, call_id))[0] is None


async def test_whoever_is_gone_holds_nothing(database: Database, call_id: UUID) -> None:
    asha = await ask(database, call_id, "take_over")
    assert asha.seat is not None
    await happened(database, call_id, "left", asha.seat)
    assert await now_of(database, call_id) == (None, [])
    with pytest.raises(Conflict, match="seat") as gone:
        await ask(database, call_id, "take_over", seat=asha.seat)
    assert [field.path for field in gone.value.fields] == ["seat"]
    ravi = await ask(database, call_id, "listen", "ravi")
    with pytest.raises(Conflict, match="seat"):
        await ask(database, call_id, "take_over", "asha", seat=ravi.seat)
    assert (await ask(database, call_id, "take_over", "ravi", seat=ravi.seat)).token is None


def test_an_old_hand_back_does_not_end_a_new_take_over() -> None:
    seat = str(uuid7())

    def event(sequence: int, type_: str, **payload: Any) -> Any:
        return SimpleNamespace(sequence=sequence, type=type_, payload={"seat": seat, "by": "asha", **payload})

    story = [
        event(1, ORDERED, action="take_over"),
        event(2, ORDERED, action="hand_back"),
        event(3, ORDERED, action="take_over"),
        event(4, HAPPENED, state="handed_back", order=1),
    ]
    assert supervision_in(story).taken_over_by == "asha"
    assert supervision_in([*story, event(5, HAPPENED, state="handed_back", order=3)]).taken_over_by is None


@pytest.mark.parametrize(
    ("action", "values", "path"),
    [
        ("whisper", {}, "text"),
        ("say", {}, "text"),
        ("listen", {"text": "hello"}, "text"),
        ("hand_back", {"seat": uuid7()}, "seat"),
    ],
    ids=["whisper", "say", "listen", "hand_back"],
)
async def test_bad_fields_are_named(
    database: Database, call_id: UUID, action: SupervisionAction, values: dict[str, Any], path: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await ask(database, call_id, action, **values)
    assert [field.path for field in refused.value.fields] == [path]


async def test_only_a_call_in_which_somebody_talks(database: Database, call_id: UUID) -> None:
    async def refused(which: UUID) -> TronError:
        with pytest.raises(TronError) as error:
            await ask(database, which, "listen")
        return error.value

    assert isinstance(await refused(uuid7()), NotFound)
    queued = await queue_call(database, LINES, await save_agent(database), NUMBERS[1], NOW)
    early = await refused(queued)
    assert (early.status, early.extra["current"]["status"]) == (409, "queued")
    await move(database, call_id, "completed")
    late = await refused(call_id)
    assert (late.status, late.message) == (409, "This call is over.")
    assert await now_of(database, call_id) == (None, [])


async def test_seats_are_bounded(database: Database, call_id: UUID) -> None:
    for _ in range(MOST_SEATS):
        await ask(database, call_id, "listen")
    with pytest.raises(Conflict, match=f"{MOST_SEATS} people"):
        await ask(database, call_id, "listen")


async def test_words_alone_can_be_steered_but_not_heard(database: Database) -> None:
    call = await queue_call(
        database, LINES, await save_agent(database), NUMBERS[0], NOW, line_options={"fidelity": "text"}
    )
    await move(database, call, "ringing")
    await move(database, call, "in_progress")
    for action in ("listen", "take_over"):
        with pytest.raises(Conflict) as refused:
            await ask(database, call, action)  # type: ignore[arg-type]
        assert [field.path for field in refused.value.fields] == ["action"]
    await ask(database, call, "say", text="One moment.")
    whispered = await ask(database, call, "whisper", text="Be brief.")
    assert (whispered.heeded, whispered.why) == (False, "no_model")


@pytest.mark.parametrize(
    ("events", "heeded", "why"),
    [
        ([], True, None),
        ([("engine.stand_in", {"component": "llm", "wanted": "a", "used": "b", "why": "c"})], False, "no_model"),
        ([("flow.node_entered", {"type": "llm_response"})], True, None),
        (
            [("flow.node_entered", {"type": "llm_response"}), ("flow.node_entered", {"type": "say"})],
            False,
            "fixed_lines",
        ),
    ],
    ids=["free", "stand_in", "answers", "fixed"],
)
async def test_a_whisper_tells_whether_a_model_hears_it(
    database: Database, call_id: UUID, events: list[tuple[str, dict[str, Any]]], heeded: bool, why: str | None
) -> None:
    for type_, payload in events:
        async with database.transaction() as session:
            await append(session, call_id, [NewEvent(call_id, type_, payload, NOW)])
    whispered = await ask(database, call_id, "whisper", text="Be brief.")
    assert (whispered.heeded, whispered.why) == (heeded, why)


async def test_a_token_opens_only_what_it_was_made_for(database: Database, call_id: UUID) -> None:
    clock = VirtualClock(NOW + timedelta(seconds=1))
    supervisor = (await ask(database, call_id, "listen")).token
    async with database.transaction() as session:
        caller = await issue_ticket(session, call_id, NOW)
    assert supervisor is not None
    seats, calls = Tickets(database, clock, "supervision"), Tickets(database, clock)
    assert not await calls.redeem(call_id, supervisor)
    assert not await seats.redeem(call_id, caller)
    assert await seats.redeem(call_id, supervisor)
    assert not await seats.redeem(call_id, supervisor)
    assert await calls.redeem(call_id, caller)
    assert seat_of(caller) is None

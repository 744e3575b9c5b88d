"""A supervisor at the door of the worker that owns a call, with sound both ways; a second worker is none of it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import select
from websockets.asyncio.client import unix_connect

from tests.phones import PhoneLine
from tests.talks import TextTalks, has_status, services_of, story, until
from tests.voice import sounds
from tests.voice.fakes import FakeLine
from tests.voice.supervised import AGENT, CALLER, NUMBER, SUPERVISOR, VoiceTalks, heard_by, house, who
from tron.core.call_engine.supervision import PAUSED, RESUMED, Order
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import OptOut
from tron.core.errors import Conflict
from tron.core.ids import uuid7
from tron.core.ports import Conversation, FlowConversation, ScriptResult
from tron.core.services import Services
from tron.telephony.browser import call as browser_call
from tron.voice import supervision as module
from tron.voice.bridge import Bridge
from tron.voice.parts import SharedModels
from tron.voice.supervision import CallSupervision


def fake_line(database: Database, folder: Path, talks: VoiceTalks) -> Services:
    return services_of(database, folder, PhoneLine(answer=talks.answer))


async def is_written(database: Database, call_id: UUID, role: str, text: str) -> bool:
    rows = [event.payload for event in await story(database, call_id) if event.type == "call.transcript"]
    return any((row["role"], row["text"]) == (role, text) for row in rows)


async def is_opted_out(database: Database) -> bool:
    async with database.transaction() as session:
        return await session.scalar(select(OptOut.phone_number).where(OptOut.phone_number == NUMBER)) is not None


@pytest.mark.slow
@pytest.mark.sound
async def test_listening_taking_over_and_handing_back(
    database: Database, tmp_path: Path, models: SharedModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_call, "RECONNECT_SECONDS", 0.3)
    talks = VoiceTalks(models)
    async with house(database, tmp_path, talks, fake_line(database, tmp_path, talks)) as made:
        listening = await made.ask("listen")
        async with made.page(listening.token) as asha:
            assert asha.told[0]["type"] == "ready"
            asha.speaks = True  # nobody hears it yet
            await asha.hears(AGENT)
            talks.line.say("", sounds.tone(1.5, CALLER))
            await asha.hears(AGENT, CALLER)
            await heard_by(talks.line.sent, AGENT)
            ravi_seat = await made.ask("listen", "ravi")
            async with made.page(ravi_seat.token) as ravi:
                await made.ask("take_over", seat=listening.seat)
                await heard_by(talks.line.sent, SUPERVISOR)
                await ravi.hears(SUPERVISOR)
                talks.line.say("", sounds.tone(1.5, CALLER))
                await asha.hears(CALLER)
                talks.line.say("please never call me again", sounds.words("question"))
                asha.words = sounds.words("question") + sounds.silence(1.0)
                await until(lambda: is_opted_out(database))
                await until(lambda: is_written(database, made.call_id, "supervisor", "I will send an engineer."))
                await made.ask("hand_back", "ravi")
                await heard_by(talks.line.sent, AGENT)
                await made.ask("take_over", seat=listening.seat)
                await heard_by(talks.line.sent, SUPERVISOR)
        # Asha's connection is gone, and with it her turn.
        await heard_by(talks.line.sent, AGENT)
        await made.has_happened(
            "joined", "joined", "took_over", "handed_back", "took_over", "left", "handed_back", "left"
        )
        happened = await made.happened()
        assert happened[3] == ("handed_back", "asha", "asked")
        assert ("handed_back", "asha", "connection_lost") in happened
        talks.call.leave()
        call = await has_status(database, made.call_id)
        assert {row["role"] for row in call.transcript} == {"agent", "caller", "supervisor"}


class Card:
    """A Script that pauses the recording for a card number, and goes on with it, when it is told to; it talks on.

    `elsewhere`: until then it waits for something else, as for a webhook.
    """

    def __init__(self, *, elsewhere: bool = False) -> None:
        self.comes, self.is_over = asyncio.Event(), asyncio.Event()
        self._elsewhere = elsewhere

    async def __call__(self, conversation: Conversation) -> ScriptResult:
        session = cast(FlowConversation, conversation)
        await (self.comes.wait() if self._elsewhere else self._talk(conversation, self.comes))
        await session.record("pause")
        await self._talk(conversation, self.is_over)
        await session.record("resume")
        await self._talk(conversation, asyncio.Event())
        return ScriptResult("agent_ended")

    async def _talk(self, conversation: Conversation, until: asyncio.Event) -> None:
        while not until.is_set():
            await conversation.say("word word word")


async def told(database: Database, call_id: UUID, *types: str) -> bool:
    """Whether the story tells just these pauses and ends of pauses."""
    return [event.type for event in await story(database, call_id) if event.type in (PAUSED, RESUMED)] == list(types)


@pytest.mark.slow
@pytest.mark.sound
async def test_a_card_number_is_heard_by_no_supervisor(
    database: Database, tmp_path: Path, models: SharedModels
) -> None:
    """Not by who listens, nor by who comes in or takes over meanwhile; the caller hears the agent all the time."""
    card = Card()
    talks = VoiceTalks(models, card)
    async with house(database, tmp_path, talks, fake_line(database, tmp_path, talks)) as made:
        listening = await made.ask("listen")
        async with made.page(listening.token) as asha:
            await asha.hears(AGENT)
            card.comes.set()
            await asha.hears()
            await until(lambda: told(database, made.call_id, PAUSED))
            talks.line.say("four one one one", sounds.tone(1.5, CALLER))
            with pytest.raises(Conflict, match="nobody takes over"):
                await made.ask("take_over", seat=listening.seat)
            ravi_seat = await made.ask("listen", "ravi")
            async with made.page(ravi_seat.token) as ravi:
                await ravi.hears()
                assert who(ravi.heard) == set()
            await heard_by(talks.line.sent, AGENT)
            card.is_over.set()
            await asha.hears(AGENT)
            await until(lambda: told(database, made.call_id, PAUSED, RESUMED))
            asha.speaks = True
            await made.ask("take_over", seat=listening.seat)
            await heard_by(talks.line.sent, SUPERVISOR)
        talks.call.leave()
        await has_status(database, made.call_id)


@pytest.mark.slow
@pytest.mark.sound
async def test_a_pause_waits_for_who_has_taken_over(database: Database, tmp_path: Path, models: SharedModels) -> None:
    card = Card(elsewhere=True)
    talks = VoiceTalks(models, card)
    async with house(database, tmp_path, talks, fake_line(database, tmp_path, talks)) as made:
        seat = await made.ask("take_over")
        async with made.page(seat.token) as asha:
            asha.speaks = True
            await heard_by(talks.line.sent, SUPERVISOR)
            card.comes.set()
            talks.line.say("", sounds.tone(1.5, CALLER))
            await asha.hears(CALLER)
            await made.ask("hand_back")
            await asha.hears()
            await until(lambda: told(database, made.call_id, PAUSED))
            await heard_by(talks.line.sent, AGENT)
        talks.call.leave()
        await has_status(database, made.call_id)


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize("ends", ["hand_back", "caller"])
async def test_a_script_that_ends_meanwhile_does_not_cut_off_who_has_taken_over(
    database: Database, tmp_path: Path, models: SharedModels, ends: str
) -> None:
    elsewhere = asyncio.Event()

    async def colleague_leaves(_conversation: Conversation) -> ScriptResult:
        await elsewhere.wait()  # as for a colleague or a webhook: no step of the session
        return ScriptResult("transferred")

    talks = VoiceTalks(models, colleague_leaves)
    async with house(database, tmp_path, talks, fake_line(database, tmp_path, talks)) as made:
        seat = await made.ask("take_over")
        async with made.page(seat.token) as asha:
            asha.speaks = True
            await heard_by(talks.line.sent, SUPERVISOR)
            elsewhere.set()
            talks.line.sent.clear()
            await heard_by(talks.line.sent, SUPERVISOR)
            if ends == "caller":
                talks.call.leave()
            else:
                await made.ask("hand_back")
            assert (await has_status(database, made.call_id)).reason == "transferred"


@pytest.mark.slow
@pytest.mark.thorough
async def test_words_alone_are_steered_even_after_the_database_was_away(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_of(database, tmp_path)
    read, tried = module.orders_after, asyncio.Event()

    async def away(*_: Any) -> list[Order]:
        tried.set()
        raise ConnectionRefusedError

    async with house(database, tmp_path, TextTalks(services.clock, _waits), services) as made:
        monkeypatch.setattr(module, "orders_after", away)
        await made.ask("say", text="I have found your order.")
        await asyncio.wait_for(tried.wait(), 10)
        monkeypatch.setattr(module, "orders_after", read)
        # The next heartbeat reads what could not be read.
        await until(lambda: is_written(database, made.call_id, "agent", "I have found your order."))
        # There is sound to ask for, but this session has none.
        seat = await made.ask("listen")
        async with unix_connect(made.socket, f"ws://worker/supervision/{made.call_id}") as page:
            await page.send(json.dumps({"type": "hello", "token": seat.token, "sample_rate": 16_000}))
            assert json.loads(await page.recv())["error"]["code"] == "call_over"


async def _waits(conversation: Conversation) -> ScriptResult:
    while True:
        await conversation.listen(0.2)


@pytest.mark.slow
@pytest.mark.sound
async def test_tokens_seats_and_those_who_never_come(
    database: Database, tmp_path: Path, models: SharedModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.4)
    talks = VoiceTalks(models)
    async with house(database, tmp_path, talks, fake_line(database, tmp_path, talks)) as made:
        await made.ask("take_over")
        await made.has_happened("handed_back", "left")
        assert [why for _, _, why in await made.happened()] == ["never_came", "never_came"]
        seat = await made.ask("listen", "ravi")
        async with made.page(seat.token) as ravi:
            for token in (seat.token, "nonsense", f"{seat.seat}.guessed"):
                async with unix_connect(made.socket, f"ws://worker/supervision/{made.call_id}") as page:
                    await page.send(json.dumps({"type": "hello", "token": token, "sample_rate": 16_000}))
                    assert json.loads(await page.recv())["error"]["code"] == "bad_token"
            talks.call.leave()
            await has_status(database, made.call_id)

            async def ended() -> bool:
                return ravi.told[-1]["type"] == "ended"

            await until(ended)


class Desk:
    """A session that is held or not."""

    def __init__(self) -> None:
        self.bridge = Bridge(FakeLine())
        self.held = False
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def hold(self, on: bool) -> None:
        self.held = on

    def whisper(self, text: str) -> None: ...

    def say_next(self, text: str) -> None: ...

    def overheard(self, text: str, began: float, ended: float) -> None: ...

    async def over(self) -> str:
        return await asyncio.shield(self.ended)


@pytest.mark.parametrize("ends", ["hand_back", "call"])
async def test_handed_back_is_when_nobody_speaks_in_the_agents_place_any_more(
    database: Database, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    orders: list[list[Order]] = []

    async def asked(*_: Any) -> list[Order]:
        return orders.pop(0)

    async def good(_call: UUID, _token: str) -> bool:
        return True

    monkeypatch.setattr(module, "orders_after", asked)
    desk, seat = Desk(), uuid7()
    supervision = CallSupervision(
        uuid7(), desk, database=database, clock=SystemClock(), tell=lambda *_: None, since_answer=lambda: 0.0
    )
    await asyncio.wait_for(supervision.handed_back(), 5)
    orders.append([Order(1, "take_over", "asha", seat)])
    await supervision.catch_up()
    await supervision.admit(f"{seat}.token", good)
    waiting = asyncio.create_task(supervision.handed_back())
    await asyncio.sleep(0)
    orders.append([Order(2, "hand_back", "asha", seat), Order(3, "take_over", "asha", seat)])
    await supervision.catch_up()
    await asyncio.sleep(0.05)
    assert desk.held
    assert not waiting.done()
    if ends == "call":
        desk.ended.set_result("caller_hung_up")
    else:
        orders.append([Order(4, "hand_back", "asha", seat)])
        await supervision.catch_up()
    await asyncio.wait_for(waiting, 5)
    assert desk.held == (ends == "call")
    await supervision.aclose()
    await desk.bridge.aclose()

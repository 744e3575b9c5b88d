"""The one door: everything that comes in is written down, and a replay gives it again and touches nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.core.flow_engine.talks import Room, Talk
from tron.core.flow_engine.outside import Outside, ReplayDiverged, Replayed
from tron.core.flow_engine.questions import Answers, Asking, Question
from tron.core.flow_engine.world import Found, MessageOrder, Passage, TransferResult, WebhookAnswer, WebhookCall
from tron.core.ports import CallOver, Compose, Heard

CALL = WebhookCall("GET", "https://example.com/", {}, None, 3.0, "k")
ASKING = Asking("hello", (Question("q", "yes_no", "?"),))
TEXT: TypeAdapter[str] = TypeAdapter(str)


async def everything(outside: Outside) -> list[Any]:
    """Each thing once that may come in."""
    now = await outside.now()
    begun = outside.begin_webhook(CALL)
    return [
        await outside.say("Hello.", interruptible=True, language=None),
        await outside.listen(3.0, dictation=False),
        await outside.listen(3.0, dictation=True),
        await outside.compose(Compose("Answer.")),
        await outside.can_generate(),
        await outside.pause(1.0),
        await outside.record("pause"),
        await outside.set_language("hi-IN"),
        now,
        await outside.ask(ASKING),
        await outside.webhook(CALL, lambda answer: {"ok": answer.ok}, begun),
        await outside.webhook(CALL, lambda answer: {"status": answer.status}),
        await outside.rings(outside.transfer("+910000000001", "", 30.0)),
        await outside.message_template("sms", "order"),
        await outside.send_message(MessageOrder("sms", "+910000000001", "Hi")),
        await outside.schedule_callback(now + timedelta(hours=1), ""),
        await outside.opt_out("never"),
        await outside.find("price"),
        await outside.prepared("price"),
        await outside.urgent("fire"),
    ]


def world() -> Room:
    room = Room()
    room.answers = lambda _asking: Answers({"q": True}, 0.1, 5, 1)
    room.answering = lambda _call: WebhookAnswer(True, 200, {"large": "x" * 100_000})
    room.found = Found([Passage("Prices", "Ten rupees.", 0.9)], True)
    room.transferring = TransferResult(False, "busy")
    room.danger = {"fire": "Leave."}
    return room


async def test_a_replay_gives_again_what_came_in_and_does_nothing() -> None:
    talk, room = Talk("hello", "#12", model=lambda _wanted: "Yes."), world()
    outside = Outside(talk, room)
    outside.private(True)
    outside.private(False)
    live = await everything(outside)
    inputs = json.loads(json.dumps(outside.drain()))
    assert outside.drain() == []
    assert len(json.dumps(inputs)) < 5_000, "an answer may be large: only what is read of it is kept"
    done = len(talk.said), len(room.webhooks), len(room.messages), len(room.transfers)
    replayed = Replayed(inputs)
    replayed.expect(["Hello."])
    replayed.watch(None)
    replayed.private(True)
    await replayed.emit("silence", {})
    assert await everything(replayed) == live
    assert (len(talk.said), len(room.webhooks), len(room.messages), len(room.transfers)) == done


async def test_an_end_comes_again_and_a_replay_that_has_no_more_is_over() -> None:
    outside = Outside(Talk("!"), Room())
    with pytest.raises(CallOver):
        await outside.listen(3.0, dictation=False)
    replayed = Replayed(outside.drain())
    with pytest.raises(CallOver, match="caller_hung_up"):
        await replayed.listen(3.0, dictation=False)
    with pytest.raises(CallOver, match="replay_ended"):
        await replayed.now()


async def test_another_walk_than_the_recorded_one_is_noticed() -> None:
    outside = Outside(Talk(), Room())
    await outside.now()
    with pytest.raises(ReplayDiverged, match="said was wanted, now was recorded"):
        await Replayed(outside.drain()).say("Hello.", interruptible=True, language=None)


async def test_in_private_nothing_heard_is_written_down_and_what_was_found_in_it_is_found_again() -> None:
    outside = Outside(Talk("my card is 4321", "#4321"), Room())
    outside.private(True)
    assert (await outside.listen(3.0, dictation=False)).text == "my card is 4321"
    assert await outside.decided("human", TEXT) == "human"
    assert (await outside.listen(3.0, dictation=True)).keys == "4321"
    outside.private(False)
    assert await outside.decided("other", TEXT) == "other"
    inputs = outside.drain()
    assert "4321" not in json.dumps(inputs)
    replayed = Replayed(inputs)
    replayed.private(True)
    await replayed.listen(3.0, dictation=False)
    assert await replayed.decided("nothing", TEXT) == "human"


async def test_secrets_are_written_down_masked() -> None:
    outside = Outside(Talk("my card is 4321", "#4321"), Room())
    outside.hide_heard()
    assert outside.drain() == []
    await outside.listen(3.0, dictation=False)
    await outside.now()
    outside.hide_heard()
    assert await outside.secret("4321", "••••", TEXT) == "4321"
    await outside.listen(3.0, dictation=False)
    outside.hide_heard()
    inputs = outside.drain()
    assert "4321" not in json.dumps(inputs)
    replayed = Replayed(inputs)
    assert isinstance(await replayed.listen(3.0, dictation=False), Heard)
    await replayed.now()
    assert await replayed.secret("anything", "••••", TEXT) == "••••"

"""The world around a flow on a call: what lines cannot do, what the call's end cuts short, what goes on after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tests.core.flow_engine.talks import Talk, canvas, flows
from tests.factories import agent_row, make_services
from tests.phones import PhoneCall, PhoneLine
from tests.support import VirtualClock
from tron.core import audit
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, Callback, DialDecision, Message, OptOut, TemplateRow
from tron.core.flow_calls import webhooks
from tron.core.flow_calls.script import CallFlow
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.questions import Asking, Question
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.world import Found, MessageOrder, MessageTemplate, WebhookAnswer, WebhookCall
from tron.core.flows.loading import LoadedFlows
from tron.core.ids import uuid7
from tron.core.ports import CallOver, HandedOver, Heard
from tron.core.services import Services

NUMBER = "+910000000001"
COLLEAGUE = "+12025550177"
WEBHOOK = WebhookCall("POST", "https://example.com/", {}, "{}", 5.0, "key")


class Desk(PhoneCall):
    """A call that can be handed over."""

    def __init__(self) -> None:
        super().__init__(uuid7())
        self.asked: list[tuple[str, str, float]] = []
        self.result = HandedOver(True, by="Ravi")
        self.ringing: asyncio.Future[None] | None = None
        self.cancelled = False
        self.rings = asyncio.Event()

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        self.asked.append((to, announce, wait))
        self.rings.set()
        try:
            if self.ringing is not None:
                await self.ringing
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return self.result


class Scene:
    def __init__(self, services: Services, agent: Agent, call: Call) -> None:
        self.services, self.agent, self.call = services, agent, call
        self.targets: frozenset[str] = frozenset()
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def over(self) -> str:
        return await asyncio.shield(self.ended)

    def world(self, line_call: Any = None) -> CallWorld:
        line_call = line_call or PhoneCall(uuid7())
        zone = ZoneInfo("Asia/Kolkata")
        return CallWorld(
            self.services, self.agent, self.call, line_call, zone=zone, over=self.over, targets=self.targets
        )


@pytest.fixture
async def scene(database: Database, tmp_path: Path) -> Scene:
    services = make_services(database, tmp_path, VirtualClock())
    agent = agent_row()
    async with database.transaction() as session:
        session.add(agent)
        await session.flush()
        call = Call(agent_id=agent.id, phone_number=NUMBER, line="sandbox", contact_name="Asha", contact_metadata={})
        session.add(call)
    return Scene(services, agent, call)


async def test_the_time_is_the_businesss(scene: Scene) -> None:
    assert scene.world().now().isoformat() == "2026-11-23T11:30:00+05:30"


async def test_a_line_that_cannot_hand_over_and_sends_no_messages(scene: Scene) -> None:
    scene.services.lines.register(PhoneLine())
    scene.call.line = "fake"
    world = scene.world()
    assert (await world.transfer(NUMBER)).reason == "not_supported"
    result = await world.send_message(MessageOrder("sms", COLLEAGUE, "Hello"))
    assert (result.sent, bool(result.problem)) == (False, True)


async def test_numbers_are_read_as_people_write_them(scene: Scene) -> None:
    desk = Desk()
    world = scene.world(desk)
    assert (await world.transfer("+91 00000-00002", announce="An order", wait=7)).by == "Ravi"
    assert (await world.transfer("Accounts team")).answered
    assert (await world.transfer("123")).reason == "invalid_number"
    assert [to for to, _announce, _wait in desk.asked] == ["+910000000002", "Accounts team"]
    assert desk.asked[0][1:] == ("An order", 7)
    assert not (await world.send_message(MessageOrder("sms", "nobody", "Hello"))).sent
    result = await world.send_message(MessageOrder("whatsapp", "+91 00000-00002", "Hello"))
    assert (result.sent, bool(result.message_id)) == (True, True)


async def test_a_talk_that_begins_anew_sends_nothing_twice(scene: Scene) -> None:
    """Behind a screener, or a machine whose owner picks up after all, the flow is walked from its start again."""
    world = scene.world()
    raw = canvas([("s", "start_outbound", {}), ("sms", "send_message", {"text": "Your code."})], ["s > sms"])
    loaded, told = LoadedFlows(flows(raw), uuid7(), 1, "Codes"), []
    for _ in range(2):
        script = FlowScript(loaded.flows, FlowRules(), world, {"phone_number": NUMBER})
        talk = Talk()
        await CallFlow(script, world, loaded, language="en-IN").run(talk)
        told.append((talk.path(), len(talk.of("message.sent"))))
    assert told == [(["s", "sms"], 1), (["s", "sms"], 0)]
    async with scene.services.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Message)) == 1


class Private(Talk):
    """Knows whether what is heard is to be masked. The first time that it listens it does so for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.masked = False
        self.listens = asyncio.Event()

    def private(self, on: bool) -> None:
        self.masked = on

    async def listen(self, timeout: float) -> Heard:
        if not self.listens.is_set():
            self.listens.set()
            await asyncio.Event().wait()
        return await super().listen(timeout)


async def test_a_talk_that_begins_anew_is_on_the_record(scene: Scene) -> None:
    """The one before it was broken off between a pause of the recording and its end."""
    world, talk = scene.world(), Private()
    nodes = [("s", "start_outbound", {}), ("off", "record", {"action": "pause"}), ("ask", "listen", {})]
    loaded = LoadedFlows(flows(canvas(nodes, ["s > off", "off > ask"])), uuid7(), 1, "Card")
    script = FlowScript(loaded.flows, FlowRules(), world, {"phone_number": NUMBER})
    first = asyncio.create_task(CallFlow(script, world, loaded, language="en-IN").run(talk))
    await asyncio.wait_for(talk.listens.wait(), 5)
    assert (talk.masked, talk.recorded) == (True, ["pause"])
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    loaded = LoadedFlows(flows(canvas([("s", "start_outbound", {})], [])), uuid7(), 1, "Anew")
    script = FlowScript(loaded.flows, FlowRules(), world, {"phone_number": NUMBER})
    await CallFlow(script, world, loaded, language="en-IN").run(talk)
    assert (talk.masked, talk.recorded) == (False, ["pause", "resume"])


class Shop:
    """Stands in for what sends webhooks: answers the next of these (None: at the end), and keeps what it was asked."""

    def __init__(self, *answers: WebhookAnswer) -> None:
        self._answers = list(answers)
        self.asked: list[WebhookCall] = []
        self.opens = asyncio.Event()
        self.opens.set()

    async def __call__(self, _services: Services, call: WebhookCall) -> WebhookAnswer:
        self.asked.append(call)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        await self.opens.wait()
        return answer


TAKEN, DOWN = WebhookAnswer(True, 201, {"number": "A7"}), WebhookAnswer(False, 503)


async def order(scene: Scene, world: CallWorld, method: str = "POST") -> list[Talk]:
    """Two talks of one call in which a flow orders something, and says the number that it was given."""
    data = {"url": "https://shop.example/orders", "method": method, "mapping": [{"variable": "no", "path": "number"}]}
    raw = canvas(
        [("s", "start_outbound", {}), ("it", "webhook", data), ("say", "speak", {"text": "Number {{no}}."})],
        ["s > it", "it > say"],
    )
    loaded, talks = LoadedFlows(flows(raw), uuid7(), 1, "Orders"), [Talk(), Talk()]
    for talk in talks:
        script = FlowScript(loaded.flows, FlowRules(), world, {"phone_number": NUMBER})
        await CallFlow(script, world, loaded, language="en-IN").run(talk)
    return talks


@pytest.mark.parametrize(
    ("method", "answers", "tells"),
    [("POST", [TAKEN], [1, 0]), ("DELETE", [TAKEN], [1, 0]), ("POST", [DOWN, TAKEN], [1, 1]), ("GET", [TAKEN], [1, 1])],
    ids=["taken", "deleted", "failed", "only asked"],
)
async def test_a_talk_that_begins_anew_orders_nothing_twice(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, method: str, answers: list[WebhookAnswer], tells: list[int]
) -> None:
    """What was taken is known. What failed goes out again, as the same order."""
    shop = Shop(*answers)
    monkeypatch.setattr(webhooks, "send_webhook", shop)
    talks = await order(scene, scene.world(), method)
    assert [len(talk.of("webhook.finished")) for talk in talks] == tells
    assert "Number A7." in talks[1].said
    assert len(shop.asked) == sum(tells)
    assert len({call.key for call in shop.asked}) == 1


async def test_another_call_orders_for_itself(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(TAKEN)
    monkeypatch.setattr(webhooks, "send_webhook", shop)
    await order(scene, scene.world())
    async with scene.services.database.transaction() as session:
        scene.call = Call(agent_id=scene.agent.id, phone_number=NUMBER, line="sandbox", contact_metadata={})
        session.add(scene.call)
    await order(scene, scene.world())
    assert len({call.key for call in shop.asked}) == len(shop.asked) == 2


async def test_a_talk_that_begins_anew_waits_for_what_was_on_its_way(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The talk before it was broken off in the middle of the request."""
    shop = Shop(TAKEN)
    shop.opens.clear()
    monkeypatch.setattr(webhooks, "send_webhook", shop)
    world = scene.world()
    world.begin_talk()
    first = asyncio.create_task(world.webhook(WEBHOOK))
    while not shop.asked:
        await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    world.begin_talk()
    second = asyncio.create_task(world.webhook(WEBHOOK))
    await asyncio.sleep(0)
    shop.opens.set()
    assert await second == replace(TAKEN, again=True)
    assert len(shop.asked) == 1
    assert await world.webhook(replace(WEBHOOK, key="another visit")) == TAKEN


async def test_one_talk_may_send_the_same_twice(scene: Scene) -> None:
    world, order = scene.world(), MessageOrder("sms", NUMBER, "Your code.")
    world.begin_talk()
    first, second = await world.send_message(order), await world.send_message(order)
    assert (first.sent, second.sent, first.message_id != second.message_id) == (True, True, True)
    world.begin_talk()
    assert await world.send_message(order) == replace(second, again=True)
    assert (await world.send_message(replace(order, text="Another code."))).message_id != second.message_id


async def ledger(scene: Scene) -> list[tuple[Any, ...]]:
    async with scene.services.database.transaction() as session:
        rows = await session.scalars(select(DialDecision).order_by(DialDecision.id))
        return [(row.phone_number, row.destination, row.allowed, row.exempt, row.rule) for row in rows]


async def test_a_colleague_on_the_practice_line_is_in_the_ledger_as_exempt(scene: Scene) -> None:
    assert (await scene.world(Desk()).transfer(NUMBER)).answered
    assert await ledger(scene) == [(NUMBER, "transfer", True, True, None)]


@pytest.mark.parametrize(
    ("settings", "drawn", "rule"),
    [
        ({}, True, "country"),
        ({"countries": ["US"]}, True, "test_numbers"),
        ({"countries": ["US"], "test_numbers": [COLLEAGUE]}, False, "transfer_target"),
        ({"countries": ["US"], "test_numbers": [COLLEAGUE]}, True, None),
        ({"countries": ["US"], "test_numbers": [COLLEAGUE], "transfer_targets": [COLLEAGUE]}, False, None),
    ],
    ids=["country", "not listed", "nobody wrote it down", "drawn", "allow-listed"],
)
async def test_the_gate_stands_before_a_colleague_on_a_real_line(
    scene: Scene, settings: dict[str, Any], drawn: bool, rule: str | None
) -> None:
    scene.services.lines.register(PhoneLine())
    scene.call.line = "fake"
    scene.targets = frozenset({COLLEAGUE} if drawn else ())
    changed = {f"compliance.{name}": value for name, value in settings.items()}
    async with scene.services.database.transaction() as session:
        revision = (await scene.services.settings.read(session)).revision
        await scene.services.settings.update(session, changed, revision, audit.System())
    await scene.services.settings.load()
    desk = Desk()
    result = await scene.world(desk).transfer(COLLEAGUE)
    assert (result.answered, result.reason) == (rule is None, f"blocked:{rule}" if rule else "")
    assert len(desk.asked) == (rule is None), "nobody is rung whom the gate refuses"
    assert await ledger(scene) == [(COLLEAGUE, "transfer", rule is None, False, rule)]


async def test_a_gate_that_fails_rings_nobody(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr("tron.core.flow_calls.colleagues.open_hand_over", broken)
    desk = Desk()
    assert (await scene.world(desk).transfer(NUMBER)).reason == "blocked:error"
    assert desk.asked == []


async def test_the_calls_end_breaks_off_a_transfer(scene: Scene) -> None:
    desk = Desk()
    desk.ringing = asyncio.get_running_loop().create_future()
    world = scene.world(desk)
    waiting = asyncio.create_task(world.transfer(NUMBER))
    await desk.rings.wait()
    scene.ended.set_result("caller_hung_up")
    with pytest.raises(CallOver, match="caller_hung_up"):
        await waiting
    await world.aclose()
    assert desk.cancelled


async def test_who_waits_for_a_transfer_no_more_ends_its_ringing(scene: Scene) -> None:
    desk = Desk()
    desk.ringing = asyncio.get_running_loop().create_future()
    world = scene.world(desk)
    waiting = asyncio.create_task(world.transfer(NUMBER))
    await desk.rings.wait()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await world.aclose()
    assert desk.cancelled


async def test_a_webhook_that_was_sent_comes_to_its_end(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    async def slow(_services: Services, call: WebhookCall) -> WebhookAnswer:
        await asyncio.sleep(0.05)
        done.append(call.key)
        return WebhookAnswer(True, 200)

    monkeypatch.setattr(webhooks, "send_webhook", slow)
    world = scene.world()
    assert (await world.webhook(WEBHOOK)).ok
    waiting = asyncio.create_task(world.webhook(WEBHOOK))
    await asyncio.sleep(0.01)
    scene.ended.set_result("caller_hung_up")
    with pytest.raises(CallOver):
        await waiting
    await world.aclose()
    assert len(done) == 2
    assert len({*done}) == 1


async def test_a_callback_and_a_wish_are_kept(scene: Scene) -> None:
    world = scene.world()
    assert await world.schedule_callback(world.now(), "About tea")
    await world.opt_out("Never again.")
    async with scene.services.database.transaction() as session:
        [callback] = (await session.scalars(select(Callback))).all()
        [number] = (await session.scalars(select(OptOut.phone_number))).all()
    assert (callback.call_id, callback.note, number) == (scene.call.id, "About tea", NUMBER)
    assert (callback.status, callback.reason) == ("cancelled", "opted_out")


async def test_without_a_database_nothing_is_raised(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> AsyncIterator[Any]:
        raise OSError("away")

    world = scene.world()
    monkeypatch.setattr(scene.services.database, "transaction", away)
    assert await world.schedule_callback(world.now(), "") is False
    await world.opt_out("Never again.")
    assert await world.find("What does it cost?") == Found()
    await world.aclose()


async def test_without_a_model_nothing_is_answered(scene: Scene) -> None:
    assert await scene.world().ask(Asking("yes", (Question("q", "yes_no", "Really?"),))) is None


async def test_the_agents_own_lines(scene: Scene) -> None:
    world = scene.world()
    assert world.prepared("Who is this?")
    assert world.urgent("Hello") is None
    scene.agent.template, scene.agent.options = None, {}
    assert scene.world().prepared("Who is this?") is None


async def test_a_template_is_found_by_its_name_and_channel(scene: Scene) -> None:
    async with scene.services.database.transaction() as session:
        session.add(TemplateRow(name="order", channel="whatsapp", text="{{who}}, order {{n}} for {{who}}"))
    found = await scene.world().message_template("whatsapp", "order")
    assert found == MessageTemplate("order", "{{who}}, order {{n}} for {{who}}", ("who", "n"))
    assert await scene.world().message_template("sms", "order") is None

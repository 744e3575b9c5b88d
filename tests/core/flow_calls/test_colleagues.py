"""Bringing a colleague into a call: the gate before them, their place on the line, and the end of both."""

from __future__ import annotations

import asyncio
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.factories import agent_row, make_services
from tests.phones import PhoneCall
from tests.support import VirtualClock
from tests.voice.fakes import FakeVoice
from tron.core.compliance import Decision
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, CallLeg, DialDecision
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.world import TransferResult
from tron.core.ids import uuid7
from tron.core.ports import CallOver, HandedOver, LineCall
from tron.core.ports.colleagues import Dial, Invitation
from tron.core.services import Services

CALLER, COLLEAGUE = "+910000000001", "+910000000012"
WARM = Invitation(COLLEAGUE, "An order", "Press 1.")


class Bridge:
    """An Invites: rings, and is told what comes of it."""

    def __init__(self) -> None:
        self.result = HandedOver(True, by="Ravi")
        self.invited: list[Invitation] = []
        self.call: LineCall | None = None
        self.dials_twice = False
        self.gone = asyncio.Event()
        self.closed = 0

    async def invite(self, invitation: Invitation, dial: Dial) -> HandedOver:
        self.invited.append(invitation)
        self.call = await dial()
        if self.dials_twice:
            await dial()
        return self.result

    async def parted(self) -> None:
        await self.gone.wait()

    async def aclose(self) -> None:
        self.closed += 1


class Scene:
    def __init__(self, services: Services, agent: Agent, call: Call) -> None:
        self.services, self.agent, self.call = services, agent, call
        self.bridge: Bridge | None = Bridge()
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def over(self) -> str:
        return await asyncio.shield(self.ended)

    def world(self, line_call: LineCall | None = None) -> CallWorld:
        return CallWorld(
            self.services,
            self.agent,
            self.call,
            line_call or PhoneCall(uuid7()),
            zone=ZoneInfo("Asia/Kolkata"),
            over=self.over,
            desk=self.bridge,
        )

    async def open_legs(self) -> list[bool]:
        """Of each leg whether it is open."""
        async with self.services.database.transaction() as session:
            return [leg.ended_at is None for leg in await session.scalars(select(CallLeg).order_by(CallLeg.id))]

    async def rung(self) -> list[str]:
        return [row["direction"] for row in self.services.lines.get("sandbox").rings.read()]  # type: ignore[attr-defined]


@pytest.fixture
async def scene(database: Database, tmp_path: Path) -> Scene:
    clock = VirtualClock()
    clock.sleep = lambda _seconds: asyncio.sleep(0)  # type: ignore[method-assign]
    services = make_services(database, tmp_path, clock, speech=FakeVoice())
    agent = agent_row(language="en-IN")
    async with database.transaction() as session:
        session.add(agent)
        await session.flush()
        call = Call(agent_id=agent.id, phone_number=CALLER, line="sandbox", status="in_progress", contact_metadata={})
        session.add(call)
    return Scene(services, agent, call)


async def test_who_takes_the_call_is_in_it_until_they_hang_up(scene: Scene) -> None:
    world, bridge = scene.world(), scene.bridge
    assert bridge is not None
    assert await world.invite(WARM) == TransferResult(True, by="Ravi", joined=True)
    assert await scene.open_legs() == [True]
    assert bridge.call is not None
    assert bridge.call.audio is not None
    together = asyncio.create_task(world.together())
    bridge.gone.set()
    assert await together == "colleague"
    assert (await scene.open_legs(), bridge.closed) == ([False], 1)
    async with scene.services.database.transaction() as session:
        [row] = await session.scalars(select(DialDecision))
        assert (row.destination, row.phone_number, row.allowed, row.exempt) == ("transfer", COLLEAGUE, True, True)
    await world.aclose()


@pytest.mark.parametrize("ends", ["caller_hung_up", "max_duration", "agent_ended"])
async def test_the_calls_end_is_theirs_too(scene: Scene, ends: str) -> None:
    world, bridge = scene.world(), scene.bridge
    assert bridge is not None
    await world.invite(WARM)
    together = asyncio.create_task(world.together())
    scene.ended.set_result(ends)
    if ends == "caller_hung_up":
        assert await together == "caller"
    else:
        with pytest.raises(CallOver, match=ends):
            await together
    assert (await scene.open_legs(), bridge.closed) == ([False], 1)
    await world.aclose()


async def test_a_hang_up_that_is_on_its_way_is_not_broken_off_by_the_end_of_the_world(scene: Scene) -> None:
    world, bridge, hung_up = scene.world(), scene.bridge, asyncio.Event()
    assert bridge is not None

    async def slowly() -> None:
        bridge.closed += 1
        await asyncio.sleep(0.05)
        hung_up.set()

    await world.invite(WARM)
    bridge.aclose = slowly  # type: ignore[method-assign]
    scene.ended.set_result("caller_hung_up")
    while not bridge.closed:
        await asyncio.sleep(0)
    await world.aclose()
    assert hung_up.is_set()
    assert await scene.open_legs() == [False]


async def test_a_world_that_is_closed_leaves_nobody_on_the_line(scene: Scene) -> None:
    world, bridge = scene.world(), scene.bridge
    assert bridge is not None
    await world.invite(WARM)
    await world.aclose()
    assert (await scene.open_legs(), bridge.closed) == ([False], 1)


@pytest.mark.parametrize("reason", ["declined", "machine", "not_accepted"])
async def test_who_does_not_take_it_gives_their_place_back(scene: Scene, reason: str) -> None:
    assert scene.bridge is not None
    scene.bridge.result = HandedOver(False, reason)
    world = scene.world()
    assert await world.invite(WARM) == TransferResult(False, reason)
    assert await scene.open_legs() == [False]
    assert await world.together() == "colleague", "there is nobody to wait for"


@pytest.mark.parametrize(("there", "open_"), [(False, False), (True, True), (None, True)])
async def test_a_phone_that_may_still_ring_is_not_rung_again_in_this_call(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, there: bool | None, open_: bool
) -> None:
    assert scene.bridge is not None
    line = scene.services.lines.get("sandbox")

    async def exists(_id: object) -> bool | None:
        return there

    monkeypatch.setattr(line, "exists", exists)
    monkeypatch.setattr(line, "rings_phone", True)
    scene.bridge.result = HandedOver(False, "unknown_outcome")
    monkeypatch.setattr("tron.core.call_engine.transfers._decide", lambda *_: Decision(True))
    world = scene.world()
    assert await world.invite(WARM) == TransferResult(False, "unknown_outcome")
    assert await scene.open_legs() == [open_]
    again = await world.invite(WARM)
    assert again.reason == ("blocked:number_busy" if open_ else "unknown_outcome")
    assert len(scene.bridge.invited) == (1 if open_ else 2)
    await world.aclose()


async def test_while_one_is_there_no_other_is_rung(scene: Scene) -> None:
    world = scene.world()
    await world.invite(WARM)
    assert await world.invite(Invitation("Accounts")) == TransferResult(False, "busy")
    assert await scene.rung() == ["transfer"]
    await world.aclose()


async def test_nobody_is_rung_twice_for_one_answer_of_the_gate(scene: Scene) -> None:
    assert scene.bridge is not None
    scene.bridge.dials_twice = True
    with pytest.raises(PermissionError):
        await scene.world().invite(WARM)
    assert (await scene.rung(), await scene.open_legs()) == (["transfer"], [False])


async def test_what_is_no_number_rings_nobody(scene: Scene) -> None:
    assert (await scene.world().invite(Invitation("123"))).reason == "invalid_number"
    assert await scene.rung() == []


async def test_a_gate_that_fails_rings_nobody(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("tron.core.flow_calls.colleagues.open_leg", broken)
    assert (await scene.world().invite(WARM)).reason == "blocked:error"
    assert await scene.rung() == []


async def test_a_call_without_sound_is_handed_to_the_practice_lines_colleague(scene: Scene) -> None:
    class Text(PhoneCall):
        async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
            assert (to, announce) == (COLLEAGUE, "An order")
            return HandedOver(True, by="talker")

    scene.bridge = None
    assert await scene.world(Text(uuid7())).invite(WARM) == TransferResult(True, by="talker")
    assert (await scene.world().invite(WARM)).reason == "not_supported"


async def test_a_line_that_cannot_hand_over_relays(scene: Scene) -> None:
    assert scene.bridge is not None
    world = scene.world()
    assert (await world.transfer(COLLEAGUE, announce="An order", wait=12)).joined
    assert scene.bridge.invited == [Invitation(COLLEAGUE, "An order", accept="answer", wait=12)]
    await world.aclose()


async def test_a_call_whose_vendor_hands_over_nothing_relays(scene: Scene) -> None:
    class Unable(PhoneCall):
        can_transfer = False

        async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
            return HandedOver(False, "trunk_error")

    world = scene.world(Unable(uuid7()))
    assert (await world.transfer(COLLEAGUE, announce="An order", wait=12)).joined
    await world.aclose()
    scene.bridge = None
    assert (await scene.world(Unable(uuid7())).transfer(COLLEAGUE)).reason == "trunk_error"


@pytest.mark.parametrize(("reason", "joined"), [("not_supported", True), ("trunk_error", False), ("busy", False)])
async def test_where_the_carrier_hands_over_nothing_they_are_rung_and_joined(
    scene: Scene, reason: str, joined: bool
) -> None:
    """Many carriers know no REFER; whoever was rung by one is not rung again."""
    asked: list[str] = []

    class Refused(PhoneCall):
        async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
            asked.append(to)
            return HandedOver(False, reason)

    assert scene.bridge is not None
    world = scene.world(Refused(uuid7()))
    handed = await world.transfer(COLLEAGUE, announce="An order", wait=12)
    assert (handed.joined, handed.reason) == (joined, "" if joined else reason)
    assert scene.bridge.invited == [Invitation(COLLEAGUE, "An order", accept="answer", wait=12)] * joined
    await world.aclose()
    scene.bridge = None
    assert (await scene.world(Refused(uuid7())).transfer(COLLEAGUE)).reason == reason
    assert len(asked) == 2


async def test_the_end_of_the_call_stops_the_ringing(scene: Scene) -> None:
    assert scene.bridge is not None
    waits = asyncio.Event()

    async def rings(_invitation: Invitation, _dial: Dial) -> HandedOver:
        waits.set()
        await asyncio.Event().wait()
        raise AssertionError

    scene.bridge.invite = rings  # type: ignore[method-assign]
    world = scene.world()
    invited = asyncio.create_task(world.invite(WARM))
    await waits.wait()
    scene.ended.set_result("caller_hung_up")
    with pytest.raises(CallOver, match="caller_hung_up"):
        await invited
    await world.aclose()
    assert await scene.open_legs() == [False]

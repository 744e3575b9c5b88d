"""The direct SIP line and its gateway: orders, outcomes, calls that come in, and a gateway that dies."""

from __future__ import annotations

import asyncio

import pytest

from tests.telephony.media_stream.exchange import LOUD, NUMBER, PATIENCE, failure
from tests.telephony.sip.conftest import TRUNK, Office
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, Answers, DialFailed, HandedOver, Hangup, Line, Trunk
from tron.core.ports.lines import HoldsCallers
from tron.core.trunks.spec import Configurable
from tron.telephony.closing import close_lines
from tron.telephony.desk import HasDesk
from tron.telephony.media_stream import call as call_module
from tron.telephony.sip import control as control_module
from tron.telephony.sip import state as state_module
from tron.telephony.sip.control import GatewayLost


async def test_a_call_over_the_gateway(office: Office) -> None:
    dial = office.dial(caller_id="+12025550100", headers={"X-Order": "7"}, max_seconds=600.0)
    order = await office.gateway.order("dial")
    assert order == {
        "type": "dial",
        "call_id": order["call_id"],
        "account": str(TRUNK.id),
        "to": NUMBER,
        "from": "+12025550100",
        "ring_timeout": 5.0,
        "headers": {"X-Order": "7"},
        "max_seconds": 600.0,
        "stream": {"socket": office.server.address()["socket"]},
        "token": order["token"],
    }
    await office.gateway.tell("call", call_id=order["call_id"], state="trying")
    await office.gateway.tell("call", call_id=order["call_id"], state="ringing", sip_status=180)
    await asyncio.wait_for(office.listener.rang.wait(), PATIENCE)
    async with office.gateway.stream(order) as far:
        await office.gateway.tell("call", call_id=order["call_id"], state="answered", sip_status=200)
        call = await asyncio.wait_for(dial, PATIENCE)
        await far.websocket.send(LOUD)
        assert call.audio is not None
        assert await anext(call.audio.frames()) == LOUD
        await far.send("stop", by="caller", sip_status=200)
        await office.gateway.tell("call", call_id=order["call_id"], state="ended", sip_status=200)
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)
    assert not [told for told in office.gateway.seen if told["type"] == "hang_up"]


@pytest.mark.parametrize(
    ("states", "sip_status", "outcome"),
    [
        (["ringing"], 486, ("busy", "busy", 486)),
        (["ringing"], 487, ("no_answer", "rang_out", 487)),
        (["early"], 480, ("no_answer", "unavailable", 480)),
        (["ringing"], 603, ("failed", "declined", 603)),
        ([], 404, ("failed", "invalid_number", 404)),
        ([], 503, ("failed", "unreachable", 503)),
        ([], 408, ("failed", "unreachable", 408)),
        ([], 403, ("failed", "trunk_error", 403)),
        ([], None, ("failed", "unreachable", None)),
    ],
)
async def test_outcomes(office: Office, states, sip_status, outcome) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    for state in ["trying", *states]:
        await office.gateway.tell("call", call_id=order["call_id"], state=state)
    await office.gateway.tell("call", call_id=order["call_id"], state="failed", sip_status=sip_status, reason="Why")
    assert await failure(dial) == outcome


@pytest.mark.parametrize("code", ["unknown_account", "full", "bad_message"])
async def test_an_order_that_the_gateway_refuses(office: Office, code: str) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    await office.gateway.tell("error", call_id=order["call_id"], code=code, message="There is no such account.")
    with pytest.raises(DialFailed, match="no such account") as failed:
        await asyncio.wait_for(dial, PATIENCE)
    assert (failed.value.status, failed.value.reason) == ("failed", "trunk_error")


@pytest.mark.parametrize("code", ["known_call", "gateway_lost"])
async def test_a_call_that_was_dialled_already_or_was_lost_meanwhile_has_an_open_outcome(
    office: Office, code: str
) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    await office.gateway.tell("error", call_id=order["call_id"], code=code, message="Who knows.")
    with pytest.raises(GatewayLost):
        await asyncio.wait_for(dial, PATIENCE)
    assert (await office.gateway.order("hang_up"))["call_id"] == order["call_id"]


async def test_a_second_dial_of_a_call_that_nothing_answered_fails_as_the_first_did(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    await office.gateway.tell("error", call_id=order["call_id"], code="over", message="It was dialled before.")
    assert await failure(dial) == ("failed", "unreachable", 408)


@pytest.mark.parametrize("told", [True, False], ids=["the gateway says so", "its stream alone"])
async def test_whoever_answers_was_rung(office: Office, told: bool) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    if told:
        await office.gateway.tell("call", call_id=order["call_id"], state="answered", sip_status=200)
        await asyncio.wait_for(office.listener.rang.wait(), PATIENCE)
    async with office.gateway.stream(order):
        call = await asyncio.wait_for(dial, PATIENCE)
        assert office.listener.rang.is_set()
        await call.hang_up()


async def test_a_call_without_an_account_is_not_dialled(office: Office) -> None:
    assert await failure(office.dial(trunk=None)) == ("failed", "trunk_error", None)
    assert not [told for told in office.gateway.seen if told["type"] == "dial"]


async def test_without_a_gateway_nothing_rings(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_module, "OPEN_SECONDS", 0.2)
    await office.gateway.order("watch")
    await office.gateway.die()
    with pytest.raises(DialFailed, match="gateway does not run") as failed:
        await asyncio.wait_for(office.dial(), PATIENCE)
    assert (failed.value.status, failed.value.reason, failed.value.sip_status) == ("failed", "trunk_error", None)
    assert await office.line.exists(uuid7()) is None
    await office.gateway.start()  # and once it is there again, calls are placed
    dial = office.dial()
    await office.gateway.order("dial")
    dial.cancel()


async def test_a_gateway_lost_while_dialling_leaves_the_outcome_open_and_nothing_ringing(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    await office.gateway.die()
    with pytest.raises(GatewayLost):
        await asyncio.wait_for(dial, PATIENCE)
    await office.gateway.start()
    assert (await office.gateway.order("hang_up"))["call_id"] == order["call_id"]
    assert len([told for told in office.gateway.seen if told["type"] == "dial"]) == 1


async def test_a_gateway_lost_in_a_call_ends_it(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    async with office.gateway.stream(order) as far:
        call = await asyncio.wait_for(dial, PATIENCE)
        await office.gateway.die()
        far.websocket.transport.abort()
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", None)


async def test_a_call_outlives_a_broken_control_connection(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    async with office.gateway.stream(order) as far:
        call = await asyncio.wait_for(dial, PATIENCE)
        await office.gateway.die()
        await office.gateway.start()
        await office.gateway.order("watch")
        await far.websocket.send(LOUD)
        assert call.audio is not None
        assert await anext(call.audio.frames()) == LOUD
        await call.hang_up()
        await far.next("hang_up")


async def test_a_dial_taken_back_is_hung_up(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    dial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dial
    assert (await office.gateway.order("hang_up"))["call_id"] == order["call_id"]


async def test_the_gateway_ends_a_call_whose_stream_does_not_say_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tron.telephony.sip.carrier.STREAM_TELLS_SECONDS", 0.05)
    dial = office.dial()
    order = await office.gateway.order("dial")
    async with office.gateway.stream(order):
        call = await asyncio.wait_for(dial, PATIENCE)
        await office.gateway.tell("call", call_id=order["call_id"], state="ended", sip_status=200)
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", 200)


async def test_a_call_that_comes_in_is_taken(office: Office) -> None:
    await office.gateway.order("watch")
    offer = {"gateway_call": "in-1", "account": str(TRUNK.id), "from": "+12025550111", "to": "+12025550100"}
    await office.gateway.tell("incoming", **offer, sip_call_id="abc@far", headers={"X-Desk": "4"})
    async with asyncio.timeout(PATIENCE):
        while not office.came:
            await asyncio.sleep(0.01)
    incoming = office.came[0]
    assert (incoming.line, incoming.caller, incoming.called) == ("sip", "+12025550111", "+12025550100")
    assert (incoming.trunk_id, incoming.vendor_call_id, incoming.headers) == (TRUNK.id, "abc@far", {"X-Desk": "4"})
    assert isinstance(office.line, Answers)
    request = AnswerRequest(uuid7(), incoming.caller, incoming.called, "en-IN", incoming.offer, TRUNK)
    answer = asyncio.create_task(office.line.answer(request))
    order = await office.gateway.order("answer")
    assert (order["gateway_call"], order["call_id"]) == ("in-1", str(request.call_id))
    async with office.gateway.stream(order) as far:
        call = await asyncio.wait_for(answer, PATIENCE)
        await call.hang_up()
        await far.next("hang_up")
    assert not [told for told in office.gateway.seen if told["type"] == "dial"]


async def test_a_caller_who_left_before_the_answer(office: Office) -> None:
    offer = {"gateway_call": "in-1"}
    answer = asyncio.create_task(office.line.answer(AnswerRequest(uuid7(), NUMBER, None, "en-IN", offer)))
    order = await office.gateway.order("answer")
    await office.gateway.tell("error", call_id=order["call_id"], code="gone", message="The caller is gone.")
    assert await failure(answer) == ("no_answer", "caller_hung_up", 487)


@pytest.mark.parametrize("type_", ["incoming_gone", "call"])
async def test_a_caller_who_leaves_during_the_answer_ends_it_at_once(office: Office, type_: str) -> None:
    offer = {"gateway_call": "0:in-1"}
    answer = asyncio.create_task(office.line.answer(AnswerRequest(uuid7(), NUMBER, None, "en-IN", offer)))
    order = await office.gateway.order("answer")
    gone = {"incoming_gone": offer, "call": {"call_id": order["call_id"], "state": "failed"}}
    await office.gateway.tell("incoming_gone", gateway_call="0:in-7", sip_status=487)
    assert not answer.done()
    await office.gateway.tell(type_, **gone[type_], sip_status=487)
    assert await failure(answer) == ("no_answer", "caller_hung_up", 487)


async def test_callers_are_taken_as_long_as_there_is_a_place(office: Office) -> None:
    held = 1

    async def places() -> tuple[int, int]:
        return 2 - held, 2

    line: HasDesk = office.line
    desk = line.desk(places)
    desk.start()
    assert (await office.gateway.order("watch"))["incoming"] is True
    assert desk.state == {"connected": True, "takes_calls": True}
    for number in (1, 2):
        await incoming(office, f"0:in-{number}")
    assert await office.gateway.order("pass") == {"type": "pass", "gateway_call": "0:in-2"}
    assert [one.offer["gateway_call"] for one in office.came] == ["0:in-1"]
    await office.gateway.tell("incoming_gone", gateway_call="0:in-1", sip_status=480)  # its place is free again
    await incoming(office, "0:in-3")
    async with asyncio.timeout(PATIENCE):
        while len(office.came) < 2:
            await asyncio.sleep(0.01)
    held = 0
    await desk.drain()
    assert (await office.gateway.order("watch"))["incoming"] is False
    await incoming(office, "0:in-4")  # crossed with that
    assert (await office.gateway.order("pass"))["gateway_call"] == "0:in-4"
    await office.gateway.die()
    await office.gateway.start()
    assert (await office.gateway.order("watch"))["incoming"] is False
    await desk.close()
    assert len(office.came) == 2


async def incoming(office: Office, gateway_call: str) -> None:
    values = {"account": str(TRUNK.id), "from": NUMBER, "to": "+12025550100", "sip_call_id": gateway_call}
    await office.gateway.tell("incoming", gateway_call=gateway_call, **values)


@pytest.mark.parametrize(
    ("account", "refuses", "status"),
    [(str(TRUNK.id), 404, 404), ("nowhere", None, 480)],
    ids=["no such number", "no such account"],
)
async def test_a_call_that_nobody_takes_is_rejected(office: Office, account, refuses, status) -> None:
    office.refuses = refuses
    await office.gateway.order("watch")
    await office.gateway.tell("incoming", gateway_call="in-1", account=account, **{"from": None, "to": "100"})
    assert await office.gateway.order("reject") == {"type": "reject", "gateway_call": "in-1", "sip_status": status}


async def test_a_call_that_nobody_takes_any_more_is_rejected(office: Office) -> None:
    await office.gateway.order("watch")
    await incoming(office, "in-1")
    while not office.came:
        await asyncio.sleep(0.01)
    asked = AnswerRequest(uuid7(), NUMBER, "+12025550100", "en-IN", office.came[0].offer, TRUNK)
    await office.line.turn_away(asked, 480)
    assert await office.gateway.order("reject") == {"type": "reject", "gateway_call": "in-1", "sip_status": 480}


async def test_a_caller_is_referred(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    async with office.gateway.stream(order) as far:
        call = await asyncio.wait_for(dial, PATIENCE)
        handing = asyncio.create_task(call.transfer("+12025550177", announce="", wait=5))
        refer = await far.next("transfer")
        await far.send("transfer", id=refer["id"], state="done", sip_status=200)
        assert await asyncio.wait_for(handing, PATIENCE) == HandedOver(True, by="+12025550177")
        await call.hang_up()


async def test_whether_a_call_exists_is_asked_of_the_gateway(office: Office) -> None:
    known = uuid7()
    office.gateway.knows.add(str(known))
    assert await office.line.exists(known) is True
    assert await office.line.exists(uuid7()) is False


async def test_rubbish_from_the_gateway_is_passed_over(office: Office) -> None:
    dial = office.dial()
    order = await office.gateway.order("dial")
    client = office.gateway._client
    assert client is not None
    for rubbish in ("x", "[]", '{"type": 5}', '{"type": "call", "call_id": 7}', b"\0", '{"type": "exists", "id": "?"}'):
        await client.send(rubbish)
    await office.gateway.tell("call", call_id=order["call_id"], state="failed", sip_status="486")
    assert await failure(dial) == ("failed", "unreachable", None)


async def test_it_is_a_line(office: Office) -> None:
    line: Line = office.line
    assert line.rings_phone
    assert isinstance(line, Configurable)


@pytest.mark.parametrize(
    ("account", "state", "detail"),
    [
        ({"state": "registered"}, "ready", "Registered."),
        ({"state": "static"}, "ready", "static"),
        ({"state": "refused", "sip_status": 403, "reason": "Forbidden"}, "failing", "403 Forbidden"),
        ({"state": "trying"}, "failing", "Registering."),
        ({"state": "off"}, "off", "off"),
        (None, "failing", "not know"),
    ],
    ids=["registered", "static", "refused", "trying", "off", "new"],
)
async def test_the_state_of_an_account(office: Office, monkeypatch, account, state, detail) -> None:
    monkeypatch.setattr(state_module, "find_spec", lambda name: object())
    office.gateway.accounts = {} if account is None else {str(TRUNK.id): account}
    told = await office.line.state(TRUNK)
    assert told.state == state
    assert detail in told.detail
    assert told.note is not None
    assert (await office.line.state(None)).state == "ready"


async def test_a_softphone_that_is_away_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "find_spec", lambda name: object())
    phone = Trunk(uuid7(), "sip", "Desk", {"kind": "softphone"})
    away, there = {"state": "trying", "reason": "nobody"}, {"state": "registered"}
    office.gateway.accounts = {str(phone.id): away}
    told = await office.line.state(phone)
    assert (told.state, told.note) == ("waiting", "sip_no_softphone")
    office.gateway.accounts = {str(phone.id): there}
    assert (await office.line.state(phone)).state == "ready"


async def test_what_is_missing_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "find_spec", lambda name: object())
    await office.gateway.order("watch")
    await office.gateway.die()
    assert (await office.line.state(None)).missing == ("trunk",)
    trunk = Trunk(uuid7(), "sip", "Desk", {})
    assert (await office.line.state(trunk)).state == "failing"
    monkeypatch.setattr(state_module, "find_spec", lambda name: None)
    assert (await office.line.state(trunk)).missing == ("pjsua2",)


async def test_a_stream_of_a_gateway_that_dies_before_the_answer(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(call_module, "TELL_SECONDS", 0.05)
    dial = office.dial()
    order = await office.gateway.order("dial")
    async with office.gateway.stream(order, phase="early") as far:
        await far.websocket.send(LOUD)
        await office.gateway.die()
        far.websocket.transport.abort()
        with pytest.raises(GatewayLost):
            await asyncio.wait_for(dial, PATIENCE)


async def test_it_lets_go_of_the_gateway_when_its_process_ends(office: Office) -> None:
    await office.gateway.order("watch")
    await close_lines([office.line, object()])  # type: ignore[list-item]
    await close_lines([office.line])
    assert await office.gateway.alone()


async def test_a_caller_whom_nobody_took_is_written_down_and_one_who_is_left_passed_on(office: Office) -> None:
    async def places() -> tuple[int, int]:
        return 1, 1

    line = office.line
    line.desk(places).start()
    await office.gateway.order("watch")
    await incoming(office, "0:in-1")
    async with asyncio.timeout(PATIENCE):
        while not office.came:
            await asyncio.sleep(0.01)
    assert isinstance(line, HoldsCallers)
    await line.pass_on(office.came[0].offer)
    assert (await office.gateway.order("pass"))["gateway_call"] == "0:in-1"
    await incoming(office, "0:in-2")  # its place is free again
    told = {"account": str(TRUNK.id), "from": "+12025550111", "to": "+12025550100", "sip_call_id": "abc@far"}
    await office.gateway.tell("incoming_missed", gateway_call="0:in-1", account="no trunk")
    await office.gateway.tell("incoming_missed", gateway_call="0:in-1", **told)
    async with asyncio.timeout(PATIENCE):
        while not office.missed or len(office.came) < 2:
            await asyncio.sleep(0.01)
    [(caller, waits)] = office.missed
    assert (caller.caller, caller.called, caller.vendor_call_id, waits) == (told["from"], told["to"], "abc@far", False)

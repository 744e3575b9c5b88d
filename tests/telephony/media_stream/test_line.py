"""Calls over a media stream: dialled, answered, spoken, ended, over a real socket."""

from __future__ import annotations

import asyncio

import pytest

from tests.telephony.media_stream.exchange import LOUD, NUMBER, PATIENCE, SILENT, Exchange, failure
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, HandedOver, Hangup, HasHeaders, Transfers
from tron.telephony.media_stream import call as call_module
from tron.telephony.media_stream import line as line_module
from tron.telephony.media_stream.call import StreamBroke


async def test_a_call_is_answered_and_sound_goes_both_ways(exchange: Exchange) -> None:
    dial = exchange.dial(caller_id="+12025550100", headers={"X-Order": "7"}, max_seconds=600.0)
    order, progress = await exchange.ordered()
    assert (order.to, order.caller_id) == (NUMBER, "+12025550100")
    assert (order.headers, order.max_seconds) == ({"X-Order": "7"}, 600.0)
    progress.ringing()
    await asyncio.wait_for(exchange.listener.rang.wait(), PATIENCE)
    assert not dial.done()
    async with exchange.vendor(order) as vendor:
        await vendor.start(order, headers={"X-Desk": "4"})
        call = await asyncio.wait_for(dial, PATIENCE)
        assert await exchange.line.exists(order.call_id)
        assert call.audio is not None
        frames = call.audio.frames()
        await vendor.websocket.send(LOUD)
        assert await anext(frames) == LOUD
        await call.audio.send(LOUD)
        assert await vendor.sound() == LOUD
        assert isinstance(call, HasHeaders)
        assert (call.headers, call.vendor_call_id, call.line_call_id) == ({"X-Desk": "4"}, "abc@far", "abc@far")
        await vendor.send("keys", digits="1#")
        keys = call.keys()
        assert [await anext(keys), await anext(keys)] == ["1", "#"]
        await call.send_keys("9")
        assert await vendor.next("keys") == {"type": "keys", "digits": "9", "how": None}
        await call.hang_up()
        await call.hang_up()
        assert await vendor.next("mark")
        assert await vendor.next("hang_up")
        assert await vendor.closed() == 1000
    assert await call.ended() == Hangup("agent")
    assert [key async for key in keys] == []
    assert not await exchange.line.exists(order.call_id)


async def test_the_far_side_hangs_up(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        await vendor.send("stop", by="caller", sip_status=200)
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)
        assert call.audio is not None
        assert [frame async for frame in call.audio.frames()] == []
        assert await vendor.closed() == 1000
    assert exchange.carrier.hung_up == []  # it knows


async def test_what_the_network_plays_before_the_answer_is_heard(exchange: Exchange) -> None:
    dial = exchange.dial()
    order, progress = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        await vendor.start(order, phase="early")
        for _ in range(3):
            await vendor.websocket.send(LOUD)
        progress.ringing()
        await vendor.send("answered", headers={"X-Late": "1"})
        call = await asyncio.wait_for(dial, PATIENCE)
        assert exchange.listener.heard == [LOUD] * 3
        await vendor.websocket.send(SILENT)
        assert call.audio is not None
        assert await anext(call.audio.frames()) == SILENT
        assert isinstance(call, HasHeaders)
        assert call.headers == {"X-Late": "1"}
        await call.hang_up()


async def test_barge_in_drops_what_waits_and_what_was_said_counts_up_to_there(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        playback = call.sound.playback
        for _ in range(30):
            await call.audio.send(LOUD)
        first = await vendor.next("mark")
        await vendor.send("mark", name=first["name"])
        await vendor.send("keys", digits="1")
        await anext(call.keys())
        assert (playback.sent, playback.played) == (0.6, 0.5)
        await call.audio.clear()
        await call.audio.clear()
        await call.audio.send(SILENT)
        await vendor.next("clear")
        await vendor.next("clear")
        vendor.heard.clear()
        assert await vendor.sound() == SILENT
        await call.hang_up()


async def test_last_words_are_played_before_the_call_is_ended(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        await call.audio.send(LOUD)
        ending = asyncio.create_task(call.hang_up())
        mark = await vendor.next("mark")
        assert not ending.done()
        await vendor.send("mark", name=mark["name"])
        await vendor.next("hang_up")
        await ending
        assert call.sound.playback.played == 0.02


@pytest.mark.parametrize(
    ("sip_status", "rang", "outcome"),
    [
        (486, True, ("busy", "busy", 486)),
        (480, True, ("no_answer", "unavailable", 480)),
        (603, True, ("failed", "declined", 603)),
        (404, False, ("failed", "invalid_number", 404)),
        (503, False, ("failed", "unreachable", 503)),
        (408, True, ("no_answer", "rang_out", 408)),
        (500, False, ("failed", "trunk_error", 500)),
    ],
)
async def test_a_dial_that_fails(
    exchange: Exchange, sip_status: int, rang: bool, outcome: tuple[str, str, int]
) -> None:
    dial = exchange.dial()
    order, progress = await exchange.ordered()
    if rang:
        progress.ringing()
    async with exchange.vendor(order) as vendor:  # early media, and the stream tells
        await vendor.start(order, phase="early")
        await vendor.send("stop", by="network", sip_status=sip_status)
        assert await failure(dial) == outcome
    assert not await exchange.line.exists(order.call_id)


async def test_the_carrier_tells_of_a_failure_that_the_stream_does_not(exchange: Exchange) -> None:
    dial = exchange.dial()
    order, progress = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        await vendor.start(order, phase="early")
        await vendor.send("stop", by="network")
        await asyncio.sleep(0.05)
        progress.failed(DialFailed("busy", "busy", 486))
        progress.failed(DialFailed("failed", "declined", 603))
        assert await failure(dial) == ("busy", "busy", 486)
    assert exchange.carrier.hung_up == []


async def test_nothing_was_dialled(exchange: Exchange) -> None:
    exchange.carrier.refuses = DialFailed("failed", "trunk_error", None, "away")
    assert await failure(exchange.dial()) == ("failed", "trunk_error", None)
    assert exchange.carrier.hung_up == []


async def test_nobody_answers_and_nobody_says_so(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "LATE_SECONDS", 0.05)
    dial = exchange.dial(ring_timeout=0.05)
    order, _ = await exchange.ordered()
    assert await failure(dial) == ("no_answer", "rang_out", 408)
    assert exchange.carrier.hung_up == [order.call_id]


@pytest.mark.parametrize("slow", [0.0, 10.0], ids=["sent", "being sent"])
async def test_a_dial_taken_back_leaves_nothing_ringing(exchange: Exchange, slow: float) -> None:
    exchange.carrier.slow = slow
    dial = exchange.dial()
    order, _ = await exchange.ordered()
    dial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dial
    assert exchange.carrier.hung_up == [order.call_id]
    async with exchange.vendor(order) as vendor:  # an answer of the same moment finds nobody
        await vendor.start(order)
        assert await vendor.closed() == 4404


async def test_an_offered_call_is_taken(exchange: Exchange) -> None:
    answer = exchange.answer()
    order, _ = await exchange.ordered()
    assert order.offer == {"gateway_call": "g1"}
    async with exchange.vendor(order) as vendor:
        await vendor.start(order)
        call = await asyncio.wait_for(answer, PATIENCE)
        await call.hang_up()
        assert await vendor.next("hang_up")


async def test_an_offered_call_whose_sound_never_comes(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "STREAM_SECONDS", 0.05)
    answer = exchange.answer()
    order, _ = await exchange.ordered()
    assert await failure(answer) == ("failed", "gateway_lost", None)
    assert exchange.carrier.hung_up == [order.call_id]


async def test_one_call_is_on_the_line_once(exchange: Exchange) -> None:
    request = DialRequest(uuid7(), NUMBER, "en-IN")
    first = asyncio.create_task(exchange.line.dial(request, exchange.listener))
    await exchange.ordered()
    with pytest.raises(RuntimeError):
        await exchange.line.dial(request, exchange.listener)
    assert exchange.carrier.orders.empty()
    first.cancel()


async def test_without_a_door_nothing_is_dialled() -> None:
    class Nowhere(line_module.MediaStreamLine):
        name = title = "nowhere"

    line = Nowhere(None, None, None)  # type: ignore[arg-type]
    with pytest.raises(DialFailed, match="worker"):
        await line.dial(DialRequest(uuid7(), NUMBER, "en-IN"), None)  # type: ignore[arg-type]


async def test_a_caller_is_handed_over(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        assert isinstance(call, Transfers)
        handing = asyncio.create_task(call.transfer("+12025550177", announce="Hello", wait=5))
        order = await vendor.next("transfer")
        assert order["to"] == "+12025550177"
        await vendor.send("transfer", id="other", state="failed", sip_status=404)
        await vendor.send("transfer", id=order["id"], state="trying")
        await vendor.send("transfer", id=order["id"], state="done")
        assert await asyncio.wait_for(handing, PATIENCE) == HandedOver(True, by="+12025550177")
        await vendor.send("stop", by="caller")
        assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "caller"


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([("failed", 486)], "busy"),
        ([("ringing", 180), ("failed", 408)], "rang_out"),
        ([("failed", 603)], "declined"),
        ([("failed", None)], "unreachable"),
        ([], "rang_out"),
    ],
    ids=["busy", "rang out", "declined", "refused", "no word"],
)
async def test_nobody_takes_the_caller_over(exchange: Exchange, monkeypatch: pytest.MonkeyPatch, steps, reason) -> None:
    monkeypatch.setattr("tron.telephony.media_stream.transfers.GRACE_SECONDS", 0.1)
    async with exchange.talking() as (vendor, call, _):
        handing = asyncio.create_task(call.transfer(NUMBER, announce="", wait=5 if steps else 0.1))
        order = await vendor.next("transfer")
        for state, status in steps:
            await vendor.send("transfer", id=order["id"], state=state, sip_status=status)
        assert await asyncio.wait_for(handing, PATIENCE) == HandedOver(False, reason, may_ring=not steps)
        await call.send_keys("1")  # the talk goes on
        assert await vendor.next("keys")
        await call.hang_up()


async def test_a_caller_who_leaves_while_being_handed_over(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        handing = asyncio.create_task(call.transfer(NUMBER, announce="", wait=5))
        await vendor.next("transfer")
        await vendor.send("stop", by="caller")
        assert await asyncio.wait_for(handing, PATIENCE) == HandedOver(False, "caller_hung_up")


async def test_a_stream_that_ends_early_without_a_word_leaves_the_outcome_open(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_module, "TELL_SECONDS", 0.05)
    dial = exchange.dial()
    order, _ = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        await vendor.start(order, phase="early")
    with pytest.raises(StreamBroke):
        await asyncio.wait_for(dial, PATIENCE)
    assert exchange.carrier.hung_up == [order.call_id]

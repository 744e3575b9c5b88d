"""Vendors that misbehave: each ends its stream and nothing else, and a call in it ends as the network's fault."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.telephony.media_stream.exchange import LOUD, PATIENCE, SILENT, Exchange
from tron.core.ports import Hangup
from tron.telephony import heard as heard_module
from tron.telephony.media_stream import line as line_module
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import Message, Sound, Started, WireFormat
from tron.telephony.media_stream.tron_dialect import TronDialect

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (LOUD, 4400),
        ("garbage", 4400),
        ("[" * 4000, 4400),
        ('{"type": "answered"}', 4400),
        ('{"type": "mark", "name": "1"}', 4400),
        ('{"type": "start", "token": "t"}', 4400),
        ('{"type": "start", "phase": "answered", "token": 5, "call_id": "c"}', 4400),
        ('{"type": "start", "phase": "answered", "token": "\\ud800", "call_id": "c"}', 4404),
    ],
    ids=["sound", "garbage", "deep", "answered", "mark", "no phase", "no token", "other call"],
)
async def test_before_the_start_nothing_else_may_come(exchange: Exchange, message: str | bytes, code: int) -> None:
    dial = exchange.dial()
    order, _ = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        await vendor.websocket.send(message)
        assert await vendor.closed() == code
    assert not dial.done()
    async with exchange.vendor(order) as vendor:  # the token is still good
        await vendor.start(order)
        await (await asyncio.wait_for(dial, PATIENCE)).hang_up()


async def test_a_stream_without_a_start_is_closed(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "START_SECONDS", 0.05)
    dial = exchange.dial()
    order, _ = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        assert await vendor.closed() == 4400
    dial.cancel()


@pytest.mark.parametrize("token", ["wrong", "\ud800", ""])
async def test_a_wrong_token(exchange: Exchange, token: str) -> None:
    dial = exchange.dial()
    order, _ = await exchange.ordered()
    async with exchange.vendor(order) as vendor:
        await vendor.start(order, token=token)
        assert await vendor.closed() in (4400, 4401)
    assert not dial.done()
    dial.cancel()


async def test_a_second_stream_for_one_call(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, order):
        async with exchange.vendor(order) as second:
            await second.start(order)
            assert await second.closed() == 4409
        async with exchange.vendor(order) as second:
            await second.start(order, token="guessed")
            assert await second.closed() == 4401
        await vendor.websocket.send(LOUD)
        assert await anext(call.audio.frames()) == LOUD  # the first one is untouched
        await call.hang_up()


async def test_a_token_replayed_after_the_call(exchange: Exchange) -> None:
    async with exchange.talking() as (_, call, order):
        await call.hang_up()
    async with exchange.vendor(order) as late:
        await late.start(order)
        assert await late.closed() == 4404


@pytest.mark.parametrize(
    "message",
    [
        bytes(641),
        bytes(160),
        b"",
        bytes(640 * 11),
        "{}",
        "garbage",
        '{"type": "keys", "digits": "12x"}',
        '{"type": "transfer", "id": "1", "state": "gone"}',
        '{"type": "mark"}',
        '{"type": "answered", "headers": [1]}',
        '{"type": "start", "phase": "answered", "token": "t", "call_id": "c"}',
    ],
    ids=["odd", "mu-law", "empty", "long", "no type", "garbage", "keys", "transfer", "mark", "headers", "start"],
)
async def test_rubbish_in_a_call_ends_it_as_the_networks_fault(exchange: Exchange, message: str | bytes) -> None:
    async with exchange.talking() as (vendor, call, order):
        await vendor.websocket.send(message)
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", None)
        assert await vendor.closed() in (4400, 4409)
        assert vendor.websocket.close_reason
    assert exchange.carrier.hung_up == [order.call_id]  # whoever is still on the phone


async def test_what_nobody_knows_is_passed_over(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        await vendor.send("weather", today="fine")
        await vendor.send("mark", name="never sent")
        await vendor.websocket.send(LOUD)
        assert await anext(call.audio.frames()) == LOUD
        await call.hang_up()


async def test_a_stream_that_is_cut(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, order):
        vendor.websocket.transport.abort()
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", None)
    assert exchange.carrier.hung_up == [order.call_id]


async def test_a_stream_that_stops_and_stays_open(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "QUIET_SECONDS", 0.2)
    async with exchange.talking() as (vendor, call, _):
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", None)
        assert await vendor.closed() == 1000


async def test_sound_faster_than_time(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard_module, "SLACK_SECONDS", 0.5)
    async with exchange.talking() as (vendor, call, _):
        for _ in range(10):
            await vendor.websocket.send(LOUD * 5)
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("network", None)
        assert await vendor.closed() == 4400


async def test_sound_slower_than_time_is_filled_with_silence(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        frames = call.audio.frames()
        assert [await anext(frames) for _ in range(5)] == [SILENT] * 5
        await vendor.websocket.send(LOUD)
        async with asyncio.timeout(PATIENCE):
            while await anext(frames) != LOUD:
                pass
        await call.hang_up()


async def test_jitter_loses_nothing(exchange: Exchange) -> None:
    chance = random.Random(7)
    sent = [bytes([number + 1]) * 640 for number in range(60)]
    async with exchange.talking() as (vendor, call, _):

        async def speak() -> None:
            for frame in sent:
                await asyncio.sleep(chance.choice([0, 0, 0, 0.03]))
                await vendor.websocket.send(frame)

        speaking = asyncio.create_task(speak())
        heard: list[bytes] = []
        async for frame in call.audio.frames():
            heard += [frame] if frame != SILENT else []
            if len(heard) == len(sent):
                break
        assert heard == sent
        await speaking
        await call.hang_up()


async def test_a_far_side_that_reads_too_slowly_loses_sound_not_the_call(exchange: Exchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        vendor.websocket.transport.pause_reading()
        for _ in range(2000):
            await call.audio.send(LOUD)
            await asyncio.sleep(0)
        vendor.websocket.transport.resume_reading()
        await call.send_keys("7")
        assert (await vendor.next("keys"))["digits"] == "7"
        assert len(vendor.heard) < 2000
        await call.hang_up()


class CountingDialect(TronDialect):
    """A vendor that counts its messages of mu-law, as most do."""

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            return Sound(message[2:], int.from_bytes(message[:2], "little"))
        parsed = super().parse(message)
        return replace(parsed, format=WireFormat("PCMU", 8000)) if isinstance(parsed, Started) else parsed


async def test_sound_of_a_vendor_is_put_in_order_and_what_is_lost_holds_up_nothing(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path, CountingDialect)
    await exchange.server.start()
    levels = {number: number * 2000 for number in range(1, 12)}
    wire = Codec(WireFormat("PCMU", 8000))
    async with exchange.talking() as (vendor, call, _):
        for number in (1, 3, 2, 2, 4, 6, 7, 8, 9, 5, 10, 11):
            sound = wire.encode(np.full(320, levels[number], dtype="<i2").tobytes())
            await vendor.websocket.send(number.to_bytes(2, "little") + sound)
        heard: list[int] = []
        async with asyncio.timeout(PATIENCE):
            async for frame in call.audio.frames():
                middle = int(np.frombuffer(frame, dtype="<i2")[160:].mean())
                heard.append(round(middle / 2000))
                if heard[-1] == 11:
                    break
        assert [number for number in heard if number] == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
        await call.audio.send(LOUD)
        assert len(await vendor.sound()) == 160
        await call.hang_up()
    await exchange.server.close()

"""A far side that its carrier sends elsewhere: its stream ends, and another may come. And sound in larger pieces."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.talks import until
from tests.telephony.media_stream.exchange import LOUD, NUMBER, PATIENCE, Carrier, Exchange
from tron.core.ports import HandedOver, Hangup, LineCall
from tron.core.speech import FRAME_BYTES
from tron.telephony.media_stream import call as call_module
from tron.telephony.media_stream.call import StreamCall
from tron.telephony.media_stream.carrier import Handing
from tron.telephony.media_stream.messages import TransferState
from tron.telephony.media_stream.tron_dialect import TronDialect


class Switchboard(Carrier):
    """Implements HandsOver."""

    def __init__(self) -> None:
        super().__init__()
        self.handings: asyncio.Queue[Handing] = asyncio.Queue()
        self.takes = True

    async def hand_over(self, handing: Handing) -> bool:
        self.handings.put_nowait(handing)
        return self.takes


class SwitchedExchange(Exchange):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.board = self.carrier = self.line._carrier = Switchboard()


@pytest.fixture
async def exchange(tmp_path: Path):
    found = SwitchedExchange(tmp_path)
    await found.server.start()
    yield found
    await found.server.close()


async def sent_away(exchange: SwitchedExchange, call: LineCall) -> tuple[asyncio.Task[HandedOver], Handing, StreamCall]:
    assert isinstance(call, StreamCall)
    transfer = asyncio.create_task(call.transfer(NUMBER, announce="", wait=20))
    return transfer, await asyncio.wait_for(exchange.board.handings.get(), PATIENCE), call


async def test_nobody_answers_and_the_sound_comes_back_by_a_second_stream(exchange: SwitchedExchange) -> None:
    async with exchange.talking() as (vendor, call, order):
        transfer, handing, stream = await sent_away(exchange, call)
        assert handing.token != order.token
        await vendor.websocket.close()
        await asyncio.sleep(0.05)
        assert not stream.is_over, "it is away"
        stream.handing(TransferState(handing.id, "failed", 486))
        async with exchange.vendor(order) as late:
            await late.start(order)
            assert await late.closed() == 4401, "the first stream's token is used up"
        async with exchange.vendor(order) as again:
            await again.start(replace(order, token=handing.token))
            assert await asyncio.wait_for(transfer, PATIENCE) == HandedOver(False, "busy")
            assert call.audio is not None
            await call.audio.send(LOUD)
            assert await again.sound() == LOUD
            async with exchange.vendor(order) as third:
                await third.start(replace(order, token=handing.token))
                assert await third.closed() == 4401
            await again.send("stop", by="caller", sip_status=200)
            assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", 200)


async def test_somebody_answers_and_nobody_hangs_up_on_them(exchange: SwitchedExchange) -> None:
    async with exchange.talking() as (vendor, call, _):
        transfer, handing, stream = await sent_away(exchange, call)
        await vendor.websocket.close()
        stream.handing(TransferState(handing.id, "done"))
        assert await asyncio.wait_for(transfer, PATIENCE) == HandedOver(True, by=NUMBER)
        await call.hang_up()
        assert await call.ended() == Hangup("agent")
        assert exchange.carrier.hung_up == []


async def test_a_stream_that_does_not_come_back_ends_the_call(
    exchange: SwitchedExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_module, "BACK_SECONDS", 0.05)
    async with exchange.talking() as (vendor, call, _):
        transfer, handing, stream = await sent_away(exchange, call)
        await vendor.websocket.close()
        stream.handing(TransferState(handing.id, "failed", 486))
        assert not (await asyncio.wait_for(transfer, PATIENCE)).answered
        assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "network"
        await until(lambda: hung_up(exchange))


async def hung_up(exchange: Exchange) -> bool:
    return len(exchange.carrier.hung_up) == 1


async def test_a_carrier_that_does_not_take_the_order_leaves_the_talk_as_it_was(exchange: SwitchedExchange) -> None:
    exchange.board.takes = False
    async with exchange.talking() as (vendor, call, _):
        transfer, _, stream = await sent_away(exchange, call)
        assert await asyncio.wait_for(transfer, PATIENCE) == HandedOver(False, "trunk_error")
        assert call.audio is not None
        await call.audio.send(LOUD)
        assert await vendor.sound() == LOUD
        await vendor.websocket.close()
        assert (await asyncio.wait_for(stream.ended(), PATIENCE)).by == "network", "no longer away"


async def test_an_order_that_was_taken_although_nobody_knew(
    exchange: SwitchedExchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unsure(handing: Handing) -> bool:
        exchange.board.handings.put_nowait(handing)
        await gone.wait()
        return False

    gone = asyncio.Event()
    monkeypatch.setattr(exchange.board, "hand_over", unsure)
    async with exchange.talking() as (vendor, call, order):
        transfer, handing, stream = await sent_away(exchange, call)
        await vendor.websocket.close()
        await until(lambda: away(stream))
        gone.set()
        async with exchange.vendor(order) as again:
            await again.start(replace(order, token=handing.token))
            assert await asyncio.wait_for(transfer, PATIENCE) == HandedOver(False, "trunk_error")
            assert call.audio is not None
            await call.audio.send(LOUD)
            assert await again.sound() == LOUD


async def away(stream: StreamCall) -> bool:
    return stream._link is None


async def test_frames_wait_for_a_message_of_their_vendors_size_and_the_last_ones_go_alone(tmp_path: Path) -> None:
    class Large(TronDialect):
        frames = 5

    exchange = Exchange(tmp_path, Large)
    await exchange.server.start()
    async with exchange.talking() as (vendor, call, _):
        assert call.audio is not None
        for _ in range(12):
            await call.audio.send(LOUD)
        assert [len(await vendor.sound()) // FRAME_BYTES for _ in range(3)] == [5, 5, 2]
        await call.audio.send(LOUD)
        await call.audio.clear()
        await call.audio.send(LOUD)
        assert await vendor.sound() == LOUD, "what was cleared is not said"
    await exchange.server.close()

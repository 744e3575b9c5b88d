"""The browser line over real WebSockets: tokens, sound both ways, reconnecting, and pages that misbehave."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed

from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, DialRequest, LineCall
from tron.core.speech import FRAME_BYTES
from tron.telephony import heard as heard_module
from tron.telephony.browser import call as call_module
from tron.telephony.browser import line as line_module
from tron.telephony.browser.line import BrowserLine
from tron.telephony.registry import LineContext
from tron.telephony.stream_server import StreamServer

pytestmark = pytest.mark.thorough

LOUD = b"\x10\x27" * (FRAME_BYTES // 2)
SILENT = bytes(FRAME_BYTES)


class Listener:
    def __init__(self) -> None:
        self.rang = asyncio.Event()

    async def ringing(self) -> None:
        self.rang.set()


class Page:
    """A page's side of one connection."""

    def __init__(self, websocket: ClientConnection) -> None:
        self.websocket = websocket

    async def hello(self, token: str, rate: int = 16_000) -> dict[str, Any]:
        await self.send("hello", token=token, sample_rate=rate)
        return await self.text()

    async def send(self, type_: str, **values: Any) -> None:
        await self.websocket.send(json.dumps({"type": type_, **values}))

    async def text(self) -> dict[str, Any]:
        """The next text message; sound before it is passed over."""
        while True:
            message = await asyncio.wait_for(self.websocket.recv(), 3)
            if isinstance(message, str):
                return json.loads(message)

    async def sound(self) -> bytes:
        while True:
            message = await asyncio.wait_for(self.websocket.recv(), 3)
            if isinstance(message, bytes):
                return message

    async def refusal(self) -> tuple[str, int]:
        """The error's code and the close code."""
        error = await self.text()
        assert error["type"] == "error"
        assert error["error"]["message"]
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(self.websocket.recv(), 3)
        return error["error"]["code"], self.websocket.close_code or 0


class Exchange:
    """The line behind its server, with one good token for each call."""

    def __init__(self, folder: Path) -> None:
        self.tokens: dict[tuple[UUID, str], bool] = {}
        self.line = BrowserLine(LineContext(SystemClock(), folder, redeem=self._redeem))
        self.server = StreamServer({"browser": self.line}, folder, name="test")
        self.listener = Listener()

    async def _redeem(self, call_id: UUID, token: str) -> bool:
        return self.tokens.pop((call_id, token), False)

    def dial(self, **options: Any) -> tuple[UUID, asyncio.Task[LineCall]]:
        call_id = uuid7()
        self.tokens[call_id, "good"] = True
        request = DialRequest(call_id, None, "en-IN", ring_timeout=options.pop("ring_timeout", 5.0), options=options)
        return call_id, asyncio.create_task(self.line.dial(request, self.listener))

    @asynccontextmanager
    async def page(self, call_id: UUID | str, path: str = "browser") -> AsyncIterator[Page]:
        async with unix_connect(self.server.address()["socket"], f"ws://worker/{path}/{call_id}") as websocket:
            yield Page(websocket)

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[tuple[Page, LineCall, UUID, str]]:
        """A page in an answered call: page, call, id, resume token."""
        call_id, dial = self.dial()
        async with self.page(call_id) as page:
            ready = await page.hello("good")
            assert ready["type"] == "ready"
            yield page, await dial, call_id, ready["resume_token"]


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    made = Exchange(tmp_path)
    await made.server.start()
    yield made
    await made.server.close()


async def test_a_page_answers_and_sound_goes_both_ways(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, call_id, _):
        assert exchange.listener.rang.is_set()
        assert await exchange.line.exists(call_id)
        assert call.audio is not None
        frames = call.audio.frames()
        for _ in range(3):
            await page.websocket.send(LOUD[:400])
        assert await anext(frames) == LOUD  # cut into frames, whatever the page sends
        await call.audio.send(LOUD)
        assert await page.sound() == LOUD
        await page.send("keys", digits="1#")
        keys = call.keys()
        assert [await anext(keys), await anext(keys)] == ["1", "#"]
        await call.send_keys("9")
        assert await page.text() == {"type": "keys", "digits": "9"}
        await page.send("ping", t=12)
        assert await page.text() == {"type": "pong", "t": 12}
        await call.hang_up()
        assert await page.text() == {"type": "ended", "by": "agent"}
    assert (await call.ended()).by == "agent"
    assert not await exchange.line.exists(call_id)


async def test_barge_in_drops_what_waits(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, _, _):
        assert call.audio is not None
        for _ in range(10):
            await call.audio.send(LOUD)
        await call.audio.clear()
        await call.audio.clear()
        await call.audio.send(SILENT)
        assert (await page.text())["type"] == "clear"
        assert (await page.text())["type"] == "clear"
        assert await page.sound() == SILENT


async def test_a_page_that_hangs_up_ends_the_call(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, _, _):
        await page.send("hangup")
        assert await page.text() == {"type": "ended", "by": "caller"}
        assert (await call.ended()).by == "caller"
        assert call.audio is not None
        assert [frame async for frame in call.audio.frames()] == []


async def test_a_call_survives_a_broken_connection(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, call_id, resume):
        await page.websocket.close()
        await asyncio.sleep(0.1)
        async with exchange.page(call_id) as again:
            ready = await again.hello(resume)
            assert ready["type"] == "ready"
            assert ready["resume_token"] != resume
            assert call.audio is not None
            await call.audio.send(LOUD)
            assert await again.sound() == LOUD
            async with exchange.page(call_id) as late:  # each token works once
                assert (await late.hello(resume))["error"]["code"] == "bad_token"


async def test_a_page_that_stays_away_has_hung_up(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_module, "RECONNECT_SECONDS", 0.2)
    async with exchange.talking() as (page, call, call_id, resume):
        await page.websocket.close()
        assert (await asyncio.wait_for(call.ended(), 2)).by == "caller"
        monkeypatch.setattr(line_module, "CLAIM_SECONDS", 0.1)
        async with exchange.page(call_id) as late:
            await late.send("hello", token=resume, sample_rate=16_000)
            assert await late.refusal() == ("call_over", 4404)


async def test_a_second_tab_takes_the_call_over(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, call_id, resume), exchange.page(call_id) as second:
        assert (await second.hello(resume))["type"] == "ready"
        assert await page.refusal() == ("taken_over", 4409)
        assert call.audio is not None
        await call.audio.send(LOUD)
        assert await second.sound() == LOUD


async def test_a_page_may_decline(exchange: Exchange) -> None:
    call_id, dial = exchange.dial(ring=True)
    async with exchange.page(call_id) as page:
        await page.send("decline", token="good")
        with pytest.raises(DialFailed) as failed:
            await dial
    assert (failed.value.status, failed.value.reason, failed.value.sip_status) == ("failed", "declined", 603)


async def test_nobody_takes_the_call(exchange: Exchange) -> None:
    call_id, dial = exchange.dial(ring=True, ring_timeout=0.1)
    with pytest.raises(DialFailed) as failed:
        await dial
    assert (failed.value.status, failed.value.reason, failed.value.sip_status) == ("no_answer", "rang_out", 408)
    assert not await exchange.line.exists(call_id)


async def test_a_page_may_come_before_the_dial(exchange: Exchange) -> None:
    call_id = uuid7()
    exchange.tokens[call_id, "early"] = True
    async with exchange.page(call_id) as page:
        waiting = asyncio.create_task(page.hello("early"))
        await asyncio.sleep(0.1)
        await exchange.line.dial(DialRequest(call_id, None, "en-IN"), exchange.listener)
        assert (await waiting)["type"] == "ready"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\0\0", "bad_message"),
        ("garbage", "bad_message"),
        ("[]", "bad_message"),
        ("[" * 4000, "bad_message"),
        ('{"type": "keys", "digits": "1"}', "bad_message"),
        ('{"type": "hello", "token": 5, "sample_rate": 16000}', "bad_message"),
        ('{"type": "hello", "token": "good", "sample_rate": 48000}', "bad_sample_rate"),
        ('{"type": "hello", "token": "good"}', "bad_sample_rate"),
    ],
)
async def test_a_bad_hello(exchange: Exchange, message: str | bytes, code: str) -> None:
    call_id, dial = exchange.dial()
    async with exchange.page(call_id) as page:
        await page.websocket.send(message)
        assert await page.refusal() == (code, 4400)
    async with exchange.page(call_id) as page:  # the token was not used up by it
        assert (await page.hello("good"))["type"] == "ready"
    await (await dial).hang_up()


async def test_a_wrong_token(exchange: Exchange) -> None:
    call_id, dial = exchange.dial()
    async with exchange.page(call_id) as page:
        await page.send("hello", token="\ud800 other", sample_rate=16_000)
        assert await page.refusal() == ("bad_token", 4401)
    dial.cancel()


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\0", "bad_sound"),
        (bytes(6402), "bad_sound"),
        ("{}", "bad_message"),
        ('{"type": "sing"}', "bad_message"),
        ('{"type": "keys", "digits": "12x"}', "bad_keys"),
        ('{"type": "keys", "digits": ""}', "bad_keys"),
    ],
)
async def test_rubbish_in_a_call_ends_the_connection_but_not_the_call(
    exchange: Exchange, message: str | bytes, code: str
) -> None:
    async with exchange.talking() as (page, call, call_id, resume):
        await page.websocket.send(message)
        assert await page.refusal() == (code, 4400)
        async with exchange.page(call_id) as again:
            assert (await again.hello(resume))["type"] == "ready"
        await call.hang_up()


async def test_sound_of_another_rate_is_refused(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard_module, "SLACK_SECONDS", 0.5)
    async with exchange.talking() as (page, _, _, _):
        for _ in range(40):
            await page.websocket.send(LOUD)
        assert await page.refusal() == ("bad_sample_rate", 4400)


async def test_a_flood_of_sound_is_refused_at_once(exchange: Exchange) -> None:
    async with exchange.talking() as (page, _, call_id, resume):
        async with asyncio.timeout(3):
            with suppress(ConnectionClosed):
                for _ in range(600):
                    await page.websocket.send(LOUD)
            assert await page.refusal() == ("bad_sample_rate", 4400)
        async with exchange.page(call_id) as again:
            assert (await again.hello(resume))["type"] == "ready"


async def test_without_sound_silence_is_heard_in_real_time(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, _, _):
        assert call.audio is not None
        frames, began = call.audio.frames(), asyncio.get_running_loop().time()
        assert [await anext(frames) for _ in range(10)] == [SILENT] * 10
        assert 0.25 < asyncio.get_running_loop().time() - began < 0.6
        await page.websocket.send(LOUD)
        heard = [await anext(frames) for _ in range(5)]
        assert LOUD in heard


async def test_a_page_that_reads_too_slowly_loses_sound_not_the_call(exchange: Exchange) -> None:
    async with exchange.talking() as (page, call, _, _):
        assert call.audio is not None
        page.websocket.transport.pause_reading()
        for _ in range(2000):
            await call.audio.send(LOUD)
            await asyncio.sleep(0)
        page.websocket.transport.resume_reading()
        await call.send_keys("7")
        assert await page.text() == {"type": "keys", "digits": "7"}


@pytest.mark.parametrize("path", ["browser/not-an-id", "other/{id}", ""])
async def test_unknown_streams(exchange: Exchange, path: str) -> None:
    socket = exchange.server.address()["socket"]
    async with unix_connect(socket, f"ws://worker/{path.format(id=uuid7())}") as websocket:
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(websocket.recv(), 3)
        assert websocket.close_code == 4404

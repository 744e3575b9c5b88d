"""Twilio's calls: dialled by its REST API or ringing in, told by signed webhooks, their sound over a WebSocket."""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4
from xml.etree import ElementTree

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator

FRAME = 160
"""Bytes of 20 ms at 8 kHz mu-law."""
QUIET = b"\xff" * FRAME
FRAME_SECONDS = FRAME / 8000
LIVE = ("queued", "ringing", "in-progress")
Outcome = Literal["answers", "rings", "busy", "no-answer", "failed", "canceled"]


@dataclass
class Network:
    """What the way to Tron does to sound: a share that is lost, one that comes after the next, and up to `jitter` s."""

    lost: float = 0.0
    swapped: float = 0.0
    jitter: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(7))


@dataclass
class Account:
    """Whose calls these are; `sign` makes a webhook's signature."""

    sid: str
    token: str
    network: Network = field(default_factory=Network)
    calls: dict[str, TwilioCall] = field(default_factory=dict)

    def sign(self, url: str, form: Mapping[str, str]) -> str:
        return str(RequestValidator(self.token).compute_signature(url, dict(form)))


@dataclass
class TwilioCall:
    """One call. `far` is what the person's phone sends: frames of mu-law; silence when there are none."""

    account: Account
    form: dict[str, str]
    twiml: str
    outcome: Outcome = "answers"
    sip_status: int | None = None
    direction: str = "outbound-api"
    status: str = "queued"
    sid: str = field(default_factory=lambda: "CA" + uuid4().hex)
    far: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)
    heard: list[bytes] = field(default_factory=list)
    """Sound that came for the person, as messages."""
    cleared: int = 0
    marks: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """What our webhooks were answered with."""
    close_code: int | None = None
    told: int = 0

    def __post_init__(self) -> None:
        self.account.calls[self.sid] = self
        self.over = asyncio.Event()
        self.talks = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self._websocket: aiohttp.ClientWebSocketResponse | None = None
        self._plays_until = 0.0
        self._waiting: list[asyncio.TimerHandle] = []
        self._pending: list[str] = []

    # ------------------------------------------------------------ life

    async def live(self) -> None:
        """From the dial to the end, as `outcome` says."""
        try:
            await self._tell("initiated", "queued")
            if self.outcome == "failed":
                await self._become("failed")
                return
            await self._become("ringing")
            if self.outcome == "rings":
                await self.over.wait()
                await self._become("completed")
            elif self.outcome != "answers":
                await self._become(self.outcome)
            else:
                await self._become("in-progress")
                await self.talk()
        except aiohttp.ClientError:
            pass  # Tron went away: nobody is told any more

    async def talk(self) -> None:
        """What the TwiML says: a stream until either side closes it, then the end."""
        self.status = "in-progress"
        root = ElementTree.fromstring(self.twiml)
        stream = root.find("./Connect/Stream")
        if stream is not None:
            parameters = {one.get("name", ""): one.get("value", "") for one in stream.findall("Parameter")}
            await self.stream(stream.get("url", ""), parameters)
        self.over.set()
        await self._become("completed")

    async def hang_up(self) -> None:
        """The person hangs up."""
        self.over.set()
        if self.task is not None:
            await asyncio.wait({self.task}, timeout=5)

    async def _become(self, status: str) -> None:
        self.status = status
        await self._tell(status, status)

    async def _tell(self, event: str, status: str) -> None:
        url = self.form.get("StatusCallback")
        wanted = {"in-progress": "answered"}.get(event, event)
        if url and wanted in (*self.form.get("StatusCallbackEvent", "").split(), *LAST):
            code, _ = await self.webhook(url, self.facts(status))
            self.answers.append(code)

    def facts(self, status: str) -> dict[str, str]:
        """The form of a status callback."""
        self.told += 1
        facts = {
            "AccountSid": self.account.sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "CallStatus": status,
            "CallbackSource": "call-progress-events",
            "Direction": self.direction,
            "From": self.form.get("From", ""),
            "SequenceNumber": str(self.told - 1),
            "Timestamp": "Sat, 28 Nov 2026 06:00:00 +0000",
            "To": self.form.get("To", ""),
        }
        if status in LAST:
            facts["SipResponseCode"] = str(self.sip_status or 200)
        return facts

    async def webhook(self, url: str, form: Mapping[str, str], signature: str | None = None) -> tuple[int, str]:
        """A signed POST; status and body of the answer."""
        headers = {"X-Twilio-Signature": self.account.sign(url, form) if signature is None else signature}
        async with aiohttp.ClientSession() as session, session.post(url, data=dict(form), headers=headers) as answer:
            return answer.status, await answer.text()

    # ------------------------------------------------------------ sound

    async def stream(self, url: str, parameters: Mapping[str, str]) -> None:
        """Serves the stream until either side ends it."""
        async with aiohttp.ClientSession() as session, session.ws_connect(url, timeout=_CLOSE) as websocket:
            self._websocket, stream_sid = websocket, "MZ" + uuid4().hex
            start = {
                "accountSid": self.account.sid,
                "callSid": self.sid,
                "streamSid": stream_sid,
                "tracks": ["inbound"],
                "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
                "customParameters": dict(parameters),
            }
            await websocket.send_json({"event": "connected", "protocol": "Call", "version": "1.0.0"})
            await self.say("start", sequenceNumber="1", start=start, streamSid=stream_sid)
            self.talks.set()
            speaking = asyncio.create_task(self._speak(stream_sid))
            ending = asyncio.create_task(self.over.wait())
            hearing = asyncio.create_task(self._hear(websocket))
            await asyncio.wait({ending, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if not hearing.done():
                await self.say("stop", stop={"accountSid": self.account.sid, "callSid": self.sid})
                await websocket.close()
            for task in (speaking, ending, hearing):
                task.cancel()
            await asyncio.gather(speaking, ending, hearing, return_exceptions=True)
            self.close_code = websocket.close_code

    async def say(self, event: str, **values: Any) -> None:
        """One message on the stream."""
        assert self._websocket is not None
        with suppress(ConnectionError):
            await self._websocket.send_json({"event": event, **values})

    async def raw(self, message: str) -> None:
        assert self._websocket is not None
        await self._websocket.send_str(message)

    async def press(self, digit: str) -> None:
        await self.say("dtmf", dtmf={"track": "inbound_track", "digit": digit})

    async def _speak(self, stream_sid: str) -> None:
        """A message each 20 ms, as the network lets it through."""
        network, begun, held = self.account.network, time.monotonic(), None
        for chunk in range(1, 1_000_000):
            await asyncio.sleep(max(0.0, begun + chunk * FRAME_SECONDS - time.monotonic()))
            data = QUIET if self.far.empty() else self.far.get_nowait()
            media = {"track": "inbound", "chunk": str(chunk), "payload": base64.b64encode(data).decode()}
            if network.chance.random() < network.lost:
                continue
            if held is None and network.chance.random() < network.swapped:
                held = media
                continue
            await asyncio.sleep(network.chance.random() * network.jitter)
            for one in (media, held):
                if one is not None:
                    await self.say("media", media=one, streamSid=stream_sid)
            held = None

    async def _hear(self, websocket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in websocket:
            if message.type != aiohttp.WSMsgType.TEXT:
                return
            body = json.loads(message.data)
            match body["event"]:
                case "media":
                    data = base64.b64decode(body["media"]["payload"])
                    self.heard.append(data)
                    self._plays_until = max(time.monotonic(), self._plays_until) + len(data) / 8000
                case "mark":
                    self._mark(body["mark"]["name"])
                case "clear":
                    self._clear()

    def _mark(self, name: str) -> None:
        """Told when what came before it is played."""
        self._pending.append(name)
        loop = asyncio.get_running_loop()
        self._waiting.append(loop.call_later(max(0.0, self._plays_until - time.monotonic()), self._played, name))

    def _played(self, name: str) -> None:
        if name in self._pending and not self.over.is_set():
            self._pending.remove(name)
            self.marks.append(name)
            self._echo = asyncio.ensure_future(self.say("mark", mark={"name": name}))

    def _clear(self) -> None:
        """What is buffered is dropped, and its marks come back at once."""
        self.cleared += 1
        self._plays_until = time.monotonic()
        for handle in self._waiting:
            handle.cancel()
        for name in tuple(self._pending):
            self._played(name)


LAST = ("completed", "busy", "no-answer", "failed", "canceled")
_CLOSE = aiohttp.ClientWSTimeout(ws_close=2.0)  # type: ignore[attr-defined]


@dataclass
class CallRoutes:
    """The REST part. `outcome` and `sip_status` hold for the calls that are dialled from now on."""

    account: Account
    outcome: Outcome = "answers"
    sip_status: int | None = None
    dials: int = 0
    refuses: tuple[int, int, str] | None = None
    """Status, code and message of an error instead of a call."""
    breaks: bool = False
    """The call is made, and the connection ends before that is told."""
    made: asyncio.Queue[TwilioCall] = field(default_factory=asyncio.Queue)

    def routes(self) -> list[web.RouteDef]:
        calls = f"/2010-04-01/Accounts/{self.account.sid}/Calls"
        return [
            web.post(f"{calls}.json", self._dial),
            web.post(calls + "/{call}.json", self._update),
            web.get(calls + "/{call}.json", self._fetch),
        ]

    async def next(self, seconds: float = 5.0) -> TwilioCall:
        return await asyncio.wait_for(self.made.get(), seconds)

    async def ring_in(self, url: str, caller: str, called: str, *, signature: str | None = None) -> TwilioCall:
        """Somebody calls one of the account's numbers: asks Tron at `url` what to do, and does it."""
        form = {"From": caller, "To": called}
        call = TwilioCall(self.account, form, "", direction="inbound", status="ringing")
        facts = call.facts("ringing")
        code, call.twiml = await call.webhook(url, facts, signature)
        call.answers.append(code)
        if code == 200:
            call.task = asyncio.create_task(call.talk())
        return call

    async def _dial(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.dials += 1
        if self.refuses is not None:
            status, code, message = self.refuses
            return web.json_response({"code": code, "message": message, "status": status}, status=status)
        texts = {name: str(value) for name, value in form.items()}
        texts["StatusCallbackEvent"] = " ".join(str(value) for value in form.getall("StatusCallbackEvent", []))
        call = TwilioCall(self.account, texts, texts.get("Twiml", ""), self.outcome, self.sip_status)
        call.task = asyncio.create_task(call.live())
        self.made.put_nowait(call)
        if self.breaks:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(_row(call), status=201)

    async def _update(self, request: web.Request) -> web.Response:
        call = self.account.calls.get(request.match_info["call"])
        if call is None:
            return _unknown(request)
        if (await request.post()).get("Status") == "completed" and call.status in LIVE:
            call.over.set()
        return web.json_response(_row(call))

    async def _fetch(self, request: web.Request) -> web.Response:
        call = self.account.calls.get(request.match_info["call"])
        return _unknown(request) if call is None else web.json_response(_row(call))

    async def close(self) -> None:
        """Ends what still lives."""
        tasks = [call.task for call in self.account.calls.values() if call.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _row(call: TwilioCall) -> dict[str, Any]:
    return {"sid": call.sid, "status": call.status, "from": call.form.get("From"), "to": call.form.get("To")}


def _unknown(request: web.Request) -> web.Response:
    message = f"The requested resource {request.path} was not found"
    return web.json_response({"code": 20404, "message": message, "status": 404}, status=404)

"""Twilio's calls: dialled by its REST API or ringing in, told by signed webhooks, their sound over a WebSocket."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.emulators.cloud_calls import CloudCall, CloudPhone, Network, Outcome

FRAME = 160
"""Bytes of 20 ms at 8 kHz mu-law."""
LIVE = ("queued", "ringing", "in-progress")
LAST = ("completed", "busy", "no-answer", "failed", "canceled")


@dataclass
class Account:
    """Whose calls these are; `sign` makes a webhook's signature."""

    sid: str
    token: str
    network: Network = field(default_factory=Network)

    def sign(self, url: str, form: Mapping[str, str]) -> str:
        return str(RequestValidator(self.token).compute_signature(url, dict(form)))


class TwilioCall(CloudCall):
    """One call, as its `twiml` says."""

    def __init__(
        self,
        account: Account,
        form: dict[str, str],
        twiml: str,
        outcome: Outcome = "answers",
        sip_status: int | None = None,
        *,
        direction: str = "outbound-api",
        status: str = "queued",
    ) -> None:
        super().__init__(account.network, "CA" + uuid4().hex, status)
        self.account, self.form, self.twiml = account, form, twiml
        self.outcome, self.sip_status, self.direction = outcome, sip_status, direction
        self.told = 0
        self.other: Outcome = "answers"
        """What becomes of the phone that this call is sent to."""
        self.dialled: list[Mapping[str, str]] = []
        """Attributes of the `<Dial>`s that this call was told."""
        self._parameters: Mapping[str, str] = {}

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
                await self.is_taken()
                await self._become("in-progress")
                await self.talk()
        except aiohttp.ClientError:
            pass  # Tron went away: nobody is told any more

    async def talk(self) -> None:
        """What the TwiML says: a stream until either side closes it, or other TwiML comes; then the end."""
        self.status = "in-progress"
        self.moved.set()
        while self.moved.is_set() and not self.over.is_set():
            root = ElementTree.fromstring(self.twiml)
            self.moved.clear()
            stream, dial = root.find("./Connect/Stream"), root.find("./Dial")
            if stream is not None:
                parameters = {one.get("name", ""): one.get("value", "") for one in stream.findall("Parameter")}
                await self.stream(stream.get("url", ""), parameters)
            elif dial is not None:
                await self._join(dial)
        self.over.set()
        await self._become("completed")

    def send_to(self, twiml: str) -> None:
        """The REST API sends this call elsewhere."""
        self.twiml = twiml
        self.moved.set()

    async def _join(self, dial: ElementTree.Element) -> None:
        """Rings another phone; asks afterwards what to do."""
        number = dial.find("Number")
        assert number is not None
        self.dialled.append({**dial.attrib, "number": number.text or ""})
        outcome = self.other
        if outcome == "answers":
            leg = {**self.facts("in-progress"), "CallSid": "CA" + uuid4().hex, "ParentCallSid": self.sid}
            await self.webhook(number.attrib["statusCallback"], leg)
            await self.over.wait()
            return
        if outcome == "rings":
            await asyncio.wait({asyncio.create_task(self.over.wait())}, timeout=0.5)
            outcome = "no-answer"
        if not self.over.is_set():
            facts = {**self.facts("in-progress"), "DialCallStatus": outcome}
            self.send_to((await self.asks(lambda: self.webhook(dial.attrib["action"], facts)))[1])

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
        signed = self.account.sign(url, form) if signature is None else signature
        return await self.request("POST", url, form, {"X-Twilio-Signature": signed})

    # ------------------------------------------------------------ sound

    async def stream(self, url: str, parameters: Mapping[str, str]) -> None:
        """Serves the stream until either side ends it."""
        self._parameters = parameters
        await self.serve(url, "MZ" + uuid4().hex)

    def opening(self) -> Sequence[Mapping[str, Any]]:
        start = {
            "accountSid": self.account.sid,
            "callSid": self.sid,
            "streamSid": self.stream_id,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": dict(self._parameters),
        }
        return (
            {"event": "connected", "protocol": "Call", "version": "1.0.0"},
            {"event": "start", "sequenceNumber": "1", "start": start, "streamSid": self.stream_id},
        )

    def media(self, chunk: int, data: bytes) -> Mapping[str, Any]:
        media = {"track": "inbound", "chunk": str(chunk), "payload": base64.b64encode(data).decode()}
        return {"event": "media", "media": media, "streamSid": self.stream_id}

    def mark_played(self, name: str) -> Mapping[str, Any]:
        return {"event": "mark", "mark": {"name": name}}

    def closing(self) -> Mapping[str, Any]:
        return {"event": "stop", "stop": {"accountSid": self.account.sid, "callSid": self.sid}}

    async def press(self, digit: str) -> None:
        await self.tell({"event": "dtmf", "dtmf": {"track": "inbound_track", "digit": digit}})

    def hears(self, body: Mapping[str, Any]) -> None:
        match body["event"]:
            case "media":
                self.plays(base64.b64decode(body["media"]["payload"]))
            case "mark":
                self.marks_here(body["mark"]["name"])
            case "clear":
                self.clears(marks_too=True)


@dataclass
class CallRoutes(CloudPhone[TwilioCall]):
    """The REST part. `sip_status` holds for the calls that are dialled from now on."""

    account: Account = field(default_factory=lambda: Account("", ""))
    sip_status: int | None = None
    refuses: tuple[int, int, str] | None = None
    """Status, code and message of an error instead of a call."""

    def __post_init__(self) -> None:
        self.network = self.account.network

    def routes(self) -> list[web.RouteDef]:
        calls = f"/2010-04-01/Accounts/{self.account.sid}/Calls"
        return [
            web.post(f"{calls}.json", self._dial),
            web.post(calls + "/{call}.json", self._update),
            web.get(calls + "/{call}.json", self._fetch),
        ]

    async def ring_in(self, url: str, caller: str, called: str, *, signature: str | None = None) -> TwilioCall:
        """Somebody calls one of the account's numbers: asks Tron at `url` what to do, and does it."""
        form = {"From": caller, "To": called}
        call = TwilioCall(self.account, form, "", direction="inbound", status="ringing")
        self.calls[call.sid] = call
        facts = call.facts("ringing")
        code, call.twiml = await call.asks(lambda: call.webhook(url, facts, signature))
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
        self.begin(call, call.live())
        if self.breaks:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(_row(call), status=201)

    async def _update(self, request: web.Request) -> web.Response:
        call = self.calls.get(request.match_info["call"])
        if call is None:
            return _unknown(request)
        form = await request.post()
        if call.status not in LIVE:
            return web.json_response({"code": 21220, "message": "Call is not in-progress", "status": 400}, status=400)
        if form.get("Status") == "completed":
            call.over.set()
        if form.get("Twiml"):
            call.send_to(str(form["Twiml"]))
        return web.json_response(_row(call))

    async def _fetch(self, request: web.Request) -> web.Response:
        call = self.calls.get(request.match_info["call"])
        return _unknown(request) if call is None else web.json_response(_row(call))


def _row(call: TwilioCall) -> dict[str, Any]:
    return {"sid": call.sid, "status": call.status, "from": call.form.get("From"), "to": call.form.get("To")}


def _unknown(request: web.Request) -> web.Response:
    message = f"The requested resource {request.path} was not found"
    return web.json_response({"code": 20404, "message": message, "status": 404}, status=404)

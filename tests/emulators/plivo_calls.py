"""Plivo's calls: asked what to do by signed webhooks, do what Plivo XML says, their sound over a WebSocket."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from uuid import uuid4
from xml.etree import ElementTree

import aiohttp

from tests.emulators.cloud_calls import CloudCall, Network, Outcome

CODES: Mapping[str, tuple[str, int, str]] = {
    "busy": ("busy", 3010, "Busy Line"),
    "no-answer": ("no-answer", 6010, "Ring Timeout Reached"),
    "failed": ("failed", 2000, "Invalid Destination Address"),
    "canceled": ("cancel", 1000, "Canceled"),
}
"""Status, code and name of calls that nobody answers."""
HANGUP_SOURCES = {True: "Callee", False: "API Request"}


@dataclass(frozen=True)
class PlivoAccount:
    """Whose calls these are."""

    auth_id: str
    auth_token: str

    def sign(self, method: str, url: str, form: Mapping[str, str], nonce: str) -> str:
        """X-Plivo-Signature-V3 of an address without a query."""
        if not form:
            said = url
        elif method == "GET":
            said = url + "?" + "&".join(f"{name}={form[name]}" for name in sorted(form))
        else:
            said = url + "?" + "".join(name + form[name] for name in sorted(form))
        made = hmac.new(self.auth_token.encode(), f"{said}.{nonce}".encode(), hashlib.sha256)
        return base64.b64encode(made.digest()).decode()


class Exchange(Protocol):
    """What calls need to know of their account."""

    account: PlivoAccount
    network: Network
    outcome: Outcome
    code: int | None
    colleague: Outcome


class PlivoCall(CloudCall):
    """One call. `colleague` is the phone that it was sent to, once that was answered."""

    formats: ClassVar[Mapping[str, tuple[str, int, int, bytes]]] = {
        "audio/x-mulaw;rate=8000": ("audio/x-mulaw", 8000, 160, b"\xff"),
        "audio/x-l16;rate=16000": ("audio/x-l16", 16000, 640, b"\0"),
    }
    """Encoding, rate, bytes and silence of 20 ms."""

    def __init__(
        self, phone: Exchange, form: dict[str, str], *, direction: str = "outbound", status: str = "queued"
    ) -> None:
        super().__init__(phone.network, str(uuid4()), status)
        self.phone, self.form, self.direction = phone, form, direction
        self.outcome, self.code = phone.outcome, phone.code
        self.keys = ""
        self.dialled: list[Mapping[str, str]] = []
        """Attributes of the `<Dial>`s that this call was told."""
        self.colleague = asyncio.Event()
        self.encoding, self.rate = "audio/x-mulaw", 8000
        self._next_url: str | None = None

    # ------------------------------------------------------------ life

    def start(self, xml: str) -> None:
        """A call that came in does what it is told."""
        self.status = "in-progress"
        self.task = asyncio.create_task(self._do_and_end(xml))

    async def live(self) -> None:
        """From the dial to the end, as `outcome` says."""
        try:
            if self.outcome != "failed":
                self.status = "ringing"
                await self._tell("ring_url", "ringing", Event="Ring")
            if self.outcome == "rings":
                await self.over.wait()
                await self._end("cancel", 1000, "Canceled")
            elif self.outcome != "answers":
                status, code, name = CODES[self.outcome]
                await self._end(status, self.code or code, name)
            else:
                await self.is_taken()
                self.status = "in-progress"
                await self._do_and_end(await self._tell("answer_url", "in-progress", Event="StartApp"))
        except aiohttp.ClientError:
            pass  # Tron went away: nobody is told any more

    async def _do_and_end(self, xml: str | None) -> None:
        while xml is not None:
            xml = await self._do(ElementTree.fromstring(xml))
        by_person = self.over.is_set()
        await asyncio.sleep(self.lingers)
        self.over.set()
        await self._end("completed", 4000, "Normal Hangup", HangupSource=HANGUP_SOURCES[by_person])

    async def _do(self, answer: ElementTree.Element) -> str | None:
        """The first element; what is to be done after it, None for nothing more."""
        element = next(iter(answer), None)
        if element is None or element.tag == "Hangup":
            return None
        if element.tag == "Dial":
            return await self._join(element)
        kind = element.get("contentType", "")
        self.encoding, self.rate, self.frame, self.silence = self.formats[kind]  # type: ignore[misc]
        assert element.get("bidirectional") == "true"
        await self.serve((element.text or "").strip(), str(uuid4()))
        if self._next_url is None or self.over.is_set():
            return None
        url, self._next_url = self._next_url, None
        self.moved.clear()
        return await self._ask(url, self.facts("in-progress", Event="Redirect"))

    async def _join(self, dial: ElementTree.Element) -> str | None:
        """Rings another phone; asks afterwards what to do."""
        number = dial.findtext("Number", "")
        self.dialled.append({**dial.attrib, "number": number})
        outcome, facts = self.phone.colleague, self.facts("in-progress")
        if outcome == "answers":
            self.colleague.set()
            answered = {**facts, "Event": "DialAnswer", "DialAction": "answer", "DialBLegTo": number}
            await self._ask(dial.attrib["callbackUrl"], answered)
            await self.over.wait()
            return None
        if outcome == "rings":
            seconds = min(float(dial.get("timeout", "1")), 0.5)
            await asyncio.wait({asyncio.create_task(self.over.wait())}, timeout=seconds)
            outcome = "no-answer"
        if self.over.is_set():
            return None
        ended = {**facts, "Event": "Redirect", "DialStatus": CODES[outcome][0], "DialRingStatus": "true"}
        return await self._ask(dial.attrib["action"], ended)

    def send_to(self, url: str) -> None:
        """The REST API sends this call elsewhere."""
        self._next_url = url
        self.moved.set()

    async def _end(self, status: str, code: int, name: str, **more: str) -> None:
        self.status = status
        facts = {"Event": "Hangup", "HangupCauseCode": str(code), "HangupCauseName": name, **more}
        await self._tell("hangup_url", status, **facts)

    # ------------------------------------------------------------ webhooks

    async def _tell(self, address: str, status: str, **more: str) -> str | None:
        url = self.form.get(address)
        return await self._ask(url, self.facts(status, **more)) if url else None

    async def _ask(self, url: str, form: Mapping[str, str]) -> str | None:
        nonce = str(secrets.randbelow(10**20))
        code, xml = await self.asks(lambda: self.webhook(url, form, nonce=nonce))
        self.answers.append(code)
        return xml if code == 200 and xml else None

    def facts(self, status: str, **more: str) -> dict[str, str]:
        """The form of a webhook."""
        facts = {
            "ALegUUID": self.sid,
            "BillRate": "0.01",
            "CallStatus": status,
            "CallUUID": self.sid,
            "Direction": self.direction,
            "From": self.form.get("from", "").removeprefix("+"),
            "SessionStart": "2026-11-28 06:00:00.000000",
            "To": self.form.get("to", "").removeprefix("+"),
            **more,
        }
        return {**facts, "RequestUUID": self.sid, "ALegRequestUUID": self.sid} if "answer_url" in self.form else facts

    async def webhook(
        self, url: str, form: Mapping[str, str], signature: str | None = None, nonce: str | None = None
    ) -> tuple[int, str]:
        """A signed POST; status and body of the answer."""
        nonce = nonce or str(secrets.randbelow(10**20))
        signed = self.phone.account.sign("POST", url, form, nonce) if signature is None else signature
        return await self.request(
            "POST", url, form, {"X-Plivo-Signature-V3": signed, "X-Plivo-Signature-V3-Nonce": nonce}
        )

    # ------------------------------------------------------------ sound

    def opening(self) -> Sequence[Mapping[str, Any]]:
        start = {
            "callId": self.sid,
            "streamId": self.stream_id,
            "accountId": self.phone.account.auth_id,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": self.encoding, "sampleRate": self.rate},
        }
        return ({"event": "start", "sequenceNumber": 1, "start": start, "extra_headers": "{}"},)

    def media(self, chunk: int, data: bytes) -> Mapping[str, Any]:
        payload = base64.b64encode(data).decode()
        media = {"track": "inbound", "timestamp": str(1_700_000_000_000 + chunk * 20), "chunk": chunk}
        return {
            "event": "media",
            "sequenceNumber": chunk + 1,
            "streamId": self.stream_id,
            "media": {**media, "payload": payload},
            "extra_headers": "{}",
        }

    def mark_played(self, name: str) -> Mapping[str, Any]:
        return {"event": "playedStream", "streamId": self.stream_id, "name": name}

    def closing(self) -> None:
        """The connection ends, and that is all."""

    async def press(self, digit: str) -> None:
        dtmf = {"track": "inbound", "digit": digit, "timestamp": "1700000000000"}
        await self.tell({"event": "dtmf", "sequenceNumber": 9, "streamId": self.stream_id, "dtmf": dtmf})

    def hears(self, body: Mapping[str, Any]) -> None:
        match body["event"]:
            case "playAudio":
                media = body["media"]
                assert (media["contentType"], media["sampleRate"]) == (self.encoding, self.rate)
                self.plays(base64.b64decode(media["payload"]))
            case "checkpoint":
                self.marks_here(body["name"])
            case "clearAudio":
                self.clears(marks_too=False)
            case "sendDTMF":
                self.keys += body["dtmf"]

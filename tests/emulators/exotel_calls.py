"""Exotel's calls: told by unsigned webhooks, their sound over a WebSocket whose address Tron named."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import aiohttp

from tests.emulators.cloud_calls import CloudCall, Network, Outcome

SMALLEST, STEP, LARGEST = 3200, 320, 100_000
"""Bytes of sound in a message, as Exotel wants them."""


class Exchange(Protocol):
    """What calls need to know of their account."""

    network: Network
    outcome: Outcome


class ExotelCall(CloudCall):
    """One call. Its stream has messages of 100 ms."""

    frame_seconds = 0.1
    silence = b"\0"

    def __init__(
        self, phone: Exchange, form: dict[str, str], *, direction: str = "outbound-api", applet: str = ""
    ) -> None:
        super().__init__(phone.network, uuid4().hex, "in-progress")
        self.form, self.direction, self.applet = form, direction, applet
        self.outcome = phone.outcome
        self.rate = 8000
        self.told: list[dict[str, str]] = []
        self.small = 0
        """Messages that were shorter than Exotel likes: the end of what was said."""

    # ------------------------------------------------------------ life

    def start(self, url: str) -> None:
        """A call that came in has its stream."""
        self.task = asyncio.create_task(self._talk(url))

    async def live(self) -> None:
        """From the dial to the end, as `outcome` says."""
        try:
            if self.outcome != "failed":
                await self._tell("ringing", "in-progress")
            if self.outcome == "rings":
                await asyncio.wait_for(self.over.wait(), float(self.form["TimeOut"]))
                await self._become("no-answer")
            elif self.outcome != "answers":
                await self._become(self.outcome)
            else:
                await self.is_taken()
                await self._tell("answered", "in-progress")
                url = self.form.get("StreamUrl") or await self.ask_applet(self.applet)
                await self._talk(url) if url else await self._become("completed")
        except aiohttp.ClientError:
            pass  # Tron went away: nobody is told any more
        except TimeoutError:
            await self._become("no-answer")

    async def _talk(self, url: str) -> None:
        asked = parse_qs(urlsplit(url).query).get("sample-rate", ["8000"])
        self.rate = int(asked[0])
        self.frame = self.rate // 10 * 2  # type: ignore[misc]
        await self.serve(url, uuid4().hex)
        self.over.set()
        await self._become("completed")

    async def ask_applet(self, applet: str) -> str | None:
        """The stream's address, from whoever the Voicebot applet asks; None where the answer names none."""
        called = self.form.get("To") if self.direction == "incoming" else self.form.get("CallerId")
        asked = {
            "CallSid": self.sid,
            "CallFrom": self.form["From"],
            "CallTo": called or "",
            "Direction": self.direction,
            "CallType": "call-attempt",
            **({"CustomField": self.form["CustomField"]} if "CustomField" in self.form else {}),
        }
        url, _, query = applet.partition("?")
        fixed = {name: values[0] for name, values in parse_qs(query).items()}
        code, body = await self.asks(lambda: self.request("GET", url, {**fixed, **asked}, {}))
        self.answers.append(code)
        return json.loads(body).get("url") if code == 200 else None

    async def _become(self, status: str) -> None:
        self.status = status
        await self._tell("terminal", status)

    async def _tell(self, event: str, status: str) -> None:
        url = self.form.get("StatusCallback")
        if url and event in self.form["StatusCallbackEvents"].split():
            code, _ = await self.request("POST", url, self.facts(event, status), {})
            self.answers.append(code)

    def facts(self, event: str, status: str) -> dict[str, str]:
        """The form of a status callback."""
        facts = {
            "CallSid": self.sid,
            "EventType": event,
            "Status": status,
            "DateCreated": "2026-11-28 11:30:00",
            "DateUpdated": "2026-11-28 11:30:10",
            "From": self.form.get("From", ""),
            "To": self.form.get("CallerId", ""),
            "Direction": self.direction,
            "CustomField": self.form.get("CustomField", ""),
            "Legs[0][Status]": status,
        }
        self.told.append(facts)
        return facts

    # ------------------------------------------------------------ sound

    def opening(self) -> Sequence[Mapping[str, Any]]:
        start = {
            "stream_sid": self.stream_id,
            "call_sid": self.sid,
            "account_sid": "acme1",
            "from": self.form.get("From", ""),
            "to": self.form.get("CallerId", ""),
            "custom_parameters": {},
            "media_format": {"encoding": "audio/x-raw", "sample_rate": str(self.rate), "bit_rate": "16"},
        }
        return (
            {"event": "connected"},
            {"event": "start", "sequence_number": "1", "stream_sid": self.stream_id, "start": start},
        )

    def media(self, chunk: int, data: bytes) -> Mapping[str, Any]:
        media = {"chunk": str(chunk), "timestamp": str(chunk * 100), "payload": base64.b64encode(data).decode()}
        return {"event": "media", "sequence_number": str(chunk + 1), "stream_sid": self.stream_id, "media": media}

    def mark_played(self, name: str) -> Mapping[str, Any]:
        return {"event": "mark", "sequence_number": "9", "stream_sid": self.stream_id, "mark": {"name": name}}

    def closing(self) -> Mapping[str, Any]:
        stop = {"call_sid": self.sid, "account_sid": "acme1", "reason": "callended"}
        return {"event": "stop", "sequence_number": "99", "stream_sid": self.stream_id, "stop": stop}

    async def press(self, digit: str) -> None:
        dtmf = {"digit": digit, "duration": "100"}
        await self.tell({"event": "dtmf", "sequence_number": "7", "stream_sid": self.stream_id, "dtmf": dtmf})

    def hears(self, body: Mapping[str, Any]) -> None:
        assert body["stream_sid"] == self.stream_id
        match body["event"]:
            case "media":
                data = base64.b64decode(body["media"]["payload"])
                assert len(data) % STEP == 0
                assert len(data) <= LARGEST
                self.small += len(data) < SMALLEST
                self.plays(data)
            case "mark":
                self.marks_here(body["mark"]["name"])
            case "clear":
                self.clears(marks_too=False)

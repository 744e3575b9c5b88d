"""Exotel's account, as far as calls ask for it: its REST API with basic authentication, and its calls."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from tests.emulators.cloud_calls import CloudPhone
from tests.emulators.exotel_calls import ExotelCall
from tests.emulators.server import Emulator

SID, API_KEY, API_TOKEN = "acme1", "k" * 40, "t" * 40
APP_ID = "123456"


@dataclass
class ExotelPhone(CloudPhone[ExotelCall]):
    """`refuses`: status and message of a refusal; `applet`: the address in the Voicebot applet of the flow."""

    refuses: tuple[int, str] | None = None
    applet: str = ""

    async def ring_in(self, applet: str, caller: str, called: str) -> ExotelCall:
        """Somebody calls an ExoPhone whose flow has a Voicebot applet with this address."""
        call = ExotelCall(self, {"From": caller, "To": called}, direction="incoming")
        self.calls[call.sid] = call
        url = await call.ask_applet(applet)
        if url is not None:
            call.start(url)
        return call


@dataclass
class ExotelEmulator(Emulator):
    """One account."""

    phone: ExotelPhone = field(default_factory=ExotelPhone)

    def routes(self) -> list[web.RouteDef]:
        calls = f"/v1/Accounts/{SID}/Calls"
        return [
            web.get(f"/v1/Accounts/{SID}.json", self._account),
            web.post(f"{calls}/connect.json", self._connect),
            web.get(calls + "/{call}.json", self._fetch),
            web.route("*", "/{anything:.*}", self._nothing),
        ]

    async def _account(self, request: web.Request) -> web.Response:
        row = {"Account": {"Sid": SID, "Status": "active"}}
        return web.json_response(row) if _allowed(request) else _error(401, "Authentication failed")

    async def _connect(self, request: web.Request) -> web.Response:
        if not _allowed(request):
            return _error(401, "Authentication failed")
        form = await request.post()
        self.phone.dials += 1
        if self.phone.refuses is not None:
            return _error(*self.phone.refuses)
        wanted = {name: str(value) for name, value in form.items()}
        wanted["StatusCallbackEvents"] = " ".join(str(value) for value in form.getall("StatusCallbackEvents[]", []))
        flow = wanted.get("Url")
        if ("StreamUrl" in wanted) == (flow is not None):
            return _error(400, "Either Url or StreamUrl")
        if flow is not None and urlsplit(flow).path != f"/{SID}/exoml/start_voice/{APP_ID}":
            return _error(400, "No such flow")
        call = ExotelCall(self.phone, wanted, applet=self.phone.applet)
        self.phone.begin(call, call.live())
        if self.phone.breaks:
            assert request.transport is not None
            request.transport.abort()
        return web.json_response({"Call": _row(call)})

    async def _fetch(self, request: web.Request) -> web.Response:
        call = self.phone.calls.get(request.match_info["call"])
        if not _allowed(request) or call is None:
            return await self._nothing(request)
        return web.json_response({"Call": _row(call)})

    async def _nothing(self, request: web.Request) -> web.Response:
        return _error(404, "Not found") if _allowed(request) else _error(401, "Authentication failed")


def _row(call: ExotelCall) -> dict[str, Any]:
    return {
        "Sid": call.sid,
        "AccountSid": SID,
        "Status": call.status,
        "From": call.form.get("From"),
        "To": call.form.get("CallerId"),
        "Direction": "outbound-api",
    }


def _allowed(request: web.Request) -> bool:
    wanted = base64.b64encode(f"{API_KEY}:{API_TOKEN}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {wanted}"


def _error(status: int, message: str) -> web.Response:
    return web.json_response({"RestException": {"Status": status, "Message": message}}, status=status)

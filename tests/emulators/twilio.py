"""Twilio's account, its numbers and its SIP trunks, as far as a test of the settings asks for them; and its calls."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from aiohttp import web

from tests.emulators.server import Emulator
from tests.emulators.twilio_calls import Account, CallRoutes
from tests.emulators.twilio_trunking import TrunkingRoutes, number_sid

SID = "AC" + "0" * 32
TOKEN = "f" * 32


@dataclass
class TwilioEmulator(Emulator):
    """One account with basic authentication; both of Twilio's hosts (api, trunking) are this address."""

    name: str = "Surya Broadband"
    status: str = "active"
    kind: str = "Full"
    numbers: list[str] = field(default_factory=lambda: ["+12025550100"])
    trunks: list[str] = field(default_factory=lambda: ["TK" + "1" * 32])
    trunking: TrunkingRoutes = field(default_factory=lambda: TrunkingRoutes(SID, TOKEN))
    phone: CallRoutes = field(default_factory=lambda: CallRoutes(account=Account(SID, TOKEN)))

    def routes(self) -> list[web.RouteDef]:
        account = f"/2010-04-01/Accounts/{SID}"
        return [
            web.get(f"{account}.json", self._account),
            web.get(f"{account}/IncomingPhoneNumbers.json", self._numbers),
            *self.trunking.routes(),
            web.get("/v1/Trunks/{trunk}", self._trunk),
            *self.phone.routes(),
            web.get("/{anything:.*}", self._nothing),
        ]

    async def _account(self, request: web.Request) -> web.Response:
        if not _allowed(request):
            return _unauthorised()
        row = {"sid": SID, "friendly_name": self.name, "status": self.status, "type": self.kind}
        return web.json_response(row)

    async def _numbers(self, request: web.Request) -> web.Response:
        wanted = request.query.get("PhoneNumber")
        found = [{"sid": number_sid(number), "phone_number": number} for number in self.numbers if number == wanted]
        return web.json_response({"incoming_phone_numbers": found, "page": 0, "next_page_uri": None})

    async def _trunk(self, request: web.Request) -> web.Response:
        sid = request.match_info["trunk"]
        if sid in self.trunking.trunks:
            return web.json_response(self.trunking.trunks[sid])
        if sid not in self.trunks:
            return _not_found(request)
        return web.json_response({"sid": sid, "friendly_name": "Out"})

    async def _nothing(self, request: web.Request) -> web.Response:
        return _not_found(request) if _allowed(request) else _unauthorised()


def _allowed(request: web.Request) -> bool:
    wanted = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {wanted}"


def _unauthorised() -> web.Response:
    return web.json_response({"code": 20003, "message": "Authenticate", "status": 401}, status=401)


def _not_found(request: web.Request) -> web.Response:
    message = f"The requested resource {request.path} was not found"
    return web.json_response({"code": 20404, "message": message, "status": 404}, status=404)

"""Plivo's account, as far as calls ask for it: its REST API with basic authentication, and its calls."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web

from tests.emulators.cloud_calls import CloudPhone, Outcome
from tests.emulators.plivo_calls import PlivoAccount, PlivoCall
from tests.emulators.server import Emulator

AUTH_ID, AUTH_TOKEN = "MA" + "X" * 18, "t" * 40
STATES = {"live": ("ringing", "in-progress"), "queued": ("queued",)}


@dataclass
class PlivoPhone(CloudPhone[PlivoCall]):
    """`code` is the hang-up code of the calls that are dialled from now on; `refuses`: status and error of a refusal;
    `colleague`: what becomes of the calls that a call is sent to."""

    account: PlivoAccount = field(default_factory=lambda: PlivoAccount(AUTH_ID, AUTH_TOKEN))
    code: int | None = None
    refuses: tuple[int, str] | None = None
    colleague: Outcome = "answers"

    async def ring_in(self, url: str, caller: str, called: str, *, signature: str | None = None) -> PlivoCall:
        """Somebody calls one of the account's numbers: asks Tron at `url` what to do, and does it."""
        call = PlivoCall(self, {"from": caller, "to": called}, direction="inbound", status="ringing")
        self.calls[call.sid] = call
        facts, nonce = call.facts("ringing", Event="StartApp"), "7" * 20
        code, xml = await call.asks(lambda: call.webhook(url, facts, signature, nonce))
        call.answers.append(code)
        if code == 200:
            call.start(xml)
        return call


@dataclass
class PlivoEmulator(Emulator):
    """One account."""

    phone: PlivoPhone = field(default_factory=PlivoPhone)

    def routes(self) -> list[web.RouteDef]:
        account = f"/v1/Account/{AUTH_ID}"
        return [
            web.get(f"{account}/", self._account),
            web.post(f"{account}/Call/", self._dial),
            web.post(account + "/Call/{call}/", self._redirect),
            web.get(account + "/Call/{call}/", self._fetch),
            web.delete(account + "/{kind:Call|Request}/{call}/", self._end),
            web.route("*", "/{anything:.*}", self._nothing),
        ]

    async def _account(self, request: web.Request) -> web.Response:
        return web.json_response({"auth_id": AUTH_ID, "name": "Surya"}) if _allowed(request) else _unauthorised()

    async def _dial(self, request: web.Request) -> web.Response:
        if not _allowed(request):
            return _unauthorised()
        wanted = await request.json()
        self.phone.dials += 1
        if self.phone.refuses is not None:
            status, error = self.phone.refuses
            return web.json_response({"api_id": str(uuid4()), "error": error}, status=status)
        call = PlivoCall(self.phone, {name: str(value) for name, value in wanted.items()})
        self.phone.begin(call, call.live())
        if self.phone.breaks:
            assert request.transport is not None
            request.transport.abort()
        told = {"message": "call fired", "request_uuid": call.sid, "api_id": str(uuid4())}
        return web.json_response(told, status=201)

    async def _redirect(self, request: web.Request) -> web.Response:
        call = self._call(request, "live")
        if call is None:
            return _not_found()
        wanted = await request.json()
        if wanted.get("legs") != "aleg" or not wanted.get("aleg_url"):
            return web.json_response({"api_id": str(uuid4()), "error": "aleg_url is missing"}, status=400)
        call.send_to(wanted["aleg_url"])
        told = {"message": "call transferred", "call_uuids": [call.sid], "api_id": str(uuid4())}
        return web.json_response(told, status=202)

    async def _fetch(self, request: web.Request) -> web.Response:
        call = self._call(request, request.query.get("status", ""))
        if call is None:
            return _not_found()
        return web.json_response({"call_uuid": call.sid, "call_status": call.status, "direction": call.direction})

    async def _end(self, request: web.Request) -> web.Response:
        """A call that rings is ended as a request, or as a call; one that is over is not there."""
        call = self._call(request, "live") or self._call(request, "queued")
        if call is None:
            return _not_found()
        call.over.set()
        return web.Response(status=204)

    def _call(self, request: web.Request, state: str) -> PlivoCall | None:
        call = self.phone.calls.get(request.match_info["call"])
        return call if call is not None and call.status in STATES.get(state, ()) and _allowed(request) else None

    async def _nothing(self, request: web.Request) -> web.Response:
        return _not_found() if _allowed(request) else _unauthorised()


def _allowed(request: web.Request) -> bool:
    wanted = base64.b64encode(f"{AUTH_ID}:{AUTH_TOKEN}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {wanted}"


def _unauthorised() -> web.Response:
    return web.Response(text="Could not verify your access level for that URL.", status=401)


def _not_found() -> web.Response:
    body: dict[str, Any] = {"api_id": str(uuid4()), "error": "not found"}
    return web.json_response(body, status=404)

"""The vendors of messages, as far as orders and reports go: Twilio, Plivo, Exotel, MSG91 and WhatsApp's Cloud API.

All five are one address; each checks the account, refuses what the real one would, and signs what it tells.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from aiohttp import web

from tests.emulators.server import Emulator

SID, TOKEN = "AC" + "1" * 32, "t" * 32
PLIVO_ID, PLIVO_TOKEN = "MAPLIVO123", "p" * 40
EXOTEL_SID, EXOTEL_KEY, EXOTEL_TOKEN = "surya1", "k" * 20, "e" * 40
MSG91_KEY, HOOK_TOKEN = "m" * 24, "a-token-only-they-know"
META_ID, META_TOKEN, META_SECRET = "109876543210", "meta-access", "the-secret-of-an-app-at-meta"
NO_PHONE = "+12025550199"
"""No vendor reaches this number."""
ENTITY = "1101000000000000001"


@dataclass
class MessageVendors(Emulator):
    """`orders` are what was taken, by vendor. `error` is a code that Meta refuses with from now on, under
    `error_status`. `stopped` are numbers whose owner told the vendor to send no more."""

    orders: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    error: int | None = None
    error_status: int = 400

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(f"/2010-04-01/Accounts/{SID}/Messages.json", self._twilio),
            web.post(f"/v1/Account/{PLIVO_ID}/Message/", self._plivo),
            web.post(f"/v1/Accounts/{EXOTEL_SID}/Sms/send.json", self._exotel),
            web.post("/api/v2/sendsms", self._msg91),
            web.post(f"/v23.0/{META_ID}/messages", self._meta),
        ]

    @property
    def sid(self) -> str:
        """Twilio's own id of what was ordered last: no two have the same."""
        return f"SM{len(self.orders):032x}"

    @property
    def last(self) -> dict[str, Any]:
        """What was ordered last."""
        return self.orders[-1][1]

    async def _twilio(self, request: web.Request) -> web.Response:
        if not _basic(request, SID, TOKEN):
            return web.json_response({"code": 20003, "message": "Authenticate", "status": 401}, status=401)
        form = await _form(request)
        if form["To"] == NO_PHONE:
            error = {"code": 21211, "message": f"Invalid 'To' Phone Number: {form['To']}", "status": 400}
            return web.json_response(error, status=400)
        if form["To"] in self.stopped:
            error = {"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400}
            return web.json_response(error, status=400)
        self.orders.append(("twilio", form))
        return web.json_response({"sid": self.sid, "status": "queued", "error_code": None}, status=201)

    async def _plivo(self, request: web.Request) -> web.Response:
        if not _basic(request, PLIVO_ID, PLIVO_TOKEN):
            return web.json_response({"error": "authentication failed"}, status=401)
        order = await request.json()
        if f"+{order['dst']}" == NO_PHONE:
            return web.json_response({"api_id": "a", "error": "dst is invalid"}, status=400)
        self.orders.append(("plivo", order))
        return web.json_response({"message": "message(s) queued", "message_uuid": ["pl-1"], "api_id": "a"}, status=202)

    async def _exotel(self, request: web.Request) -> web.Response:
        if not _basic(request, EXOTEL_KEY, EXOTEL_TOKEN):
            wrong = {"RestException": {"Status": 401, "Message": "Unauthorized access"}}
            return web.json_response(wrong, status=401)
        form = await _form(request)
        if form["To"] == NO_PHONE:
            wrong = {"RestException": {"Status": 400, "Message": "Bad 'To' number"}}
            return web.json_response(wrong, status=400)
        self.orders.append(("exotel", form))
        return web.json_response({"SMSMessage": {"Sid": "ex-1", "Status": "queued", "To": form["To"]}})

    async def _msg91(self, request: web.Request) -> web.Response:
        """Its refusals have the status 200."""
        if request.headers.get("authkey") != MSG91_KEY:
            return web.json_response({"message": "Invalid authkey", "type": "error"})
        order = await request.json()
        if order["sms"][0]["to"] == [NO_PHONE.removeprefix("+")]:
            return web.json_response({"message": "Invalid number", "type": "error"})
        self.orders.append(("msg91", order))
        return web.json_response({"message": "3763646c3058373530393938", "type": "success"})

    async def _meta(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {META_TOKEN}":
            return _meta_error(190, "Invalid OAuth access token.", 401)
        order = await request.json()
        if f"+{order['to']}" == NO_PHONE:
            return _meta_error(131026, "Message undeliverable")
        if f"+{order['to']}" in self.stopped:
            return _meta_error(131050, "This recipient has chosen to stop receiving marketing messages")
        if self.error is not None:
            return _meta_error(self.error, "Re-engagement message", self.error_status)
        self.orders.append(("whatsapp", order))
        contacts = [{"input": order["to"], "wa_id": order["to"]}]
        sent = {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": "wamid.1"}]}
        return web.json_response(sent)


def _meta_error(code: int, message: str, status: int = 400) -> web.Response:
    error = {"message": f"(#{code}) {message}", "code": code, "error_data": {"details": message}}
    return web.json_response({"error": error}, status=status)


def _basic(request: web.Request, user: str, password: str) -> bool:
    wanted = base64.b64encode(f"{user}:{password}".encode()).decode()
    return request.headers.get("Authorization") == f"Basic {wanted}"


async def _form(request: web.Request) -> dict[str, Any]:
    return {name: values[-1] for name, values in parse_qs((await request.read()).decode()).items()}


# -------------------------------------------------------------------- what they tell


def form(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()


def twilio_headers(url: str, fields: Mapping[str, str], token: str = TOKEN) -> dict[str, str]:
    """Twilio's signature by its own library."""
    from twilio.request_validator import RequestValidator

    return {"x-twilio-signature": RequestValidator(token).compute_signature(url, dict(fields))}


def plivo_headers(url: str, token: str = PLIVO_TOKEN) -> dict[str, str]:
    digest = hmac.new(token.encode(), f"{url}nonce-1".encode(), hashlib.sha256).digest()
    return {"x-plivo-signature-v2": base64.b64encode(digest).decode(), "x-plivo-signature-v2-nonce": "nonce-1"}


def meta_headers(body: bytes, secret: str = META_SECRET) -> dict[str, str]:
    return {"x-hub-signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def meta_body(
    *,
    statuses: list[dict[str, Any]] | None = None,
    messages: list[dict[str, Any]] | None = None,
    preferences: list[dict[str, Any]] | None = None,
    number: str = META_ID,
) -> bytes:
    """One of Meta's webhooks about a number of ours."""
    value: dict[str, Any] = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": number}}
    value |= {"statuses": statuses} if statuses else {}
    value |= {"messages": messages} if messages else {}
    value |= {"user_preferences": preferences} if preferences else {}
    changes = [{"field": "messages", "value": value}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "0", "changes": changes}]}).encode()

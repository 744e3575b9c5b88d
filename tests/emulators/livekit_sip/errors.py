"""The errors of LiveKit's API (Twirp), as its SIP service gives them."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from livekit.protocol.sip import SIPStatusCode

HTTP_STATUS = {
    "canceled": 408,
    "failed_precondition": 412,
    "invalid_argument": 400,
    "internal": 500,
    "not_found": 404,
    "unavailable": 503,
}


class TwirpError(Exception):
    """Answers a request with this error."""

    def __init__(self, code: str, message: str, meta: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.meta = dict(meta or {})

    def answer(self) -> web.Response:
        body = {"code": self.code, "msg": str(self), "meta": self.meta}
        return web.json_response(body, status=HTTP_STATUS[self.code])


def refusal(sip_status: int) -> TwirpError:
    """The callee's SIP status as the API's error."""
    name = SIPStatusCode.Name(sip_status)  # type: ignore[arg-type]
    codes = {404: "invalid_argument", 500: "internal"}
    meta = {"sip_status_code": str(sip_status), "sip_status": name}
    return TwirpError(
        codes.get(sip_status, "unavailable"), f"twirp error unknown: INVITE failed: sip status: {sip_status}", meta
    )


def canceled() -> TwirpError:
    """Nobody answered in time, or the room is gone."""
    return TwirpError("canceled", "twirp error unknown: context canceled")

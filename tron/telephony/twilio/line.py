"""The Twilio line: in a worker it dials and talks; in the process of the API it takes what Twilio calls us with."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from websockets.asyncio.server import ServerConnection

from tron.core.call_engine.inbound import NOBODY, Incoming, NotTaken
from tron.core.compliance import GateSettings
from tron.core.ports import Trunk
from tron.core.ports.hooks import HookAnswer, HookRefused, HookRequest
from tron.core.trunks.spec import LineState
from tron.telephony.media_stream.call import StreamCall
from tron.telephony.media_stream.line import MediaStreamLine
from tron.telephony.media_stream.messages import BAD_MESSAGE, REFUSED
from tron.telephony.registry import LineContext
from tron.telephony.twilio.carrier import TwilioCarrier, digest_of
from tron.telephony.twilio.client import CALL_SID, PUBLIC_URL, SID, TOKEN, missing
from tron.telephony.twilio.dialect import TwilioDialect
from tron.telephony.twilio.orders import INCOMING, NAME, STATUS, hook_url, rejected, stream_url, to_stream
from tron.telephony.twilio.proofs import SIGNATURE, Seen, is_signed
from tron.telephony.twilio.state import line_state
from tron.telephony.twilio.trunk import TwilioTrunk

log = logging.getLogger(__name__)

XML: Final = "application/xml"
TOLD_SECONDS = 5.0
CLAIMED_SECONDS = 5.0
"""A stream may be here before the worker that claimed its call has begun to answer it."""
LOOK_EVERY = 0.02


class TwilioLine(MediaStreamLine):
    """Line `twilio`. Implements Configurable and TakesHooks."""

    name = NAME
    title = "Twilio"
    trunk_model = TwilioTrunk

    def __init__(self, context: LineContext) -> None:
        self._settings = context.settings
        self._receive = context.receive
        self._seen = Seen(context.clock)
        self._twilio = TwilioCarrier(context.settings, self._streams)
        super().__init__(context.clock, self._twilio, lambda: TwilioDialect(self._twilio.token_of))

    async def state(self, trunk: Trunk | None) -> LineState:
        """What is missing, and whether Tron can be reached at its public address."""
        return await line_state(await self._settings())

    async def aclose(self) -> None:
        """Lets go of what is still to be hung up."""
        await self._twilio.aclose()

    # ------------------------------------------------------------ in the worker

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        """A call's sound, or one message about it by the path /hook/twilio/<call id>."""
        if _path(websocket).startswith("/hook/"):
            await self._told(call_id, websocket)
            return
        until = self._clock.monotonic() + CLAIMED_SECONDS
        while call_id not in self._live and self._clock.monotonic() < until:
            await asyncio.sleep(LOOK_EVERY)
        await super().stream(call_id, websocket)

    async def _told(self, call_id: UUID, websocket: ServerConnection) -> None:
        """The proof is looked at here again: a worker may have an address that others reach, too."""
        try:
            async with asyncio.timeout(TOLD_SECONDS):
                request = _read(call_id, await websocket.recv())
        except (TimeoutError, ValueError):
            await websocket.close(BAD_MESSAGE, "This tells nothing of a call.")
            return
        if not _proven(await self._settings(), request):
            await websocket.close(REFUSED, "This does not come from Twilio.")
            return
        self._twilio.told(call_id, request.form)
        await websocket.close()

    def _streams(self, call_id: UUID) -> bool:
        call = self._live.get(call_id)
        return call is not None and call.is_answered

    def _over(self, call: StreamCall) -> None:
        super()._over(call)
        if call.settled:
            self._twilio.forget(call.call_id)

    # ------------------------------------------------------------ beside the API

    async def hook(self, request: HookRequest) -> HookAnswer:
        settings = await self._settings()
        if not _proven(settings, request) or not self._seen.first(request.headers.get(SIGNATURE, "")):
            raise HookRefused("This does not come from Twilio, or came before.")
        if request.what == INCOMING and request.call_id is None:
            return await self._incoming(str(settings.get(PUBLIC_URL)), request)
        if request.what == STATUS and request.call_id is not None:
            return HookAnswer(tell=_written(request))
        raise HookRefused("There is nothing of that kind here.")

    def undone(self, request: HookRequest) -> None:
        self._seen.forget(request.headers.get(SIGNATURE, ""))

    async def _incoming(self, public_url: str, request: HookRequest) -> HookAnswer:
        form, token = request.form, secrets.token_urlsafe(24)
        call_sid = form.get("CallSid", "")
        if not CALL_SID.match(call_sid):
            raise HookRefused("This is no call.")
        incoming = Incoming(
            line=NAME,
            called=form.get("To"),
            caller=form.get("From"),
            offer={"call_sid": call_sid, "token_digest": digest_of(token)},
            vendor_call_id=call_sid,
        )
        try:
            call_id = await self._receive(incoming)
        except NotTaken as no:
            log.info("a call by Twilio was not taken: %s", no)
            return HookAnswer(rejected(busy=no.sip_status != NOBODY), XML)
        return HookAnswer(to_stream(stream_url(public_url, call_id), token), XML)


def _proven(settings: GateSettings, request: HookRequest) -> bool:
    """Whether our own account signed this. Without settings nothing is proven."""
    if missing(settings) or request.form.get("AccountSid") != settings.get(SID):
        return False
    url = hook_url(str(settings.get(PUBLIC_URL)), request.what, request.call_id)
    return is_signed(str(settings.get(TOKEN)), url, request.form, request.headers.get(SIGNATURE, ""))


def _written(request: HookRequest) -> str:
    return json.dumps({"form": dict(request.form), "signature": request.headers.get(SIGNATURE, "")})


def _read(call_id: UUID, message: str | bytes) -> HookRequest:
    """Raises ValueError."""
    body: Any = json.loads(message)
    form, signature = (body.get("form"), body.get("signature")) if isinstance(body, dict) else (None, None)
    if not isinstance(form, Mapping) or not isinstance(signature, str):
        raise ValueError("no form and signature")
    if not all(isinstance(value, str) for value in form.values()):
        raise ValueError("no form of texts")
    return HookRequest(STATUS, call_id, form, {SIGNATURE: signature})


def _path(websocket: ServerConnection) -> str:
    return urlsplit(websocket.request.path).path if websocket.request is not None else ""

"""The front: `/twirp/livekit.SIP/*` is answered here, with an Egress service `/twirp/livekit.Egress/*` too; all else is
passed on to the real server, WebSockets included."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

import aiohttp
from aiohttp import web
from google.protobuf.message import Message
from livekit import api
from livekit.protocol import sip

from tests.emulators.livekit import KEY, SECRET, LiveKitServer
from tests.emulators.livekit_sip.bridge import bridged
from tests.emulators.livekit_sip.egress import LiveKitEgress
from tests.emulators.livekit_sip.errors import TwirpError, canceled, refusal
from tests.emulators.livekit_sip.fates import Fate, answers, refuses
from tests.emulators.livekit_sip.phone import Order, Phone, Times
from tests.emulators.livekit_sip.trunks import Trunks
from tests.emulators.server import Emulator

HOSTNAME = "sip.example.com"
NOT_PASSED_ON = frozenset({"host", "connection", "transfer-encoding", "content-length", "content-encoding", "upgrade"})
ANSWER_SECONDS = 30.0
LIST_EGRESS = "/twirp/livekit.Egress/ListEgress"
"""Needs the same permission as the others, and is answered at once where there is no such service."""
T = TypeVar("T")


@dataclass
class LiveKitSip(Emulator):
    """`fates` says what becomes of each number (E.164); nobody has a number that is not in it (404).

    `phones` are all that were rung, in order, `transfers` the numbers to which some were sent. `ws_url` is the address
    of the server with this in front. `egress`: the Egress service, where there is one.
    """

    server: LiveKitServer = field(default_factory=lambda: LiveKitServer(""))
    fates: dict[str, Fate] = field(default_factory=dict)
    times: Times = field(default_factory=Times)
    phones: list[Phone] = field(default_factory=list)
    trunks: Trunks = field(default_factory=Trunks)
    transfers: list[str] = field(default_factory=list)
    egress: LiveKitEgress | None = None

    @property
    def ws_url(self) -> str:
        return self.url.replace("http", "ws", 1)

    def rung(self, number: str) -> list[Phone]:
        """The phones of this number."""
        return [phone for phone in self.phones if phone.order.number == number]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/twirp/livekit.SIP/{method}", self._sip),
            web.post("/twirp/livekit.Egress/{method}", self._egress),
            web.route("*", "/{tail:.*}", self._pass_on),
        ]

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(auto_decompress=False)
        self._calls: set[asyncio.Task[Any]] = set()
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for call in list(self._calls):
            call.cancel()
        await asyncio.gather(*self._calls, *(phone.close() for phone in self.phones), return_exceptions=True)
        await self._session.close()
        await super().__aexit__(kind, error, trace)

    # ------------------------------------------------------------ calls that come in

    async def ring_in(self, caller: str, called: str, fate: Fate, headers: Mapping[str, str] | None = None) -> Phone:
        """Somebody calls one of the inbound trunks' numbers; raises KeyError where no dispatch rule takes it.

        The phone hears ringing until somebody in the room publishes sound, as with the real service.
        """
        found = self.trunks.rule_for(called)
        if found is None:
            raise KeyError(called)
        trunk, rule = found
        prefix = rule.rule.dispatch_rule_individual.room_prefix or "call-inbound-"
        attributes = {
            "sip.trunkID": trunk.sip_trunk_id,
            "sip.ruleID": rule.sip_dispatch_rule_id,
            "sip.hostname": HOSTNAME,
            "sip.trunkPhoneNumber": called,
            "sip.phoneNumber": caller,
            "sip.callStatus": "ringing",
            **_shown(trunk, headers or {}),
        }
        order = Order(f"{prefix}_{caller}_{secrets.token_hex(6)}", f"sip_{caller}", caller, attributes)
        phone = await self._join(order, fate, room_config=rule.room_config)
        self._spawn(self._until_taken(phone))
        return phone

    async def _lead_back(self, near: Phone) -> None:
        """The same call comes in again; both phones are one line, and end together."""
        far = await self.ring_in(near.order.attributes["sip.trunkPhoneNumber"], near.order.number, answers())
        for phone, end in zip((near, far), bridged(), strict=True):
            phone.speak_for(end)
        await far.answered.wait()
        near.taken.set()
        over = [asyncio.create_task(phone.over.wait()) for phone in (near, far)]
        try:
            await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in over:
                one.cancel()
        for phone in (near, far):
            await phone.hang_up()

    async def _until_taken(self, phone: Phone) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(phone.subscribed.wait(), ANSWER_SECONDS)
            await phone.answer()
            return
        await phone.hang_up()

    # ------------------------------------------------------------ the API

    async def _sip(self, request: web.Request) -> web.StreamResponse:
        body, method = await request.read(), request.match_info["method"]
        unasked = await self._refused_by_server(request, body)
        if unasked is not None:
            return unasked
        try:
            if method == "CreateSIPParticipant":
                answer: Message = await self._create_participant(request, body)
            elif method == "TransferSIPParticipant":
                answer = await self._transfer(body)
            else:
                answer = self.trunks.methods[method](body)
        except TwirpError as error:
            return error.answer()
        return web.Response(body=answer.SerializeToString(), content_type="application/protobuf")

    async def _egress(self, request: web.Request) -> web.StreamResponse:
        body, method = await request.read(), request.match_info["method"]
        if self.egress is None:
            return await self._pass_on(request)
        if (unasked := await self._refused_by_server(request, b"", LIST_EGRESS)) is not None:
            return unasked
        try:
            answer = await self.egress.answer(request, method, body, self.server.url)
        except TwirpError as error:
            return error.answer()
        return web.Response(body=answer.SerializeToString(), content_type="application/protobuf")

    async def _refused_by_server(
        self, request: web.Request, body: bytes, path: str | None = None
    ) -> web.StreamResponse | None:
        """The real server knows keys, clocks and permissions; without a SIP service it says so only after those."""
        async with self._session.post(
            self._upstream(request, path), data=body, headers=_kept(request.headers), allow_redirects=False
        ) as answer:
            if answer.status != 401:
                return None
            return web.Response(status=401, body=await answer.read(), headers=_kept(answer.headers))

    async def _create_participant(self, request: web.Request, body: bytes) -> Message:
        asked = sip.CreateSIPParticipantRequest.FromString(body)
        trunk = self.trunks.outbound.get(asked.sip_trunk_id)
        if trunk is None:
            raise TwirpError("not_found", "twirp error unknown: requested sip trunk does not exist")
        phone = await self._join(self._ordered(asked, trunk), self.fates.get(asked.sip_call_to, refuses(404)))
        calling = self._spawn(phone.call())
        if phone.fate.comes_back:
            self._spawn(self._lead_back(phone))
        if asked.wait_until_answered:
            if phone.fate.breaks:
                await asyncio.sleep(0.3)
                assert request.transport is not None
                request.transport.abort()
            if phone.fate.given_up:
                await asyncio.sleep(0.3)
                raise web.HTTPGatewayTimeout
            failure = await asyncio.shield(calling)
            if failure is not None:
                raise failure
        return sip.SIPParticipantInfo(
            participant_id=phone.room.local_participant.sid,
            participant_identity=phone.order.identity,
            room_name=phone.order.room,
            sip_call_id=phone.call_id,
        )

    def _ordered(self, asked: sip.CreateSIPParticipantRequest, trunk: sip.SIPOutboundTrunkInfo) -> Order:
        attributes = {
            **asked.participant_attributes,
            "sip.trunkID": asked.sip_trunk_id,
            "sip.hostname": trunk.address,
            "sip.trunkPhoneNumber": asked.sip_number or trunk.numbers[0],
            "sip.phoneNumber": asked.sip_call_to,
            "sip.callStatus": "dialing",
        }
        longest = asked.max_call_duration.ToTimedelta().total_seconds()
        return Order(
            asked.room_name,
            asked.participant_identity or f"sip_{asked.sip_call_to}",
            asked.sip_call_to,
            attributes,
            headers=dict(asked.headers),
            ringing_timeout=_patience(asked),
            max_seconds=longest or None,
            krisp=asked.krisp_enabled,
        )

    async def _transfer(self, body: bytes) -> Message:
        """REFER: the phone is told to call somebody else, and hangs up here once it is connected there."""
        asked = sip.TransferSIPParticipantRequest.FromString(body)
        phone = next(
            (
                one
                for one in self.phones
                if (one.order.room, one.order.identity) == (asked.room_name, asked.participant_identity)
                and one.answered.is_set()
                and not one.over.is_set()
            ),
            None,
        )
        if phone is None:
            raise TwirpError("not_found", "twirp error unknown: participant does not exist")
        number = asked.transfer_to.removeprefix("tel:").removeprefix("sip:").partition("@")[0]
        self.transfers.append(number)
        fate = self.fates.get(number, refuses(404))
        patience = _patience(asked)
        await asyncio.sleep(min(self.times.unreachable if fate.rings is None else fate.rings, patience))
        if fate.refused is not None:
            raise refusal(fate.refused)
        if fate.person is None:
            raise canceled()
        await phone.hang_up()
        return sip.TransferSIPParticipantResponse(
            transfer_id="STR_" + secrets.token_hex(6), status=sip.SIPTransferStatus.STS_TRANSFER_SUCCESSFUL
        )

    async def _join(self, order: Order, fate: Fate, room_config: Any = None) -> Phone:
        phone = Phone(order, fate, self.times)
        order.attributes = {"sip.callID": phone.call_id, **order.attributes}
        grants = api.VideoGrants(room_join=True, room=order.room, can_update_own_metadata=True)
        token = (
            api.AccessToken(KEY, SECRET)
            .with_identity(order.identity)
            .with_kind("sip")
            .with_grants(grants)
            .with_attributes(order.attributes)
        )
        if room_config is not None:
            token = token.with_room_config(room_config)
        self.phones.append(phone)
        await phone.join(self.server.url, token.to_jwt())
        return phone

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.ensure_future(work)
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)
        return task

    # ------------------------------------------------------------ the real server

    def _upstream(self, request: web.Request, path: str | None = None) -> str:
        return self.server.url.replace("ws", "http", 1) + (path or request.path_qs)

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("upgrade", "").lower() == "websocket":
            return await self._pass_socket(request)
        async with self._session.request(
            request.method,
            self._upstream(request),
            data=await request.read(),
            headers=_kept(request.headers),
            allow_redirects=False,
        ) as answer:
            return web.Response(status=answer.status, body=await answer.read(), headers=_kept(answer.headers))

    async def _pass_socket(self, request: web.Request) -> web.StreamResponse:
        try:
            upstream = await self._session.ws_connect(
                self._upstream(request), headers=_socket_headers(request.headers), max_msg_size=0
            )
        except aiohttp.WSServerHandshakeError as error:
            return await self._why_no_socket(request, error)
        near = web.WebSocketResponse(max_msg_size=0)
        await near.prepare(request)
        there, back = asyncio.create_task(_copy(near, upstream)), asyncio.create_task(_copy(upstream, near))
        try:
            await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            there.cancel()
            back.cancel()
            await upstream.close()
            await near.close()
        return near

    async def _why_no_socket(self, request: web.Request, error: aiohttp.WSServerHandshakeError) -> web.Response:
        """The server's own words: the client's library shows them."""
        async with self._session.get(self._upstream(request), headers=_socket_headers(request.headers)) as answer:
            return web.Response(status=error.status, body=await answer.read())


async def _copy(source: Any, target: Any) -> None:
    async for message in source:
        if message.type == aiohttp.WSMsgType.BINARY:
            await target.send_bytes(message.data)
        elif message.type == aiohttp.WSMsgType.TEXT:
            await target.send_str(message.data)


def _shown(trunk: sip.SIPInboundTrunkInfo, headers: Mapping[str, str]) -> dict[str, str]:
    """The INVITE's headers as far as the trunk says that the room sees them: none without a word."""
    if trunk.include_headers == sip.SIP_NO_HEADERS:
        return {}
    every = trunk.include_headers == sip.SIP_ALL_HEADERS
    return {f"sip.h.{name.lower()}": told for name, told in headers.items() if every or name.lower().startswith("x-")}


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in NOT_PASSED_ON}


def _socket_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in _kept(headers).items() if not name.lower().startswith("sec-websocket")}


def _patience(asked: sip.CreateSIPParticipantRequest | sip.TransferSIPParticipantRequest) -> float:
    """Seconds; LiveKit's reference says that 80 is the most."""
    seconds = asked.ringing_timeout.ToTimedelta().total_seconds() or 30.0
    if seconds > 80:
        raise TwirpError("invalid_argument", "twirp error unknown: ringing timeout is too long")
    return float(seconds)

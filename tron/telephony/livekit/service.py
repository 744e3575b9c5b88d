"""What Tron asks of a LiveKit server: ring a phone, hand it over, end a room, who is in it. Never asked twice."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import aiohttp
from google.protobuf.duration_pb2 import Duration
from livekit import api

from tron.telephony.livekit.access import Access

log = logging.getLogger(__name__)

PHONE = "phone"
"""Identity of the phone in a room that Tron made."""
UNREACHABLE_SECONDS = 30.0
"""So long the SIP service waits for an address where nothing answers, whatever the time to ring."""
LONGEST_RING = 80.0
"""LiveKit lets no phone ring for longer; a transfer of a flow may ask for two minutes."""
GRACE_SECONDS = 5.0
ASK_SECONDS = 5.0
CONNECT_SECONDS = 5.0

ServerError = api.ServerError


@dataclass(frozen=True, slots=True)
class PhoneOrder:
    """One phone to ring into `room`. Times in seconds; `headers` are SIP headers of the INVITE."""

    room: str
    trunk_id: str
    to: str
    ring_timeout: float
    caller_id: str | None = None
    max_seconds: float | None = None
    krisp: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


class LivekitService:
    """One server's API. Its methods raise ServerError, aiohttp.ClientError and TimeoutError."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def url(self) -> str:
        return self._access.url

    async def ring(self, order: PhoneOrder) -> str:
        """Rings until the phone is answered; the SIP service's id of the call."""
        request = api.CreateSIPParticipantRequest(
            sip_trunk_id=order.trunk_id,
            sip_call_to=order.to,
            sip_number=order.caller_id or "",
            room_name=order.room,
            participant_identity=PHONE,
            wait_until_answered=True,
            ringing_timeout=_duration(min(order.ring_timeout, LONGEST_RING)),
            krisp_enabled=order.krisp,
            headers=dict(order.headers),
            include_headers=api.SIPHeaderOptions.SIP_X_HEADERS,
        )
        if order.max_seconds is not None:
            request.max_call_duration.CopyFrom(_duration(order.max_seconds))
        longest = max(order.ring_timeout, UNREACHABLE_SECONDS) + GRACE_SECONDS
        async with self.client(None) as client:
            made = await client.sip.create_sip_participant(request, timeout=longest)
        return made.sip_call_id

    async def hand_over(self, room: str, phone: str, to: str, wait: float) -> None:
        """REFER: the phone's carrier calls `to` (E.164) instead; returns when that is answered."""
        request = api.TransferSIPParticipantRequest(
            room_name=room,
            participant_identity=phone,
            transfer_to=f"tel:{to}",
            play_dialtone=True,
            ringing_timeout=_duration(min(wait, LONGEST_RING)),
        )
        async with self.client(None) as client:
            done = await client.sip.transfer_sip_participant(request, timeout=wait + GRACE_SECONDS)
        if done.status == api.SIPTransferStatus.STS_TRANSFER_FAILED:
            told = {"sip_transfer_reason": api.SIPTransferReason.Name(done.reason)}
            if done.sip_status.code:
                told["sip_status_code"] = str(int(done.sip_status.code))
            raise ServerError("unavailable", "the transfer failed", status=503, metadata=told)

    async def end_room(self, room: str, phone: str | None) -> None:
        """Puts the phone out, which hangs it up, and closes the room; neither need be there."""
        async with self.client() as client:
            if phone is not None:
                with _missing_is_fine():
                    await client.room.remove_participant(api.RoomParticipantIdentity(room=room, identity=phone))
            with _missing_is_fine():
                await client.room.delete_room(api.DeleteRoomRequest(room=room))

    async def phone_in(self, room: str) -> api.ParticipantInfo | None:
        """The phone that is in a room."""
        found = await self._in(room)
        return next((one for one in found if one.kind == api.ParticipantInfo.Kind.SIP), None)

    async def lone_phone(self, room: str) -> api.ParticipantInfo | None:
        """The phone in a room where nobody of ours is."""
        found = await self._in(room)
        if any(one.kind == api.ParticipantInfo.Kind.AGENT for one in found):
            return None
        return next((one for one in found if one.kind == api.ParticipantInfo.Kind.SIP), None)

    async def rooms(self, names: Sequence[str] = ()) -> list[api.Room]:
        """Those that there are; with `names`, among these."""
        async with self.client() as client:
            return list((await client.room.list_rooms(api.ListRoomsRequest(names=names))).rooms)

    async def name_room(self, room: str, metadata: str) -> None:
        """Writes down whose room this is."""
        async with self.client() as client:
            await client.room.update_room_metadata(api.UpdateRoomMetadataRequest(room=room, metadata=metadata))

    async def send_agent(self, room: str, agent_name: str) -> None:
        """Asks the registered workers once more for somebody to come to a room."""
        async with self.client() as client:
            await client.agent_dispatch.create_dispatch(
                api.CreateAgentDispatchRequest(agent_name=agent_name, room=room)
            )

    async def outbound_trunks(self) -> list[str]:
        """Their ids."""
        async with self.client() as client:
            found = await client.sip.list_outbound_trunk(api.ListSIPOutboundTrunkRequest())
        return [one.sip_trunk_id for one in found.items]

    async def inbound_numbers(self, trunk_id: str) -> list[str]:
        """Those that the trunk lists; none where there is no such trunk."""
        async with self.client() as client:
            found = await client.sip.list_inbound_trunk(api.ListSIPInboundTrunkRequest(trunk_ids=[trunk_id]))
        return [number for one in found.items if one.sip_trunk_id == trunk_id for number in one.numbers]

    async def _in(self, room: str) -> list[api.ParticipantInfo]:
        async with self.client() as client:
            return list((await client.room.list_participants(api.ListParticipantsRequest(room=room))).participants)

    @asynccontextmanager
    async def client(self, longest: float | None = ASK_SECONDS) -> AsyncIterator[api.LiveKitAPI]:
        """Its whole API, for `longest` seconds (TimeoutError). `failover` off: a busy phone answers with HTTP 503, and
        would be rung again over another region."""
        access = self._access
        # The library overrides the session's times with none; only what stands around it holds.
        timeout = aiohttp.ClientTimeout(total=longest, sock_connect=CONNECT_SECONDS)
        async with asyncio.timeout(longest), aiohttp.ClientSession(timeout=timeout) as session:
            yield api.LiveKitAPI(access.url, access.key, access.secret, session=session, failover=False)


def _duration(seconds: float) -> Duration:
    return Duration(seconds=math.ceil(seconds))


@contextmanager
def _missing_is_fine() -> Iterator[None]:
    try:
        yield
    except ServerError as error:
        if error.status != 404:
            raise


async def end_quietly(service: LivekitService, room: str, phone: str | None, seconds: float) -> bool:
    """Ends a room as well as that goes within `seconds`; whether it is known to be over. Raises nothing."""
    try:
        async with asyncio.timeout(seconds):
            await service.end_room(room, phone)
    except (ServerError, aiohttp.ClientError, TimeoutError) as error:
        log.error("a room could not be ended: %s", type(error).__name__)
        return False
    return True

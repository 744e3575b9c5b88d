"""The LiveKit line: a room for each call, into which LiveKit's SIP service brings the phone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from uuid import UUID

import aiohttp
from livekit import rtc
from pydantic import ValidationError

from tron.core.ports import AnswerRequest, DialFailed, DialRequest, LineCall, RingListener, Trunk
from tron.core.trunks.set_up import Done, Plan, Step
from tron.core.trunks.spec import LineNote, LineState
from tron.telephony.admission import Admission
from tron.telephony.desk import Places
from tron.telephony.livekit import failures
from tron.telephony.livekit.access import OUTBOUND, TRUNK, Access, NotSetUp, access_of
from tron.telephony.livekit.call import LivekitCall
from tron.telephony.livekit.dialling import Dialling
from tron.telephony.livekit.numbers import turned_away
from tron.telephony.livekit.recording import RecordsByEgress
from tron.telephony.livekit.registration import AGENT_NAME, DEFAULT_NAME, Registration
from tron.telephony.livekit.room import PhoneRoom
from tron.telephony.livekit.service import LivekitService, PhoneOrder, ServerError, end_quietly
from tron.telephony.livekit.set_up import LivekitSetUp
from tron.telephony.livekit.trunk import LivekitTrunk
from tron.telephony.registry import LineContext
from tron.telephony.twilio.client import TwilioAccount
from tron.telephony.twilio.trunking import TwilioTrunking

log = logging.getLogger(__name__)

END_SECONDS = 3.0
SEEN_SECONDS, SOUND_SECONDS = 1.5, 4.0
"""A caller was in the room before us, and is seen at once; its sound may take a second more."""


class LivekitLine(RecordsByEgress):
    """Implements Line, Answers, Configurable, HasDesk and RecordsCalls. Our side joins before the phone is rung."""

    name = "livekit"
    title = "LiveKit SIP"
    rings_phone = True
    trunk_model = LivekitTrunk

    def __init__(self, context: LineContext) -> None:
        self._clock = context.clock
        self._settings = context.settings
        self._context = context
        self._admission: Admission | None = None
        self._live: dict[UUID, LivekitCall] = {}
        self._ending: set[asyncio.Task[bool]] = set()

    def desk(self, places: Places) -> Registration:
        """What registers this process with LiveKit, so that callers come to it."""
        self._admission = Admission(places, self._clock)
        return Registration(self._context, self._admission, self.name)

    # ------------------------------------------------------------ calls

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        if request.to is None:
            raise DialFailed("failed", "invalid_number", None, "This line calls telephone numbers only.")
        access, order = await self._order(request, request.to)
        room, service = PhoneRoom(order.room, self._clock), LivekitService(access)
        await self._join(room, access, request.call_id)
        answered = False
        try:
            sip_call_id = await Dialling(service, room, order, listener).run()
            answered = True
        finally:
            if not answered:
                await room.leave()
        return self._call(request.call_id, room, service, sip_call_id)

    async def answer(self, request: AnswerRequest) -> LineCall:
        """`offer` has the `room` in which the caller waits; being heard there is what answers the phone."""
        if self._admission is not None:
            self._admission.settle(str(request.offer["room"]))
        access = access_of(await self._settings())
        room, service = PhoneRoom(str(request.offer["room"]), self._clock), LivekitService(access)
        taken = False
        try:
            await asyncio.gather(
                self._join(room, access, request.call_id), self._claim(service, room.name, request.call_id)
            )
            room.audio.answered()
            await self._caller(room)
            taken = True
        finally:
            if not taken:
                await end_quietly(service, room.name, room.phone, END_SECONDS)
                await room.leave()
        return self._call(request.call_id, room, service, room.attributes.get("sip.callID", ""))

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        """TurnsAway: the end of the room in which the caller waits, which LiveKit's SIP service turns into its own
        refusal."""
        name = str(request.offer.get("room"))
        if self._admission is not None:
            self._admission.settle(name)
        try:
            service = LivekitService(access_of(await self._settings()))
            caller = await service.phone_in(name)
        except (NotSetUp, ServerError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("a caller is not let go of: %s", type(error).__name__)
            return
        await end_quietly(service, name, caller.identity if caller is not None else None, END_SECONDS)

    async def exists(self, call_id: UUID) -> bool | None:
        """Asked once nobody holds the call any more: a phone that is still in its room is hung up."""
        if call_id in self._live:
            return True
        try:
            service = LivekitService(access_of(await self._settings()))
            room = await _room_of(service, call_id)
            phone = await service.phone_in(room) if room is not None else None
        except (NotSetUp, ServerError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("LiveKit cannot be asked about a call: %s", type(error).__name__)
            return None
        if room is not None:
            ending = asyncio.create_task(end_quietly(service, room, phone.identity if phone else None, END_SECONDS))
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
        return phone is not None

    # ------------------------------------------------------------ what is set up

    async def state(self, trunk: Trunk | None) -> LineState:
        settings = await self._settings()
        try:
            service = LivekitService(access_of(settings))
            if trunk is None:
                return await _look(service, None, "")
            return await _look(service, _trunk_id(trunk, settings.get(TRUNK)), _fields(trunk).inbound_trunk_id)
        except NotSetUp as missing:
            return LineState("missing", str(missing), missing.missing, "livekit_missing")
        except _Unfit as unfit:
            return LineState("missing", str(unfit), ("outbound_trunk_id",), unfit.note)

    async def set_up(self, plan: Plan, known: Mapping[str, str]) -> Done:
        """SetsUp: LiveKit's trunks and its dispatch rule; with `by_twilio` Twilio's trunk before them."""
        settings = await self._settings()
        try:
            access = access_of(settings)
        except NotSetUp as missing:
            return Done([Step("server", "failed", trouble="missing", detail=str(missing))], {})
        twilio = TwilioTrunking(TwilioAccount.of(settings), plan) if plan.by_twilio else None
        name = str(settings.get(AGENT_NAME) or DEFAULT_NAME)
        return await LivekitSetUp(access, name, plan, known, twilio).run()

    # ------------------------------------------------------------ inside

    async def _order(self, request: DialRequest, to: str) -> tuple[Access, PhoneOrder]:
        settings = await self._settings()
        access = access_of(settings)
        trunk = _fields(request.trunk)
        order = PhoneOrder(
            room=f"{OUTBOUND}{request.call_id}",
            trunk_id=_trunk_id(request.trunk, settings.get(TRUNK)),
            to=to,
            ring_timeout=request.ring_timeout,
            caller_id=request.caller_id,
            max_seconds=request.max_seconds,
            krisp=trunk.krisp and access.in_cloud,
            headers={**trunk.headers, **request.headers},
        )
        return access, order

    async def _join(self, room: PhoneRoom, access: Access, call_id: UUID) -> None:
        try:
            await room.join(access.url, access.join_token(room.name, f"tron-{call_id}", str(call_id)))
        except rtc.ConnectError as error:
            raise failures.not_joined(error) from None
        except TimeoutError:
            raise DialFailed("failed", "unreachable", None, failures.AWAY) from None

    async def _claim(self, service: LivekitService, room: str, call_id: UUID) -> None:
        """So that `exists` finds a room that LiveKit named."""
        try:
            await service.name_room(room, str(call_id))
        except (ServerError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("a room does not say whose call it is: %s", type(error).__name__)

    async def _caller(self, room: PhoneRoom) -> None:
        """Raises DialFailed unless the caller can be heard."""
        if await room.until(room.seen, SEEN_SECONDS):
            await room.until(room.sounds, SOUND_SECONDS)
        if room.over.done() and room.over.result().by == "network":
            raise DialFailed("failed", "unreachable", None, "The room was lost before anybody answered.")
        if room.phone is None or room.over.done():
            raise DialFailed("no_answer", "caller_hung_up", 487, "The caller hung up before the call was taken.")
        if not room.sounds.is_set():
            raise DialFailed("failed", "trunk_error", None, failures.MUTE)

    def _call(self, call_id: UUID, room: PhoneRoom, service: LivekitService, sip_call_id: str) -> LivekitCall:
        call = self._live[call_id] = LivekitCall(room, service, sip_call_id, lambda: self._forget(call_id))
        return call

    def _forget(self, call_id: UUID) -> None:
        self._live.pop(call_id, None)


async def _look(service: LivekitService, trunk_id: str | None, inbound_id: str) -> LineState:
    """The server, the trunk on it, and what the one for calls that come in takes."""
    try:
        if trunk_id is None:
            await service.rooms(["-"])
            return LineState("ready", "The LiveKit server answers.", note="livekit_answers")
        known = await service.outbound_trunks()
        lost = turned_away(await service.inbound_numbers(inbound_id)) if inbound_id else []
    except ServerError as error:
        told = str(failures.not_answered(error, rang=False, trunk_id=trunk_id or ""))
        values = {"trunk": trunk_id or "", "code": error.code}
        return LineState("failing", told, note=failures.refusal_of(error), values=values)
    except (aiohttp.ClientError, TimeoutError):
        return LineState("failing", failures.AWAY, note="livekit_away")
    named = {"trunk": trunk_id}
    if trunk_id not in known:
        lacks = f"LiveKit has no outbound trunk {trunk_id}."
        return LineState("failing", lacks, note="livekit_lacks_trunk", values=named)
    if lost:
        numbers = ", ".join(lost)
        told = f"Calls to {numbers} are turned away: press Set it up again, so that the trunk lists every form once."
        return LineState("ready", told, note="livekit_lacks_forms", values={"numbers": numbers})
    return LineState("ready", f"LiveKit has the outbound trunk {trunk_id}.", note="livekit_has_trunk", values=named)


async def _room_of(service: LivekitService, call_id: UUID) -> str | None:
    """By name where Tron named it, else by what was written down in it."""
    if await service.rooms([named := f"{OUTBOUND}{call_id}"]):
        return named
    return next((room.name for room in await service.rooms() if room.metadata == str(call_id)), None)


class _Unfit(DialFailed):
    """Nothing was dialled: the trunk is not written down whole."""

    def __init__(self, message: str, note: LineNote) -> None:
        super().__init__("failed", "trunk_error", None, message)
        self.note = note


def _fields(trunk: Trunk | None) -> LivekitTrunk:
    """Raises DialFailed where what is stored is no trunk of this line."""
    try:
        return LivekitTrunk.model_validate(dict(trunk.settings) if trunk is not None else {})
    except ValidationError:
        raise _Unfit("The trunk's settings are not complete.", "livekit_bad_trunk") from None


def _trunk_id(trunk: Trunk | None, default: object) -> str:
    wanted = _fields(trunk).outbound_trunk_id or str(default or "")
    if not wanted:
        raise _Unfit("No outbound trunk is named, in the trunk or the settings.", "livekit_no_trunk")
    return wanted

"""Our side of a room with one phone in it: joins, follows the phone, and knows how it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from livekit import rtc

from tron.core.clock import Clock
from tron.core.ports import Hangup
from tron.telephony.livekit.audio import RoomAudio

log = logging.getLogger(__name__)

STATUS = "sip.callStatus"
RINGING, ACTIVE = frozenset({"ringing", "active"}), "active"
HEADER = "sip.h."
JOIN_SECONDS = 10.0
LEAVE_SECONDS = 2.0
LOST = frozenset(
    {
        rtc.DisconnectReason.PARTICIPANT_REMOVED,
        rtc.DisconnectReason.ROOM_DELETED,
        rtc.DisconnectReason.ROOM_CLOSED,
        rtc.DisconnectReason.SERVER_SHUTDOWN,
        rtc.DisconnectReason.STATE_MISMATCH,
        rtc.DisconnectReason.JOIN_FAILURE,
        rtc.DisconnectReason.CONNECTION_TIMEOUT,
        rtc.DisconnectReason.MEDIA_FAILURE,
        rtc.DisconnectReason.SIP_TRUNK_FAILURE,
    }
)
"""Ways in which a phone leaves that its person has no part in."""


class PhoneRoom:
    """`rings`, `answered`, `sounds` are set by what is seen of the phone; `over` holds the one end.

    `keys` are the phone's, None behind the last.
    """

    def __init__(self, name: str, clock: Clock) -> None:
        self.name = name
        self.audio = RoomAudio(clock)
        self.seen, self.rings, self.answered, self.sounds = (asyncio.Event() for _ in range(4))
        self.over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()
        self.keys: asyncio.Queue[str | None] = asyncio.Queue()
        self.phone: str | None = None
        """Its identity."""
        self.attributes: dict[str, str] = {}
        self._room = rtc.Room()

    async def join(self, url: str, token: str) -> None:
        """Into the room, with our sound published. Raises rtc.ConnectError and TimeoutError."""
        room = self._room
        room.on("participant_connected", self._came)
        room.on("participant_attributes_changed", self._changed)
        room.on("participant_disconnected", self._left)
        room.on("track_subscribed", self._sounds)
        room.on("sip_dtmf_received", self._pressed)
        room.on("disconnected", self._lost)
        try:
            async with asyncio.timeout(JOIN_SECONDS):
                await room.connect(url, token)
                for who in list(room.remote_participants.values()):
                    self._came(who)
                await self.audio.publish(room)
        except BaseException:
            await self.leave()
            raise

    async def until(self, event: asyncio.Event, seconds: float) -> bool:
        """Waits for something of the phone, at most so long, and no longer than the room; whether it came."""
        waiting = asyncio.create_task(event.wait())
        ends = asyncio.create_task(self._ends())
        try:
            await asyncio.wait({waiting, ends}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            ends.cancel()
        return event.is_set()

    async def send_key(self, key: str, code: int) -> None:
        """One DTMF digit to the phone."""
        if not self.over.done():
            await self._room.local_participant.publish_dtmf(code=code, digit=key)

    def end(self, hangup: Hangup) -> None:
        """The one end; later ones mean nothing."""
        if not self.over.done():
            self.over.set_result(hangup)
            self.keys.put_nowait(None)
            self.audio.leave()

    async def leave(self) -> None:
        """Our side goes. Raises nothing, may be called twice."""
        self.end(Hangup("network", None))
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._room.disconnect()
        except TimeoutError:
            log.error("a room is not left in time")
        await self.audio.close()

    @property
    def headers(self) -> Mapping[str, str]:
        """SIP headers of the phone's side, by their names in lower case."""
        return {name.removeprefix(HEADER): told for name, told in self.attributes.items() if name.startswith(HEADER)}

    async def _ends(self) -> None:
        await asyncio.shield(self.over)

    # ------------------------------------------------------------ what happens in the room

    def _came(self, who: rtc.RemoteParticipant) -> None:
        if self.phone is not None or who.kind != rtc.ParticipantKind.PARTICIPANT_KIND_SIP:
            return
        self.phone = who.identity
        self.seen.set()
        self._follow(who)

    def _changed(self, _: Mapping[str, str], who: rtc.Participant) -> None:
        if who.identity == self.phone:
            self._follow(who)

    def _follow(self, who: rtc.Participant) -> None:
        self.attributes = dict(who.attributes)
        status = self.attributes.get(STATUS)
        if status in RINGING:
            self.rings.set()
        if status == ACTIVE:
            self.answered.set()
        if status == "hangup":
            self.end(Hangup("caller"))

    def _left(self, who: rtc.RemoteParticipant) -> None:
        if who.identity != self.phone:
            return
        self._follow(who)
        lost = who.disconnect_reason in LOST
        self.end(Hangup("network", None) if lost else Hangup("caller"))

    def _sounds(self, track: rtc.Track, _: rtc.RemoteTrackPublication, who: rtc.RemoteParticipant) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO and who.identity == self.phone:
            self.audio.listen(track)
            self.sounds.set()

    def _pressed(self, key: rtc.SipDTMF) -> None:
        if key.participant is None or key.participant.identity == self.phone:
            self.keys.put_nowait(key.digit)

    def _lost(self, reason: rtc.DisconnectReason.ValueType) -> None:
        if not self.over.done():
            log.warning("the connection to a room is over: %s", rtc.DisconnectReason.Name(reason))
        self.end(Hangup("network", None))

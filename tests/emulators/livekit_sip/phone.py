"""One telephone in a LiveKit room, as the SIP service puts it there: attributes in order, sound, keys."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from livekit import rtc
from livekit.rtc import DisconnectReason

from tests.emulators.livekit_sip.bridge import Bridged
from tests.emulators.livekit_sip.errors import TwirpError, canceled, refusal
from tests.emulators.livekit_sip.fates import Fate, Talker
from tron.core.clock import SystemClock
from tron.core.speech import FRAME_BYTES, FRAME_SAMPLES, SAMPLE_RATE
from tron.telephony.sandbox.audio_person import AudioPerson, split_frames
from tron.telephony.sandbox.people import Person

PUBLISH_SECONDS = 1.0
"""After the join, as measured."""
LEAVE_SECONDS = 3.0
SET_SECONDS = 2.0
TRYING_SECONDS = 0.5
"""From the INVITE to the callee's 180."""
HANGUP_SECONDS = 0.2
"""The server sends nobody the attributes of who left before it came to that."""
UNANSWERED = {486: DisconnectReason.USER_REJECTED, 480: DisconnectReason.USER_UNAVAILABLE}
DTMF_CODES = {key: code for code, key in enumerate("0123456789*#ABCD")}


@dataclass(slots=True)
class Times:
    """Seconds that the real service takes; a test of failures has no 30 of them."""

    publish: float = PUBLISH_SECONDS
    leave: float = LEAVE_SECONDS
    unreachable: float = 30.0


@dataclass(slots=True)
class Order:
    """What was asked for. `attributes` are those of the join; `ringing_timeout` and `max_seconds` in seconds."""

    room: str
    identity: str
    number: str
    attributes: dict[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    ringing_timeout: float = 30.0
    max_seconds: float | None = None
    krisp: bool = False


class Phone:
    """`statuses` are the states it went through, `heard` the agent's sound (16 kHz mono s16le), `keys` its DTMF."""

    def __init__(self, order: Order, fate: Fate, times: Times) -> None:
        self.order = order
        self.fate = fate
        self.call_id = "SCL_" + secrets.token_hex(6)
        self.statuses: list[str] = []
        self.heard = bytearray()
        self.keys = ""
        self.room = rtc.Room()
        self.over = asyncio.Event()
        self.answered = asyncio.Event()
        self.taken = asyncio.Event()
        """Where it comes back somebody has answered."""
        self.published = asyncio.Event()
        self.subscribed = asyncio.Event()
        self.left_by: int | None = None
        self._times = times
        self._tasks: set[asyncio.Task[None]] = set()
        self._person: Talker | None = None if isinstance(fate.person, Person) else fate.person
        if isinstance(fate.person, Person):
            self._person = AudioPerson(fate.person, dict(fate.sounds), SystemClock(), self.press, self.hang_up)

    def speak_for(self, end: Bridged) -> None:
        """It is one end of a call that was led back."""
        self._person = end

    @property
    def rings(self) -> bool:
        """It rings now: nobody took it, nobody stopped it."""
        return not self.over.is_set() and not self.answered.is_set()

    async def join(self, url: str, token: str) -> None:
        """Into the room, with the attributes of the join; the token's kind is `sip`."""
        self.room.on("disconnected", self._gone)
        self.room.on("sip_dtmf_received", self._key)
        self.room.on("track_subscribed", self._listen)
        await self.room.connect(url, token)
        self.statuses.append(self.order.attributes["sip.callStatus"])
        self._spawn(self._publish())

    async def call(self) -> TwirpError | None:
        """Rings until the outcome; the error where that is no answer."""
        try:
            await self._call()
        except TwirpError as failure:
            self._spawn(self._leave_unanswered())
            return failure
        return None

    async def answer(self) -> None:
        """Somebody takes the call."""
        tag = secrets.token_hex(4)
        await self._set(
            {"sip.callTag": tag, "sip.callIDFull": f"{tag}@pbx.example.com", **_attributes(self.fate.headers)}
        )
        self.answered.set()
        await self._set_status("active")
        if self.order.max_seconds is not None:
            self._spawn(self._hang_up_after(self.order.max_seconds))

    async def ring(self) -> None:
        await self._set_status("ringing")

    async def hang_up(self) -> None:
        """The callee's BYE."""
        self._spawn(self._bye())

    def press(self, keys: str) -> None:
        """The person presses keys."""
        for key in keys:
            self._spawn(self.room.local_participant.publish_dtmf(code=DTMF_CODES[key], digit=key))

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.room.disconnect()

    # ------------------------------------------------------------ inside

    async def _call(self) -> None:
        fate, patience = self.fate, self.order.ringing_timeout
        if fate.rings is None:
            await self._wait(self._times.unreachable)
            raise canceled()
        if fate.refused is None:
            await self._wait(TRYING_SECONDS)
            await self.ring()
        if fate.comes_back:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.taken.wait(), patience)
                await self.answer()
                return
            raise canceled()
        await self._wait(min(fate.rings, patience + 0.1))
        if fate.rings > patience:
            raise canceled()
        if fate.refused is not None:
            raise refusal(fate.refused)
        await self.answer()

    async def _wait(self, seconds: float) -> None:
        """Raises where the room ends or the phone is put out of it meanwhile."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
            raise canceled()

    async def _leave_unanswered(self) -> None:
        rang_out = self.fate.refused is None
        await asyncio.sleep(0.3 if rang_out else self._times.leave)
        reason = UNANSWERED.get(self.fate.refused or 0, DisconnectReason.CLIENT_INITIATED)
        await self._leave(reason)

    async def _leave(self, reason: DisconnectReason.ValueType) -> None:
        await self.room.disconnect(reason=reason)
        if not self.over.is_set():  # the library tells nothing of it where a track was just being published
            self._gone(reason)

    async def _hang_up_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._bye()

    async def _bye(self) -> None:
        if self.over.is_set():
            return
        try:
            await self._set_status("hangup")
            await asyncio.sleep(HANGUP_SECONDS)
        finally:
            await self._leave(DisconnectReason.CLIENT_INITIATED)

    async def _set_status(self, status: str) -> None:
        self.statuses.append(status)
        await self._set({"sip.callStatus": status})

    async def _set(self, attributes: Mapping[str, str]) -> None:
        """The library waits for the server's word, which who has only just joined may never get."""
        if not self.over.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(SET_SECONDS):
                    await self.room.local_participant.set_attributes(dict(attributes))

    async def _publish(self) -> None:
        await asyncio.sleep(self._times.publish)
        if not self.fate.publishes or self.over.is_set():
            return
        source = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=100)
        track = rtc.LocalAudioTrack.create_audio_track("sip", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        self.published.set()
        for frame in split_frames(self.fate.early):
            if not self.answered.is_set():
                await source.capture_frame(rtc.AudioFrame(frame, SAMPLE_RATE, 1, FRAME_SAMPLES))
        await self.answered.wait()
        if self._person is not None:
            async for frame in self._person.frames():
                await source.capture_frame(rtc.AudioFrame(frame, SAMPLE_RATE, 1, FRAME_SAMPLES))

    def _listen(self, track: rtc.Track, *_: object) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            self.subscribed.set()
            self._spawn(self._hear(track))

    async def _hear(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream.from_track(track=track, sample_rate=SAMPLE_RATE, num_channels=1, frame_size_ms=20)
        try:
            async for event in stream:
                frame = bytes(event.frame.data)
                self.heard += frame
                if self._person is not None and len(frame) == FRAME_BYTES:
                    await self._person.send(frame)
        finally:
            await stream.aclose()

    def _key(self, pressed: rtc.SipDTMF) -> None:
        self.keys += pressed.digit

    def _gone(self, reason: int) -> None:
        self.left_by = reason
        self.over.set()
        if self._person is not None:
            self._person.gone = True

    def _spawn(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    """As the service shows headers of the far side: `sip.h.x-...`."""
    return {f"sip.h.{name.lower()}": value for name, value in headers.items()}

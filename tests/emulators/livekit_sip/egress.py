"""LiveKit's Egress service: joins a room unseen, writes what it hears, and uploads it once the room is over."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from aiohttp import web
from google.protobuf.message import Message
from livekit import api, rtc
from livekit.api import EgressStatus

from tests.emulators.livekit import KEY, SECRET
from tests.emulators.livekit_sip.errors import TwirpError
from tron.voice.recording import CallRecorder

NANOSECONDS = 10**9
ENDED = (
    EgressStatus.EGRESS_COMPLETE,
    EgressStatus.EGRESS_FAILED,
    EgressStatus.EGRESS_ABORTED,
    EgressStatus.EGRESS_LIMIT_REACHED,
)


@dataclass
class Faults:
    """What goes wrong with the next recordings. `away`: no instance answers. `late`: seconds until one does."""

    away: bool = False
    late: float = 0.0
    answer_lost: bool = False
    aborts: bool = False
    fails_after: float | None = None
    forgets: bool = False


@dataclass
class LiveKitEgress:
    """`mounts`: folders of the service by their path in it. `buckets` are folders below `folder`, open to `secret`.

    `orders` are the requests, secrets and all, `stopped` the ids that somebody stopped.
    """

    folder: Path
    mounts: dict[str, Path] = field(default_factory=dict)
    secret: str = "bucket-secret"
    upload_seconds: float = 0.3
    faults: Faults = field(default_factory=Faults)
    orders: list[api.RoomCompositeEgressRequest] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._recordings: dict[str, _Recording] = {}
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="egress")
        self._closed = False

    @property
    def infos(self) -> list[api.EgressInfo]:
        return [one.info for one in self._recordings.values()]

    async def answer(self, request: web.Request, method: str, body: bytes, url: str) -> Message:
        """One request of the API; `url` is the real server's."""
        match method:
            case "StartRoomCompositeEgress":
                return await self._start(request, api.RoomCompositeEgressRequest.FromString(body), url)
            case "StopEgress":
                return await self._stop(api.StopEgressRequest.FromString(body).egress_id)
            case "ListEgress":
                return self._list(api.ListEgressRequest.FromString(body))
        raise KeyError(method)

    async def close(self) -> None:
        self._closed = True
        await asyncio.gather(*(one.close() for one in self._recordings.values()))
        self._executor.shutdown()

    async def _start(self, request: web.Request, asked: api.RoomCompositeEgressRequest, url: str) -> Message:
        self.orders.append(asked)
        await asyncio.sleep(self.faults.late)
        if self.faults.away or self._closed:
            raise TwirpError("unavailable", "twirp error unknown: no response from servers")
        made = _Recording(self, asked)
        self._recordings[made.info.egress_id] = made
        made.begin(url)
        if self.faults.answer_lost:
            assert request.transport is not None
            request.transport.abort()
        return made.info

    async def _stop(self, egress_id: str) -> Message:
        found = self._recordings.get(egress_id)
        if found is None:
            raise TwirpError("not_found", "twirp error unknown: egress does not exist")
        if found.info.status in (EgressStatus.EGRESS_ENDING, *ENDED):
            name = EgressStatus.Name(found.info.status)
            raise TwirpError("failed_precondition", f"egress with status {name} cannot be stopped")
        self.stopped.append(egress_id)
        found.over.set()
        return found.info

    def _list(self, asked: api.ListEgressRequest) -> Message:
        infos = [] if self.faults.forgets else self.infos
        found = [
            one for one in infos if asked.egress_id in ("", one.egress_id) and asked.room_name in ("", one.room_name)
        ]
        return api.ListEgressResponse(items=found)


class _Recording:
    """One recording, from the order to the uploaded file."""

    def __init__(self, service: LiveKitEgress, asked: api.RoomCompositeEgressRequest) -> None:
        self._service = service
        self._output = asked.file_outputs[0]
        shown = api.RoomCompositeEgressRequest()
        shown.CopyFrom(asked)
        if shown.file_outputs[0].HasField("s3"):
            shown.file_outputs[0].s3.secret = "{secret}"  # as the real server shows it
        self.info = api.EgressInfo(
            egress_id="EG_" + secrets.token_hex(6),
            room_name=asked.room_name,
            status=EgressStatus.EGRESS_STARTING,
            room_composite=shown,
        )
        self.over = asyncio.Event()
        self._room = rtc.Room()
        self._file = service.folder / f"{self.info.egress_id}.ogg"
        self._recorder = CallRecorder(self._file, executor=service._executor)
        self._hearing: set[asyncio.Task[None]] = set()
        self._work: asyncio.Task[None] | None = None

    def begin(self, url: str) -> None:
        self._work = asyncio.create_task(self._record(url))

    async def close(self) -> None:
        self.over.set()
        if self._work is not None:
            await asyncio.gather(self._work, return_exceptions=True)

    async def _record(self, url: str) -> None:
        if self._service.faults.aborts:
            self._end(EgressStatus.EGRESS_ABORTED, "Start signal not received")
            return
        fails_after = self._service.faults.fails_after
        try:
            await self._join(url)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), fails_after)
        finally:
            broke = not self.over.is_set()
            await self._leave()
        if broke:
            self._end(EgressStatus.EGRESS_FAILED, "pipeline frozen")
            return
        self.info.status = EgressStatus.EGRESS_ENDING
        await asyncio.sleep(self._service.upload_seconds)
        self._upload()

    async def _join(self, url: str) -> None:
        grants = api.VideoGrants(
            room_join=True, room=self.info.room_name, hidden=True, recorder=True, can_publish=False, can_subscribe=True
        )
        token = api.AccessToken(KEY, SECRET).with_identity(self.info.egress_id).with_kind("egress").with_grants(grants)
        self._room.on("track_subscribed", self._listen)
        self._room.on("disconnected", lambda _reason: self.over.set())
        await self._recorder.start()
        await self._room.connect(url, token.to_jwt())
        self.info.started_at = time.time_ns()
        self.info.status = EgressStatus.EGRESS_ACTIVE

    async def _leave(self) -> None:
        for task in self._hearing:
            task.cancel()
        await asyncio.gather(*self._hearing, return_exceptions=True)
        self.info.ended_at = time.time_ns()
        self._seconds = await self._recorder.close()
        await self._room.disconnect()

    def _listen(self, track: rtc.Track, _: rtc.RemoteTrackPublication, who: rtc.RemoteParticipant) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO:
            left = who.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
            self._hearing.add(asyncio.create_task(self._hear(track, left)))

    async def _hear(self, track: rtc.Track, left: bool) -> None:
        stream = rtc.AudioStream.from_track(track=track, sample_rate=16_000, num_channels=1, frame_size_ms=20)
        put = self._recorder.caller if left else self._recorder.agent  # that one writes its first channel to the left
        try:
            async for event in stream:
                put(bytes(event.frame.data))
        finally:
            await stream.aclose()

    def _upload(self) -> None:
        path = PurePosixPath(self._output.filepath)
        if self._output.HasField("s3"):
            bucket = self._output.s3
            if bucket.secret != self._service.secret:
                self._end(EgressStatus.EGRESS_FAILED, "upload failed: AccessDenied")
                return
            target = self._service.folder / bucket.bucket / path
            host = (
                f"{bucket.endpoint}/{bucket.bucket}" if bucket.endpoint else f"https://{bucket.bucket}.s3.amazonaws.com"
            )
            location = f"{host}/{path}"
        else:
            mounted = self._service.mounts.get(str(path.parent), self._service.folder / "own")
            target, location = mounted / path.name, str(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self._file, target)
        self.info.file_results.append(
            api.FileInfo(
                filename=str(path),
                location=location,
                size=target.stat().st_size,
                duration=int(self._seconds * NANOSECONDS),
                started_at=self.info.started_at,
                ended_at=self.info.ended_at,
            )
        )
        self._end(EgressStatus.EGRESS_COMPLETE)

    def _end(self, status: Any, error: str = "") -> None:
        self.info.error = error
        self.info.status = status

"""LiveKit Egress: a room's sound written by LiveKit's own service, into a bucket or a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

import aiohttp
from google.protobuf.message import DecodeError
from livekit import api
from livekit.protocol.models import AudioCodec

from tron.core.compliance import GateSettings
from tron.core.ports.recordings import NotRecorded, RecordingState, RecordingTrouble, ServerRecordingFacts
from tron.telephony.livekit.failures import was_sent
from tron.telephony.livekit.service import LivekitService, ServerError

MODE: Final = "livekit.recording"
START_SECONDS: Final = 30.0
"""A server without Egress instances says so after 23 (livekit-server 1.11.0)."""
KILOBITS: Final = 64
NANOSECONDS: Final = 1e9
NO_SERVICE: Final = ("egress not connected", "no response from servers")
STATES: Final[dict[int, RecordingState]] = {
    api.EgressStatus.EGRESS_STARTING: "starting",
    api.EgressStatus.EGRESS_ACTIVE: "active",
    api.EgressStatus.EGRESS_ENDING: "active",
    api.EgressStatus.EGRESS_COMPLETE: "complete",
}
TROUBLES: Final[dict[int, RecordingTrouble]] = {
    api.EgressStatus.EGRESS_ABORTED: "aborted",
    api.EgressStatus.EGRESS_LIMIT_REACHED: "limit",
}


@dataclass(frozen=True, slots=True)
class Storage:
    """Where Egress writes. Without a bucket: `folder` as it sees it, or whatever its own configuration says."""

    folder: str = ""
    bucket: str = ""
    region: str = ""
    endpoint: str = ""
    key_id: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    path_style: bool = False

    @classmethod
    def of(cls, settings: GateSettings) -> Storage:
        def text(name: str) -> str:
            return str(settings.get(f"livekit.egress_{name}") or "")

        return cls(
            text("folder"),
            text("bucket"),
            text("region"),
            text("endpoint"),
            text("key_id"),
            text("secret"),
            bool(settings.get("livekit.egress_path_style")),
        )

    def output(self, name: str) -> api.EncodedFileOutput:
        output = api.EncodedFileOutput(
            file_type=api.EncodedFileType.OGG,
            filepath=str(PurePosixPath(self.folder) / name),
            disable_manifest=True,
        )
        if self.bucket:
            output.s3.CopyFrom(
                api.S3Upload(
                    access_key=self.key_id,
                    secret=self.secret,
                    region=self.region,
                    endpoint=self.endpoint,
                    bucket=self.bucket,
                    force_path_style=self.path_style,
                )
            )
        return output


class Egress:
    """One server's. Raises NotRecorded where it said no or was not reached, TimeoutError where nobody knows."""

    def __init__(self, service: LivekitService) -> None:
        self._service = service

    async def start(self, room: str, name: str, storage: Storage) -> ServerRecordingFacts:
        """Left the agent, right whoever else is in the room: Egress knows no other order."""
        request = api.RoomCompositeEgressRequest(
            room_name=room,
            audio_only=True,
            audio_mixing=api.AudioMixing.DUAL_CHANNEL_AGENT,
            advanced=api.EncodingOptions(audio_codec=AudioCodec.OPUS, audio_bitrate=KILOBITS),
            file_outputs=[storage.output(name)],
        )
        with _asked():
            async with self._service.client(START_SECONDS) as client:
                return _facts(await client.egress.start_room_composite_egress(request))

    async def stop(self, recording_id: str) -> None:
        """One that is not there, or has ended, is fine."""
        with _asked(fine=(404, 412)):
            async with self._service.client() as client:
                await client.egress.stop_egress(api.StopEgressRequest(egress_id=recording_id))

    async def look(self, room: str, name: str, recording_id: str | None) -> ServerRecordingFacts | None:
        """By its id, else by the name of the file among the recordings of the room."""
        asked = api.ListEgressRequest(egress_id=recording_id) if recording_id else api.ListEgressRequest(room_name=room)
        with _asked():
            async with self._service.client() as client:
                found = (await client.egress.list_egress(asked)).items
        return next((_facts(one) for one in found if recording_id or _writes(one, name)), None)


def _writes(info: api.EgressInfo, name: str) -> bool:
    return any(PurePosixPath(output.filepath).name == name for output in info.room_composite.file_outputs)


def _facts(info: api.EgressInfo) -> ServerRecordingFacts:
    file = info.file_results[0] if info.file_results else None
    state = STATES.get(info.status, "failed")
    if state == "complete" and file is None:
        state = "failed"
    return ServerRecordingFacts(
        info.egress_id,
        state,
        location=file.location if file is not None else "",
        seconds=file.duration / NANOSECONDS if file is not None else None,
        size=file.size if file is not None else None,
        trouble=TROUBLES.get(info.status, "failed") if state == "failed" else None,
        detail=_words(info.error or info.details) if state == "failed" else "",
    )


@contextmanager
def _asked(fine: Collection[int] = ()) -> Iterator[None]:
    """`fine`: HTTP statuses of errors that are none."""
    try:
        yield
    except ServerError as error:
        if error.status not in fine:
            raise _refused(error) from None
    except DecodeError:
        raise NotRecorded("refused", "Another server answers there.") from None
    except (aiohttp.ClientError, TimeoutError) as error:
        if not was_sent(error):
            raise NotRecorded("unreachable") from None
        raise TimeoutError(type(error).__name__) from None


def _refused(error: ServerError) -> NotRecorded:
    if any(words in error.message for words in NO_SERVICE):
        return NotRecorded("no_service")
    return NotRecorded("refused", _words(f"{error.code}: {error.message}"))


def _words(text: str) -> str:
    return " ".join(text.split())[:200]

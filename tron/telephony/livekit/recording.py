"""The line's part in recordings that LiveKit Egress makes of its rooms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tron.core.compliance import GateSettings
from tron.core.ports.recordings import NotRecorded, RecordedBy, ServerRecordingFacts
from tron.telephony.livekit.access import NotSetUp, access_of
from tron.telephony.livekit.egress import MODE, Egress, Storage
from tron.telephony.livekit.service import LivekitService

BY: dict[str, RecordedBy] = {"egress": "egress", "both": "both"}


class RecordsByEgress:
    """Implements RecordsCalls by the server of the settings as they are now."""

    _settings: Callable[[], Awaitable[GateSettings]]

    async def recorded_by(self) -> RecordedBy:
        return BY.get(str((await self._settings()).get(MODE)), "worker")

    async def start_recording(self, room: str, name: str) -> ServerRecordingFacts:
        return await (await self._egress()).start(room, name, Storage.of(await self._settings()))

    async def stop_recording(self, recording_id: str) -> None:
        await (await self._egress()).stop(recording_id)

    async def look_at_recording(self, room: str, name: str, recording_id: str | None) -> ServerRecordingFacts | None:
        return await (await self._egress()).look(room, name, recording_id)

    async def _egress(self) -> Egress:
        try:
            return Egress(LivekitService(access_of(await self._settings())))
        except NotSetUp as missing:
            raise NotRecorded("refused", str(missing)) from None

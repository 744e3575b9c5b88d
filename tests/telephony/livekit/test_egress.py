"""Recordings by LiveKit Egress: the real server and rooms, the Egress service emulated, whole calls of a worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from livekit.api import EgressStatus

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitEgress, LiveKitSip, answers
from tests.phones import queue_call, read_call, save_agent
from tests.talks import has_status, story, until
from tests.telephony.livekit.house import Tones, bench, save_trunk
from tests.telephony.livekit.phones import TALKER, TONE, line_of, loudness, speak, tone
from tests.telephony.sound_talks import SoundTalks
from tron.commands.sound import decode_channels
from tron.core.database.engine import Database
from tron.core.database.tables import Call, ServerRecording
from tron.core.events.emit import Emit
from tron.core.ids import uuid7
from tron.core.ports import FarTurn, LineAudio, LineCall, NotRecorded
from tron.core.server_recordings import file_of
from tron.core.services import Services
from tron.telephony.livekit import egress as egress_module
from tron.telephony.livekit.egress import Storage
from tron.voice import server_recorder as recorder_module
from tron.voice import server_recordings
from tron.voice.server_recorder import server_recorder
from tron.voice.server_recordings import ServerRecordings
from tron.voice.talks import Talk

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

NUMBER = "+12025550177"
OURS = 1000.0


@pytest.fixture
async def egress(service: LiveKitSip, tmp_path: Path) -> AsyncIterator[LiveKitEgress]:
    """Writes "/out" into the recordings' folder."""
    service.egress = made = LiveKitEgress(tmp_path / "egress", mounts={"/out": tmp_path / "recordings"})
    (tmp_path / "egress").mkdir()
    (tmp_path / "recordings").mkdir()
    yield made
    service.egress = None
    await made.close()


# ------------------------------------------------------------ the line's part


async def test_a_server_without_egress_says_so(settings: dict[str, Any]) -> None:
    """The real server's own words, without Redis."""
    line = line_of(settings)
    with pytest.raises(NotRecorded) as refused:
        await line.look_at_recording("room", "name.ogg", "EG_x")
    assert refused.value.trouble == "no_service"


async def test_who_is_not_reached_and_what_is_refused(settings: dict[str, Any], egress: LiveKitEgress) -> None:
    egress.faults.away = True
    room = f"call-outbound-{uuid7()}"
    cases = [
        (line_of(settings), "no_service"),
        (line_of(settings, livekit__url="ws://127.0.0.1:9"), "unreachable"),
        (line_of(settings, livekit__url=""), "refused"),
        (line_of(settings, livekit__api_secret="another-secret-of-thirty-two-letters"), "refused"),
    ]
    for line, trouble in cases:
        with pytest.raises(NotRecorded) as refused:
            await line.start_recording(room, "a.ogg")
        assert refused.value.trouble == trouble
    await line_of(settings).stop_recording("EG_nobodyhasit")
    egress.faults.answer_lost, egress.faults.away = True, False
    with pytest.raises(TimeoutError):
        await line_of(settings).start_recording(room, "a.ogg")
    found = await line_of(settings).look_at_recording(room, "a.ogg", None)
    assert found is not None
    assert found.id == egress.infos[-1].egress_id
    assert await line_of(settings).look_at_recording(room, "b.ogg", None) is None


async def test_nobody_waits_for_ever(
    settings: dict[str, Any], egress: LiveKitEgress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(egress_module, "START_SECONDS", 0.2)
    egress.faults.late = 1.0
    with pytest.raises(TimeoutError):
        await line_of(settings).start_recording("room", "a.ogg")


def test_where_egress_is_told_to_write() -> None:
    values = {
        "livekit.egress_bucket": "calls",
        "livekit.egress_region": "ap-south-1",
        "livekit.egress_folder": "tron/in",
    }
    values |= {"livekit.egress_key_id": "key", "livekit.egress_secret": "secret"}
    values |= {"livekit.egress_endpoint": "https://store.example.com", "livekit.egress_path_style": True}
    output = Storage.of(values).output("a.ogg")
    assert (output.filepath, output.s3.bucket, output.s3.region) == ("tron/in/a.ogg", "calls", "ap-south-1")
    assert (output.s3.access_key, output.s3.secret, output.s3.force_path_style) == ("key", "secret", True)
    assert output.s3.endpoint == "https://store.example.com"
    assert "secret" not in repr(Storage.of(values))
    plain = Storage.of({"livekit.egress_folder": "/out"}).output("a.ogg")
    assert (plain.filepath, plain.HasField("s3")) == ("/out/a.ogg", False)
    assert Storage().output("a.ogg").filepath == "a.ogg"


# ------------------------------------------------------------ whole calls


class Heard(Tones):
    """Lasts until Egress records, or will not; with `sounds` the agent says its tone then, and hears the caller's."""

    def __init__(self, audio: LineAudio, egress: LiveKitEgress, sounds: bool) -> None:
        super().__init__(audio)
        self._egress = egress
        self._sounds = sounds

    async def hear(self, text: str, seconds: float) -> FarTurn:
        async def begun() -> bool:
            return any(one.status != EgressStatus.EGRESS_STARTING for one in self._egress.infos)

        await until(begun)
        if not self._sounds:
            return FarTurn(None)
        await speak(self._audio, tone(OURS, 1.0))
        heard = bytearray()
        async for frame in self._audio.frames():
            heard += frame
            if len(heard) % 16_000 == 0 and loudness(bytes(heard), TONE) > 0.8:
                break
        return FarTurn(None)


class RecordedTalks(SoundTalks):
    """With what records beside them, as TalkFactory has it; the worker's own recording is a file of four letters."""

    def __init__(self, services: Services, egress: LiveKitEgress, sounds: bool) -> None:
        super().__init__(services.clock, stays=False, far=partial(Heard, egress=egress, sounds=sounds))
        self._services = services

    async def __call__(self, claim: Any, line_call: LineCall, emit: Emit) -> Talk:
        talk = await super().__call__(claim, line_call, emit)
        name = f"{claim.call.id}.ogg"
        (self._services.recordings / name).write_bytes(b"OggS")
        beside = await server_recorder(self._services, claim.call, line_call, None, emit)
        assert beside is not None
        return replace(talk, recording=name, beside=beside)


@dataclass
class Ended:
    """A call that was held and recorded, and all that came of it. `own`: the worker's recording."""

    call: Call
    row: ServerRecording
    told: list[tuple[str, dict[str, Any]]]
    own: Path


Hold = Callable[..., Awaitable[Ended]]


@pytest.fixture
def hold(
    service: LiveKitSip,
    settings: dict[str, Any],
    egress: LiveKitEgress,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Hold:
    """Holds one call with these settings."""
    quick = timedelta(seconds=0.3)
    for module, name in ((server_recordings, "SOON"), (server_recordings, "LIVE_EVERY"), (recorder_module, "SOON")):
        monkeypatch.setattr(module, name, quick)
    monkeypatch.setattr(recorder_module, "FIRST_LOOK", quick)
    monkeypatch.setattr(recorder_module, "UNANSWERED", quick)
    monkeypatch.setattr(server_recordings, "EVERY_SECONDS", 0.2)
    service.fates[NUMBER] = answers(TALKER, {"tone": tone(TONE, 2.0)})

    async def held(*, sounds: bool = False, **environ: str) -> Ended:
        names = {"URL": "url", "API_KEY": "api_key", "API_SECRET": "api_secret"}
        access = {f"LIVEKIT_{name}": settings[f"livekit.{key}"] for name, key in names.items()}
        agent = await save_agent(database)
        await save_trunk(database, settings["livekit.outbound_trunk_id"])
        talks = partial(RecordedTalks, egress=egress, sounds=sounds)
        async with bench(database, tmp_path, {**access, **environ}, stays=False, talks=talks) as at:
            recordings = ServerRecordings(at.services)
            await recordings.start()
            now = at.services.clock.now()
            call_id = await queue_call(database, at.services.lines, agent, NUMBER, now, line="livekit")
            at.worker.wake()
            await has_status(database, call_id, seconds=30)
            row = await until(partial(_settled, database, call_id), 30)
            await recordings.close()
            own = at.services.recordings / f"{call_id}.ogg"
        events = await story(database, call_id)
        told = [(event.type, event.payload) for event in events if event.type.startswith("recording.")]
        return Ended(await read_call(database, call_id), row, told, own)

    return held


async def _settled(database: Database, call_id: UUID) -> ServerRecording | None:
    async with database.transaction() as session:
        row = await session.get(ServerRecording, call_id)
    return row if row is not None and row.look_at is None else None


async def test_a_recording_in_the_shared_folder_takes_the_place_of_the_workers(
    hold: Hold, egress: LiveKitEgress, tmp_path: Path
) -> None:
    ended = await hold(sounds=True, TRON_LIVEKIT_RECORDING="egress", TRON_LIVEKIT_EGRESS_FOLDER="/out")
    assert (ended.call.status, ended.call.reason, ended.call.recording_url) == ("completed", "agent_ended", None)
    assert not ended.own.exists()
    row, file = ended.row, tmp_path / "recordings" / f"{ended.call.id}.livekit.ogg"
    assert (row.state, row.trouble, row.location) == ("complete", None, f"/out/{file.name}")
    assert row.size == file.stat().st_size
    assert file_of(row, file.parent) == file
    left, right = (channel.astype("<i2").tobytes() for channel in decode_channels(file))
    assert loudness(left, OURS) > 0.6 > 0.2 > loudness(left, TONE)
    assert loudness(right, TONE) > 0.6 > 0.2 > loudness(right, OURS)
    assert ended.told == [("recording.stored", {"location": row.location, "seconds": row.seconds, "kept": False})]
    [order] = egress.orders
    assert order.audio_only
    assert order.room_name == f"call-outbound-{ended.call.id}"


async def test_one_in_a_bucket_stands_beside_the_workers_where_both_are_wanted(
    hold: Hold, egress: LiveKitEgress
) -> None:
    ended = await hold(
        TRON_LIVEKIT_RECORDING="both",
        TRON_LIVEKIT_EGRESS_FOLDER="in",
        TRON_LIVEKIT_EGRESS_BUCKET="calls",
        TRON_LIVEKIT_EGRESS_SECRET=egress.secret,
    )
    assert ended.call.recording_url == ended.own.name
    assert ended.own.exists()
    assert ended.row.location == f"https://calls.s3.amazonaws.com/in/{ended.call.id}.livekit.ogg"
    assert ended.told[0][1]["kept"] is True
    assert (egress.folder / "calls/in" / f"{ended.call.id}.livekit.ogg").is_file()


async def test_one_that_breaks_in_the_call_costs_neither_the_call_nor_its_recording(
    hold: Hold, egress: LiveKitEgress
) -> None:
    egress.faults.fails_after = 0.0
    ended = await hold(TRON_LIVEKIT_RECORDING="egress", TRON_LIVEKIT_EGRESS_FOLDER="/out")
    assert (ended.call.status, ended.call.reason) == ("completed", "agent_ended")
    assert (ended.row.state, ended.row.trouble, ended.row.detail) == ("failed", "failed", "pipeline frozen")
    assert ended.call.recording_url == ended.own.name
    assert ended.own.exists()
    assert ended.told == [("recording.failed", {"error": "pipeline frozen", "by": "egress", "trouble": "failed"})]

"""What becomes of recordings that a line's server makes: what is asked, what it means, and what is left."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from tests.factories import agent_row
from tests.phones import PhoneLine
from tests.support import VirtualClock
from tests.talks import services_of, story
from tron.core.database.engine import Database
from tron.core.database.tables import Call, ServerRecording
from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.flow_engine.graph import Flows, build
from tron.core.flow_engine.state import MAIN
from tron.core.flows.loading import LoadedFlows
from tron.core.ports import NotRecorded, RecordedBy, ServerRecordingFacts
from tron.core.server_recordings import file_of
from tron.core.services import Services
from tron.voice.answered_call import AnsweredCall
from tron.voice.call_recorders import CallRecorders
from tron.voice.server_recorder import ServerRecorder, name_of, records_itself, server_recorder
from tron.voice.server_recordings import ServerRecordings

TALKED = 60
URL = "https://calls.s3.amazonaws.com/a.ogg"
Answer = ServerRecordingFacts | Exception | None


@dataclass
class RecordingLine(PhoneLine):
    """A line whose server records: `answers` to what is asked, in order, the last one again and again."""

    answers: list[Answer] = field(default_factory=list)
    by: RecordedBy = "egress"
    silent: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def recorded_by(self) -> RecordedBy:
        return self.by

    async def start_recording(self, room: str, name: str) -> ServerRecordingFacts:
        self.asked.append(("start", room, name))
        if self.silent:
            await asyncio.Event().wait()
        found = self._answer()
        assert found is not None
        return found

    async def stop_recording(self, recording_id: str) -> None:
        self.asked.append(("stop", recording_id))

    async def look_at_recording(self, room: str, name: str, recording_id: str | None) -> ServerRecordingFacts | None:
        self.asked.append(("look", room, name, recording_id or ""))
        return self._answer()

    def _answer(self) -> ServerRecordingFacts | None:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class InARoom:
    room_name = "room"


@dataclass
class House:
    services: Services
    line: RecordingLine
    clock: VirtualClock
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def call(self, *, over: bool = True, line: str = "fake", talked: int = TALKED) -> Call:
        """One with the worker's recording."""
        now = self.clock.now()
        call = Call(line=line, status="completed" if over else "in_progress", answered_at=now)
        if over:
            call.ended_at, call.talk_time_seconds = now, talked
        async with self.services.database.transaction() as session:
            session.add(call)
            await session.flush()
            call.recording_url = f"{call.id}.ogg"
        self.services.recordings.mkdir(exist_ok=True)
        (self.services.recordings / f"{call.id}.ogg").write_bytes(b"OggS")
        return call

    async def row(self, call: Call, *, keep: bool = False) -> None:
        now = self.clock.now()
        row = ServerRecording(
            call_id=call.id, line=call.line, room="room", name=name_of(call.id), keep=keep, look_at=now, created_at=now
        )
        async with self.services.database.transaction() as session:
            session.add(row)

    async def look(self, call: Call) -> ServerRecording:
        """One look of a worker, and what it left."""
        looking = ServerRecordings(self.services)
        await looking.look()
        await asyncio.gather(*looking._rows.jobs.values())
        return await self.left(call)

    async def left(self, call: Call) -> ServerRecording:
        async with self.services.database.transaction() as session:
            return await session.get_one(ServerRecording, call.id)

    async def own(self, call: Call) -> bool:
        """Whether the worker's recording is there, and the call says so."""
        async with self.services.database.transaction() as session:
            url = (await session.get_one(Call, call.id)).recording_url
        there = (self.services.recordings / f"{call.id}.ogg").exists()
        assert there == (url is not None)
        return there

    async def story(self, call_id: UUID) -> list[tuple[str, dict[str, Any]]]:
        return [(event.type, event.payload) for event in await story(self.services.database, call_id)]

    async def emit(self, type_: str, payload: Any, node: str | None) -> None:
        self.told.append((type_, dict(payload)))


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    line, clock = RecordingLine(), VirtualClock()
    return House(services_of(database, tmp_path, line, clock=clock), line, clock)


def facts(state: Any = "complete", **more: Any) -> ServerRecordingFacts:
    return ServerRecordingFacts("EG_1", state, **{"location": URL, "seconds": 59.0, "size": 7, **more})


# ------------------------------------------------------------ what a look means


@pytest.mark.parametrize("keep", [False, True])
async def test_a_whole_recording_takes_the_workers_place_unless_both_are_kept(house: House, keep: bool) -> None:
    call = await house.call()
    await house.row(call, keep=keep)
    house.line.answers = [facts()]
    row = await house.look(call)
    assert (row.state, row.trouble, row.location, row.seconds, row.size, row.look_at) == (
        *("complete", None, URL),
        *(59.0, 7, None),
    )
    assert await house.own(call) is keep
    assert await house.story(call.id) == [("recording.stored", {"location": URL, "seconds": 59.0, "kept": keep})]
    assert file_of(row, house.services.recordings) is None
    assert (await house.look(call)).look_at is None
    assert len(house.line.asked) == 1


@pytest.mark.parametrize(
    ("found", "state", "trouble"),
    [
        (facts(seconds=40.0), "complete", "short"),
        (facts(size=0), "complete", "short"),
        (facts(location="/out/a.ogg"), "complete", "not_seen"),
        (facts("failed", trouble="limit"), "failed", "limit"),
        (facts("failed", trouble="aborted", detail="Start signal not received", location=""), "failed", "aborted"),
        (facts("failed"), "failed", "failed"),
    ],
    ids=["short", "empty", "not seen", "limit", "aborted", "failed"],
)
async def test_what_is_not_whole_or_not_here_leaves_the_workers(
    house: House, found: ServerRecordingFacts, state: str, trouble: str
) -> None:
    call = await house.call()
    await house.row(call)
    house.line.answers = [found]
    row = await house.look(call)
    assert (row.state, row.trouble, row.look_at) == (state, trouble, None)
    assert await house.own(call)
    [(type_, payload)] = await house.story(call.id)
    if trouble == "not_seen":
        assert (type_, payload["kept"]) == ("recording.stored", True)
    else:
        assert (type_, payload) == ("recording.failed", {"error": found.detail, "by": "egress", "trouble": trouble})


async def test_of_a_short_talk_nothing_is_not_the_whole(house: House) -> None:
    call = await house.call(talked=8)
    await house.row(call)
    house.line.answers = [facts(seconds=0.0)]
    assert (await house.look(call)).trouble == "short"
    assert await house.own(call)


async def test_a_path_of_the_servers_is_found_in_trons_own_folder_by_name_and_size(house: House) -> None:
    call = await house.call()
    await house.row(call)
    name = name_of(call.id)
    (house.services.recordings / name).write_bytes(b"OggS...")
    house.line.answers = [facts(location=f"/out/{name}")]
    row = await house.look(call)
    assert row.trouble is None
    assert not await house.own(call)
    assert file_of(row, house.services.recordings) == house.services.recordings / name


@pytest.mark.parametrize(
    "answer",
    [facts("starting"), None, TimeoutError(), NotRecorded("unreachable"), RuntimeError("odd")],
    ids=["starting", "not known yet", "no answer", "unreachable", "broken"],
)
async def test_what_is_not_known_is_asked_again(house: House, answer: Answer) -> None:
    call = await house.call()
    await house.row(call)
    house.line.answers = [answer]
    row = await house.look(call)
    assert row.state == "starting"
    assert row.look_at is not None
    assert row.look_at > house.clock.now()
    assert await house.own(call)
    assert await house.story(call.id) == []
    assert (("stop", "EG_1") in house.line.asked) is isinstance(answer, ServerRecordingFacts)
    house.clock.elapsed += 61
    house.line.answers = [facts()]
    assert (await house.look(call)).state == "complete"


async def test_while_people_talk_no_recording_is_whole(house: House) -> None:
    call = await house.call(over=False)
    await house.row(call)
    house.line.answers = [facts()]
    row = await house.look(call)
    assert (row.state, row.vendor_id) == ("active", "EG_1")
    assert await house.own(call)
    assert house.line.asked == [("look", "room", name_of(call.id), "")]


async def test_the_workers_sound_stays_until_the_english_is_made_of_it(house: House) -> None:
    call = await house.call()
    await house.row(call)
    house.line.answers = [facts()]

    async def english(state: str) -> None:
        async with house.services.database.transaction() as session:
            (await session.get_one(Call, call.id)).english_state = state

    await english("running")
    assert (await house.look(call)).state == "active"
    assert await house.own(call)
    house.clock.elapsed += 4
    await english("done")
    assert (await house.look(call)).state == "complete"
    assert not await house.own(call)


@pytest.mark.parametrize(
    ("hours", "answer", "trouble"),
    [
        (0.1, None, "no_service"),
        (0.1, TimeoutError(), None),
        (13, TimeoutError(), "lost"),
        (13, facts("active"), "lost"),
    ],
    ids=["unknown to the server", "server away", "away for good", "never ends"],
)
async def test_nobody_asks_for_ever(house: House, hours: float, answer: Answer, trouble: str | None) -> None:
    call = await house.call()
    await house.row(call)
    house.clock.elapsed += hours * 3600
    house.line.answers = [answer]
    row = await house.look(call)
    assert row.trouble == trouble
    assert (row.look_at is None) is (trouble is not None)
    assert await house.own(call)


async def test_a_line_that_is_no_longer_there_costs_nothing(house: House) -> None:
    call = await house.call(line="gone")
    await house.row(call)
    row = await house.look(call)
    assert row.state == "starting"
    assert await house.own(call)


# ------------------------------------------------------------ one call's


def recorder(house: House, call: Call, *, keep: bool = False) -> ServerRecorder:
    return ServerRecorder(house.services, house.line, call, "room", house.emit, keep=keep)


async def held(made: ServerRecorder) -> None:
    """A call that ends once its recording was ordered."""
    made.start()
    assert made._starting is not None
    await asyncio.wait({made._starting})
    await made.close()


async def test_it_is_started_and_remembered(house: House) -> None:
    call = await house.call(over=False)
    house.line.answers = [facts("starting")]
    made = recorder(house, call, keep=True)
    await held(made)
    assert house.line.asked == [("start", "room", name_of(call.id))]
    row = await house.left(call)
    assert (row.line, row.room, row.vendor_id, row.state, row.keep) == ("fake", "room", "EG_1", "starting", True)
    assert row.look_at == house.clock.now() + timedelta(seconds=3)
    assert house.told == []


async def test_a_server_that_says_no_is_told_at_once(house: House) -> None:
    call = await house.call(over=False)
    house.line.answers = [NotRecorded("no_service")]
    made = recorder(house, call)
    await held(made)
    row = await house.left(call)
    assert (row.state, row.trouble, row.look_at) == ("failed", "no_service", None)
    assert house.told == [("recording.failed", {"error": "", "by": "egress", "trouble": "no_service"})]
    assert await house.own(call)


async def test_one_whose_answer_was_lost_is_looked_for(house: House) -> None:
    call = await house.call(over=False)
    house.line.answers = [TimeoutError()]
    made = recorder(house, call)
    await held(made)
    row = await house.left(call)
    assert (row.state, row.vendor_id) == ("starting", None)
    assert row.look_at == house.clock.now() + timedelta(seconds=45)
    assert house.told == []


async def test_a_call_does_not_wait_for_a_server_that_says_nothing(house: House) -> None:
    call = await house.call(over=False)
    house.line.answers = [facts()]
    house.line.silent = True
    made = recorder(house, call)
    made.start()
    async with asyncio.timeout(10):
        while not house.line.asked:
            await asyncio.sleep(0.01)
        await made.close()
    row = await house.left(call)
    assert (row.state, row.vendor_id, row.trouble) == ("starting", None, None)


async def test_nothing_is_started_that_nobody_remembers(house: House) -> None:
    call = await house.call(over=False)
    await house.row(call)  # its row cannot be written a second time
    house.line.answers = [facts()]
    made = recorder(house, call)
    await held(made)
    assert house.line.asked == []


# ------------------------------------------------------------ which calls


async def test_the_settings_and_the_line_say_who_records(house: House) -> None:
    call = await house.call(over=False)
    far: Any = InARoom()
    assert await server_recorder(house.services, call, far, None, house.emit) is not None
    house.line.by = "worker"
    assert await server_recorder(house.services, call, far, None, house.emit) is None
    house.line.by = "both"
    assert await server_recorder(house.services, call, object(), None, house.emit) is None  # type: ignore[arg-type]
    call.line = "gone"
    assert await server_recorder(house.services, call, far, None, house.emit) is None


async def test_only_what_the_worker_records_is_recorded_by_the_server_too(house: House) -> None:
    call = await house.call(over=False)
    agent, far = agent_row(), cast(Any, InARoom())
    settings = await house.services.settings.snapshot()
    with ThreadPoolExecutor(1) as executor:
        for records in (True, False):
            agent.options = {**agent.options, "recording": records}
            answered = AnsweredCall(agent, call, far, settings, house.emit)
            made = await CallRecorders(house.services, answered, executor).beside(None)
            assert (made is not None) is records


@pytest.mark.parametrize(("below", "alone"), [("end_call", False), ("record", True)])
async def test_a_flow_that_may_pause_is_recorded_by_the_worker_alone(house: House, below: str, alone: bool) -> None:
    """A server cannot pause: a card number would be in its file. A subflow counts, too."""
    node = {"id": "a", "position": {"x": 0, "y": 0}, "data": {}}
    canvases = {
        name: FlowCanvas.model_validate({"nodes": [{**node, "type": type_}], "edges": []})
        for name, type_ in {MAIN: "end_call", "below": below}.items()
    }
    flow = LoadedFlows(Flows({name: build(canvas) for name, canvas in canvases.items()}), None, None, "")
    assert not any(graph.unreadable for graph in flow.flows.graphs.values())
    assert records_itself(flow) is alone
    call = await house.call(over=False)
    made = await server_recorder(house.services, call, InARoom(), flow, house.emit)  # type: ignore[arg-type]
    assert (made is None) is alone

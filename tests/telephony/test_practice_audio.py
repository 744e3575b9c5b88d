"""Calls to the practice numbers in sound: real engines, the practice recogniser, several calls in one worker."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from tests.audio import Samples, spans, words
from tests.conftest import CACHE
from tests.factories import agent_row
from tests.practice import TABLE, number
from tron.commands.sound import decode_channels
from tron.commands.voice_parts import VoiceRoom, open_voice
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.call_engine.states import FINAL
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Base, Call, CallEvent, OptOut
from tron.core.events.bus import PostgresBus
from tron.core.lines import Lines
from tron.core.services import Services
from tron.core.settings.service import SettingsService
from tron.telephony.sandbox.people import person_for
from tron.voice.worker import Worker

pytestmark = [pytest.mark.slow, pytest.mark.sound]

ENGLISH, HINDI, HINGLISH = "support_agent", "payment_reminder", "cod_confirmation"
TOGETHER = 4
LONGEST_CALL = 120.0
SPOKEN = ["00001", "00004", "00007", "00008", "00009", "00011", "00012"]
FEWER = ["00001", "00007", "00009", "00011"]
CALLS = [(HINGLISH, last) for last in FEWER] + [(HINDI, last) for last in FEWER] + [(ENGLISH, last) for last in TABLE]
ANSWERED = [(template, last) for template, last in CALLS if last in SPOKEN]


@dataclass
class Held:
    """A call that is over."""

    call: Call
    agent: Agent
    events: Sequence[CallEvent]
    sound: Samples | None = None
    persons_lines: list[str] = field(default_factory=list)

    def said_by(self, role: str) -> list[dict[str, Any]]:
        return [entry for entry in self.call.transcript if entry["role"] == role]

    @property
    def greeting(self) -> str:
        return re.sub(r"\{\{\s*contact_name\s*\}\}", "Asha", self.agent.greeting_text)


class Hall:
    """A worker with its engines that holds all calls of this module, a few at a time."""

    def __init__(self, services: Services, room: VoiceRoom, worker: Worker) -> None:
        self._services = services
        self._room = room
        self._worker = worker
        self._free = asyncio.Semaphore(TOGETHER)
        self._agents: dict[str, Agent] = {}
        self.calls: dict[tuple[str, str], asyncio.Task[Held]] = {}

    async def begin(self) -> None:
        async with self._services.database.transaction() as session:
            for template in (ENGLISH, HINDI, HINGLISH):
                self._agents[template] = agent_row(template)
                session.add(self._agents[template])
        for key in CALLS:
            self.calls[key] = asyncio.create_task(self._hold(*key))

    async def _hold(self, template: str, last: str) -> Held:
        agent = self._agents[template]
        async with self._free, asyncio.timeout(LONGEST_CALL):
            async with self._services.database.transaction() as session:
                request = CallRequest(
                    agent.id,
                    number(last),
                    "sandbox",
                    line_options={"fidelity": "audio"},
                    owner=self._worker.id,
                    contact_name="Asha",
                )
                call = await request_call(session, request, self._services.lines, self._services.clock.now())
            self._worker.wake()
            held = await self._over(call.id, agent)
        person = person_for(number(last), agent.language, template)
        held.persons_lines = [person.opening] if person.opening else [step.text for step in person.steps if step.text]
        return held

    async def _over(self, call_id: UUID, agent: Agent) -> Held:
        while True:
            async with self._services.database.transaction() as session:
                call = await session.get_one(Call, call_id)
                if call.status in FINAL:
                    events = select(CallEvent).where(CallEvent.call_id == call_id).order_by(CallEvent.sequence)
                    found = (await session.scalars(events)).all()
                    break
            await asyncio.sleep(0.2)
        path = self._services.recordings / call.recording_url if call.recording_url else None
        return Held(call, agent, found, decode_channels(path) if path else None)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def hall(migrated: Database) -> AsyncIterator[Hall]:
    folder = CACHE / "test-practice"
    config, clock = BootConfig(data_dir=folder), SystemClock()
    bus = PostgresBus(migrated.dsn)
    services = Services(config, migrated, SettingsService(migrated, {}), clock, bus, Lines())
    async with AsyncExitStack() as stack:
        await bus.start()
        stack.push_async_callback(bus.close)
        room = await stack.enter_async_context(open_voice(services, own_engines=True))
        await room.talk.models()
        worker = Worker(services, room.talk, reserved_only=True, hooks=room.hooks)
        await worker.start()
        stack.push_async_callback(worker.close)
        made = Hall(services, room, worker)
        await made.begin()
        yield made
        for task in made.calls.values():
            task.cancel()
        await asyncio.gather(*made.calls.values(), return_exceptions=True)
    for recording in services.recordings.glob("*.ogg"):
        recording.unlink()
    async with migrated.transaction() as session:
        await session.execute(
            text(f"TRUNCATE {', '.join(table.name for table in Base.metadata.sorted_tables)} CASCADE")
        )


@pytest.mark.parametrize(("template", "last"), CALLS)
async def test_each_number_ends_as_the_table_says(hall: Hall, template: str, last: str) -> None:
    held = await hall.calls[template, last]
    assert (held.call.status, held.call.sip_status) == (TABLE[last].status, TABLE[last].sip_status)
    assert held.call.reason in TABLE[last].reasons
    assert [event.sequence for event in held.events] == list(range(1, len(held.events) + 1))
    assert not [event.payload for event in held.events if event.type == "vendor.failed"]


@pytest.mark.parametrize(("template", "last"), ANSWERED)
async def test_the_person_is_understood_word_for_word(hall: Hall, template: str, last: str) -> None:
    held = await hall.calls[template, last]
    heard = words(*(entry["text"] for entry in held.said_by("caller")))
    said = words(*held.persons_lines)
    if last == "00001":
        assert len(heard) > len(said) // 2, "the talk did not go on"
    elif last in ("00004", "00009", "00011"):
        assert len(heard) == len(said)
    assert heard == said[: len(heard)]


@pytest.mark.parametrize(("template", "last"), ANSWERED)
async def test_the_recording_holds_both_sides_at_their_times(hall: Hall, template: str, last: str) -> None:
    held = await hall.calls[template, last]
    assert held.sound is not None
    caller, agent = held.sound
    seconds = len(agent) / 16_000
    talk = (held.call.ended_at - held.call.answered_at).total_seconds()  # type: ignore[operator]
    assert max(entry["end"] for entry in held.call.transcript) - 0.5 < seconds < talk + 0.5
    for channel, role in ((caller, "caller"), (agent, "agent")):
        sounding = spans(channel, gap=0.4)
        entries = held.said_by(role)
        if last not in ("00004",):  # its beep is no word
            assert bool(sounding) == bool(entries)
        assert int((abs(channel.astype(int)) > 32_700).sum()) < 16, "clipped for more than a moment"
        for entry in entries:
            at = [start for start, end in sounding if start < entry["end"] + 0.5 and end > entry["start"] - 0.5]
            assert at, f"no sound where {role} speaks ({entry['start']:.1f} to {entry['end']:.1f} s)"


@pytest.mark.parametrize("template", [ENGLISH, HINDI, HINGLISH])
async def test_a_sensible_talk_comes_to_a_success(hall: Hall, template: str) -> None:
    held = await hall.calls[template, "00001"]
    assert held.call.outcome in held.agent.success_outcomes
    assert held.call.turns
    assert not any(entry["interrupted"] for entry in held.call.transcript)


@pytest.mark.parametrize("template", [ENGLISH, HINDI, HINGLISH])
async def test_a_hang_up_mid_sentence_leaves_what_was_heard(hall: Hall, template: str) -> None:
    held = await hall.calls[template, "00007"]
    (entry,) = held.call.transcript
    assert entry["interrupted"]
    whole = held.greeting.split()
    heard = entry["text"].split()
    assert 1 <= len(heard) < len(whole) // 2
    assert heard == whole[: len(heard)]


@pytest.mark.parametrize("template", [ENGLISH, HINDI, HINGLISH])
async def test_talking_over_the_agent_cuts_it_off(hall: Hall, template: str) -> None:
    held = await hall.calls[template, "00009"]
    cut = [entry for entry in held.said_by("agent") if entry["interrupted"]]
    firm = [entry for entry in held.said_by("agent") if entry["text"] in held.agent.guardrails["required_disclosures"]]
    assert not any(entry["interrupted"] for entry in firm), "a disclosure was cut"
    assert len(cut) >= (1 if firm else 2)
    assert len(cut[0]["text"].split()) < len(held.greeting.split())
    assert held.sound is not None
    caller, agent = (spans(channel, gap=0.4) for channel in held.sound)
    began = caller[0][0]
    stopped = max(end for start, end in agent if start <= began + 0.3)
    assert stopped - began < 1.0, "the agent talked on over the person"


@pytest.mark.parametrize("template", [ENGLISH, HINDI, HINGLISH])
async def test_an_opt_out_is_kept(hall: Hall, migrated: Database, template: str) -> None:
    held = await hall.calls[template, "00011"]
    assert held.call.outcome == "do_not_call"
    async with migrated.transaction() as session:
        assert await session.scalar(select(OptOut.phone_number).where(OptOut.phone_number == number("00011")))


async def test_keys_arrive(hall: Hall) -> None:
    held = await hall.calls[ENGLISH, "00012"]
    assert held.call.extracted_data["keys"] == "12"


async def test_silence_is_asked_about_before_goodbye(hall: Hall) -> None:
    held = await hall.calls[ENGLISH, "00008"]
    lines = [entry["text"] for entry in held.said_by("agent")]
    assert len(lines) == 4
    assert len(set(lines)) == 4

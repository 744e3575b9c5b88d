"""The English transcript after a call: a real recording, Sarvam's and OpenAI's emulators, a real database."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.emulators.brain import Says
from tests.emulators.model_vendors import OpenAICloudEmulator
from tests.emulators.sarvam import SarvamEmulator
from tests.factories import agent_row, make_services
from tests.providers.stt._sound import utterance
from tests.talks import story, until
from tests.voice.test_caller_sound import record
from tron.core.call_engine.english import request_english
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call
from tron.core.errors import Conflict
from tron.core.services import Services
from tron.core.speech import SAMPLE_RATE
from tron.providers.llm.models import Models
from tron.providers.stt.sarvam import SarvamRecognition
from tron.voice import after_call
from tron.voice.after_call import AfterCall

pytestmark = [pytest.mark.slow, pytest.mark.sound]

CALLER, LATER = utterance(1, 5), utterance(2, 4)
HEARD = {CALLER.text: "Where is my order?", LATER.text: "All right, thank you."}
WRITTEN = {"नमस्ते, बताइए।": "Hello, please tell me.", "मैं देखती हूँ।": "Let me look.", "मेरा ऑर्डर": "My order"}


class Translating:
    """A model that knows some sentences."""

    def answer(self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Any]) -> Says:
        rows = [re.match(r"(\d+)\. (.*)", row) for row in str(messages[-1]["content"]).splitlines()]
        return Says("\n".join(f"{row[1]}. {WRITTEN.get(row[2], 'Fine')}" for row in rows if row))


@dataclass
class House:
    """A worker's side of it, with its emulators."""

    services: Services
    sarvam: SarvamEmulator
    openai: OpenAICloudEmulator
    database: Database

    async def call(self, *, switched: bool = True, sound: bool = True, **agent: Any) -> Call:
        """A call that is over, with its recording."""
        row = agent_row(**{"llm_provider": "openai", "llm_model": "gpt-4o-mini", "language": "hi-IN", **agent})
        row.options = {**row.options, "english_transcript": switched}
        first, second = len(CALLER.pcm) / 2 / SAMPLE_RATE, len(LATER.pcm) / 2 / SAMPLE_RATE
        at = 1 + first + 1
        lines = [
            {"role": "agent", "text": "नमस्ते, बताइए।", "start": 0.0, "end": 0.9, "interrupted": False},
            {"role": "caller", "text": "मेरा ऑर्डर", "start": 1.0, "end": 1 + first, "interrupted": False},
            {"role": "agent", "text": "मैं देखती हूँ।", "start": 1.1 + first, "end": at - 0.1, "interrupted": False},
            {"role": "caller", "text": "ठीक है धन्यवाद", "start": at, "end": at + second, "interrupted": False},
        ]
        async with self.database.transaction() as session:
            session.add(row)
            await session.flush()
            call = Call(agent_id=row.id, line="sandbox", status="completed", transcript=lines)
            call.cost = {"inr": 1.0, "usd": 0.01, "components": []}
            session.add(call)
            await session.flush()
            if sound:
                call.recording_url = f"{call.id}.ogg"
        if sound:
            folder = self.services.recordings
            folder.mkdir(parents=True, exist_ok=True)
            second_of_silence = bytes(2 * SAMPLE_RATE)
            await record(folder / f"{call.id}.ogg", second_of_silence + CALLER.pcm + second_of_silence + LATER.pcm)
        return call

    async def now(self, call: Call) -> Call:
        async with self.database.transaction() as session:
            found = await session.get(Call, call.id)
            assert found is not None
            return found

    async def is_at(self, call: Call, *states: str | None) -> Call:
        async def there() -> Call | None:
            found = await self.now(call)
            return found if found.english_state in states else None

        found: Call = await until(there)
        return found

    def worker(self) -> AfterCall:
        return AfterCall(self.services, models=Models(None), sound=SarvamRecognition())


@asynccontextmanager
async def at_work(house: House, **options: Any) -> AsyncIterator[AfterCall]:
    worker = house.worker()
    await worker.start(**options)
    try:
        yield worker
    finally:
        await worker.close()


@pytest.fixture
async def house(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(after_call, "LOOK_SECONDS", 0.2)
    async with SarvamEmulator(english=HEARD) as sarvam, OpenAICloudEmulator(brain=Translating()) as openai:
        for one in (CALLER, LATER):
            sarvam.catalogue.add(one)
        environ = {
            "TRON_AI_SARVAM_API_KEY": sarvam.key,
            "TRON_AI_SARVAM_ENDPOINT": sarvam.url,
            "TRON_AI_OPENAI_API_KEY": str(openai.key),
            "TRON_AI_OPENAI_ENDPOINT": openai.url + openai.base,
        }
        services = make_services(database, tmp_path, SystemClock(), environ=environ)
        await services.bus.start()
        yield House(services, sarvam, openai, database)
        await services.bus.close()


def english(call: Call) -> list[str | None]:
    return [line.get("english") for line in call.transcript]


async def test_a_call_of_an_agent_with_the_switch_gets_its_english(house: House) -> None:
    call = await house.call()
    async with at_work(house) as worker:
        await worker.ended(call)
        done = await house.is_at(call, "done")
    assert english(done) == ["Hello, please tell me.", "Where is my order?", "Let me look.", "All right, thank you."]
    assert [line["text"] for line in done.transcript] == [line["text"] for line in call.transcript]
    [told] = await story(house.database, call.id)
    by = ["sarvam", "openai/gpt-4o-mini"]
    assert (told.type, told.payload) == (
        "transcript.translated",
        {"by": by, "lines": 4, "left": 0, "reason": None},
    )
    parts = {(part["component"], part["name"]): part for part in done.cost["components"]}
    minutes = parts["stt", "sarvam"]["units"]
    assert minutes * 60 == pytest.approx((len(CALLER.pcm) + len(LATER.pcm)) / 2 / SAMPLE_RATE + 4 * 0.3, abs=0.5)
    assert parts["llm", "openai/gpt-4o-mini"]["units"] > 0
    assert done.cost["inr"] > 1.0
    assert done.cost_estimate == done.cost["usd"]


async def test_without_a_key_for_speech_the_agents_model_writes_all(house: House) -> None:
    call = await house.call(sound=False)
    async with at_work(house) as worker:
        await worker.ended(call)
        done = await house.is_at(call, "done")
    assert english(done) == ["Hello, please tell me.", "My order", "Let me look.", "Fine"]
    assert (house.sarvam.seen, len(house.openai.asked)) == ([], 1)
    [asked] = house.openai.asked
    assert [row["role"] for row in asked["messages"]] == ["system", "user"]


async def test_without_the_switch_nothing_happens_until_a_person_asks(house: House) -> None:
    call = await house.call(switched=False)
    async with at_work(house) as worker:
        await worker.ended(call)
        assert (await house.now(call)).english_state is None
        async with house.database.transaction() as session:
            await request_english(session, call.id, house.services.clock.now())
        house.services.bus.publish("english")
        assert None not in english(await house.is_at(call, "done"))
    async with house.database.transaction() as session:
        with pytest.raises(Conflict):
            await request_english(session, call.id, house.services.clock.now())


async def test_nobody_who_can_is_told_and_can_be_made_good(house: House) -> None:
    call = await house.call(sound=False, llm_provider="gemini", llm_model="gemini-2.0-flash")
    async with at_work(house) as worker:
        await worker.ended(call)
        failed = await house.is_at(call, "failed")
        assert (failed.english_reason, english(failed)) == ("no_model", [None] * 4)
        [told] = await story(house.database, call.id)
        assert (told.type, told.payload) == ("transcript.not_translated", {"reason": "no_model"})
        async with house.database.transaction() as session:
            agent = await session.get(Agent, call.agent_id)
            assert agent is not None
            agent.llm_provider, agent.llm_model = "openai", "gpt-4o-mini"
        async with house.database.transaction() as session:
            await request_english(session, call.id, house.services.clock.now())
        assert None not in english(await house.is_at(call, "done"))


async def test_a_wrong_key_is_the_reason_and_what_came_is_kept(house: House) -> None:
    call = await house.call()
    house.openai.fault = "unauthorised"
    async with at_work(house) as worker:
        await worker.ended(call)
        done = await house.is_at(call, "done")
    assert english(done) == [None, "Where is my order?", None, "All right, thank you."]
    [told] = [event for event in await story(house.database, call.id) if event.type.startswith("transcript")]
    assert (told.payload["lines"], told.payload["left"]) == (2, 2)
    assert told.payload["reason"] == done.english_reason == "wrong_key"
    assert {event.type for event in await story(house.database, call.id)} == {"transcript.translated"}


async def test_a_worker_that_goes_leaves_the_call_to_the_next(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_call, "FINISH_SECONDS", 0.5)
    call = await house.call(sound=False)
    house.openai.first_token = 30
    worker = house.worker()
    await worker.start()
    await worker.ended(call)
    await house.is_at(call, "running")
    began = asyncio.get_running_loop().time()
    await worker.close()
    assert asyncio.get_running_loop().time() - began < 2
    assert (await house.now(call)).english_state == "wanted"
    house.openai.first_token = 0
    async with at_work(house):
        assert None not in english(await house.is_at(call, "done"))


async def test_what_a_crash_left_is_told_and_may_be_asked_for_again(house: House) -> None:
    call = await house.call(sound=False)
    async with house.database.transaction() as session:
        row = await session.get(Call, call.id)
        assert row is not None
        row.english_state, row.english_at = "running", house.services.clock.now() - timedelta(minutes=10)
    async with at_work(house):
        assert (await house.is_at(call, "failed")).english_reason == "lost"
        async with house.database.transaction() as session:
            await request_english(session, call.id, house.services.clock.now())
        await house.is_at(call, "done")


async def test_a_model_of_this_machine_waits_while_people_talk(house: House) -> None:
    local = await house.call(sound=False, llm_provider="ollama", llm_model="qwen2.5:7b")
    hosted = await house.call(sound=False)
    talking = True
    async with at_work(house, busy=lambda: talking) as worker:
        for call in (local, hosted):
            await worker.ended(call)
        await house.is_at(hosted, "done")
        assert (await house.now(local)).english_state == "wanted"
        talking = False
        await house.is_at(local, "done", "failed")


async def test_it_makes_room_when_a_call_begins(house: House) -> None:
    call = await house.call(sound=False)
    house.openai.first_token = 30
    talking = False
    async with at_work(house, busy=lambda: talking) as worker:
        await worker.ended(call)
        await house.is_at(call, "running")
        worker._local.add(call.id)
        async with house.database.transaction() as session:
            agent = await session.get(Agent, call.agent_id)
            assert agent is not None
            agent.llm_provider = "ollama"
        talking = True
        assert (await house.is_at(call, "wanted")).english_state == "wanted"


async def test_two_at_once_and_all_in_the_end(house: House) -> None:
    calls = [await house.call(sound=False) for _ in range(5)]
    house.openai.first_token = 0.3
    async with at_work(house) as worker:
        for call in calls:
            await worker.ended(call)
        most = 0
        async with asyncio.timeout(20):
            while any([(await house.now(call)).english_state != "done" for call in calls]):
                most = max(most, len(worker._rows.jobs))
                await asyncio.sleep(0.02)
    assert most == 2


async def test_what_takes_too_long_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_call, "JOB_SECONDS", 0.3)
    call = await house.call(sound=False)
    house.openai.first_token = 30
    async with at_work(house) as worker:
        await worker.ended(call)
        assert (await house.is_at(call, "failed")).english_reason == "too_slow"

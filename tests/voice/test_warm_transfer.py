"""Calls in sound on the practice line whose agent introduces them to a colleague: real time, voices of tones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from tests.core.flow_engine.talks import canvas
from tests.factories import make_services
from tests.voice.fakes import FakeEars, FakeVoice
from tests.voice.flow_calls import Place, Story, place
from tron.commands.sound import decode_channels
from tron.core.clock import SystemClock
from tron.core.database.engine import Database
from tron.core.database.tables import CallLeg
from tron.core.speech import SAMPLE_RATE
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.time_limit import TimeLimit

pytestmark = pytest.mark.slow

CALLERS = ["+910000000001", "+910000000008", "+910000000011", "+910000000012"]
TAKES, DECLINES, MACHINE = "+910000000001", "+910000000009", "+910000000004"
PATIENT = ["Tell me please.", "", ""]


@pytest.fixture
async def here(database: Database, tmp_path: Path) -> AsyncIterator[Place]:
    services = make_services(database, tmp_path, SystemClock(), speech=FakeVoice(frequency=300))
    talks = TalkFactory(
        services, recogniser=FakeEars("hm"), voice=FakeVoice(frequency=700), catalogues=CallCatalogues()
    )
    async with place(database, tmp_path, services=services, talks=talks) as made:
        await talks.models()
        yield made


def flow(**data: Any) -> dict[str, Any]:
    hand = {"mode": "warm", "to": TAKES, "text": "One moment.", "brief": "About a bill.", "ask": "Press 1.", **data}
    nodes = [
        ("s", "start_outbound", {}),
        ("hand", "transfer", hand),
        ("three", "end_call", {"message": "I leave you two.", "outcome": "three"}),
        ("sorry", "end_call", {"message": "Nobody is free.", "outcome": "missed"}),
    ]
    return canvas(nodes, ["s > hand", "hand.joined > three", "hand.failed > sorry"])


def kinds(story: Story) -> list[str]:
    return [event.type for event in story.events if event.type.startswith("transfer.")]


async def test_introduced_declined_by_a_machine_and_in_three(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four calls at once."""
    people_talk: list[bool] = []
    monkeypatch.setattr(TimeLimit, "people_talk", lambda _, on, who: people_talk.append(on))

    async def held(number: str, says: Sequence[str], **data: Any) -> Story:
        return await here.call(flow(**data), says, number=number, fidelity="audio", seconds=60)

    taken, declined, machine, three = await asyncio.gather(
        held(CALLERS[0], PATIENT),
        held(CALLERS[1], PATIENT, to=DECLINES),
        held(CALLERS[2], PATIENT, to=MACHINE, accept="stay"),
        held(CALLERS[3], PATIENT, mode="conference"),
    )
    assert (taken.call.status, taken.call.reason) == ("completed", "transferred")
    assert kinds(taken) == ["transfer.started", "transfer.picked_up", "transfer.answered", "transfer.ended"]
    assert taken.said("agent") == ["One moment."], "nobody but the colleague hears the brief"
    for story, reason in ((declined, "declined"), (machine, "machine")):
        assert (story.call.reason, story.call.outcome) == ("agent_ended", "missed")
        assert kinds(story) == ["transfer.started", "transfer.picked_up", "transfer.failed"]
        assert story.of("transfer.failed")[0]["reason"] == reason
        assert story.said("agent")[-1] == "Nobody is free."
    assert (three.call.reason, three.call.outcome) == ("agent_ended", "three")
    assert kinds(three) == ["transfer.started", "transfer.picked_up", "transfer.answered", "transfer.ended"]
    assert sorted(people_talk) == [False, False, True, True], "the agents' time stood still"
    async with here.database.transaction() as session:
        assert all((await session.scalars(select(CallLeg.ended_at))).all())
    caller_hears_the_colleague(here, taken)


def caller_hears_the_colleague(here: Place, story: Story) -> None:
    """The agent's channel has music, then the colleague; never the brief."""
    assert story.call.recording_url
    _caller, heard = decode_channels(here.services.recordings / story.call.recording_url)
    [answered] = [event for event in story.events if event.type == "transfer.answered"]
    assert story.call.answered_at is not None
    joined = int((answered.at - story.call.answered_at).total_seconds() * SAMPLE_RATE)
    before, after = heard[joined - SAMPLE_RATE : joined], heard[joined + SAMPLE_RATE // 2 : joined + 2 * SAMPLE_RATE]
    assert share(after, 300) > 0.5
    assert share(before, 700) < 0.05
    assert np.abs(before).max() > 0, "music"


def share(samples: Any, hertz: float) -> float:
    """How much of the sound's energy is this tone."""
    power = np.abs(np.fft.rfft(samples.astype(float))) ** 2
    near = np.abs(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE) - hertz) < 15
    return float(power[near].sum() / max(power.sum(), 1.0))


async def test_a_caller_who_hangs_up_meanwhile_leaves_no_colleague_on_the_line(here: Place) -> None:
    story = await here.call(flow(ask="Please press one or two."), ["~2.0 !"], fidelity="audio", seconds=40)
    assert story.call.reason == "caller_hung_up"
    assert "transfer.answered" not in kinds(story)
    async with asyncio.timeout(10):
        while not await _all_ended(here):
            await asyncio.sleep(0.1)
    assert here.services.lines.get("sandbox")._live == {}  # type: ignore[attr-defined]


async def _all_ended(here: Place) -> bool:
    async with here.database.transaction() as session:
        return all((await session.scalars(select(CallLeg.ended_at))).all())

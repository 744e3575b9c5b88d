"""Each measurement in its smallest form: it must run and answer, whatever the figures are."""

from __future__ import annotations

import pytest

from bench import builtin, memory, normaliser, overhead, sound_care, startup
from bench.drive import Task, run
from bench.memory import deep_bytes, growth_report
from bench.overhead import Case, report
from bench.report import percentile, spread


def test_figures_in_text() -> None:
    assert spread([3.0, 1.0, 2.0]).text() == "2.0 (1.0-3.0)"
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.75) == 4.0
    assert percentile([1.0], 0.95) == 1.0


def test_ratios_are_those_of_pairs() -> None:
    case = Case(full=False, path="say", sessions=1)
    for bare, tron in ((2.0, 3.0), (10.0, 10.0), (4.0, 5.0)):
        case.runs["bare"].append({"overheads": [bare], "cpu": 0.1})
        case.runs["tron"].append({"overheads": [tron], "cpu": 0.1})
        case.loads.append(1.0)
    assert case.ratios().text(2) == "1.25 (1.00-1.50)"
    assert "| 1.25 (1.00-1.50) |" in report([case])


def test_growth_leaves_out_the_first_minute() -> None:
    samples = [(at, 100.0 + (50 if at < 60 else 0) + at / 60) for at in range(0, 300, 10)]
    assert "| 1000 | 1000 | 2 |" in growth_report(samples, 10.0, 5.0)


def test_deep_size_counts_each_thing_once() -> None:
    text = "x" * 1000
    assert 1000 < deep_bytes([text, text]) < 1300


async def test_normaliser() -> None:
    text = await normaliser.measure(normaliser.Plan(runs=1, rounds=1))
    assert "| number words alone |" in text
    assert "Ratio of the medians" in text


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("path", ["generate", "say"])
@pytest.mark.parametrize("side", ["bare", "tron"])
async def test_every_turn_is_answered(side: str, path: str, full: bool, database_url: str, migrated: object) -> None:
    task = Task(side=side, path=path, full=full, sessions=2, turns=1, jitter=0.1, database=database_url)  # type: ignore[arg-type]
    answer = await run(task)
    assert (len(answer["overheads"]), answer["unanswered"]) == (2, 0)


@pytest.mark.slow
@pytest.mark.sound
async def test_overhead_in_pairs(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    monkeypatch.setenv("TRON_TEST_DATABASE_URL", postgres_url)
    plan = overhead.Plan(runs=1, sessions=(1,), modes=(False,), paths=("say",), single_turns=1)
    cases = await overhead.measure(plan)
    assert [len(case.runs["tron"]) for case in cases] == [1]
    assert cases[0].failed == []
    assert "say, turns told by the recogniser" in report(cases)


@pytest.mark.slow
@pytest.mark.sound
async def test_memory(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    monkeypatch.setenv("TRON_TEST_DATABASE_URL", postgres_url)
    text = await memory.measure(memory.Plan(runs=1, calls=1, seconds=1, minutes=0.1, sample_seconds=1))
    assert "each call with recording, MB" in text
    assert "own story, kB/min" in text


@pytest.mark.slow
@pytest.mark.sound
async def test_builtin() -> None:
    text = await builtin.measure(builtin.Plan(runs=1))
    assert "Heard: ['I would like" in text


@pytest.mark.slow
@pytest.mark.sound
async def test_startup() -> None:
    text = await startup.measure(startup.Plan(runs=1))
    assert "/healthz answers after, s" in text


@pytest.mark.slow
@pytest.mark.sound
async def test_sound_care() -> None:
    plan = sound_care.Plan(sentences=sound_care.SENTENCES[:1], cases=(sound_care.Case("fan", 10),))
    text = await sound_care.measure(plan)
    assert "| fan at 10 dB |" in text
    assert "ms for a second of sound" in text

from __future__ import annotations

import pytest

from tests.support import VirtualClock
from tron.core.circuits import FIRST_PAUSE, LONGEST_PAUSE, OPENS_AFTER, Circuits

NAME = "tts/somebody"


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def circuits(clock: VirtualClock) -> Circuits:
    return Circuits(clock)


def opened(circuits: Circuits) -> None:
    for _ in range(OPENS_AFTER):
        circuits.failed(NAME, "timed_out")


def test_nobody_is_skipped_who_was_never_asked(circuits: Circuits) -> None:
    assert circuits.allows(NAME)
    assert circuits.report() == []


def test_failures_in_a_row_open_it(circuits: Circuits) -> None:
    for _ in range(OPENS_AFTER - 1):
        circuits.failed(NAME, "timed_out")
    assert circuits.state(NAME) == "failing"
    assert circuits.allows(NAME)
    circuits.failed(NAME, "timed_out")
    assert not circuits.allows(NAME)
    assert circuits.allows("tts/another")


def test_a_success_between_them_keeps_it_closed(circuits: Circuits) -> None:
    for _ in range(10):
        circuits.failed(NAME, "error")
        circuits.succeeded(NAME)
    assert circuits.state(NAME) == "well"


@pytest.mark.parametrize("reason", ["wrong_key", "not_configured", "model_not_found"])
def test_what_no_second_try_changes_opens_it_at_once(circuits: Circuits, reason: str) -> None:
    circuits.failed(NAME, reason)
    assert not circuits.allows(NAME)


def test_one_caller_tries_after_the_pause(circuits: Circuits, clock: VirtualClock) -> None:
    opened(circuits)
    clock.elapsed += FIRST_PAUSE - 0.1
    assert not circuits.allows(NAME)
    clock.elapsed += 0.2
    assert circuits.allows(NAME)
    assert not circuits.allows(NAME), "the others wait for what the first one finds"
    circuits.succeeded(NAME)
    assert circuits.allows(NAME)


def test_each_failed_try_doubles_the_pause(circuits: Circuits, clock: VirtualClock) -> None:
    opened(circuits)
    pause = FIRST_PAUSE
    for _ in range(6):
        clock.elapsed += pause
        assert circuits.allows(NAME)
        circuits.failed(NAME, "stalled")
        pause = min(pause * 2, LONGEST_PAUSE)
        clock.elapsed += pause - 1
        assert not circuits.allows(NAME)
        clock.elapsed += 1


def test_a_try_that_never_comes_back_lets_another_one_through(circuits: Circuits, clock: VirtualClock) -> None:
    opened(circuits)
    clock.elapsed += FIRST_PAUSE
    assert circuits.allows(NAME)
    clock.elapsed += FIRST_PAUSE
    assert circuits.allows(NAME)


def test_the_report_tells_state_reason_and_usual_latency(circuits: Circuits) -> None:
    for seconds in (0.1, 0.3, 0.2):
        circuits.succeeded(NAME, seconds)
    circuits.failed(NAME, "timed_out")
    (row,) = circuits.report()
    assert row | {"ok_at": None, "failed_at": None} == {
        "name": NAME,
        "state": "failing",
        "failures": 1,
        "reason": "timed_out",
        "ok_at": None,
        "failed_at": None,
        "latency_ms": 200,
    }
    assert row["ok_at"]
    assert row["failed_at"]


def test_forgetting_lets_troubled_vendors_be_asked_again_and_keeps_the_well_ones(circuits: Circuits) -> None:
    circuits.succeeded("stt/sarvam", 0.2)
    circuits.failed("tts/sarvam", "wrong_key")
    circuits.failed("llm/openai/gpt-4o", "wrong_key")
    circuits.forget("sarvam")
    assert circuits.allows("tts/sarvam")
    assert not circuits.allows("llm/openai/gpt-4o")
    circuits.forget()
    assert circuits.allows("llm/openai/gpt-4o")
    assert [(row["name"], row["latency_ms"]) for row in circuits.report()] == [("stt/sarvam", 200)]

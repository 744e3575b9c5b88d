from __future__ import annotations

from typing import get_args

import pytest

from tests.support import VirtualClock
from tron.core.circuits import Circuits
from tron.core.settings.registry import REGISTRY
from tron.core.settings.vendors import VENDOR_SETTINGS
from tron.core.vendor_health import FIXES, Reason, never_asked, vendors_of_workers
from tron.core.vendors import Trouble


def state(circuits: Circuits) -> dict[str, object]:
    return {"calls": 1, "vendors": circuits.report()}


def test_the_worst_of_all_workers_counts() -> None:
    clock = VirtualClock()
    one, other = Circuits(clock), Circuits(clock)
    one.succeeded("tts/sarvam", 0.25)
    clock.elapsed = 60.0
    other.succeeded("tts/sarvam", 0.4)
    other.failed("tts/sarvam", "wrong_key")
    (found,) = vendors_of_workers([state(one), state(other), {"calls": 0}])
    assert (found.kind, found.vendor, found.state, found.reason) == ("tts", "sarvam", "open", "wrong_key")
    assert (found.latency_ms, found.workers, found.fix) == (400, 2, FIXES["wrong_key"])
    assert found.ok_at == found.failed_at == found.asked_at == clock.now()


def test_one_that_is_well_again_needs_no_fix() -> None:
    circuits = Circuits(VirtualClock())
    circuits.failed("llm/openai/gpt-4o", "timed_out")
    circuits.succeeded("llm/openai/gpt-4o")
    (found,) = vendors_of_workers([state(circuits)])
    assert (found.vendor, found.state, found.reason, found.fix) == ("openai/gpt-4o", "well", None, None)


def test_rows_of_another_shape_do_no_harm() -> None:
    rows = [{"vendors": "no"}, {"vendors": [{"name": "x/y"}, 7, {"name": "stt/sarvam", "state": "?", "ok_at": "soon"}]}]
    (found,) = vendors_of_workers(rows)
    assert (found.state, found.ok_at, found.asked_at) == ("well", None, None)


def test_every_trouble_has_a_fix() -> None:
    assert set(FIXES) == set(get_args(Reason)) >= set(get_args(Trouble))


@pytest.mark.parametrize(
    ("name", "reason", "provider", "model", "setting"),
    [
        ("tts/sarvam", "wrong_key", "sarvam", None, "ai.sarvam_api_key"),
        ("tts/sarvam", "model_not_found", "sarvam", None, "ai.tts_model"),
        ("llm/openai/gpt-4o", "model_not_found", "openai", "gpt-4o", "ai.openai_api_key"),
        ("llm/custom/org/model", "timed_out", "custom", "org/model", "ai.custom_endpoint"),
        ("llm/openai/gpt-4o (own key 1a2b3c)", "wrong_key", "openai", "gpt-4o (own key 1a2b3c)", None),
        ("stt/builtin", "error", "builtin", None, None),
    ],
)
def test_each_row_says_whose_it_is_and_where_to_look(
    name: str, reason: str, provider: str, model: str | None, setting: str | None
) -> None:
    circuits = Circuits(VirtualClock())
    circuits.failed(name, reason)
    (found,) = vendors_of_workers([state(circuits)])
    assert (found.provider, found.model, found.setting) == (provider, model, setting)
    assert setting is None or setting in REGISTRY


def test_the_settings_of_vendors_are_settings() -> None:
    assert {key for keys in VENDOR_SETTINGS.values() for key in keys} <= set(REGISTRY)


def test_one_that_nobody_asked_says_what_it_lacks() -> None:
    ready, lacking = never_asked("tts/sarvam", configured=True), never_asked("llm/openai/x", configured=False)
    assert (ready.state, ready.reason, ready.fix, ready.asked_at) == ("unknown", None, None, None)
    assert (lacking.state, lacking.reason, lacking.fix) == ("unknown", "not_configured", FIXES["not_configured"])

"""An engine's state in the words of readyz."""

from __future__ import annotations

import pytest

from tron.commands.checks import engine_finding
from tron.providers.engines.status import EngineStatus


def chat(**facts: object) -> EngineStatus:
    return EngineStatus("llm", "Language model", "ready", facts=facts)


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (None, "starting", "starts"),
        (chat(free_talk=False), "ok", "Too small to talk freely"),
        (chat(free_talk=False, problem="tiny did not load."), "degraded", "tiny did not load."),
        (EngineStatus("whisper", "Whisper", "missing", "not installed: x", "Install it."), "degraded", "not installed"),
        (EngineStatus("whisper", "Whisper", "failed", "OSError"), "down", "OSError"),
    ],
)
def test_what_is_wrong_is_told(status, state, words):
    finding = engine_finding(status)
    assert finding.state == state
    assert words in finding.detail


def test_a_chat_model_that_talks_is_not_called_too_small():
    assert "small" not in engine_finding(chat(free_talk=True)).detail


def test_a_model_that_was_left_out_says_what_to_do():
    assert "tron models" in str(engine_finding(chat(problem="x")).fix)

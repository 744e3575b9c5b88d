"""What a call cost, when the agent's vendors heard and spoke, and when something else did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.snapshots import settings_with
from tron.core.chat import TokenUse
from tron.core.database.tables import Call
from tron.core.usage import SpeechMeter, UsageMeter
from tron.voice.call_cost import call_cost
from tron.voice.transcript import TranscriptEntry

ENTRIES = [TranscriptEntry("caller", "Hello", 0.0, 60.0), TranscriptEntry("agent", "a" * 500, 60.0, 120.0)]


def units(cost: Callable[..., dict[str, Any]]) -> dict[tuple[str, str], float]:
    return {(row["component"], row["name"]): row["units"] for row in cost(ENTRIES)["components"]}


def test_without_a_meter_the_whole_call_was_the_vendors():
    cost = call_cost(settings_with(), Call(line="practice"), ears="sarvam", voice="sarvam")
    assert units(cost) == {("telephony", "practice"): 2, ("stt", "sarvam"): 2, ("tts", "sarvam"): 0.5}


def test_with_one_each_is_charged_for_what_it_did():
    speech, tokens = SpeechMeter(), UsageMeter()
    cost = call_cost(settings_with(), Call(line="practice"), ears="sarvam", voice="sarvam", meter=tokens, speech=speech)
    speech.heard("stt/sarvam", 30)
    speech.heard("stt/builtin", 90)
    speech.spoke("tts/sarvam", 100)
    tokens.add("openai/gpt-4o", TokenUse(900, 100))
    assert units(cost) == {
        ("telephony", "practice"): 2,
        ("stt", "sarvam"): 0.5,
        ("stt", "builtin"): 1.5,
        ("tts", "sarvam"): 0.1,
        ("llm", "openai/gpt-4o"): 1,
    }

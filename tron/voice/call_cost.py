"""What a call cost, estimated from how long it was, what was spoken, and the tokens of its models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tron.core.cost import Usage, estimate
from tron.core.database.tables import Call
from tron.core.settings import SettingsSnapshot
from tron.core.usage import SpeechMeter, UsageMeter
from tron.voice.transcript import TranscriptEntry

Cost = Callable[[Sequence[TranscriptEntry]], dict[str, Any]]


def call_cost(
    settings: SettingsSnapshot,
    call: Call,
    *,
    ears: str | None = None,
    voice: str | None = None,
    meter: UsageMeter | None = None,
    speech: SpeechMeter | None = None,
) -> Cost:
    """Answers the cost of a transcript, as core/cost.py gives it.

    `speech` knows who heard and spoke, and how much. Without it the whole call is taken as heard by `ears` and spoken
    by `voice`: vendors, None where there was no sound.
    """
    line = call.line

    def cost(transcript: Sequence[TranscriptEntry]) -> dict[str, Any]:
        minutes = max((entry.end for entry in transcript), default=0.0) / 60
        spoken = sum(len(entry.text) for entry in transcript if entry.role == "agent") / 1000
        usages = [Usage("telephony", line, minutes)]
        if speech is not None:
            usages += speech.usages()
        elif ears is not None:
            usages.append(Usage("stt", ears, minutes))
        if speech is None and voice is not None:
            usages.append(Usage("tts", voice, spoken))
        if meter is not None:
            usages += meter.usages()
        return estimate(usages, settings.prices, settings.get_float("pricing.inr_per_usd"))

    return cost

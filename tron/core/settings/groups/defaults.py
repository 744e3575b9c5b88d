"""What new agents begin with."""

from __future__ import annotations

from tron.core.settings import kinds
from tron.core.voices import LANGUAGE_CODES

TONES = ("professional", "friendly", "casual", "formal", "empathetic")

DEFAULTS = (
    kinds.checked_text("defaults.voice", "Default voice", "Of new agents.", kinds.voice, default="shreya"),
    kinds.choice("defaults.language", "Default language", "Of new agents.", LANGUAGE_CODES, default="hi-IN"),
    kinds.choice("defaults.tone", "Default tone", "Of new agents.", TONES, default="professional"),
    kinds.integer(
        "defaults.max_call_duration",
        "Max call duration",
        "After this time the agent says a closing line and hangs up.",
        low=30,
        high=3600,
        unit="seconds",
        default=300,
    ),
    kinds.switch(
        "recording.enabled",
        "Record calls",
        "Two channels, kept on this machine. Each agent can switch it off for itself.",
        category="defaults",
        default=True,
    ),
)

"""What holds in every flow of an agent, whatever is drawn: its words for silence and goodbye, limits, disclosures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tron.core.calling_law import legal_hours
from tron.core.models.agent_parts import PreparedLines
from tron.core.scripts.prepared import generic_lines
from tron.core.tools.when import Hours

LOW_CONFIDENCE = 0.35


@dataclass(frozen=True, slots=True)
class FlowRules:
    """`lines` give the words for silence, goodbye and opt-out; `silence_seconds` is the usual patience.

    `hours`: when calls of this agent may ring.
    """

    language: str = "en-IN"
    lines: PreparedLines = field(default_factory=lambda: generic_lines("en-IN"))
    silence_seconds: float = 6.0
    disclosures: Sequence[str] = ()
    most_steps: int = 40
    """Nodes in a row without the caller doing anything: then it is a loop."""
    low_confidence: float = LOW_CONFIDENCE
    follows_language: bool = True
    known_language: str | None = None
    hours: Hours = field(default_factory=lambda: legal_hours(None))

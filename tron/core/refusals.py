"""Where to put right what the gate refused: the field to change, by the rule that refused. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tron.core.compliance import Rule

BLOCKED: Final = "blocked:"
FIELDS: Final[Mapping[Rule, str]] = {
    "number": "phone_number",
    "practice_number": "phone_number",
    "country": "settings.compliance.countries",
    "test_numbers": "settings.compliance.test_numbers",
    "call_category": "agent.call_category",
    "caller_id": "trunk.caller_ids",
    "line": "trunk.enabled",
    "agent_off": "agent.is_active",
}
"""As the API names them, below the part of Tron that has them. A rule that only time or nobody can change has none."""


def field_of(reason: str | None, *, outbound: bool) -> str | None:
    """Of a call that ended for this reason; None where it is no refusal, or nothing can be put right."""
    if not outbound or reason is None or not reason.startswith(BLOCKED):
        return None
    rule = reason.removeprefix(BLOCKED)
    return next((field for known, field in FIELDS.items() if known == rule), None)

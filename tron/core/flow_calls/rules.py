"""What an agent's row means for the flow that its call walks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tron.core.calling_law import legal_hours
from tron.core.database.tables import Agent, Call
from tron.core.flow_engine.rules import FlowRules
from tron.core.models.agent_parts import PreparedLines
from tron.core.scripts.for_agent import options_of, prepared_lines, variables
from tron.core.scripts.render import render

_SPOKEN: Final = ("goodbye", "silence_goodbye", "time_up", "opt_out_ack", "identity", "human")


def flow_variables(agent: Agent, call: Call) -> dict[str, Any]:
    """Names for `{{...}}`: those of free talk, and the mappings agent, contact and call. JSON types."""
    names = variables(agent, call)
    return {
        **names,
        "agent": {"name": agent.name, "language": agent.language},
        "contact": {**call.contact_metadata, "name": names["contact_name"], "phone_number": names["phone_number"]},
        "call": {"id": str(call.id), "direction": call.direction or "outbound", "line": call.line},
    }


def flow_rules(agent: Agent, call: Call, known_language: str | None = None) -> FlowRules:
    """The agent's words, patience, disclosures and language. Its words are filled in: a subflow knows no contact."""
    options = options_of(agent)
    known = variables(agent, call)
    disclosures = (agent.guardrails or {}).get("required_disclosures") or ()
    return FlowRules(
        language=agent.language,
        lines=_filled(prepared_lines(agent, options), known),
        silence_seconds=options.silence_seconds,
        disclosures=tuple(render(text, known) for text in disclosures),
        follows_language=options.follow_language,
        known_language=known_language,
        hours=legal_hours(options.call_category, loan_recovery=options.loan_recovery),
    )


def _filled(lines: PreparedLines, known: Mapping[str, Any]) -> PreparedLines:
    filled: dict[str, Any] = {name: render(getattr(lines, name), known) for name in _SPOKEN}
    filled["silence"] = [render(text, known) for text in lines.silence]
    return lines.model_copy(update=filled)

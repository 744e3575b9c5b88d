"""An agent's own lines beside its flow."""

from __future__ import annotations

from tests.factories import agent_row
from tron.core.flow_calls.lines import AgentLines
from tron.core.scripts.for_agent import options_of, prepared_lines
from tron.core.scripts.prepared import generic_lines


def lines_of(template: str, *, own: bool = True) -> AgentLines:
    agent = agent_row(template)
    return AgentLines(prepared_lines(agent, options_of(agent)), {"agent_name": "Tara"}, own=own)


def test_a_line_answers_and_a_fallback_is_no_answer() -> None:
    lines = lines_of("support_agent")
    assert "refund" in (lines.prepared("I want my refund") or "").lower()
    assert lines.prepared("xyzzy plugh") is None
    assert lines_of("support_agent", own=False).prepared("I want my refund") is None


def test_general_lines_know_no_danger() -> None:
    assert AgentLines(generic_lines("en-IN"), {}, own=False).urgent("there is a fire here") is None

"""Whether what a scenario asks for came of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tron.core.flow_engine.conditions import compiled, holds
from tron.core.flow_engine.nodes.subflow import FAILED
from tron.core.flow_engine.run import as_text, look_up
from tron.core.models.scenario import (
    Assertion,
    NotSaid,
    NotVisited,
    OutcomeIs,
    ReasonIs,
    Said,
    Spoken,
    VariableIs,
    Visited,
)

LONGEST_SAID: Final = 10_000
LONGEST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A node was entered, or left by `handle`."""

    entered: bool
    node: str
    type: str | None = None
    handle: str | None = None


@dataclass(slots=True)
class Held:
    """One conversation over a flow, as it was. `ways`: by which handle each node of the path was left."""

    talk: list[Spoken] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    variables: Mapping[str, Any] = field(default_factory=dict)
    outcome: str | None = None
    reason: str | None = None
    ways: list[str | None] = field(default_factory=list)

    @property
    def said(self) -> Sequence[str]:
        """The agent's utterances."""
        return [row.text for row in self.talk if row.role == "agent"]


def path_of(steps: Iterable[Visit]) -> tuple[list[str], list[str | None]]:
    """The path of these steps, and for each of its nodes the handle it was left by."""
    path: list[str] = []
    ways: list[str | None] = []
    for step in steps:
        if step.entered:
            path.append(step.node)
            ways.append(None)
        elif step.node in path:
            at = len(path) - 1 - path[::-1].index(step.node)
            # A subflow is left when the other flow begins; nothing is told of one that cannot run.
            ways[at] = step.handle or (FAILED if step.type == "subflow" else None)
    return path, ways


def objection(assertion: Assertion, held: Held) -> str | None:
    """What is otherwise than it says; None where it holds. One that wants a judge is not looked at here."""
    message: str | None = None
    match assertion:
        case Visited(nodes=nodes):
            left = [node for node in nodes if node not in held.path]
            message = f"Not visited: {', '.join(left)}." if left else None
        case NotVisited(nodes=nodes):
            met = [node for node in nodes if node in held.path]
            message = f"Visited: {', '.join(met)}." if met else None
        case VariableIs():
            message = _variable(assertion, held)
        case OutcomeIs(outcome=outcome):
            message = None if held.outcome == outcome else f"The outcome is {held.outcome or 'none'}."
        case ReasonIs(reason=reason):
            message = None if held.reason == reason else f"It ended with {held.reason or 'nothing'}."
        case Said(regex=regex):
            message = "The agent said nothing like this." if _match(regex, held) is None else None
        case NotSaid(regex=regex):
            found = _match(regex, held)
            message = None if found is None else f"The agent said: {_short(found)}"
    return message


def _variable(assertion: VariableIs, held: Held) -> str | None:
    value = look_up(held.variables, assertion.name)
    if holds(value, assertion.operator, assertion.value):
        return None
    return f"{assertion.name} is {_short(as_text(value)) or 'empty'}."


def _match(regex: str, held: Held) -> str | None:
    """The first utterance that matches. RE2: no pattern takes long."""
    pattern = compiled(regex)
    if pattern is None:
        return None
    return next((text for text in held.said if pattern.search(text[:LONGEST_SAID]) is not None), None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

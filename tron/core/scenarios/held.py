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
from tron.core.scenarios.told import Told

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


def objection(assertion: Assertion, held: Held) -> Told | None:
    """What is otherwise than it says; None where it holds. One that wants a judge is not looked at here."""
    told: Told | None = None
    match assertion:
        case Visited(nodes=nodes):
            left = [node for node in nodes if node not in held.path]
            told = Told(f"Not visited: {', '.join(left)}.", "not_visited", {"nodes": left}) if left else None
        case NotVisited(nodes=nodes):
            met = [node for node in nodes if node in held.path]
            told = Told(f"Visited: {', '.join(met)}.", "visited", {"nodes": met}) if met else None
        case VariableIs():
            told = _variable(assertion, held)
        case OutcomeIs(outcome=outcome):
            told = None if held.outcome == outcome else _outcome(held.outcome)
        case ReasonIs(reason=reason):
            told = None if held.reason == reason else _reason(held.reason)
        case Said(regex=regex):
            unsaid = Told("The agent said nothing like this.", "not_said")
            told = unsaid if _match(regex, held) is None else None
        case NotSaid(regex=regex):
            found = _match(regex, held)
            told = None if found is None else Told(f"The agent said: {_short(found)}", "said", {"text": _short(found)})
    return told


def _outcome(outcome: str | None) -> Told:
    if not outcome:
        return Told("The outcome is none.", "no_outcome")
    return Told(f"The outcome is {outcome}.", "outcome", {"outcome": outcome})


def _reason(reason: str | None) -> Told:
    if not reason:
        return Told("It ended with nothing.", "no_reason")
    return Told(f"It ended with {reason}.", "reason", {"reason": reason})


def _variable(assertion: VariableIs, held: Held) -> Told | None:
    value = look_up(held.variables, assertion.name)
    if holds(value, assertion.operator, assertion.value):
        return None
    name, shown = assertion.name, _short(as_text(value))
    if not shown:
        return Told(f"{name} is empty.", "variable_empty", {"name": name})
    return Told(f"{name} is {shown}.", "variable", {"name": name, "value": shown})


def _match(regex: str, held: Held) -> str | None:
    """The first utterance that matches. RE2: no pattern takes long."""
    pattern = compiled(regex)
    if pattern is None:
        return None
    return next((text for text in held.said if pattern.search(text[:LONGEST_SAID]) is not None), None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"

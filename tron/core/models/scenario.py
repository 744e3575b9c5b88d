"""Conversations that a flow must hold: who the caller is, what must come of it, and what came."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tron.core.flow_engine.conditions import Operator, compiled
from tron.core.models.flow import MOST
from tron.core.models.flow_simulation import CallerTurn, NodeId, Speaking, TransferFate
from tron.core.models.page import Page, Shown
from tron.core.models.simulator import Text

MOST_TURNS: Final = 60
MOST_TRIES: Final = 10
ScenarioName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
NodePath = Annotated[str, StringConstraints(min_length=1, max_length=300)]
NodePaths = Annotated[list[NodePath], Field(min_length=1, max_length=50)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


def _pattern(text: str) -> str:
    if compiled(text) is None:
        raise ValueError("This is no pattern that RE2 takes.")
    return text


Pattern = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_pattern)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Script(_In):
    """What the caller does, turn by turn; when all is said and the flow still listens, they hang up."""

    kind: Literal["script"]
    turns: list[CallerTurn | Text] = Field(min_length=1, max_length=MOST_TURNS)


class Persona(_In):
    """A caller whom the agent's model plays. It hangs up when its goal is reached, or after `most_turns`."""

    kind: Literal["persona"]
    persona: Words
    goal: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    most_turns: int = Field(default=12, ge=1, le=30)


class Visited(_In):
    """All of these nodes were entered (a path names one in a subflow: `subflow node/inner node`)."""

    kind: Literal["visited"]
    nodes: NodePaths


class NotVisited(_In):
    kind: Literal["not_visited"]
    nodes: NodePaths


class VariableIs(_In):
    """`name` may be a path such as order.items.0."""

    kind: Literal["variable"]
    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.]{0,119}$")]
    operator: Operator = "not_empty"
    value: Annotated[str, StringConstraints(max_length=1000)] = ""


class OutcomeIs(_In):
    """Null: none was kept."""

    kind: Literal["outcome"]
    outcome: Annotated[str, StringConstraints(max_length=50)] | None


class ReasonIs(_In):
    """Why the call ended, such as agent_ended, transferred or caller_hung_up."""

    kind: Literal["reason"]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=50)]


class Said(_In):
    """One of the agent's utterances matches, upper and lower case alike."""

    kind: Literal["said"]
    regex: Pattern


class NotSaid(_In):
    kind: Literal["not_said"]
    regex: Pattern


class Judged(_In):
    """The agent's model reads the talk and says whether this holds."""

    kind: Literal["judged"]
    criterion: Words


Caller = Annotated[Script | Persona, Field(discriminator="kind")]
Assertion = Annotated[
    Visited | NotVisited | VariableIs | OutcomeIs | ReasonIs | Said | NotSaid | Judged, Field(discriminator="kind")
]


class Definition(Speaking):
    """`must_pass` of `tries` must pass. `node`: where to begin in place of the start."""

    node: NodeId | None = None
    caller: Caller
    assertions: list[Assertion] = Field(min_length=1, max_length=50)
    tries: int = Field(default=1, ge=1, le=MOST_TRIES)
    must_pass: int = Field(default=1, ge=1, le=MOST_TRIES)

    @model_validator(mode="after")
    def _enough_tries(self) -> Definition:
        if self.must_pass > self.tries:
            raise ValueError("must_pass cannot be more than tries.")
        return self


class ScenarioIn(Definition):
    name: ScenarioName


class ScenarioUpdate(ScenarioIn):
    """The whole scenario as it is to be."""

    revision: Annotated[int, Field(ge=1, le=MOST)]


class RunIn(_In):
    """`version` null: the draft. `tries` null: as the scenario says; it must then pass the same share of them.

    With fewer tries than the scenario asks for a run opens no way to publishing.

    `spoken`: as calls on the practice line, over a telephone's narrow band with noise and lost packets. Calls walk
    published versions: `version` null is the latest one then.
    """

    version: Annotated[int, Field(ge=1, le=MOST)] | None = None
    tries: Annotated[int, Field(ge=1, le=MOST_TRIES)] | None = None
    spoken: bool = False


class RunAllIn(_In):
    version: Annotated[int, Field(ge=1, le=MOST)] | None = None


class Spoken(Shown):
    role: Literal["agent", "caller"]
    text: str


ScenarioNote = Literal[
    "not_visited",
    "visited",
    "variable",
    "variable_empty",
    "outcome",
    "no_outcome",
    "reason",
    "no_reason",
    "not_said",
    "said",
    "no_judge",
    "no_verdict",
    "judged_no",
    "no_model",
    "caller_silent",
    "model_late",
    "model_failed",
    "too_long",
    "broke",
    "no_worker",
    "call_too_long",
    "not_answered",
    "no_time",
]
"""What a run says, for pages that have words of their own."""
NoteValue = str | int | list[str]


class AssertionResult(Shown):
    """`assertion`: its place in the list. `message` says what was otherwise; null where it held.

    `note` and `values` say the same as a code; `note` null where the words are a judge's.
    """

    assertion: int
    held: bool
    message: str | None
    note: ScenarioNote | None = None
    values: dict[str, NoteValue] = Field(default_factory=dict)


class TryOut(Shown):
    """One conversation. `problem`: why it could not be held to its end, such as no model to play the caller.

    `problem_note` and `problem_values` say the same as a code, where Tron has one.
    """

    passed: bool
    problem: str | None
    problem_note: ScenarioNote | None = None
    problem_values: dict[str, NoteValue] = Field(default_factory=dict)
    assertions: list[AssertionResult]
    talk: list[Spoken]
    path: list[str]
    ways: list[str | None] | None = Field(
        default=None, description="The handle that each node of the path was left by; null where that was not kept."
    )
    variables: dict[str, Any]
    outcome: str | None
    reason: str | None
    seconds: float = Field(description="That the try took.")
    tokens: int
    call_id: UUID | None = Field(default=None, description="Of a spoken try.")


RunState = Literal["queued", "running", "passed", "failed", "error", "cancelled"]


class RunProblem(Shown):
    """Why a run could not be held."""

    code: str
    message: str


class ScenarioRunOut(Shown):
    """A run of a scenario, which a worker holds. It is over once `state` is neither queued nor running.

    `runs`: its tries; `results`: those that are over, `done` of them. `stale`: the scenario has changed since, or what
    was walked is not the present draft. `error`: why it came to no end by itself.
    """

    id: UUID
    scenario_id: UUID
    version: int | None
    spoken: bool
    state: RunState
    passed: bool
    passes: int
    runs: int
    done: int
    stale: bool
    seconds: float
    results: list[TryOut]
    error: RunProblem | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class ScenarioOut(Shown):
    """A scenario with what came of it last, null where there is nothing yet.

    `last_run`: of the draft, in writing; `last_spoken_run`: as calls; `current_run`: the newest that is not over yet.
    """

    id: UUID
    flow_id: UUID
    name: str
    agent_id: UUID | None
    variables: dict[str, Any]
    language: str | None
    colleagues: dict[str, TransferFate]
    node: str | None
    caller: Caller
    assertions: list[Assertion]
    tries: int
    must_pass: int
    revision: int
    last_run: ScenarioRunOut | None
    last_spoken_run: ScenarioRunOut | None
    current_run: ScenarioRunOut | None
    created_at: datetime
    updated_at: datetime


class ScenarioPage(Page[ScenarioOut]):
    """All scenarios of a flow, by name.

    `may_decide`: whoever asks is an owner, who alone says whether they must pass before the flow is published, and
    changes or deletes them while they must.
    """

    may_decide: bool


class ScenarioRunPage(Page[ScenarioRunOut]):
    """The runs of a scenario, the newest first."""

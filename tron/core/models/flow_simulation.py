"""Talks in writing over a flow: what starts one, what the caller does, and the steps that come of it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from tron.core.models.call import Metadata
from tron.core.models.flow import MOST, Canvas
from tron.core.models.page import Shown
from tron.core.models.simulator import Digits, Text

MOST_INPUTS: Final = 20
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}-[A-Z]{2}$")]
NodeId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
AfterWords = Annotated[int, Field(ge=1, le=2000)]
TransferFate = Literal["answers", "busy", "no_answer", "declined", "unreachable"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Speaking(_In):
    """Who speaks in a try, and what is known in it.

    `agent_id`: who speaks; null: an agent with the settings' defaults, in `language`. `colleagues`: who does not
    answer a transfer, by number or name.
    """

    agent_id: UUID | None = None
    variables: Metadata = Field(default_factory=dict)
    language: Language | None = None
    colleagues: dict[Annotated[str, StringConstraints(max_length=100)], TransferFate] = Field(
        default_factory=dict, max_length=50
    )


class Given(Speaking):
    """What a try walks. Webhooks really run.

    `run_tools`: tools of the model that may change something run too (it needs settings.write).
    """

    canvas_data: Canvas | None = Field(default=None, description="A draft that is not stored; null: the stored one.")
    run_tools: bool = False


class SimulateIn(Given):
    """`version`: a published one in place of the draft. `node`: where to begin in place of the start."""

    version: Annotated[int, Field(ge=1, le=MOST)] | None = None
    node: NodeId | None = None

    @model_validator(mode="after")
    def _one_source(self) -> SimulateIn:
        if self.version is not None and self.canvas_data is not None:
            raise ValueError("Give a version or a canvas, not both.")
        return self


class CallerTurn(_In):
    """One thing that the caller does: exactly one of text, keys, silence and hang_up.

    `after_words`: they do it over the agent, once it has said so many words since their last turn. A line that may be
    interrupted is cut there; else they are heard when the flow listens next.
    """

    text: Text | None = None
    keys: Digits | None = None
    silence: bool = False
    hang_up: bool = False
    after_words: AfterWords | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> CallerTurn:
        if sum((self.text is not None, self.keys is not None, self.silence, self.hang_up)) != 1:
            raise ValueError("Give exactly one of text, keys, silence and hang_up.")
        if self.silence and self.after_words is not None:
            raise ValueError("Nobody interrupts by saying nothing.")
        return self


class Step(Shown):
    """`at`: seconds of the call. An agent's step has what it took; `flow.node_left` says how a node was left.

    type node: it is entered. `latency_ms`: time that Tron and vendors took for it, without the caller's own.
    """

    type: Literal["agent", "caller", "node", "event"]
    at: float
    text: str | None = None
    keys: str | None = None
    interrupted: bool | None = Field(default=None, description="The caller cut it here: `text` is what was heard.")
    node: str | None = Field(default=None, description="Its path: `subflow node/inner node`.")
    node_type: str | None = None
    handle: str | None = None
    variables: dict[str, Any] | None = Field(default=None, description="Those that the node changed.")
    event: str | None = None
    payload: dict[str, Any] | None = None
    latency_ms: int | None = None
    tokens: int | None = Field(default=None, description="Read and written by models.")


class WalkState(Shown):
    """`node` runs next, or listens now. `reason` as in calls, once it `ended`."""

    node: str
    variables: dict[str, Any]
    outcome: str | None
    ended: bool
    reason: str | None


class SimulationOut(Shown):
    """`waiting`: the flow listens. `steps`: the new ones, or all of them after a step back or an interruption."""

    session_id: str
    steps: list[Step]
    state: WalkState
    waiting: bool


class TestNodeIn(Given):
    """One node by itself. `heard`: what the caller said before it; `inputs`: what they do while it runs."""

    __test__ = False

    node_id: NodeId
    heard: CallerTurn | None = None
    inputs: list[CallerTurn | Text] = Field(default_factory=list, max_length=MOST_INPUTS)


NodeTestCode = Literal["waits", "too_long", "broke"]
"""What a try of one node says of itself, for pages that have words of their own."""


class NodeProblem(Shown):
    """Why a node does not run as it should.

    `code`: a NodeTestCode, or that of a finding about the node's `field` (`data.text`); others of errors.
    """

    code: str
    field: str | None
    message: str


class TestNodeOut(Shown):
    """`handle` null: it did not leave by one (the call ended, or it still waits, as `problems` says)."""

    __test__ = False

    handle: str | None
    said: list[str]
    steps: list[Step]
    variables: dict[str, Any]
    problems: list[NodeProblem]
    seconds: float


# ---------------------------------------------------------------- WebSocket


class StartFlow(SimulateIn):
    """Begin a talk; one that runs is given up."""

    type: Literal["start"]


class SayWords(_In):
    """`after_words` as in CallerTurn. A line that was shown whole is shown anew, cut: `back` comes first."""

    type: Literal["say"]
    text: Text
    after_words: AfterWords | None = None


class Silent(_In):
    type: Literal["silence"]


class Press(_In):
    type: Literal["keys"]
    keys: Digits
    after_words: AfterWords | None = None


class Leave(_In):
    type: Literal["hang_up"]
    after_words: AfterWords | None = None


class StepBack(_In):
    """To before the caller's last turn."""

    type: Literal["back"]


class Alive(_In):
    """Answered with `pong`."""

    type: Literal["ping"]


FlowMessage = Annotated[StartFlow | SayWords | Silent | Press | Leave | StepBack | Alive, Field(discriminator="type")]
_MESSAGE: TypeAdapter[FlowMessage] = TypeAdapter(FlowMessage)


def flow_message(body: dict[str, Any]) -> FlowMessage:
    """The message in `body`. Raises pydantic's ValidationError; locations begin with the message's type."""
    return _MESSAGE.validate_python(body)

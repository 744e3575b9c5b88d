"""A call's path through its flow."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tron.core.events.payload import Payload


class FlowStarted(Payload):
    """From here on the call walks this version of the flow, or its draft, from `node` on ("": its start). A talk that
    is begun anew tells it anew."""

    type = "flow.started"
    flow_id: str | None = None
    version: int | None = None
    draft: bool = False
    name: str = ""
    node: str = ""


class FlowNodeEntered(Payload):
    """The node of the event's `node` runs. Subflows: `outer node/inner node`."""

    type = "flow.node_entered"
    label: str = ""


class FlowNodeLeft(Payload):
    """It is done. `handle`: the way it took, None where the talk ended or went elsewhere. `inputs`: what came in while
    it ran, enough to walk the same way again. `set`: variables that changed."""

    type = "flow.node_left"
    handle: str | None = None
    inputs: list[dict[str, Any]] = Field(default_factory=list)
    set: dict[str, Any] = Field(default_factory=dict)


class FlowAsked(Payload):
    """The model was asked about the caller's words."""

    type = "flow.asked"
    questions: list[str]
    answered: bool


class FlowVariableMissing(Payload):
    """A text was spoken without these values: they have none."""

    type = "flow.variable_missing"
    names: list[str]


class FlowLoop(Payload):
    """These nodes went round without the caller doing anything: the flow was led out, or the call ended."""

    type = "flow.loop"
    nodes: list[str]


class FlowDeadEnd(Payload):
    """Nothing is connected to this way out: the call ended politely."""

    type = "flow.dead_end"
    handle: str


class FlowCannotRun(Payload):
    """The flow leads to a node, or a subflow, that is not there or cannot be read."""

    type = "flow.cannot_run"


class FlowNodeFailed(Payload):
    """A defect: the node broke, the call went on by its fallback or ended politely."""

    type = "flow.node_failed"


class FlowUnclear(Payload):
    """What was heard was too uncertain: the caller was asked to repeat it."""

    type = "flow.unclear"
    confidence: float | None = None


class FlowOutcome(Payload):
    type = "flow.outcome"
    outcome: str


class FlowUnavailable(Payload):
    """The call has a flow and talks freely: it was never published, or cannot be loaded."""

    type = "flow.unavailable"
    flow_id: str
    version: int | None = None
    reason: Literal["never_published", "cannot_load"]

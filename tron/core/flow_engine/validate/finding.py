"""One thing that is wrong with a flow, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel

from tron.core.flow_engine.canvas import FlowCanvas

Severity = Literal["error", "warning"]

GIVEN = frozenset({"contact_name", "phone_number", "agent_name", "agent", "contact", "call"})
"""Names that every call has."""


class Finding(BaseModel):
    """`code` is stable; `node_id`, `edge_id` and `field` say where; `fix` is what to do, in one sentence."""

    code: str
    severity: Severity
    node_id: str | None = None
    edge_id: str | None = None
    field: str | None = None
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class KnownTemplate:
    """A template of messages. `registered`: it has a DLT id, and a header of its own or its sender's."""

    channel: str
    registered: bool = False
    names: tuple[str, ...] = ()
    """Its variables."""


@dataclass(frozen=True, slots=True)
class ValidateContext:
    """`subflows`: by graph.subflow_key, those that exist. `key`: of the flow itself, to find that it calls itself.

    `as_subflow`: another flow calls it, so its ways may simply end. `variables`: more names that calls have.
    `deaf_to_voicemail`: names of agents that follow the flow, and do not go on in it when a machine answers.
    `templates`: those of messages that the flow names, by name; None where nobody looked.
    """

    subflows: Mapping[str, FlowCanvas] = field(default_factory=dict)
    flow_id: str | None = None
    as_subflow: bool = False
    variables: frozenset[str] = frozenset()
    templates: Mapping[str, KnownTemplate] | None = None
    deaf_to_voicemail: tuple[str, ...] = ()

"""How calls went through a flow."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from tron.core.models.flow import MOST
from tron.core.models.page import Shown


class TrafficQuery(BaseModel):
    """Which calls are counted: those that were made in the last `days` and answered, over one version.

    One that a machine, a fax or an announcement answered is none of them.
    """

    model_config = ConfigDict(extra="forbid")

    version: int | None = Field(default=None, ge=1, le=MOST, description="Null: the latest one.")
    days: int = Field(default=30, ge=1, le=90)
    practice: bool = Field(
        default=False, description="Calls that ring nobody (practice, browser), instead of those on the telephone."
    )


class NodeTraffic(Shown):
    """Of a node of the flow itself; what happens in a subflow counts for the node that calls it."""

    node_id: str
    calls: int = Field(description="That came to it, each counted once however often it came.")
    ended: int = Field(description="That are over and had it as their last node.")
    hung_up: int = Field(description="Of those, the ones that the caller ended.")


class EdgeTraffic(Shown):
    """Of a way between two nodes."""

    source: str
    handle: str
    target: str
    calls: int = Field(description="That went along it, each counted once.")


class FlowTraffic(Shown):
    """Figures of one version; ways and nodes that no call came by are left out."""

    version: int | None = Field(description="Null: the flow was never published.")
    days: int
    practice: bool
    calls: int = Field(description="That are counted here.")
    limited: bool = Field(description="There were more: only the latest are counted.")
    other_calls: int = Field(description="Of the other kind in these days: practice calls, or those on the telephone.")
    nodes: list[NodeTraffic]
    edges: list[EdgeTraffic]

"""Another flow within this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.graph import subflow_key
from tron.core.flow_engine.run import NodeRun, look_up
from tron.core.flow_engine.signals import Enter
from tron.core.flow_engine.spec import NEXT, Handle, NodeData, NodeType
from tron.core.flow_engine.templating import used_names

FAILED: Final = "failed"


class Input(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: MaybeVariable = Field(default="", title="Name inside", description="The variable's name in the other flow.")
    value: str = Field(
        default="",
        max_length=2000,
        title="Value",
        description="A text or variables, such as {{order_id}}.",
        json_schema_extra={"template": True},
    )


class Output(BaseModel):
    model_config = ConfigDict(extra="allow")

    variable: MaybeVariable = Field(
        default="",
        title="Variable here",
        description="Its name in this flow.",
        json_schema_extra={"widget": "variable"},
    )
    inner: str = Field(
        default="",
        max_length=200,
        pattern=r"^([A-Za-z_]\w*(\.\w+)*)?$",
        title="Variable inside",
        description="Its name in the other flow, such as order.status.",
    )


class SubflowData(NodeData):
    flow_id: str = Field(
        default="",
        max_length=100,
        title="Flow",
        description="The flow that is called.",
        json_schema_extra={"widget": "flow"},
    )
    version: int | None = Field(
        default=None, ge=1, title="Version", description="A published one; empty takes the latest at the call's start."
    )
    inputs: list[Input] = Field(
        default_factory=list,
        max_length=50,
        title="What it is given",
        description="Beside these it knows the fields of contact, agent and call.",
        json_schema_extra={"widget": "rows"},
    )
    outputs: list[Output] = Field(
        default_factory=list,
        max_length=50,
        title="What comes back",
        description="Values that it found out, kept here.",
        json_schema_extra={"widget": "rows"},
    )


class Subflow(NodeType[SubflowData]):
    type = "subflow"
    category = "actions"
    icon = "workflow"
    title = "Subflow"
    help = "Calls another flow with variables of its own and goes on here when it is over."
    data = SubflowData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Cannot run", needed=False, fallback=True))

    def parts(self, data: SubflowData) -> bool:
        return False

    def sets(self, data: SubflowData) -> list[str]:
        return [row.variable for row in data.outputs if row.variable]

    async def execute(self, run: NodeRun, data: SubflowData) -> str:
        values = {name: run.state.variables[name] for name in run.state.given if name in run.state.variables}
        for row in data.inputs:
            if row.name:
                values[row.name] = await run.evaluate(row.value)
                if used_names(row.value) & {*run.state.sensitive}:
                    run.protect(row.name)
        raise Enter(subflow_key(data.flow_id, data.version), values)

    def outputs(self, data: SubflowData, inner: Mapping[str, Any]) -> dict[str, Any]:
        """What is kept of the inner variables when the flow is over."""
        found = {row.variable: look_up(inner, row.inner) for row in data.outputs if row.variable and row.inner}
        return {name: value for name, value in found.items() if value is not None}

    def secrets(self, data: SubflowData, sensitive: Sequence[str]) -> set[str]:
        """Names of its outputs that are sensitive variables, or parts of them."""
        return {row.variable for row in data.outputs if row.variable and row.inner.partition(".")[0] in sensitive}

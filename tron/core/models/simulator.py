"""What a client of /ws/tron/simulator may send."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from tron.core.models.agent import AgentCreate
from tron.core.models.call import ContactName, Metadata

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,32}$")]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Start(_Message):
    """Begin a talk with an agent that nobody saved; one that runs is given up.

    `agent_id`: the stored agent that it came from, whose documents it answers from. `run_tools`: tools that may change
    something run too, not only HTTP GET. It needs settings.write, as a try does.
    """

    type: Literal["start"]
    agent: AgentCreate
    agent_id: UUID | None = None
    contact_name: ContactName | None = None
    contact_metadata: Metadata = Field(default_factory=dict)
    run_tools: bool = False


class Say(_Message):
    """The caller says something."""

    type: Literal["say"]
    text: Text


class StaySilent(_Message):
    """The caller says nothing for as long as the agent waits."""

    type: Literal["silence"]


class PressKeys(_Message):
    """The caller presses keys."""

    type: Literal["keys"]
    digits: Digits


class HangUp(_Message):
    """The caller hangs up."""

    type: Literal["hangup"]


class Ping(_Message):
    """Answered with `pong`."""

    type: Literal["ping"]


SimulatorMessage = Annotated[Start | Say | StaySilent | PressKeys | HangUp | Ping, Field(discriminator="type")]
_MESSAGE: TypeAdapter[SimulatorMessage] = TypeAdapter(SimulatorMessage)


def simulator_message(body: dict[str, Any]) -> SimulatorMessage:
    """The message in `body`. Raises pydantic's ValidationError; locations begin with the message's type."""
    return _MESSAGE.validate_python(body)

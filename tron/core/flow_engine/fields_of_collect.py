"""What is filled in for the node that asks for one typed value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from tron.core.flow_engine.fields import MaybeVariable, Timeout
from tron.core.flow_engine.fields_of_values import KINDS, ChoiceRow
from tron.core.flow_engine.fields_of_when import WhenData
from tron.core.flow_engine.spec import ADVANCED, spoken
from tron.core.flow_engine.values import ValueKind

Sentence = Annotated[str, StringConstraints(max_length=2000)]


class CollectData(WhenData):
    prompt: str = Field(
        default="May I have your phone number?",
        title="Question",
        description="Asked first.",
        json_schema_extra=spoken(),
    )
    variable: MaybeVariable = Field(
        default="answer",
        title="Keep it as",
        description="A variable's name.",
        json_schema_extra={"widget": "variable"},
    )
    kind: ValueKind = Field(
        default="phone",
        title="Kind",
        description="What is asked for: it is understood, checked and read back as such. "
        "Digits keep their zeros in front, a number does not.",
        json_schema_extra={"labels": KINDS},
    )
    choices: list[ChoiceRow] = Field(
        default_factory=list,
        max_length=50,
        title="Choices",
        description="For the kind One of several. On the keypad each is its place.",
        json_schema_extra={"widget": "rows"},
    )
    lowest: float | None = Field(
        default=None,
        ge=-1e15,
        le=1e15,
        title="At least",
        description="For numbers and money: less is asked again. Empty: no limit.",
        json_schema_extra=ADVANCED,
    )
    highest: float | None = Field(
        default=None,
        ge=-1e15,
        le=1e15,
        title="At most",
        description="For numbers and money: more is asked again. Empty: no limit.",
        json_schema_extra=ADVANCED,
    )
    confirm: bool = Field(
        default=True,
        title="Read it back",
        description="And ask whether it is right; a correction is understood. A sum that may mean two, such as "
        "“two lakh fifty”, is read back in any case.",
    )
    confirm_text: str = Field(
        default="",
        title="Question when read back",
        description="With {{spoken}} for the value, {{value|digits}} for its digits. Empty: in the agent's language.",
        json_schema_extra={**ADVANCED, "widget": "long_template"},
    )
    reprompts: list[Sentence] = Field(
        default_factory=list,
        max_length=5,
        title="Other wordings",
        description="Asked in turn when it was not understood. Empty: how to say it, in the agent's language.",
        json_schema_extra={**ADVANCED, "template": True},
    )
    tries: int = Field(
        default=4, ge=1, le=6, title="Tries", description="Then it leaves by Not given.", json_schema_extra=ADVANCED
    )
    keypad_after: int = Field(
        default=2,
        ge=0,
        le=5,
        title="By keypad after",
        description="Failed tries, where the keypad can do it. 0: never; keys count at any time.",
        json_schema_extra=ADVANCED,
    )
    echo: bool = Field(
        default=True,
        title="Repeat the pieces",
        description="Says back each piece of a number that is read out.",
        json_schema_extra=ADVANCED,
    )
    timeout_seconds: Timeout = 7
    sensitive: bool = Field(
        default=False,
        title="Sensitive",
        description="Used in the call, masked wherever the call is written down; only its end is read back.",
    )

"""Fields that many node types share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

OnSilence = Literal["repeat", "continue", "end_call"]
VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,59}$")]
MaybeVariable = Annotated[str, StringConstraints(pattern=r"^([A-Za-z_][A-Za-z0-9_]{0,59})?$")]
HandleId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]
Outcome = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)]

Timeout = Annotated[
    float,
    Field(
        ge=1,
        le=60,
        title="Time-out",
        description="Seconds of silence before it counts as silence.",
        json_schema_extra={"unit": "s"},
    ),
]
Silence = Annotated[
    OnSilence,
    Field(
        title="On silence",
        description="Ask again, go on to the next node, or end the call politely.",
        json_schema_extra={"labels": {"repeat": "Ask again", "continue": "Go on", "end_call": "End the call"}},
    ),
]
Tries = Annotated[
    int,
    Field(
        ge=1,
        le=5,
        title="Ask again at most",
        description="Times, before the call ends.",
        json_schema_extra={"advanced": True},
    ),
]

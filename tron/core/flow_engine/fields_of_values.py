"""Fields of the nodes that ask for a typed value, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.fields import HandleId
from tron.core.flow_engine.values import Choice
from tron.core.models.agent_parts import Text

KINDS: Final[dict[str, Any]] = {
    "text": "Text",
    "number": "Number",
    "digits": "Digits, such as an order number",
    "money": "Amount of money",
    "date": "Date",
    "time": "Time",
    "phone": "Phone number",
    "email": "Email address",
    "pincode": "PIN code",
    "pan": "PAN",
    "gstin": "GSTIN",
    "upi": "UPI id",
    "vehicle": "Vehicle number",
    "yes_no": "Yes or no",
    "choice": "One of several",
}
FORMS: Final = {
    "number": "a number in digits",
    "digits": "its digits in their order, with the zeros in front",
    "money": "an amount in rupees, in digits",
    "date": "a date as YYYY-MM-DD",
    "time": "a time as HH:MM, 24 hours",
    "phone": "a phone number in digits",
    "pincode": "a PIN code of six digits",
}
"""How the model is to write a value; text for the others."""


class ChoiceRow(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: HandleId = Field(title="Id", description="The value that is kept.")
    label: str = Field(default="", max_length=100, title="Name", description="As it is said.")
    words: list[Text] = Field(
        default_factory=list,
        max_length=50,
        title="Other words",
        description="Other ways to say it, in any language and script.",
        json_schema_extra={"widget": "keywords"},
    )


def choices_of(rows: Sequence[ChoiceRow]) -> tuple[Choice, ...]:
    return tuple(Choice(row.id, row.label or row.id, tuple(row.words)) for row in rows)


def choice_problems(kind: str, rows: Sequence[ChoiceRow]) -> list[tuple[str, str, str]]:
    """(code, field, message) of what the choices lack."""
    if kind == "choice" and not rows:
        return [("no_options", "choices", "Add what can be chosen.")]
    ids = [row.id for row in rows]
    return [
        ("duplicate_choice", f"choices.{index}.id", f"The id {one} stands here twice.")
        for index, one in enumerate(ids)
        if one in ids[:index]
    ]

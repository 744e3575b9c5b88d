"""When which calls may ring: data in calling_law.json, each line with its source; nobody can widen it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tron.core.caller_ids import Category
from tron.core.tools.when import Hours

Calls = Literal["promotional", "service", "transactional", "loan_recovery"]
CATEGORIES: Final[Sequence[Category]] = get_args(Category)


class HoursOf(BaseModel):
    """Calls of this kind ring from `start` and before `end`, on the clocks where the number may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    calls: Calls
    start: time
    end: time
    source: Annotated[str, Field(min_length=10)]

    @model_validator(mode="after")
    def _opens(self) -> HoursOf:
        if self.start >= self.end:
            raise ValueError("They must start before they end.")
        return self


class CallingLaw(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: list[HoursOf]

    @model_validator(mode="after")
    def _whole(self) -> CallingLaw:
        if sorted(each.calls for each in self.hours) != sorted(get_args(Calls)):
            raise ValueError("Each kind of calls has its hours, once.")
        return self


@cache
def calling_law() -> CallingLaw:
    """Raises pydantic's ValidationError where the packaged file is broken: then nothing is dialled."""
    return CallingLaw.model_validate_json(files("tron.core").joinpath("calling_law.json").read_text(encoding="utf-8"))


def legal_hours(category: Category | None, *, loan_recovery: bool = False) -> Hours:
    """Whoever does not say what the calls are for gets the hours that are right for every category."""
    kinds: set[Calls] = {*CATEGORIES} if category is None else {category}
    if loan_recovery:
        kinds.add("loan_recovery")
    found = [each for each in calling_law().hours if each.calls in kinds]
    return Hours(max(each.start for each in found), min(each.end for each in found))


def widest_hours() -> Hours:
    """What the settings can narrow: outside of these nobody is called."""
    found = [legal_hours(category) for category in CATEGORIES]
    return Hours(min(each.start for each in found), max(each.end for each in found))

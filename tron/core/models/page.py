"""Lists, and what models that are only shown have in common."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Limit = Annotated[int, Field(ge=1, le=200, description="Rows on a page.")]
Cursor = Annotated[str | None, Field(max_length=1000, description="next_cursor of the page before.")]
Search = Annotated[str | None, Field(max_length=100)]

Item = TypeVar("Item")


def _no_defaults(schema: dict[str, Any]) -> None:
    for field in schema.get("properties", {}).values():
        field.pop("default", None)
    schema["required"] = list(schema.get("properties", {}))


class Shown(BaseModel):
    """Base of answers: every field is always there, so their schema has no defaults."""

    model_config = ConfigDict(json_schema_extra=_no_defaults, json_schema_serialization_defaults_required=True)


class Page(Shown, Generic[Item]):
    """One page of a list; `next_cursor` null: the last one."""

    items: list[Item]
    next_cursor: str | None


class ListQuery(BaseModel):
    """Query parameters that all lists share; unknown ones are refused, so that a typo is noticed."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: Limit = 50
    cursor: Cursor = None

"""Settings as the API takes and shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SettingType = Literal["text", "url", "phone", "integer", "decimal", "switch", "list", "time", "json"]
Source = Literal["environment", "stored", "default"]


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# JSON has one kind of number: 1.0 is a revision, "1" is none.
Revision = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1), BeforeValidator(_whole)]


class SettingOut(BaseModel):
    """One setting. A secret has `mask` and never `value`; both are null when it is not set."""

    key: str
    value: Any
    mask: str | None
    source: Source
    secret: bool
    advanced: bool = Field(description="Few need it: forms fold it away.")
    category: str
    type: SettingType
    title: str
    help: str
    unit: str | None
    default: Any
    env_name: str = Field(description="The variable that holds the value, or the one that could.")
    limits: dict[str, Any]


class SettingsOut(BaseModel):
    """All settings and the one revision they share."""

    revision: int
    items: list[SettingOut]


class SettingsIn(BaseModel):
    """Changes by key. Null takes a key back to its default; the mask of a secret changes nothing."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    values: dict[str, Any] = Field(max_length=200)

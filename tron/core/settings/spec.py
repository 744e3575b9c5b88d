"""What one setting is: its type, limits, default and names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tron.core.errors import FieldProblem
from tron.core.models.settings import SettingType


class BadSetting(ValueError):
    """A value that a setting cannot take. `problems` have paths below the key (empty for the value itself)."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class SettingSpec:
    """A key of the registry. `adapter` checks JSON values and gives the stored form, which is JSON too.

    `default` None means "not set". `names` are usual environment names, read after `TRON_<KEY>`.
    `advanced` ones are folded away on forms. `limits` is for forms: min, max, max_length, choices, examples.
    """

    key: str
    type: SettingType
    adapter: TypeAdapter[Any]
    category: str
    title: str
    help: str
    default: Any = None
    secret: bool = False
    advanced: bool = False
    unit: str | None = None
    names: tuple[str, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    from_environment: Callable[[str], str] | None = None

    @property
    def env_name(self) -> str:
        """The name of its own: TRON_ and the key in upper case, dots as underscores."""
        return "TRON_" + self.key.upper().replace(".", "_")

    @property
    def env_names(self) -> tuple[str, ...]:
        return (self.env_name, *self.names)

    def parse(self, value: Any) -> Any:
        """Check a JSON value (from the API or the database). Raises BadSetting."""
        try:
            return self.adapter.dump_python(self.adapter.validate_python(value, strict=True), mode="json")
        except ValidationError as error:
            raise BadSetting(_problems(error)) from None

    def parse_environment(self, text: str) -> Any:
        """Check an environment variable: lists may be separated by commas. Raises BadSetting."""
        text = text.strip()
        if self.from_environment is not None:
            text = self.from_environment(text)
        try:
            return self.adapter.dump_python(self._from_text(text), mode="json")
        except ValidationError as error:
            raise BadSetting(_problems(error)) from None

    def _from_text(self, text: str) -> Any:
        if self.type == "list" and not text.startswith("["):
            return self.adapter.validate_python([part.strip() for part in text.split(",") if part.strip()])
        if self.type in {"list", "json"}:
            try:
                return self.adapter.validate_python(json.loads(text))
            except ValueError as error:
                if isinstance(error, ValidationError):
                    raise
                raise BadSetting([FieldProblem("", "This is not JSON.")]) from None
        return self.adapter.validate_strings(text)


def _problems(error: ValidationError) -> list[FieldProblem]:
    return [
        FieldProblem(".".join(map(str, item["loc"])), item["msg"].removeprefix("Value error, "))
        for item in error.errors(include_input=False, include_url=False)
    ]

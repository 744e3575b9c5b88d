"""The flows that come with Tron, one for each agent template: templates/flows/<template>.json."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tron.core.flow_engine.canvas import read_canvas
from tron.core.templates import TEMPLATE_KEYS
from tron.core.voices import LANGUAGE_CODES

__all__ = ["TEMPLATE_KEYS", "FlowTemplate", "find_flow_template", "flow_templates"]


class FlowTemplate(BaseModel):
    """One file; its name is the `id`. `language` is that in which its lines are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: Annotated[str, Field(min_length=1, max_length=100)]
    description: Annotated[str, Field(min_length=1, max_length=2000)]
    language: str
    canvas_data: dict[str, Any]

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGE_CODES:
            raise ValueError(f"Tron does not speak {value}.")
        return value


@cache
def flow_templates() -> tuple[FlowTemplate, ...]:
    """All that come along, in the order they are shown. Raises ValidationError or Invalid for a broken file."""
    return tuple(_read())


def find_flow_template(key: str) -> FlowTemplate | None:
    """The template with this id, or None."""
    return next((template for template in flow_templates() if template.id == key), None)


def _read() -> Iterator[FlowTemplate]:
    folder = files("tron").joinpath("templates", "flows")
    for key in TEMPLATE_KEYS:
        file = folder.joinpath(f"{key}.json")
        if file.is_file():
            template = FlowTemplate.model_validate_json(file.read_text(encoding="utf-8"))
            if template.id != key:
                raise ValueError(f"The flow template {key}.json says that it is {template.id}.")
            yield template.model_copy(update={"canvas_data": read_canvas(template.canvas_data).stored()})

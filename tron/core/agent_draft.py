"""An agent's fields, checked and completed from a template and the settings: a row that nobody stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from tron.core.compliance import GateSettings
from tron.core.database.tables import Agent
from tron.core.errors import FieldProblem, Invalid, invalid_field
from tron.core.masking import is_mask
from tron.core.models.agent import BUILTIN_MODELS, AgentCreate, AgentFields, columns_of, options_of
from tron.core.settings.kinds import web_address
from tron.core.templates import TEMPLATE_KEYS, find_template


def draft_agent(body: AgentCreate, settings: GateSettings) -> Agent:
    """A row from a template (complete) or the settings' defaults, with what `body` gives on top. Raises Invalid."""
    given = body.model_dump(exclude_none=True)
    key = given.pop("llm_api_key", None)
    if "call_category" in body.model_fields_set:
        given["call_category"] = body.call_category  # null is an answer, too: nobody said it
    values = checked_fields({**_starting_values(body, settings), **given})
    kept = None if not key or is_mask(key) else key
    return Agent(**columns_of(values), options=options_of(values), llm_api_key=kept)


def checked_fields(values: Mapping[str, Any], stored_template: str | None = None) -> dict[str, Any]:
    """Plain JSON values of all fields; raises Invalid with every bad one."""
    try:
        fields = AgentFields.model_validate(values)
    except ValidationError as error:
        problems = [
            FieldProblem(".".join(map(str, item["loc"])), str(item["msg"]).removeprefix("Value error, "))
            for item in error.errors(include_input=False, include_url=False)
        ]
        raise Invalid("Some fields are not right.", fields=problems) from None
    if fields.llm_endpoint is not None:
        _check_endpoint(fields.llm_endpoint)
    if fields.llm_provider == "builtin" and fields.llm_model not in BUILTIN_MODELS:
        raise invalid_field("llm_model", f"The built-in model is {', '.join(BUILTIN_MODELS)}.")
    if fields.template not in (None, stored_template) and find_template(str(fields.template)) is None:
        raise _no_template()
    return {**fields.model_dump(mode="json"), "flow_id": fields.flow_id, "trunk_id": fields.trunk_id}


def _starting_values(body: AgentCreate, settings: GateSettings) -> dict[str, Any]:
    values = {
        **_model(body, settings),
        "voice_id": settings.get("defaults.voice"),
        "language": settings.get("defaults.language"),
        "tone": settings.get("defaults.tone"),
        "max_call_duration": settings.get("defaults.max_call_duration"),
        "recording": settings.get("recording.enabled"),
    }
    if body.template is None:
        if body.name is None:
            raise invalid_field("name", "Give a name, or a template.")
        return values
    template = find_template(body.template)
    if template is None:
        raise _no_template()
    # The prepared lines stay the template's own, so that a newer Tron's better lines reach this agent.
    return {**values, **template.agent.model_dump(mode="json", exclude={"prepared_lines"})}


def _model(body: AgentCreate, settings: GateSettings) -> dict[str, Any]:
    """Provider and model of a new agent that names none or only one of them."""
    default = str(settings.get("ai.default_llm_provider"))
    provider = body.llm_provider or default
    if provider == "builtin":
        return {"llm_provider": provider, "llm_model": BUILTIN_MODELS[0]}
    if provider != default and body.llm_model is None:
        raise invalid_field("llm_model", f"Give a model of {provider}.")
    return {"llm_provider": provider, "llm_model": settings.get("ai.default_llm_model")}


def _check_endpoint(endpoint: str) -> None:
    """A user name or password in it would be shown to everybody who may read agents."""
    try:
        web_address(endpoint, ("http", "https"))
    except ValueError as error:
        raise invalid_field("llm_endpoint", str(error)) from None


def _no_template() -> Invalid:
    return invalid_field("template", "There is no such template.", hint=f"Templates: {', '.join(TEMPLATE_KEYS)}.")

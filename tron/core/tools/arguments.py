"""Arguments as a model wrote them, checked against the tool's JSON schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from tron.core.plain import plain
from tron.core.tools.trouble import ToolTrouble

LONGEST: Final = 20_000
LONGEST_SCHEMA: Final = 20_000
LONGEST_VALUE: Final = 60
_REFERENCES: Final = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
_NO_FILES: Final[Registry[Any]] = Registry()
"""Knows no other document: a $ref must never make Tron fetch something."""


def read_arguments(text: str) -> dict[str, Any]:
    """The object that the model wrote. Raises ToolTrouble (malformed)."""
    if len(text) > LONGEST:
        raise ToolTrouble("malformed", "The arguments are too long.")
    try:
        found = json.loads(text.strip() or "{}", parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ToolTrouble("malformed", "The arguments are not valid JSON. Send one JSON object.") from None
    if not isinstance(found, dict):
        raise ToolTrouble("malformed", "The arguments must be one JSON object.")
    cleaned: dict[str, Any] = plain(found)
    return cleaned


def check_arguments(schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> None:
    """Raises ToolTrouble (bad_arguments) with what does not fit, for the model to read."""
    if refers(schema):
        raise ToolTrouble("bad_arguments", "The schema of this tool cannot be used.")
    validator = Draft202012Validator(schema, registry=_NO_FILES)
    try:
        errors = list(validator.iter_errors(arguments))
    except (RecursionError, Unresolvable, SchemaError) as error:
        raise ToolTrouble("bad_arguments", "The schema of this tool cannot be used.") from error
    if not errors:
        return
    worst = best_match(iter(errors))
    where = ".".join(map(str, worst.absolute_path)) if worst is not None else ""
    what = worst.message if worst is not None and len(worst.message) <= 300 else "a value does not fit"
    raise ToolTrouble("bad_arguments", f"The arguments do not fit: {where + ': ' if where else ''}{what}.")


def schema_problem(schema: Mapping[str, Any]) -> str | None:
    """What is wrong with a schema of parameters that a person wrote."""
    if len(json.dumps(schema)) > LONGEST_SCHEMA:
        return "The schema is too long."
    if schema.get("type") != "object" or not isinstance(schema.get("properties", {}), dict):
        return "The schema must be of type object, with properties."
    if refers(schema):
        return "The schema must not refer to others ($ref)."
    return "The schema must name its properties (no patternProperties)." if _open(schema) else _no_schema(schema)


def _open(schema: Mapping[str, Any]) -> bool:
    """Whether a model could choose names of properties, and so what a request holds."""
    return "patternProperties" in _keys(schema)


def _no_schema(schema: Mapping[str, Any]) -> str | None:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return f"This is no JSON schema: {error.message[:200]}"
    except RecursionError:
        return "The schema is nested too deeply."
    return None


def refers(schema: Any) -> bool:
    """Whether it has references: a few nested ones make a check take exponential time, and all else waits for it."""
    return any(key in _REFERENCES for key in _keys(schema))


def without_patterns(schema: Any) -> Any:
    """A server's schema without its regular expressions: a hostile one could keep this process busy for years."""
    if isinstance(schema, list):
        return [without_patterns(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_patterns(value)
        for key, value in schema.items()
        if key != "patternProperties" and not (key == "pattern" and isinstance(value, str))
    }


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")

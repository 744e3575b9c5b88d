"""A trunk's settings between its line's form, its row and the line: secrets apart, and never shown."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from tron.core.database.tables import TrunkRow
from tron.core.errors import FieldProblem, Invalid
from tron.core.models.trunk import LineFormField
from tron.core.ports import Trunk

FieldKind = Literal["text", "secret", "boolean", "integer", "number", "choice", "list"]


def secret_names(model: type[BaseModel]) -> frozenset[str]:
    """The fields that are kept sealed."""
    return frozenset(name for name, info in model.model_fields.items() if SecretStr in _types(info.annotation))


def split(
    model: type[BaseModel], given: Mapping[str, Any], kept: Mapping[str, str], what: str = "trunk"
) -> tuple[dict[str, Any], dict[str, str]]:
    """Settings and secrets as they are stored. A secret that is not given, or empty, stays as in `kept`; one that is
    None is taken away. Raises Invalid, also where the settings cannot be without it."""
    secret = secret_names(model)
    stays = [name for name in secret if name in kept and given.get(name, "") is not None]
    whole = {**{name: kept[name] for name in stays}, **_given(given, secret)}
    try:
        checked = model.model_validate(whole)
    except ValidationError as error:
        raise _invalid(error, what) from None
    plain = checked.model_dump(mode="json", exclude=set(secret))
    sealed = {name: value.get_secret_value() for name in secret if (value := getattr(checked, name)) is not None}
    return plain, {name: value for name, value in sealed.items() if value}


def _given(given: Mapping[str, Any], secret: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if not (name in secret and value in (None, ""))}


def _invalid(error: ValidationError, what: str) -> Invalid:
    problems = [
        FieldProblem(".".join(["settings", *map(str, problem["loc"])]), problem["msg"]) for problem in error.errors()
    ]
    return Invalid(f"The {what}'s settings are not right.", hint="Look at the fields named.", fields=problems)


def secrets_of(row: TrunkRow) -> dict[str, str]:
    """The secrets of a row, opened."""
    return dict(json.loads(row.secrets)) if row.secrets else {}


def sealed(secrets: Mapping[str, str]) -> str | None:
    """As the row's column takes them."""
    return json.dumps(dict(secrets), sort_keys=True) if secrets else None


def noted_secrets(before: str | None, after: str | None) -> Any:
    """A change of them as the audit log keeps it: by name what was taken away, never a value."""
    gone = json.loads(before or "{}").keys() - json.loads(after or "{}").keys()
    return {"removed": sorted(gone)} if gone else "changed"


def trunk_of(row: TrunkRow) -> Trunk:
    """The value that a line is given."""
    return Trunk(row.id, row.line, row.name, dict(row.settings), secrets_of(row))


def form_of(model: type[BaseModel]) -> list[LineFormField]:
    """The form of a line's trunks, in the order of its fields."""
    return [_field(name, info) for name, info in model.model_fields.items()]


def _field(name: str, info: FieldInfo) -> LineFormField:
    kind, choices = _kind(info.annotation)
    default = None if kind == "secret" or info.is_required() else info.get_default(call_default_factory=True)
    limits = {type(mark).__name__: mark for mark in info.metadata}
    return LineFormField(
        name=name,
        title=info.title or name.replace("_", " ").capitalize(),
        description=info.description or "",
        kind=kind,
        choices=choices,
        required=info.is_required(),
        default=list(default) if isinstance(default, tuple) else default,
        minimum=getattr(limits.get("Ge"), "ge", None),
        maximum=getattr(limits.get("Le"), "le", None),
    )


def _kind(annotation: Any) -> tuple[FieldKind, list[str]]:
    types = _types(annotation)
    if SecretStr in types:
        return "secret", []
    for kind in types:
        if get_origin(kind) is Literal:
            return "choice", [str(choice) for choice in get_args(kind)]
        if get_origin(kind) in (list, tuple, frozenset):
            return "list", _choices(kind)
    simple: dict[Any, FieldKind] = {bool: "boolean", int: "integer", float: "number"}
    return next((simple[kind] for kind in types if kind in simple), "text"), []


def _choices(kind: Any) -> list[str]:
    return [str(choice) for inner in get_args(kind) if get_origin(inner) is Literal for choice in get_args(inner)]


def _types(annotation: Any) -> tuple[Any, ...]:
    """An annotation's alternatives, without None and without `Annotated`."""
    if get_origin(annotation) is typing.Annotated:
        return _types(get_args(annotation)[0])
    if get_origin(annotation) in (typing.Union, type(int | str)):
        return tuple(kind for inner in get_args(annotation) if inner is not type(None) for kind in _types(inner))
    return (annotation,)

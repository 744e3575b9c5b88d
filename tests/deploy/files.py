"""The files of deploy/, read as what runs them would read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm" / "tron"
COMPOSE = DEPLOY / "compose.yaml"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rest>:[?-][^}]*)?\}")


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def services() -> dict[str, dict[str, Any]]:
    """Of the compose file, its anchors merged."""
    return dict(read_yaml(COMPOSE)["services"])


def example() -> dict[str, str]:
    """The variables of .env.example; one of them twice is an error."""
    lines = [line for line in (DEPLOY / ".env.example").read_text("utf-8").splitlines() if line and line[0] != "#"]
    names = [line.partition("=")[0] for line in lines]
    assert len(set(names)) == len(names)
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def published(service: dict[str, Any]) -> list[str]:
    return [str(port) for port in service.get("ports", [])]

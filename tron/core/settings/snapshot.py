"""All settings at one moment, with where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from tron.core.models.settings import Source
from tron.core.settings.pricing import PriceTable
from tron.core.settings.registry import REGISTRY

MASK = "********"
_PREFIXES = ("sk-proj-", "sk-", "sk_", "AIza", "AC", "API", "SK")


def mask_secret(value: str) -> str:
    """What pages show of a secret: at most its public prefix, and never its length."""
    return next((prefix for prefix in _PREFIXES if value.startswith(prefix)), "") + MASK


@dataclass(frozen=True)
class SettingsSnapshot:
    """Immutable. `values` and `sources` have every key of the registry; `env_names` the variables that hold a key."""

    revision: int
    values: Mapping[str, Any]
    sources: Mapping[str, Source]
    env_names: Mapping[str, str]

    def get(self, key: str) -> Any:
        """The value in its JSON form, None when it is not set. KeyError for a key that does not exist."""
        return self.values[key]

    def get_str(self, key: str) -> str:
        """A text; ValueError when it is not set."""
        return str(self._need(key, str))

    def get_optional(self, key: str) -> str | None:
        """A text or None."""
        return None if self.values[key] is None else self.get_str(key)

    def get_int(self, key: str) -> int:
        return int(self._need(key, int))

    def get_float(self, key: str) -> float:
        return float(self._need(key, (int, float)))

    def get_bool(self, key: str) -> bool:
        return bool(self._need(key, bool))

    def get_list(self, key: str) -> list[str]:
        return list(self._need(key, list))

    def get_time(self, key: str) -> time:
        return time.fromisoformat(self.get_str(key))

    @property
    def prices(self) -> PriceTable:
        return PriceTable.model_validate(self.values["pricing.table"])

    def shown(self, key: str) -> Any:
        """The value as a page may see it: secrets as a mask."""
        value = self.values[key]
        return mask_secret(value) if REGISTRY[key].secret and value is not None else value

    def secrets(self) -> Iterator[str]:
        """All secret values that are set, for the log mask."""
        return (self.values[key] for key, spec in REGISTRY.items() if spec.secret and self.values[key] is not None)

    def __repr__(self) -> str:
        return f"SettingsSnapshot(revision={self.revision})"

    def _need(self, key: str, kind: Any) -> Any:
        value = self.values[key]
        if not isinstance(value, kind):
            raise ValueError(f"setting {key} is not set" if value is None else f"setting {key} has another type")
        return value

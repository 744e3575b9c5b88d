"""Settings at one moment, without a database."""

from __future__ import annotations

from typing import Any

from tron.core.settings import REGISTRY, SettingsSnapshot


def settings_with(values: dict[str, Any] | None = None) -> SettingsSnapshot:
    """Defaults, and these values over them."""
    given = values or {}
    unknown = set(given) - set(REGISTRY)
    assert not unknown, unknown
    return SettingsSnapshot(
        revision=1,
        values={key: given.get(key, spec.default) for key, spec in REGISTRY.items()},
        sources={key: "stored" if key in given else "default" for key in REGISTRY},
        env_names={},
    )

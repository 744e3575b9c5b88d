"""How settings are shown."""

from __future__ import annotations

from tron.core.models.settings import SettingOut, SettingsOut
from tron.core.settings.registry import REGISTRY
from tron.core.settings.snapshot import SettingsSnapshot


def settings_out(snapshot: SettingsSnapshot) -> SettingsOut:
    """All settings, secrets as masks."""
    items = [
        SettingOut(
            key=key,
            value=None if spec.secret else snapshot.get(key),
            mask=snapshot.shown(key) if spec.secret else None,
            source=snapshot.sources[key],
            secret=spec.secret,
            advanced=spec.advanced,
            category=spec.category,
            type=spec.type,
            title=spec.title,
            help=spec.help,
            unit=spec.unit,
            default=spec.default,
            env_name=snapshot.env_names.get(key, spec.env_name),
            limits=dict(spec.limits),
        )
        for key, spec in REGISTRY.items()
    ]
    return SettingsOut(revision=snapshot.revision, items=items)

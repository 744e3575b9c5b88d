"""Platform settings: the registry of keys, and the service that reads and changes them."""

from tron.core.settings.registry import REGISTRY
from tron.core.settings.service import SettingsService
from tron.core.settings.snapshot import SettingsSnapshot
from tron.core.settings.view import settings_out

__all__ = ["REGISTRY", "SettingsService", "SettingsSnapshot", "settings_out"]

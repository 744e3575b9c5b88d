"""Which settings decide whether a vendor can be used."""

from __future__ import annotations

from collections.abc import Mapping

from tron.core.settings.snapshot import SettingsSnapshot

VENDOR_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "sarvam": ("ai.sarvam_api_key", "ai.sarvam_endpoint", "ai.stt_model", "ai.tts_model"),
    "ollama": ("ai.ollama_endpoint",),
    "openai": ("ai.openai_api_key", "ai.openai_endpoint"),
    "gemini": ("ai.gemini_api_key", "ai.gemini_endpoint"),
    "custom": ("ai.custom_endpoint", "ai.custom_api_key"),
}
"""The one that is looked at first stands first."""


def changed_vendors(before: SettingsSnapshot, after: SettingsSnapshot) -> list[str]:
    """Those whose key, address or model is another one now: what is known of their troubles is out of date."""
    return [
        vendor for vendor, keys in VENDOR_SETTINGS.items() if any(before.get(key) != after.get(key) for key in keys)
    ]

"""The one list of settings: the plan's keys, and every field of the Settings page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tron.core.settings.groups.ai import AI, FALLBACK, VOICE
from tron.core.settings.groups.compliance import COMPLIANCE
from tron.core.settings.groups.defaults import DEFAULTS
from tron.core.settings.groups.knowledge import KNOWLEDGE
from tron.core.settings.groups.livekit import LIVEKIT
from tron.core.settings.groups.running import PRICING, TOOLS, WORKER
from tron.core.settings.groups.telephony import TELEPHONY
from tron.core.settings.spec import SettingSpec

REGISTRY: Mapping[str, SettingSpec] = MappingProxyType(
    {
        spec.key: spec
        for spec in (
            *TELEPHONY,
            *LIVEKIT,
            *AI,
            *VOICE,
            *FALLBACK,
            *KNOWLEDGE,
            *DEFAULTS,
            *COMPLIANCE,
            *WORKER,
            *TOOLS,
            *PRICING,
        )
    }
)

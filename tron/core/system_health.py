"""How everything is that calls need: Tron's own parts, and the vendors as calls have found them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tron.core.call_model import circuit_of
from tron.core.chat import ModelChoice
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.health import CheckResult, is_ready, run_checks
from tron.core.repositories.agents import AgentRepository
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.settings import SettingsSnapshot
from tron.core.settings.groups.ai import NO_FALLBACK
from tron.core.settings.vendors import VENDOR_SETTINGS
from tron.core.vendor_health import VendorHealth, never_asked, vendors_of_workers

if TYPE_CHECKING:
    from tron.core.services import Services

FORGET = "vendors:forget"
"""On the bus: every worker asks skipped vendors again at once."""
BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class SystemHealth:
    checked_at: datetime
    ready: bool
    checks: list[CheckResult]
    vendors: list[VendorHealth]


async def system_health(services: Services) -> SystemHealth:
    """Looks at Tron's parts now. Without the database the vendors are those that this process has asked itself."""
    checks = await run_checks(services.checks)
    try:
        vendors = await vendors_health(services)
    except DATABASE_ERRORS:
        vendors = vendors_of_workers([_own(services)])
    return SystemHealth(services.clock.now(), is_ready(checks), checks, vendors)


async def vendors_health(services: Services) -> list[VendorHealth]:
    """The vendors that live workers and this process have asked, and those that are set up or wanted, by name."""
    async with services.database.transaction() as session:
        rows = await WorkerRepository(session).alive(services.clock.now() - FRESH)
        settings = await services.settings.read(session)
        choices = await AgentRepository(session).models()
    found = vendors_of_workers([*(row.state for row in rows), _own(services)])
    known = {vendor.name for vendor in found}
    more = [vendor for vendor in _wanted(settings, choices) if vendor.name not in known]
    return sorted([*found, *more], key=lambda vendor: vendor.name)


def _own(services: Services) -> dict[str, object]:
    """The simulator asks vendors in the process that serves it."""
    return {"vendors": services.circuits.report()}


def _wanted(settings: SettingsSnapshot, choices: Sequence[ModelChoice]) -> list[VendorHealth]:
    found = {}
    if _is_set_up("sarvam", settings):
        found = {name: never_asked(name, configured=True) for name in ("stt/sarvam", "tts/sarvam")}
    for choice in (*_choices_of_settings(settings), *choices):
        if choice.provider != BUILTIN:  # the engines' own checks tell of it
            own = choice.endpoint is not None or choice.api_key is not None
            name = circuit_of(choice)
            found[name] = never_asked(name, configured=own or _is_set_up(choice.provider, settings))
    return list(found.values())


def _choices_of_settings(settings: SettingsSnapshot) -> list[ModelChoice]:
    """Of new agents, and what takes over when an agent's own model fails."""
    found = [ModelChoice(settings.get_str("ai.default_llm_provider"), settings.get_str("ai.default_llm_model"))]
    provider, model = settings.get_str("ai.fallback_llm_provider"), settings.get_optional("ai.fallback_llm_model")
    return found if provider == NO_FALLBACK or model is None else [*found, ModelChoice(provider, model)]


def _is_set_up(vendor: str, settings: SettingsSnapshot) -> bool:
    return all(settings.get(key) is not None for key in VENDOR_SETTINGS.get(vendor, ())[:1])

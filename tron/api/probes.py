"""/api/tron/settings/test-*: do the settings of a vendor work?

A test uses the stored secrets; what a form has not saved yet may be sent along and wins. Nothing is changed.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from tron.api.deps import ServicesDep, require
from tron.api.errors import RESPONSES
from tron.core.models.vendor import ModelProbeIn, ProbeIn, ProbeOut
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.services import Services
from tron.core.settings import SettingsSnapshot
from tron.core.vendors import Probe, VendorName, run_probe

# Who may test may use the keys, and may send them where an unsaved address points.
router = APIRouter(
    prefix="/settings", tags=["settings"], responses=RESPONSES, dependencies=[Depends(require("settings.write"))]
)

PROVIDER, MODEL = "ai.default_llm_provider", "ai.default_llm_model"


@router.post("/test-twilio")
async def probe_twilio(services: ServicesDep, body: ProbeIn | None = None) -> ProbeOut:
    """Account, number and trunk."""
    return await _vendor(services, "twilio", body)


@router.post("/test-livekit")
async def probe_livekit(services: ServicesDep, body: ProbeIn | None = None) -> ProbeOut:
    """Server, key and trunk; `details.workers` is how many workers of Tron answer."""
    result = await _vendor(services, "livekit", body)
    return result.model_copy(update={"details": {**result.details, "workers": await _workers(services)}})


@router.post("/test-sarvam")
async def probe_sarvam(services: ServicesDep, body: ProbeIn | None = None) -> ProbeOut:
    """Key, credit and voice model, by the shortest speech there is."""
    return await _vendor(services, "sarvam", body)


@router.post("/test-llm")
async def probe_llm(services: ServicesDep, body: ModelProbeIn | None = None) -> ProbeOut:
    """The provider's list of models, and that one of them answers."""
    asked = body or ModelProbeIn()
    servers = services.vendors.model_servers()
    provider = asked.provider or (await services.settings.load()).get_str(PROVIDER)
    settings = await services.settings.with_unsaved(asked.values, servers.probe(provider, None).keys)
    return await _run(servers.probe(provider, asked.model or _usual_model(provider, settings)), settings)


def _usual_model(provider: str, settings: SettingsSnapshot) -> str | None:
    return settings.get_str(MODEL) if settings.get_str(PROVIDER) == provider else None


async def _vendor(services: Services, name: VendorName, body: ProbeIn | None) -> ProbeOut:
    probe = services.vendors.probe(name)
    values: dict[str, Any] = body.values if body else {}
    return await _run(probe, await services.settings.with_unsaved(values, probe.keys))


async def _run(probe: Probe, settings: SettingsSnapshot) -> ProbeOut:
    result = await run_probe(probe, settings)
    return ProbeOut(
        state=result.state,
        message=result.message,
        hint=result.hint,
        latency_ms=result.latency_ms,
        details=dict(result.details),
    )


async def _workers(services: Services) -> int:
    async with services.database.transaction() as session:
        rows = await WorkerRepository(session).alive(services.clock.now() - FRESH)
    return len([row for row in rows if row.name != "call"])

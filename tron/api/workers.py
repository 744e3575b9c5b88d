"""/api/tron/workers: the processes that hold calls."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from tron.api.deps import ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.models.worker import WorkerPage, worker_out
from tron.core.repositories.workers import WorkerRepository

router = APIRouter(prefix="/workers", tags=["health"], responses=RESPONSES)


@router.get("", dependencies=[Depends(require("settings.read"))])
async def list_workers(services: ServicesDep, session: SessionDep) -> WorkerPage:
    """Who holds calls, and how each stands with LiveKit and the SIP gateway; `agent.status` tells of changes."""
    settings, now = await services.settings.read(session), services.clock.now()
    rows = await WorkerRepository(session).seen()
    return WorkerPage(items=[worker_out(row, settings, now) for row in rows], next_cursor=None)

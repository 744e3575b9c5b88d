"""/healthz: the process is alive. /readyz: what it needs is there. Both are open to anybody, so they say little.

/api/tron/health tells people who may see calls how the vendors are, too.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response, status
from pydantic import BaseModel

from tron import __version__
from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES, ErrorBody
from tron.core import audit
from tron.core.events.after_commit import publish_after_commit
from tron.core.health import is_ready, run_checks
from tron.core.models.health import CheckOut, HealthOut, VendorOut
from tron.core.system_health import FORGET, system_health

router = APIRouter(tags=["health"])
inside = APIRouter(prefix="/health", tags=["health"], responses=RESPONSES)


class Alive(BaseModel):
    status: Literal["ok"]
    version: str


class Ready(BaseModel):
    status: Literal["ready", "not_ready"]
    checks: list[CheckOut]


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz")
async def healthz() -> Alive:
    """The process answers."""
    return Alive(status="ok", version=__version__)


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz", responses={503: {"model": Ready | ErrorBody, "description": "A part that Tron needs is not there."}}
)
async def readyz(services: ServicesDep, response: Response) -> Ready:
    """Each dependency; 503 unless all required ones are there."""
    results = await run_checks(services.checks)
    ready = is_ready(results)
    response.status_code = 200 if ready else 503
    return Ready(
        status="ready" if ready else "not_ready",
        checks=[CheckOut.model_validate(result, from_attributes=True) for result in results],
    )


@inside.get("", dependencies=[Depends(require("calls.read"))])
async def read_health(services: ServicesDep) -> HealthOut:
    """Each dependency as in /readyz, and each vendor as the calls of all workers have found it."""
    found = await system_health(services)
    return HealthOut(
        checked_at=found.checked_at,
        status="ready" if found.ready else "not_ready",
        checks=[CheckOut.model_validate(check, from_attributes=True) for check in found.checks],
        vendors=[VendorOut.model_validate(vendor) for vendor in found.vendors],
    )


@inside.post("/forget", status_code=status.HTTP_204_NO_CONTENT)
async def forget_troubles(
    actor: Annotated[Actor, Depends(require("settings.write"))],
    services: ServicesDep,
    session: SessionDep,
    request_id: RequestId,
) -> None:
    """Let calls ask vendors again that are skipped now, without waiting for the end of their pause."""
    await audit.record(session, actor, "vendors.forget", "vendors", request_id=request_id)
    publish_after_commit(session, services.bus, FORGET)
    services.circuits.forget()

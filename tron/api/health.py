"""/healthz: the process is alive. /readyz: what it needs is there. Open to anybody, so they say little."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from tron import __version__
from tron.api.deps import ServicesDep
from tron.api.errors import ErrorBody
from tron.core.health import FindingCode, State, is_ready, run_checks

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    status: Literal["ok"]
    version: str


class CheckOut(BaseModel):
    """One dependency; `fix` says what a person can do. `code` and `values` say both for other languages."""

    name: str
    state: State
    detail: str
    latency_ms: float
    fix: str | None
    required: bool
    code: FindingCode | None
    values: dict[str, str | int | float]


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

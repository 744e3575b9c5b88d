"""/api/tron/engines: the built-in engines, and better models for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core import audit
from tron.core.errors import Unavailable
from tron.core.models.engines import DownloadIn, EngineModelOut, EnginesOut, ModelId
from tron.core.ports import EngineRoom

router = APIRouter(prefix="/engines", tags=["engines"], responses=RESPONSES)

Writer = Annotated[Actor, Depends(require("settings.write"))]


def _room(services: ServicesDep) -> EngineRoom:
    if services.engines is None:
        raise Unavailable("This Tron has no built-in engines.", hint="`tron serve` starts them.")
    return services.engines


Room = Annotated[EngineRoom, Depends(_room)]


@router.get("", dependencies=[Depends(require("settings.read"))])
async def read_engines(room: Room) -> EnginesOut:
    """The engines' states, and every model with its download's progress."""
    return await room.report()


@router.post("/downloads", status_code=status.HTTP_202_ACCEPTED)
async def fetch_model(
    body: DownloadIn, actor: Writer, room: Room, session: SessionDep, request_id: RequestId
) -> EngineModelOut:
    """Download a model in the background. One that failed goes on where it stopped."""
    await audit.record(session, actor, "model.download", "model", body.model, request_id=request_id)
    return await room.fetch(body.model)


@router.delete("/downloads/{model}")
async def remove_model(
    model: Annotated[ModelId, Path()], actor: Writer, room: Room, session: SessionDep, request_id: RequestId
) -> EngineModelOut:
    """Cancel a download and throw away what has come, or remove the model that is here."""
    await audit.record(session, actor, "model.remove", "model", model, request_id=request_id)
    return await room.remove(model)

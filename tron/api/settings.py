"""/api/tron/settings: read and change the platform's settings."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.events.after_commit import publish_after_commit
from tron.core.models.settings import SettingsIn, SettingsOut
from tron.core.settings import settings_out
from tron.core.settings.service import CHANGED

router = APIRouter(prefix="/settings", tags=["settings"], responses=RESPONSES)


@router.get("", dependencies=[Depends(require("settings.read"))])
async def read_settings(services: ServicesDep, session: SessionDep) -> SettingsOut:
    """All settings with where each value comes from; secrets as masks."""
    return settings_out(await services.settings.read(session))


@router.put("")
async def change_settings(
    body: SettingsIn,
    actor: Annotated[Actor, Depends(require("settings.write"))],
    services: ServicesDep,
    session: SessionDep,
    request_id: RequestId,
) -> SettingsOut:
    """Change some settings: all or nothing. Null resets one; the mask of a secret changes nothing."""
    after = await services.settings.update(session, body.values, body.revision, actor, request_id)
    publish_after_commit(session, services.bus, CHANGED)
    return settings_out(after)

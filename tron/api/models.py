"""/api/tron/models: the language models of a provider."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from tron.api.deps import ServicesDep, require
from tron.api.errors import RESPONSES, ErrorBody
from tron.core.models.vendor import ModelOut, ModelPage, ModelQuery

router = APIRouter(prefix="/models", tags=["models"], responses=RESPONSES)

VENDOR_RESPONSES: dict[int | str, dict[str, Any]] = {
    424: {"model": ErrorBody, "description": "The vendor could not be used; the code says why."}
}


@router.get("", dependencies=[Depends(require("agents.read"))], responses=VENDOR_RESPONSES)
async def list_models(query: Annotated[ModelQuery, Query()], services: ServicesDep) -> ModelPage:
    """What the provider offers now, by name."""
    settings = await services.settings.snapshot()
    found = await services.vendors.model_servers().models(query.provider, settings)
    return ModelPage(items=[ModelOut(id=model.id, name=model.name) for model in found], next_cursor=None)

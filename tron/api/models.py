"""/api/tron/models: the language models of a provider."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from tron.api.deps import ServicesDep, require
from tron.api.errors import RESPONSES, ErrorBody
from tron.core.models.vendor import LocalModelsOut, ModelOut, ModelPage, ModelQuery

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


@router.get("/local", dependencies=[Depends(require("agents.read"))])
async def find_local_models(services: ServicesDep) -> LocalModelsOut:
    """An Ollama that runs now. Nothing is changed by finding it."""
    finder = services.vendors.local_models
    found = await finder.find(await services.settings.snapshot()) if finder is not None else None
    if found is None:
        return LocalModelsOut(provider=None, here=False, models=[], suggested=None)
    return LocalModelsOut.model_validate(found, from_attributes=True)

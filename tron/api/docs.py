"""/api/tron/docs: the guides of the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from tron.api.deps import require
from tron.api.errors import RESPONSES
from tron.core.guides import GuideLanguage, GuideName, read_guide
from tron.core.models.page import Shown

router = APIRouter(prefix="/docs", tags=["docs"], responses=RESPONSES)


class GuideOut(Shown):
    """One guide: its title, and what follows as safe HTML."""

    name: GuideName
    language: GuideLanguage
    title: str
    html: str


class GuideQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    language: GuideLanguage = "en"


@router.get("/{name}", dependencies=[Depends(require("docs.read"))])
async def read_docs(name: GuideName, query: Annotated[GuideQuery, Query()]) -> GuideOut:
    """How a page works and what to do there."""
    guide = read_guide(name, query.language)
    return GuideOut(name=name, language=query.language, title=guide.title, html=guide.html)

"""Ways by words that the caller said."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.deciding import best_row
from tron.core.flow_engine.fields import HandleId
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import FALLBACK, Handle, HandleRows, NodeData, NodeType
from tron.core.models.agent_parts import Keyword


class KeywordRoute(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: HandleId = Field(title="Id", description="Names this way; connections hang on it.")
    label: str = Field(default="", max_length=100, title="Name", description="As the canvas shows it.")
    keywords: list[Keyword] = Field(
        default_factory=list,
        max_length=100,
        title="Keywords",
        description="Words or phrases, in Hindi (both scripts) and English. word* any ending, .. a gap, a|b either.",
        json_schema_extra={"widget": "keywords"},
    )


class BranchKeywordData(NodeData):
    routes: list[KeywordRoute] = Field(
        default_factory=lambda: [KeywordRoute(id="yes", label="Yes", keywords=["yes", "haan", "हाँ"])],
        max_length=30,
        title="Ways",
        description="Each is a way of its own.",
        json_schema_extra={"widget": "rows"},
    )


class BranchKeyword(NodeType[BranchKeywordData]):
    type = "branch_keyword"
    category = "logic"
    icon = "search"
    title = "Branch (keyword)"
    help = "Chooses the way by words in the caller's last answer. Needs no model; small slips of spelling are forgiven."
    data = BranchKeywordData
    handles = (HandleRows("routes"), Handle(FALLBACK, "Anything else", fallback=True))

    def problems(self, data: BranchKeywordData) -> list[tuple[str, str, str]]:
        return [
            ("empty_keywords", f"routes.{index}.keywords", "Add a keyword: without one this way is never taken.")
            for index, route in enumerate(data.routes)
            if not route.keywords
        ]

    def recalls(self, data: BranchKeywordData) -> bool:
        return True

    async def execute(self, run: NodeRun, data: BranchKeywordData) -> str:
        words = await run.heard()
        taken = await run.decided(best_row([(route.id, route.keywords) for route in data.routes], words.text))
        return taken or FALLBACK

"""Ways by how the caller feels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import Field

from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.sentiment import feeling
from tron.core.flow_engine.spec import Handle, NodeData, NodeType
from tron.core.models.agent_parts import Keyword

NEUTRAL: Final = "neutral"
_QUESTION: Final = Question(
    "sentiment",
    "choice",
    "How does the caller feel?",
    (
        ("positive", "pleased, friendly, thankful"),
        (NEUTRAL, "matter-of-fact, or it cannot be told"),
        ("negative", "annoyed, angry, disappointed"),
    ),
)


class BranchSentimentData(NodeData):
    positive_words: list[Keyword] = Field(
        default_factory=list,
        max_length=100,
        title="More positive words",
        description="Count as pleased, beside the words that Tron knows.",
        json_schema_extra={"widget": "keywords"},
    )
    negative_words: list[Keyword] = Field(
        default_factory=list,
        max_length=100,
        title="More negative words",
        description="Count as annoyed, beside the words that Tron knows.",
        json_schema_extra={"widget": "keywords"},
    )


class BranchSentiment(NodeType[BranchSentimentData]):
    type = "branch_sentiment"
    category = "logic"
    icon = "heart"
    title = "Branch (sentiment)"
    help = (
        "Chooses the way by how the caller feels. Plain words decide at once, else the model; in doubt it is neutral."
    )
    data = BranchSentimentData
    handles = (
        Handle("positive", "Positive"),
        Handle(NEUTRAL, "Neutral", fallback=True),
        Handle("negative", "Negative"),
    )

    def questions(self, data: BranchSentimentData) -> Sequence[Question]:
        return (_QUESTION,)

    def recalls(self, data: BranchSentimentData) -> bool:
        return True

    async def execute(self, run: NodeRun, data: BranchSentimentData) -> str:
        words = await run.heard()
        plain = await run.decided(feeling(words.text, data.positive_words, data.negative_words))
        return plain or await run.choose(_QUESTION) or NEUTRAL

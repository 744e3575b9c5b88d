"""Ways by what the caller wants."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.deciding import best_row
from tron.core.flow_engine.fields import HandleId
from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import FALLBACK, Handle, HandleRows, NodeData, NodeType, rendered
from tron.core.models.agent_parts import Keyword
from tron.core.scripts.phrases import yes_no


class Intent(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: HandleId = Field(title="Id", description="Names this way; connections hang on it.")
    label: str = Field(default="", max_length=100, title="Name", description="As the canvas shows it.")
    description: str = Field(
        default="", max_length=500, title="Description", description="For the model: when the caller means this."
    )
    keywords: list[Keyword] = Field(
        default_factory=list,
        max_length=100,
        title="Keywords",
        description="Words that decide at once, without the model.",
        json_schema_extra={"widget": "keywords"},
    )
    means: str = Field(
        default="",
        pattern="^(|yes|no)$",
        title="A plain yes or no",
        description="Take this way on a plain yes (or no), without the model.",
        json_schema_extra={"widget": "select", "labels": {"": "Neither", "yes": "Yes", "no": "No"}},
    )


def _usual() -> list[Intent]:
    return [
        Intent(id="interested", label="Interested", description="wants it, agrees, wants to know more", means="yes"),
        Intent(id="not_interested", label="Not interested", description="refuses, does not want it", means="no"),
        Intent(id="question", label="Has a question", description="asks something about it"),
    ]


class BranchIntentData(NodeData):
    prompt: str = Field(
        default="What does the caller want?",
        max_length=2000,
        title="Question for the model",
        description="What is to be found out about the caller's last words.",
        json_schema_extra=rendered(widget="long_template"),
    )
    intents: list[Intent] = Field(
        default_factory=_usual,
        max_length=20,
        title="Intents",
        description="Each is a way of its own.",
        json_schema_extra={"widget": "rows"},
    )
    fallback_handle: HandleId = Field(
        default=FALLBACK,
        title="When none fits",
        description="The id of an intent, or fallback for a way of its own.",
        json_schema_extra={"widget": "handle"},
    )


class BranchIntent(NodeType[BranchIntentData]):
    type = "branch_intent"
    category = "logic"
    icon = "git-branch"
    title = "Branch (intent)"
    help = "Chooses the way by what the caller wants. Keywords and a plain yes or no decide at once, else the model."
    data = BranchIntentData
    handles = (HandleRows("intents"), Handle(FALLBACK, "None of these", fallback=True))

    def handles_of(self, data: BranchIntentData) -> list[Handle]:
        found = super().handles_of(data)
        own = data.fallback_handle != FALLBACK and data.fallback_handle in {intent.id for intent in data.intents}
        return [
            Handle(one.id, one.title, one.needed, fallback=one.id == data.fallback_handle)
            for one in found
            if not (own and one.id == FALLBACK)
        ]

    def problems(self, data: BranchIntentData) -> list[tuple[str, str, str]]:
        known = {intent.id for intent in data.intents} | {FALLBACK}
        if data.fallback_handle in known:
            return []
        return [("unknown_handle", "fallback_handle", f"There is no intent {data.fallback_handle}.")]

    def questions(self, data: BranchIntentData) -> Sequence[Question]:
        """Where it can be asked without knowing any value."""
        return () if "{" in data.prompt else (_question(data, data.prompt),)

    def recalls(self, data: BranchIntentData) -> bool:
        return True

    async def execute(self, run: NodeRun, data: BranchIntentData) -> str:
        words = await run.heard()
        taken = await run.decided(plain_choice(data.intents, words.text))
        return taken or await run.choose(_question(data, await run.fill_spoken(data.prompt))) or data.fallback_handle


def _question(data: BranchIntentData, prompt: str) -> Question:
    choices = tuple((intent.id, intent.description or intent.label) for intent in data.intents)
    return Question(f"intent:{hash_of(prompt, choices)}", "choice", prompt, choices)


def plain_choice(intents: Sequence[Intent], said: str) -> str | None:
    """What keywords or a plain yes or no decide."""
    found = best_row([(intent.id, intent.keywords) for intent in intents], said)
    if found is not None:
        return found
    answer = yes_no(said)
    wanted = None if answer is None else "yes" if answer else "no"
    return next((intent.id for intent in intents if wanted and intent.means == wanted), None)


def hash_of(*parts: object) -> str:
    """A short name for what is asked: the same question is asked once."""
    import hashlib

    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

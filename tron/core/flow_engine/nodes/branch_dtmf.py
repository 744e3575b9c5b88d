"""Ways by a key: press 1 for sales, 2 for support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from tron.core.flow_engine.deciding import best_row
from tron.core.flow_engine.fields import HandleId, Timeout
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, FALLBACK, Handle, HandleRows, NodeData, NodeType, spoken
from tron.core.flow_engine.spoken_keys import spoken_key
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.wording import wording
from tron.core.models.agent_parts import Keyword
from tron.core.scripts.matching import fold

CLOSING: Final = "#"


class KeyOption(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: HandleId = Field(title="Id", description="Names this way; connections hang on it.")
    digit: str = Field(default="1", pattern=r"^[0-9*#]$", title="Key", description="One of 0 to 9, * and #.")
    label: str = Field(default="", max_length=100, title="Name", description="May be said instead of the key.")
    keywords: list[Keyword] = Field(
        default_factory=list,
        max_length=50,
        title="Keywords",
        description="More words that may be said instead.",
        json_schema_extra={"widget": "keywords"},
    )


class BranchDtmfData(NodeData):
    prompt: str = Field(
        default="Press 1 for sales, 2 for support.",
        title="Text",
        description="Said first: which key does what.",
        json_schema_extra=spoken(),
    )
    options: list[KeyOption] = Field(
        default_factory=lambda: [
            KeyOption(id="sales", digit="1", label="Sales"),
            KeyOption(id="support", digit="2", label="Support"),
        ],
        max_length=12,
        title="Keys",
        description="Each key is a way of its own.",
        json_schema_extra={"widget": "rows"},
    )
    timeout_seconds: Timeout = 6
    tries: int = Field(
        default=2,
        ge=0,
        le=5,
        title="Ask again at most",
        description="Times, after a wrong key or none.",
        json_schema_extra=ADVANCED,
    )


class BranchDtmf(NodeType[BranchDtmfData]):
    type = "branch_dtmf"
    category = "logic"
    icon = "hash"
    title = "Branch (keypad)"
    help = "Says which key does what and chooses the way by the key. The key or its name may be said, too."
    data = BranchDtmfData
    handles = (HandleRows("options"), Handle(FALLBACK, "No valid key", fallback=True))

    def listens(self, data: BranchDtmfData) -> bool:
        return True

    def likely_texts(self, data: BranchDtmfData) -> Sequence[str]:
        return (data.prompt,)

    def problems(self, data: BranchDtmfData) -> list[tuple[str, str, str]]:
        found = [] if data.prompt.strip() else [("empty_text", "prompt", "Say which key does what.")]
        if not data.options:
            found.append(("no_options", "options", "Add a key."))
        seen: set[str] = set()
        for index, option in enumerate(data.options):
            if option.digit in seen:
                found.append(("duplicate_key", f"options.{index}.digit", f"The key {option.digit} stands here twice."))
            seen.add(option.digit)
        return found

    async def execute(self, run: NodeRun, data: BranchDtmfData) -> str:
        if not run.has_keys and not run.is_answered:
            await (run.say_short if run.again else run.say)(data.prompt)
        for asked in range(data.tries + 1):
            words = await run.hear(data.timeout_seconds, on_silence="continue", keys=True)
            taken: str | None = await run.decided(_taken(data.options, words))
            if taken is not None:
                run.keep_ahead(_behind(data.options, words))
                return taken
            if asked < data.tries:
                if words.kind != "silence":
                    await run.say(wording(run.rules.language).invalid_key)
                await run.say(data.prompt)
        return FALLBACK


def _taken(options: Sequence[KeyOption], words: Words) -> str | None:
    """The way of the first valid key, or of what was said."""
    if words.kind == "keys":
        return {option.digit: option.id for option in options}.get(_pressed(options, words.keys)[:1])
    said = spoken_key(words.text)
    found = next((option.id for option in options if option.digit == said), None)
    return found or best_row([(option.id, (*option.keywords, *_name(option))) for option in options], words.text)


def _behind(options: Sequence[KeyOption], words: Words) -> str:
    """The keys behind the one that was taken; what only closed that one is gone."""
    return _pressed(options, _pressed(options, words.keys)[1:])


def _pressed(options: Sequence[KeyOption], keys: str) -> str:
    """Without closing keys in front, unless one of the ways is theirs."""
    return keys if any(option.digit == CLOSING for option in options) else keys.lstrip(CLOSING)


def _name(option: KeyOption) -> list[str]:
    """The label's words, without the signs that mean something in a keyword."""
    name = fold(option.label)
    return [name] if len(name) > 1 else []

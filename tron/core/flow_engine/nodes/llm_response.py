"""The model talks, within limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from tron.core.flow_engine.confidence import speakable
from tron.core.flow_engine.enough import is_enough
from tron.core.flow_engine.fields import Silence, Timeout, Tries, VariableName
from tron.core.flow_engine.instructions import MOST_PASSAGES, chosen, instructions, task
from tron.core.flow_engine.nodes.branch_intent import hash_of
from tron.core.flow_engine.questions import Question
from tron.core.flow_engine.run import REPEATS, NodeRun, last_sentence
from tron.core.flow_engine.spec import ADVANCED, NEXT, Handle, NodeData, NodeType, rendered, spoken
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.world import Found
from tron.core.ports import Compose, Said

FAILED: Final = "failed"
LEFT: Final = "left"
"""In the node's memory: it was left by one of its ways."""
ToolName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class LlmResponseData(NodeData):
    instructions: str = Field(
        default="Answer the caller's question in one or two short sentences.",
        title="Instructions",
        description="What the model is to do here. It knows the agent's persona and the talk so far.",
        json_schema_extra=rendered(),
    )
    context_variables: list[VariableName] = Field(
        default_factory=list,
        max_length=50,
        title="Variables it is told",
        description="Their values are told to the model as data.",
        json_schema_extra={"widget": "variables"},
    )
    max_tokens: int = Field(
        default=200,
        ge=16,
        le=2000,
        title="Length at most",
        description="Of one answer. 200 is a long one on the phone.",
        json_schema_extra={**ADVANCED, "unit": "tokens"},
    )
    temperature: float | None = Field(
        default=None,
        ge=0,
        le=2,
        title="Temperature",
        description="0 is sober, 1 is free. Empty: the agent's own.",
        json_schema_extra=ADVANCED,
    )
    tools: list[ToolName] = Field(
        default_factory=list,
        max_length=50,
        title="Tools it may use",
        description="By name. Empty: all tools of the agent.",
        json_schema_extra={**ADVANCED, "widget": "tools"},
    )
    wait_for_response: bool = Field(
        default=True, title="Wait for an answer", description="Listen before the next node runs."
    )
    turns: int = Field(
        default=1,
        ge=1,
        le=20,
        title="Turns at most",
        description="How often the caller may speak here before it goes on. With 1 it answers, listens, and goes on.",
    )
    exit_condition: str = Field(
        default="",
        max_length=500,
        title="Over when",
        description="For more than one turn: what then holds, such as: the caller has no more questions.",
    )
    fallback_text: str = Field(
        default="",
        title="Without a model",
        description="Said when no model can answer. Empty: the agent's prepared line that fits.",
        json_schema_extra=spoken(**ADVANCED),
    )
    timeout_seconds: Timeout = 6
    on_silence: Silence = "repeat"
    tries: Tries = 2


class LlmResponse(NodeType[LlmResponseData]):
    type = "llm_response"
    category = "speech"
    icon = "brain"
    title = "LLM response"
    help = "The model talks freely by your instructions, with the agent's knowledge and tools, for one turn or several."
    data = LlmResponseData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "No model", needed=False, fallback=True))

    def listens(self, data: LlmResponseData) -> bool:
        return data.wait_for_response

    def parts(self, data: LlmResponseData) -> bool:
        return False

    def reads(self, data: LlmResponseData) -> list[tuple[str, str]]:
        return [(f"context_variables.{index}", name) for index, name in enumerate(data.context_variables)]

    def problems(self, data: LlmResponseData) -> list[tuple[str, str, str]]:
        if data.instructions.strip():
            return []
        return [("empty_text", "instructions", "Tell the model what it is to do here.")]

    def questions(self, data: LlmResponseData) -> Sequence[Question]:
        if data.turns == 1 or not data.exit_condition.strip() or not data.wait_for_response:
            return ()
        return (_over(data),)

    async def execute(self, run: NodeRun, data: LlmResponseData) -> str:
        handle = await self._talk(run, data)
        run.memory[LEFT] = True
        return handle

    async def _talk(self, run: NodeRun, data: LlmResponseData) -> str:
        memory = run.memory
        if run.again and memory.pop(LEFT, False):
            # Words into the goodbye led back here: they are answered, however many turns there were.
            memory["turn"] = 0
            words = await _heard(run, data, REPEATS)
            if words.kind == "silence" or await run.decided(is_enough(words.text)):
                return NEXT
        elif run.again and "turn" in memory:
            if run.state.pending is None:
                await run.speak(last_sentence(str(memory.get("said", ""))))
            if await _is_over(run, data, by_model=bool(memory.get("by_model"))):
                return NEXT
        else:
            memory.pop(LEFT, None)
            memory["turn"] = 0
        while True:
            by_model = await _by_model(run, data)
            if not by_model and run.way(FAILED) == FAILED:
                await run.say(data.fallback_text)
                return FAILED
            if not by_model and not await _without_model(run, data):
                return NEXT
            # What the owner wrote for a call without a model is said once.
            once = not by_model and bool(data.fallback_text.strip())
            memory["by_model"] = by_model
            if not data.wait_for_response or await _is_over(run, data, by_model=by_model) or once:
                return NEXT


async def _is_over(run: NodeRun, data: LlmResponseData, *, by_model: bool) -> bool:
    """Listens; whether that was the last turn here. A model explains itself when it is asked "what?"."""
    words = await _heard(run, data, 0 if by_model and data.turns > 1 else REPEATS)
    turn = run.memory["turn"] = int(run.memory["turn"]) + 1
    if turn >= data.turns or words.kind == "silence" or await run.decided(is_enough(words.text)):
        return True
    return bool(data.exit_condition.strip()) and await run.answer(_over(data)) is True


async def _heard(run: NodeRun, data: LlmResponseData, repeats: int) -> Words:
    return await run.hear(data.timeout_seconds, on_silence=data.on_silence, tries=data.tries, repeats=repeats)


def _over(data: LlmResponseData) -> Question:
    """Asked together with what other nodes want to know of the same words."""
    text = f"The agent talked with the caller. Does this hold after the caller's words: {data.exit_condition.strip()}?"
    return Question(f"over:{hash_of(data.exit_condition)}", "yes_no", text)


async def _by_model(run: NodeRun, data: LlmResponseData) -> bool:
    """Whether the model said something."""
    if not await run.outside.can_generate():
        return False
    known = speakable(run.state)
    filled = task(data.instructions, known)
    if filled.missing:
        await run.emit("flow.variable_missing", {"names": list(filled.missing)})
    text = instructions(
        filled.text,
        values=chosen(known, data.context_variables),
        found=await _found(run),
        ways=[label for handle, label in run.targets() if handle == NEXT],
        condition=data.exit_condition.strip() if data.turns > 1 else "",
    )
    said = await run.compose(Compose(text, data.max_tokens, data.temperature, tuple(data.tools) or None))
    run.memory["said"] = said.text or said.heard
    return _spoke(said)


def _spoke(said: Said) -> bool:
    """Interrupted before its first word is an answer too: the caller's words count now. So are keys without words."""
    return bool(said.heard.strip() or said.interrupted or said.pressed or (said.text.strip() and not said.failed))


async def _found(run: NodeRun) -> Found:
    heard = run.state.heard
    if heard is None or heard.kind != "speech" or heard.private:
        return Found()
    found = await run.outside.find(heard.text)
    for one in found.passages[:MOST_PASSAGES]:
        told = {"title": one.title, "score": round(one.score, 3), "document_id": one.document_id}
        await run.emit("knowledge.used", told)
    return found


async def _without_model(run: NodeRun, data: LlmResponseData) -> bool:
    """Speaks the owner's text, else the agent's prepared line; whether there was one."""
    if data.fallback_text.strip():
        said = await run.say(data.fallback_text)
    else:
        heard = run.state.heard
        said = await run.speak(await run.outside.prepared(heard.text if heard is not None else "") or "")
    run.memory["said"] = said.text
    return bool(said.text)

"""The Script of a call with a flow: the walk, what came before it, and what is kept after it."""

from __future__ import annotations

from typing import Any, Final, cast

from tron.core.flow_calls.overheard import overheard
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.script import FlowScript
from tron.core.flows.loading import LoadedFlows
from tron.core.ports import Conversation, FlowConversation, ScriptResult
from tron.core.scripts.talk_language import TalkLanguage
from tron.core.tools.call_tools import CallTools

ASKS: Final = "llm_response"


class CallFlow:
    """`language` is what the agent's own words are in, BCP 47; `tools` those of the model behind llm_response."""

    def __init__(
        self,
        script: FlowScript,
        world: CallWorld,
        loaded: LoadedFlows,
        *,
        language: str,
        tools: CallTools | None = None,
    ) -> None:
        self._script = script
        self._world = world
        self._loaded = loaded
        self._language = language
        self._tools = tools

    @property
    def language(self) -> TalkLanguage:
        """The language of the talk so far."""
        return self._script.language

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Hold the talk; when the call ends under it, what was found so far is kept."""
        loaded = self._loaded
        told = {
            "flow_id": str(loaded.flow_id),
            "version": loaded.version,
            "draft": loaded.version is None,
            "name": loaded.name,
            "node": self._script.state.node,
        }
        await conversation.emit("flow.started", told)
        if self._world.begin_talk():
            await _on_record(cast(FlowConversation, conversation))
        await self._speak_known(conversation)
        result = await self._script.run(self._overheard(cast(FlowConversation, conversation)))
        result.extracted_data = self._extracted(result)
        result.outcome = self._world.lines.outcome or result.outcome
        return result

    def _overheard(self, conversation: FlowConversation) -> Conversation:
        """Only a flow in which a model answers freely looks into documents."""
        graphs = self._loaded.flows.graphs.values()
        if not any(node.type.type == ASKS for graph in graphs for node in graph.nodes.values()):
            return conversation
        self._world.begin()
        return overheard(conversation, self._world.overhear)

    async def _speak_known(self, conversation: Conversation) -> None:
        """The number spoke another language last: it is heard in that one, and answered in it by the model."""
        known = self.language.now
        if known == self._language or not conversation.can_generate:
            return
        await conversation.set_language(known)
        told = {"before": self._language, "after": known, "why": "known"}
        await conversation.emit("language.changed", told)

    def _extracted(self, result: ScriptResult) -> dict[str, Any]:
        """What the flow took stands: a caller can talk a model into any value."""
        remembered = self._tools.remembered if self._tools is not None else {}
        return {**remembered, **self._world.lines.extracted, **result.extracted_data}


async def _on_record(conversation: FlowConversation) -> None:
    """The walk before this one may have been broken off where it had paused the recording: that is over."""
    await conversation.record("resume")
    conversation.private(False)

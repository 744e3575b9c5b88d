"""The second Script beside free talk: it walks a flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.flow_engine.world import World
from tron.core.ports import Conversation, FlowConversation, ScriptResult
from tron.core.scripts.talk_language import TalkLanguage


class FlowScript:
    """One call over one flow. `variables` are there from the start; `state` goes on with an earlier walk."""

    def __init__(
        self,
        flows: Flows,
        rules: FlowRules,
        world: World,
        variables: Mapping[str, Any] | None = None,
        state: FlowState | None = None,
    ) -> None:
        self._flows = flows
        self._rules = rules
        self._world = world
        self._given = dict(variables or {})
        self.state = state or FlowState(variables=dict(self._given))
        self.language = TalkLanguage(rules.language, rules.known_language, follows=rules.follows_language)

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Hold the talk; when the call ends under it, what was found so far is kept."""
        walk = Walk(self._flows, self.state, Outside(cast(FlowConversation, conversation), self._world), self._rules)
        self.language = walk.speaking.language
        state = await walk.run()
        for index in walk.speaking.undisclosed:
            await conversation.emit("disclosure.missed", {"index": index})
        return ScriptResult(state.reason or "agent_ended", state.outcome, self._extracted(state))

    def _extracted(self, state: FlowState) -> dict[str, Any]:
        """What the flow found out: what it set or changed. Of a subflow that was cut off, the outer ones."""
        own = state.own_variables()
        found = {name: value for name, value in own.items() if name not in self._given or self._given[name] != value}
        return state.shown(found)

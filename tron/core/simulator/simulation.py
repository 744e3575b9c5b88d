"""One simulated call: the Script a call would run, with nothing stored and nobody rung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tron.core.database.tables import Agent, Call
from tron.core.guardrails.for_agent import guarded
from tron.core.ids import uuid7
from tron.core.ports import Heard, LanguageModel, Script
from tron.core.scripts.documents import Documents
from tron.core.scripts.for_agent import PREPARED_LINES, freeform_config, options_of, system_prompt
from tron.core.scripts.freeform import Freeform
from tron.core.simulator.conversation import Show, TypedConversation
from tron.core.tools.call_tools import CallTools


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is called: names for `{{...}}` in what the agent says."""

    name: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


def simulated_call(contact: Contact) -> Call:
    """A call that stands in no table."""
    return Call(id=uuid7(), contact_name=contact.name, contact_metadata=dict(contact.metadata), line="simulator")


class Simulation:
    """`run` talks until somebody ends it; the caller's side comes by `say`, `stay_silent`, `press`, `hang_up`.

    `agent` is a row that need not be stored; `model` is what answers freely, None its prepared lines;
    `tools` belong to `call`, `documents` to the agent; both are closed by the caller. `script` None: free talk.
    `opening`: events (type, payload) that come first.
    """

    def __init__(
        self,
        agent: Agent,
        contact: Contact,
        model: LanguageModel | None,
        show: Show,
        *,
        tools: CallTools | None = None,
        call: Call | None = None,
        documents: Documents | None = None,
        script: Script | None = None,
        opening: Sequence[tuple[str, Mapping[str, Any]]] = (),
    ) -> None:
        call = call or simulated_call(contact)
        self._show = show
        self._talks_freely = script is None
        self._opening = opening
        self._script = script or Freeform(freeform_config(agent, call), _keep_nothing, tools, documents)
        self._conversation = TypedConversation(
            show,
            max_duration=float(agent.max_call_duration),
            model=guarded(model, agent, call, self.emit, tools=tools) if model is not None else None,
            prompt=system_prompt(agent, call),
            temperature=agent.llm_temperature,
            max_tokens=options_of(agent).llm_max_tokens,
            tools=tools,
        )

    async def run(self) -> None:
        """Tells each step by `show`, `ended` last."""
        await self._show({"type": "started"})
        for type_, payload in self._opening:
            await self._conversation.emit(type_, payload)
        if self._talks_freely and not self._conversation.can_generate:
            await self._show({"type": "note", "code": "prepared_lines", "text": PREPARED_LINES})
        result = await self._script.run(self._conversation)
        await self._show(
            {
                "type": "ended",
                "reason": result.reason,
                "outcome": result.outcome,
                "extracted_data": result.extracted_data,
                "seconds": round(self._conversation.seconds, 1),
            }
        )

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None) -> None:
        await self._conversation.emit(type_, payload, node)

    def say(self, text: str) -> bool:
        """The caller's words; False when too much waits to be heard."""
        return self._conversation.offer(Heard("speech", text=text))

    def stay_silent(self) -> bool:
        return self._conversation.offer(Heard("silence"))

    def press(self, digits: str) -> bool:
        return self._conversation.offer(Heard("keys", keys=digits))

    def hang_up(self) -> None:
        self._conversation.hang_up()


async def _keep_nothing(_words: str) -> None:
    """A wish never to be called again, in a simulation, is nobody's."""

"""From an agent's row to the guard of one call, and to the model behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tron.core.database.tables import Agent, Call
from tron.core.events.emit import Emit
from tron.core.guardrails.guard import BLOCKED, Guard, OnBlocked
from tron.core.guardrails.leaks import Leaks
from tron.core.guardrails.model import GuardedModel, PlainRows
from tron.core.guardrails.topics import Topics
from tron.core.models.agent_parts import Guardrails, PreparedLines
from tron.core.ports import LanguageModel
from tron.core.scripts.for_agent import freeform_config, system_prompt
from tron.core.scripts.freeform import FreeformConfig
from tron.core.scripts.render import render
from tron.core.tools.call_tools import CallTools
from tron.core.tools.loop import ToolTalk


def guarded(
    model: LanguageModel, agent: Agent, call: Call, emit: Emit, *, tools: CallTools | None = None
) -> GuardedModel:
    """The model as a call uses it: guarded, around its tools, around rows from outside made plain data."""

    async def on_blocked(payload: Mapping[str, Any]) -> None:
        await emit(BLOCKED, payload, None)

    inner: LanguageModel = PlainRows(model)
    if tools is not None:
        inner = ToolTalk(inner, tools)
    names = [spec.name for spec in tools.specs] if tools is not None else []
    hosts = tools.hosts if tools is not None else ()
    return GuardedModel(inner, guard_for(agent, call, on_blocked, tools=names, hosts=hosts))


def guard_for(
    agent: Agent, call: Call, on_blocked: OnBlocked, *, tools: Iterable[str] = (), hosts: Iterable[str] = ()
) -> Guard:
    """The guard of this agent in this call. `tools` are names the model knows, `hosts` where those tools live."""
    guardrails = Guardrails.model_validate(agent.guardrails or {})
    config = freeform_config(agent, call)
    spoken = list(_spoken(config))
    prompt = system_prompt(agent, call)
    return Guard(
        Topics(guardrails.forbidden_topics, "\n".join([prompt, *spoken])),
        Leaks(prompt, spoken=spoken, tools={*tools, *agent.tools_enabled}, hosts=hosts),
        language=agent.language,
        on_blocked=on_blocked,
    )


def _spoken(config: FreeformConfig) -> Iterator[str]:
    """All that the owner wrote to be said as it stands."""
    for text in (config.greeting, config.short_greeting, *config.disclosures, *_line_texts(config.lines)):
        yield render(text, config.variables)


def _line_texts(lines: PreparedLines) -> Iterator[str]:
    for line in lines.lines:
        yield from (text for text in (*line.say, line.again, line.retry) if text)
    yield from (*lines.fallback, *lines.silence, lines.greeting_again or "")
    yield from (lines.goodbye, lines.silence_goodbye, lines.time_up, lines.opt_out_ack, lines.identity, lines.human)

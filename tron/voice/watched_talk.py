"""Which calls are watched for who picks up, and what their agent does with a machine."""

from __future__ import annotations

from collections.abc import Callable

from tron.core.clock import Clock
from tron.core.database.tables import Agent, Call
from tron.core.flow_engine.nodes.global_node import GlobalData
from tron.core.flows.loading import LoadedFlows
from tron.core.ports import Script
from tron.core.scripts.for_agent import options_of, prepared_lines, variables
from tron.core.scripts.render import render
from tron.core.tools.call_tools import PRESS_KEYS
from tron.voice.answering import AnsweredScript, CallEar, Policy

MakeTalk = Callable[[str], Script]
"""A Script of this call; of a flow from a node on, "" for its start."""


def ear_for(call: Call, clock: Clock, agent: Agent | None = None) -> CallEar | None:
    """For calls that Tron makes to a telephone; who rings Tron, or sits at a page, is a person.

    `agent` may walk menus, where a model of its can.
    """
    outbound = (call.direction or "outbound") == "outbound"
    if not (outbound and call.phone_number):
        return None
    return CallEar(clock.monotonic, menus=agent is not None and walks_menus(agent))


def walks_menus(agent: Agent) -> bool:
    """Whether a recorded menu is something that this agent came for."""
    return PRESS_KEYS in (agent.tools_enabled or ())


def watched(
    ear: CallEar | None,
    agent: Agent,
    call: Call,
    talk: MakeTalk,
    loaded: LoadedFlows | None,
) -> Script:
    """The call's Script: its talk alone, or the talk as long as a person is there."""
    if ear is None:
        return talk("")
    node = voicemail_node(loaded)
    way = None if node is None else lambda: talk(node)
    return AnsweredScript(ear, policy_of(agent, call), lambda: talk(""), way)


def who(ear: CallEar | None) -> Callable[[], str | None] | None:
    """Answers who picked up, for the call's row."""
    if ear is None:
        return None
    return lambda: ear.verdict.kind if ear.verdict is not None else None


def policy_of(agent: Agent, call: Call) -> Policy:
    """The agent's wishes with the contact's names filled in."""
    options, known = options_of(agent), variables(agent, call)
    message = options.voicemail_message.strip() or agent.greeting_text
    identity = render(prepared_lines(agent, options).identity, known)
    return Policy(options.voicemail_action, render(message, known) or identity, identity, walks_menus(agent))


def voicemail_node(loaded: LoadedFlows | None) -> str | None:
    """The flow's global node for a machine."""
    if loaded is None:
        return None
    nodes = loaded.flows.main.nodes.values()
    return next((n.id for n in nodes if isinstance(n.data, GlobalData) and n.data.condition == "voicemail"), None)

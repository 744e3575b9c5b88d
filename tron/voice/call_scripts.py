"""The Scripts of an answered call, what they use, and what is kept of them."""

from __future__ import annotations

import asyncio
import logging
from typing import Final
from zoneinfo import ZoneInfo

from tron.core.call_engine.opt_outs import keep_opt_out
from tron.core.call_engine.transfers import drawn_targets
from tron.core.call_model import CallModel
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_calls.script import CallFlow
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.state import FlowState
from tron.core.flows.loading import LoadedFlows
from tron.core.number_languages import known_language, remember_language
from tron.core.ports import Script
from tron.core.scripts.documents import Documents
from tron.core.scripts.for_agent import freeform_config
from tron.core.scripts.freeform import Freeform
from tron.core.services import Services
from tron.voice.answered_call import AnsweredCall
from tron.voice.colleague import ColleagueDesk
from tron.voice.session import VoiceSession
from tron.voice.text_session import TextSession

log = logging.getLogger(__name__)

KNOWN_SECONDS: Final = 0.5
"""A call does not wait longer to learn what its number spoke last."""


async def spoken_last(services: Services, call: Call) -> str | None:
    """The language that the call's number spoke last, if that is known soon."""
    try:
        async with asyncio.timeout(KNOWN_SECONDS), services.database.transaction() as session:
            return await known_language(session, call.phone_number)
    except (*DATABASE_ERRORS, TimeoutError):
        return None


def call_world(
    services: Services,
    answered: AnsweredCall,
    session: TextSession | VoiceSession,
    loaded: LoadedFlows,
    mind: CallModel | None = None,
    desk: ColleagueDesk | None = None,
) -> CallWorld:
    """The world of a flow in this call."""
    return CallWorld(
        services,
        answered.agent,
        answered.call,
        answered.line_call,
        zone=ZoneInfo(answered.settings.get_str("compliance.timezone")),
        over=session.over,
        model=mind.bare if mind is not None else None,
        targets=drawn_targets(loaded.flows),
        desk=desk,
    )


class CallScripts:
    """Of one call: of its flow, where it has one with its `world`, else of free talk.

    `known`: the language that the number spoke last. `mind` None: there is no model, nor sound.
    """

    def __init__(
        self,
        services: Services,
        answered: AnsweredCall,
        loaded: LoadedFlows | None,
        world: CallWorld | None,
        *,
        known: str | None = None,
        mind: CallModel | None = None,
        documents: Documents | None = None,
    ) -> None:
        self._services = services
        self._agent = answered.agent
        self._call = answered.call
        self._loaded = loaded
        self._world = world
        self._known = known
        self._mind = mind
        self._documents = documents
        self._last: Freeform | CallFlow | None = None

    def make(self, node: str = "") -> Script:
        """One that begins; of a flow at `node`. Made anew for somebody who picks up late, or for a machine."""
        if self._loaded is not None and self._world is not None:
            self._last = self._flow(self._loaded, self._world, node)
        else:
            config = freeform_config(self._agent, self._call, self._known)
            tools = self._mind.tools if self._mind is not None else None
            self._last = Freeform(config, self._opt_out, tools, self._documents)
        return self._last

    async def leave(self) -> None:
        """Lets go of what they used; what the number spoke is remembered."""
        if self._mind is not None:
            await self._mind.tools.aclose()
        if self._world is not None:
            await self._world.aclose()
        if self._documents is not None:
            await self._documents.aclose()
        if self._last is not None and self._mind is not None:
            await self._remember(self._last)

    def _flow(self, loaded: LoadedFlows, world: CallWorld, node: str) -> CallFlow:
        agent, mind = self._agent, self._mind
        rules, variables = flow_rules(agent, self._call, self._known), flow_variables(agent, self._call)
        state = FlowState(node=node, variables=dict(variables)) if node else None
        script = FlowScript(loaded.flows, rules, world, variables, state)
        return CallFlow(script, world, loaded, language=agent.language, tools=mind.tools if mind is not None else None)

    async def _opt_out(self, _words: str) -> None:
        async with self._services.database.transaction() as session:
            await keep_opt_out(session, self._call.id, self._call.phone_number)

    async def _remember(self, script: Freeform | CallFlow) -> None:
        number, language = self._call.phone_number, script.language
        try:
            async with self._services.database.transaction() as session:
                await remember_language(session, number, language.spoken, language.turns)
        except DATABASE_ERRORS as error:
            log.warning("the language of a number could not be kept: %s", type(error).__name__)

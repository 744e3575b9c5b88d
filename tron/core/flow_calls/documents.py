"""The agent's knowledge base in one call."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from tron.core.database.tables import Agent
from tron.core.flow_engine.world import Found, Passage
from tron.core.knowledge.search import AgentKnowledge, open_knowledge

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)


class Documents:
    """Opened once; `open` begins that early. Close it."""

    def __init__(self, services: Services, agent: Agent) -> None:
        self._services = services
        self._agent = agent
        self._opening: asyncio.Task[AgentKnowledge | None] | None = None

    def open(self) -> asyncio.Task[AgentKnowledge | None]:
        if self._opening is None:
            self._opening = asyncio.create_task(open_knowledge(self._services, self._agent), name="open-knowledge")
        return self._opening

    async def find(self, query: str) -> Found:
        """What fits the question; nothing where there are no documents."""
        knowledge = await self.open()
        if knowledge is None:
            return Found()
        found = await knowledge.find(query)
        passages = [Passage(one.title, one.text, one.score, str(one.document_id)) for one in found]
        return Found(tuple(passages), has_documents=True)

    async def aclose(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)

"""The agent's knowledge base in one call: looked into while the caller still speaks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tron.core.database.tables import Agent
from tron.core.flow_engine.world import Found, Passage
from tron.core.knowledge.lookahead import Lookahead
from tron.core.knowledge.search import open_knowledge

if TYPE_CHECKING:
    from tron.core.services import Services


class Documents:
    """Opened once; `open` begins that early. Close it."""

    def __init__(self, services: Services, agent: Agent) -> None:
        self._services = services
        self._agent = agent
        self._opening: asyncio.Task[Lookahead | None] | None = None

    def open(self) -> asyncio.Task[Lookahead | None]:
        if self._opening is None:
            self._opening = asyncio.create_task(self._open(), name="open-knowledge")
        return self._opening

    def overhear(self, partial: str) -> None:
        """What the caller is saying may be a question."""
        opened = self._opening
        if opened is not None and opened.done() and (lookahead := opened.result()) is not None:
            lookahead.begin(partial)

    async def find(self, query: str) -> Found:
        """What fits the words; nothing where there are no documents, or they ask for nothing."""
        lookahead = await self.open()
        if lookahead is None:
            return Found()
        found = await lookahead.result(query)
        passages = [Passage(one.title, one.text, one.score, str(one.document_id)) for one in found.passages]
        return Found(tuple(passages), has_documents=found.asked)

    async def aclose(self) -> None:
        if self._opening is None:
            return
        self._opening.cancel()
        [opened] = await asyncio.gather(self._opening, return_exceptions=True)
        if isinstance(opened, Lookahead):
            await opened.aclose()

    async def _open(self) -> Lookahead | None:
        knowledge = await open_knowledge(self._services, self._agent)
        return Lookahead(knowledge) if knowledge is not None else None

"""Finding what an agent's documents say to a question: by words and by meaning together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.errors import TronError
from tron.core.knowledge.embeddings import Embedder
from tron.core.knowledge.ranking import Candidate, fused, match
from tron.core.knowledge.words import terms_of
from tron.core.repositories.passages import PassageRepository

if TYPE_CHECKING:
    from tron.core.database.engine import Database
    from tron.core.database.tables import Agent
    from tron.core.services import Services

log = logging.getLogger(__name__)

EMBED_SECONDS = 0.6
"""A question whose meaning takes longer is looked up by its words alone."""
FIND_SECONDS = 2.0
LONGEST_QUESTION = 1000
"""Characters from the end: what was said last is what is asked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What was found. `score` from 0 to 1: how well it fits the question."""

    document_id: UUID
    title: str
    text: str
    score: float


class Knowledge(Protocol):
    """What an agent knows from documents."""

    async def find(self, query: str, *, limit: int = 3) -> list[Passage]:
        """The best first. Never raises; empty on trouble, and where nothing fits well enough."""
        ...


class AgentKnowledge:
    """One agent's documents. `threshold`: passages with a lower score are nothing."""

    def __init__(self, database: Database, embedder: Embedder | None, agent_id: UUID, *, threshold: float) -> None:
        self._database = database
        self._embedder = embedder
        self._agent_id = agent_id
        self.threshold = threshold

    async def find(self, query: str, *, limit: int = 3) -> list[Passage]:
        try:
            async with asyncio.timeout(FIND_SECONDS):
                return await self.look_up(query, limit=limit)
        except (*DATABASE_ERRORS, TimeoutError) as error:
            log.warning("the knowledge base could not be asked: %s", type(error).__name__)
            return []

    async def look_up(self, query: str, *, limit: int = 3) -> list[Passage]:
        """The same; the database's errors come through."""
        query = query[-LONGEST_QUESTION:]
        terms = terms_of(query)
        if not terms:
            return []
        words, meanings = await asyncio.gather(self._by_words(query), self._by_meaning(query))
        best = [one for one in fused(words, meanings) if one.score >= self.threshold][:limit]
        if not best:
            return []
        async with self._database.transaction() as session:
            rows = await PassageRepository(session).texts([one.passage_id for one in best])
        found = [(rows.get(one.passage_id), one.score) for one in best]
        return [
            Passage(row.document_id, row.title, row.whole, round(min(score, 1.0), 3))
            for row, score in found
            if row is not None
        ]

    async def has_documents(self) -> bool:
        """Whether there is anything to be found; False on trouble."""
        try:
            async with self._database.transaction() as session:
                return await PassageRepository(session).any_of(self._agent_id)
        except DATABASE_ERRORS:
            return False

    async def _by_words(self, query: str) -> Sequence[Candidate]:
        async with self._database.transaction() as session:
            return await PassageRepository(session).by_words(self._agent_id, terms_of(query))

    async def _by_meaning(self, query: str) -> Sequence[Candidate]:
        embedder = self._embedder
        if embedder is None or not embedder.knows(query):
            return []
        try:
            async with asyncio.timeout(EMBED_SECONDS):
                [vector] = await embedder.embed([query], question=True)
        except (TronError, OSError, TimeoutError) as error:
            log.info("a question is looked up by its words alone: %s", type(error).__name__)
            return []
        async with self._database.transaction() as session:
            found = await PassageRepository(session).by_meaning(self._agent_id, embedder.name, vector)
        return [Candidate(one.passage_id, match(one.score, embedder.unlike)) for one in found]


async def knowledge_of(services: Services, agent_id: UUID) -> AgentKnowledge:
    """With the model and the threshold of the settings."""
    settings = await services.settings.snapshot()
    embedder = services.embedders.find(settings) if services.embedders is not None else None
    return AgentKnowledge(services.database, embedder, agent_id, threshold=settings.get_float("knowledge.threshold"))


async def open_knowledge(services: Services, agent: Agent) -> AgentKnowledge | None:
    """For one call; None where the agent has no documents, or the database is away."""
    try:
        knowledge = await knowledge_of(services, agent.id)
    except DATABASE_ERRORS:
        return None
    return knowledge if await knowledge.has_documents() else None

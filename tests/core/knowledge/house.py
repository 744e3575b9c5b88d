"""A worker's side of knowledge bases, for tests: an agent, documents, an indexer, and models that are counted."""

from __future__ import annotations

import hashlib
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.talks import until
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, KnowledgeDocument
from tron.core.errors import Unavailable
from tron.core.events.bus import PostgresBus
from tron.core.knowledge.documents import KnowledgeDocuments
from tron.core.knowledge.embeddings import Embedder
from tron.core.knowledge.indexing import Indexer
from tron.core.knowledge.reading import Piece, ReadDocument
from tron.core.knowledge.reading.__main__ import answer
from tron.core.knowledge.search import AgentKnowledge, knowledge_of
from tron.core.knowledge.trouble import DocumentTrouble, known_code
from tron.core.lines import Lines
from tron.core.models.knowledge import TextDocumentIn, UrlDocumentIn
from tron.core.services import Services
from tron.core.settings import SettingsService, SettingsSnapshot


@dataclass
class BagOfWords:
    """Fulfils Embedder: texts with the same words are alike. It knows every language and can be told to fail."""

    name: str = "test/words"
    dimensions: int | None = 64
    unlike: float = 0.0
    fails: bool = False
    seen: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def knows(self, text: str) -> bool:
        return bool(text)

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        if self.fails:
            raise Unavailable("away")
        self.seen += texts
        self.asked += texts if question else ()
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        numbers = [0.0] * 64
        for word in text.lower().split():
            numbers[hashlib.sha256(word.encode()).digest()[0] % 64] += 1.0
        length = math.sqrt(sum(number * number for number in numbers)) or 1.0
        return [number / length for number in numbers]


async def read_here(name: str, content_type: str | None, data: bytes) -> ReadDocument:
    """As `read_apart`, without a process for each."""
    head, *lines = answer(name, content_type, data)
    if "error" in head:
        raise DocumentTrouble(known_code(head["error"]))
    return ReadDocument(head["title"], head["language"], [Piece(**line) for line in lines])


@dataclass
class Offer:
    """Fulfils Embedders."""

    embedder: Embedder | None = None

    def find(self, settings: SettingsSnapshot) -> Embedder | None:
        return self.embedder


@dataclass
class House:
    services: Services
    agent_id: UUID
    offer: Offer

    async def add(self, text: str, title: str = "Paper") -> KnowledgeDocument:
        async with self.services.database.transaction() as session:
            documents = KnowledgeDocuments(session, self.agent_id, self.services.clock)
            return await documents.add_text(TextDocumentIn(kind="text", title=title, text=text))

    async def add_file(self, name: str, data: bytes, content_type: str | None = None) -> KnowledgeDocument:
        async with self.services.database.transaction() as session:
            documents = KnowledgeDocuments(session, self.agent_id, self.services.clock)
            return await documents.add_file(name, content_type, data)

    async def add_url(self, url: str) -> KnowledgeDocument:
        async with self.services.database.transaction() as session:
            documents = KnowledgeDocuments(session, self.agent_id, self.services.clock)
            return await documents.add_url(UrlDocumentIn(kind="url", url=url))

    async def now(self, document: KnowledgeDocument) -> KnowledgeDocument:
        async with self.services.database.transaction() as session:
            found = await session.get(KnowledgeDocument, document.id)
            assert found is not None
            return found

    async def is_at(self, document: KnowledgeDocument, *states: str) -> KnowledgeDocument:
        async def there() -> KnowledgeDocument | None:
            found = await self.now(document)
            return found if found.state in states else None

        found: KnowledgeDocument = await until(there)
        return found

    async def indexed(self, *documents: KnowledgeDocument, **options: Any) -> list[KnowledgeDocument]:
        async with self.at_work(**options):
            return [await self.is_at(document, "ready", "failed") for document in documents]

    async def knowledge(self) -> AgentKnowledge:
        return await knowledge_of(self.services, self.agent_id)

    @asynccontextmanager
    async def at_work(self, **options: Any) -> AsyncIterator[Indexer]:
        indexer = Indexer(self.services, **{"read": read_here, **options})
        await indexer.start()
        try:
            yield indexer
        finally:
            await indexer.close()


@asynccontextmanager
async def open_house(database: Database, folder: Path, **environ: str) -> AsyncIterator[House]:
    settings = SettingsService(database, environ)
    bus = PostgresBus(database.dsn)
    services = Services(BootConfig(data_dir=folder), database, settings, SystemClock(), bus, Lines())
    offer = services.embedders = Offer()
    agent = Agent(
        name="Asha", voice_id="shreya", language="hi-IN", llm_provider="builtin", llm_model="x", tone="friendly"
    )
    async with database.transaction() as session:
        session.add(agent)
    await services.bus.start()
    yield House(services, agent.id, offer)
    await services.bus.close()

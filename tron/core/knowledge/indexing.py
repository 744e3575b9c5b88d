"""The worker's side of knowledge bases: takes documents that wait, reads them, and works out their vectors.

Documents wait in their rows, so any worker can take them. One is somebody's for as long as its lease goes on; when its
worker goes, the next one takes up where that one stopped: what was read is stored, and so is each batch of vectors.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import KnowledgeDocument, KnowledgePassage
from tron.core.errors import TronError
from tron.core.knowledge.embeddings import NO_MODEL, Embedder
from tron.core.knowledge.fetching import fetch_document
from tron.core.knowledge.reading import Piece, ReadDocument, read_apart
from tron.core.knowledge.trouble import MOST_PASSAGES, DocumentTrouble, known_code
from tron.core.repositories.knowledge import FAILED, READY, KnowledgeRepository, NewPassage
from tron.core.services import Services
from tron.core.tools.discovery import allow_list
from tron.core.waiting_rows import WaitingRows

log = logging.getLogger(__name__)

KNOWLEDGE = "knowledge"
"""On the bus: a document waits."""
AT_ONCE = 2
A_BATCH = 8
"""Passages that are given to the model together."""
LEASE = timedelta(seconds=150)
"""Longer than fetching and reading one document may take."""
EMBED_SECONDS = 60.0
EMBED_AGAIN = timedelta(minutes=2)
MOST_ATTEMPTS = 3
LOOK_SECONDS = 5.0
REST_SECONDS = 1.0
"""After each batch while people talk: the processor is theirs."""
FINISH_SECONDS = 3.0


class Read(Protocol):
    async def __call__(self, name: str, content_type: str | None, data: bytes) -> ReadDocument:
        """Raises DocumentTrouble."""
        ...


class _NoVectors(Exception):
    """The model is away, or refuses."""


def _never() -> bool:
    return False


class Indexer:
    """One per worker; it works from `start` to `close`."""

    def __init__(self, services: Services, read: Read = read_apart) -> None:
        self._services = services
        self._read = read
        self._busy: Callable[[], bool] = _never
        self._rows = WaitingRows(services.bus, KNOWLEDGE, self._look, every=LOOK_SECONDS)

    async def start(self, busy: Callable[[], bool] = _never) -> None:
        """Begin to work. While `busy` (people talk) it goes slowly."""
        self._busy = busy
        self._rows.start()

    async def close(self) -> None:
        """What is under way waits in its rows for the next worker."""
        await self._rows.close(within=FINISH_SECONDS)

    # ------------------------------------------------------------ which documents

    async def _look(self) -> None:
        services = self._services
        while len(self._rows.jobs) < AT_ONCE:
            embedder = await self._embedder()
            model = embedder.name if embedder is not None else NO_MODEL
            async with services.database.transaction() as session:
                document = await KnowledgeRepository(session).claim(services.clock.now(), model, LEASE)
            if document is None:
                return
            self._begin(document, embedder)

    def _begin(self, document: KnowledgeDocument, embedder: Embedder | None) -> None:
        job = partial(self._job, document, embedder)
        self._rows.begin(document.id, job, lambda: self._give_back(document.id), within=FINISH_SECONDS / 2)

    async def _embedder(self) -> Embedder | None:
        embedders = self._services.embedders
        return embedders.find(await self._services.settings.snapshot()) if embedders is not None else None

    # ------------------------------------------------------------ one document

    async def _job(self, document: KnowledgeDocument, embedder: Embedder | None) -> None:
        try:
            if document.attempts > MOST_ATTEMPTS:
                raise DocumentTrouble("lost")
            if document.content is not None:
                await self._take_in(document, document.content)
            await self._work_out(document.id, embedder)
        except DocumentTrouble as trouble:
            await self._fail(document.id, trouble)
        except DATABASE_ERRORS as error:
            log.warning("document %s waits for the database: %s", document.id, type(error).__name__)
        except Exception:
            log.exception("document %s could not be indexed", document.id)
            await self._fail(document.id, DocumentTrouble("error"))

    async def _take_in(self, document: KnowledgeDocument, data: bytes) -> None:
        """Fetch, read, and store the passages; from then on words find them."""
        content_type, name = document.content_type, document.source or ""
        if document.kind == "url":
            data, content_type = await self._fetched(document)
            name = ""
        elif document.kind == "text":
            name, content_type = "", "text/markdown"
        found = await self._read(name, content_type, data)
        await self._keep(document.id, found, len(data))

    async def _fetched(self, document: KnowledgeDocument) -> tuple[bytes, str]:
        services = self._services
        if services.tools is None or not document.source:
            raise DocumentTrouble("unreachable")
        allowed = await allow_list(services.settings)
        fetched = await fetch_document(services.tools.reach.fetch, document.source, allowed)
        return fetched.content, fetched.content_type

    async def _keep(self, document_id: UUID, found: ReadDocument, size: int) -> None:
        async with self._services.database.transaction() as session:
            rows = KnowledgeRepository(session)
            document = await rows.locked(document_id)
            if document is None:
                return
            await rows.lock_documents(document.agent_id)
            _, others = await rows.counts(document.agent_id)
            if others - document.passages + len(found.pieces) > MOST_PASSAGES:
                raise DocumentTrouble("too_long")
            if document.kind == "url" and found.title and document.title == document.source:
                document.title = found.title[:200]
            await rows.replace_passages(document, _stored(found.pieces))
            document.passages, document.language, document.size_bytes = len(found.pieces), found.language, size
            document.content, document.embedded_by = None, None
            document.due_at, document.attempts = self._services.clock.now() + LEASE, 1

    async def _work_out(self, document_id: UUID, embedder: Embedder | None) -> None:
        """The vectors, batch by batch; each one is stored before the next is begun."""
        trouble = None
        try:
            while embedder is not None and await self._batch(document_id, embedder):
                if self._busy():
                    await asyncio.sleep(REST_SECONDS)
        except _NoVectors as error:
            log.warning("document %s has no vectors yet: %s", document_id, error)
            trouble = DocumentTrouble("not_embedded")
        await self._finish(document_id, embedder, trouble)

    async def _batch(self, document_id: UUID, embedder: Embedder) -> bool:
        """Whether there may be more."""
        services = self._services
        async with services.database.transaction() as session:
            passages = await KnowledgeRepository(session).without_vectors(document_id, embedder.name, A_BATCH)
        known = [passage for passage in passages if embedder.knows(passage.text)]
        vectors = await _vectors(embedder, known)
        by_id = {passage.id: vector for passage, vector in zip(known, vectors, strict=True)}
        async with services.database.transaction() as session:
            rows = KnowledgeRepository(session)
            await rows.embed(embedder.name, [(passage.id, by_id.get(passage.id)) for passage in passages])
            mine = await rows.renew(document_id, services.clock.now() + LEASE)
        return mine and len(passages) == A_BATCH

    async def _finish(self, document_id: UUID, embedder: Embedder | None, trouble: DocumentTrouble | None) -> None:
        async with self._services.database.transaction() as session:
            document = await KnowledgeRepository(session).locked(document_id)
            if document is None:
                return
            now = self._services.clock.now()
            document.state, document.attempts = READY, 0
            document.error_code = trouble.code if trouble else None
            document.error_message = trouble.message if trouble else None
            document.due_at = now + EMBED_AGAIN if trouble else now
            document.embedded_by = None if trouble else embedder.name if embedder else NO_MODEL

    async def _fail(self, document_id: UUID, trouble: DocumentTrouble) -> None:
        with suppress(*DATABASE_ERRORS):
            async with self._services.database.transaction() as session:
                document = await KnowledgeRepository(session).locked(document_id)
                if document is not None:
                    document.state, document.attempts = FAILED, 0
                    document.error_code, document.error_message = known_code(trouble.code), trouble.message

    async def _give_back(self, document_id: UUID) -> None:
        async with self._services.database.transaction() as session:
            await KnowledgeRepository(session).give_back([document_id], self._services.clock.now())


async def _vectors(embedder: Embedder, passages: Sequence[KnowledgePassage]) -> Sequence[Sequence[float]]:
    """Raises _NoVectors."""
    if not passages:
        return []
    texts = [f"{passage.heading}\n{passage.text}".strip() for passage in passages]
    try:
        async with asyncio.timeout(EMBED_SECONDS):
            return await embedder.embed(texts)
    except (TronError, OSError, TimeoutError) as error:
        raise _NoVectors(type(error).__name__) from error


def _stored(pieces: Sequence[Piece]) -> list[NewPassage]:
    return [NewPassage(piece.heading, piece.text, piece.words, piece.sounds) for piece in pieces]

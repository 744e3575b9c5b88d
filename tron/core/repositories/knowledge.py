"""SQL of documents and their passages: what waits for a worker, and what is stored. Callers own the transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, and_, delete, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from tron.core.database.tables import Agent, KnowledgeDocument, KnowledgePassage
from tron.core.database.vector import as_text
from tron.core.ids import uuid7
from tron.core.knowledge.words import sounds_of, words_of

A_STATEMENT = 100
"""Rows."""
QUEUED, INDEXING, READY, FAILED = "queued", "indexing", "ready", "failed"

# Lexemes of sounds have no place: where they are is told by their words.
_INSERT = text(
    """
    INSERT INTO knowledge_passages (id, document_id, agent_id, ordinal, heading, text, tsv)
    VALUES (
        CAST(:id AS uuid), CAST(:document_id AS uuid), CAST(:agent_id AS uuid), CAST(:ordinal AS integer),
        CAST(:heading AS text), CAST(:text AS text),
        to_tsvector('simple', CAST(:folded AS text)) || to_tsvector('english', CAST(:whole AS text))
        || to_tsvector('hindi', CAST(:folded AS text)) || array_to_tsvector(CAST(:sounds AS text[]))
    )
    """
)
_EMBED = text(
    """
    UPDATE knowledge_passages SET embedded_by = CAST(:model AS text),
        embedding = CAST(CAST(:vector AS text) AS vector)
    WHERE id = CAST(:id AS uuid)
    """
)

_DOCUMENT = "kind, title, source, content_type, size_bytes, content, state, error_code, error_message, passages"
_COPY_DOCUMENT = text(
    f"""
    INSERT INTO knowledge_documents (id, agent_id, {_DOCUMENT}, language, embedded_by)
    SELECT CAST(:new AS uuid), CAST(:agent AS uuid), {_DOCUMENT}, language, embedded_by
    FROM knowledge_documents WHERE id = CAST(:old AS uuid)
    """
)
_PASSAGE = "ordinal, heading, text, tsv, embedded_by, embedding"
_COPY_PASSAGES = text(
    f"""
    INSERT INTO knowledge_passages (id, document_id, agent_id, {_PASSAGE})
    SELECT gen_random_uuid(), CAST(:new AS uuid), CAST(:agent AS uuid), {_PASSAGE}
    FROM knowledge_passages WHERE document_id = CAST(:old AS uuid)
    """
)


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A piece as it is stored. `words` and `sounds` as core/knowledge/words.py makes them."""

    heading: str
    text: str
    words: str
    sounds: Sequence[str]


class KnowledgeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    # ------------------------------------------------------------ documents

    async def of_agent(self, agent_id: UUID) -> Sequence[KnowledgeDocument]:
        """The newest first."""
        query = select(KnowledgeDocument).where(KnowledgeDocument.agent_id == agent_id)
        return (await self._session.scalars(query.order_by(KnowledgeDocument.id.desc()))).all()

    async def get(self, agent_id: UUID, document_id: UUID) -> KnowledgeDocument | None:
        query = select(KnowledgeDocument).where(
            KnowledgeDocument.id == document_id, KnowledgeDocument.agent_id == agent_id
        )
        return (await self._session.scalars(query)).one_or_none()

    async def locked(self, document_id: UUID) -> KnowledgeDocument | None:
        """With its content; waits for others who change it."""
        query = select(KnowledgeDocument).where(KnowledgeDocument.id == document_id)
        query = query.options(undefer(KnowledgeDocument.content)).with_for_update()
        return (await self._session.scalars(query.execution_options(populate_existing=True))).one_or_none()

    async def store(self, document: KnowledgeDocument) -> None:
        """Write a new row or its changes, and read back what the database filled in."""
        self._session.add(document)
        await self._session.flush()
        await self._session.refresh(document)

    async def delete(self, document_id: UUID) -> None:
        await self._session.execute(delete(KnowledgeDocument).where(KnowledgeDocument.id == document_id))

    async def counts(self, agent_id: UUID) -> tuple[int, int]:
        """Documents and passages of an agent."""
        query = select(func.count(), func.coalesce(func.sum(KnowledgeDocument.passages), 0))
        row = (await self._session.execute(query.where(KnowledgeDocument.agent_id == agent_id))).one()
        return int(row[0]), int(row[1])

    async def agent_exists(self, agent_id: UUID) -> bool:
        return (await self._session.execute(select(Agent.id).where(Agent.id == agent_id))).first() is not None

    async def lock_documents(self, agent_id: UUID) -> None:
        """Others who add to this agent's documents wait until the transaction ends; who changes the agent does not."""
        key = func.hashtextextended(f"knowledge:{agent_id}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def copy(self, source: UUID, target: UUID) -> None:
        """The other agent gets the same documents with their passages; what is being indexed begins anew there."""
        for document in await self.of_agent(source):
            new = uuid7()
            await self._session.execute(_COPY_DOCUMENT, {"old": document.id, "new": new, "agent": target})
            await self._session.execute(_COPY_PASSAGES, {"old": document.id, "new": new, "agent": target})

    # ------------------------------------------------------------ who indexes

    async def claim(self, now: datetime, model: str, lease: timedelta) -> KnowledgeDocument | None:
        """The longest waiting one, with its content, for `lease`; None where none is due.

        One that is ready waits again where another model makes the vectors now.
        """
        row = KnowledgeDocument
        waits = or_(
            row.state.in_((QUEUED, INDEXING)), and_(row.state == READY, row.embedded_by.is_distinct_from(model))
        )
        query = select(row).where(waits, row.due_at <= now).order_by(row.due_at, row.id).limit(1)
        query = query.options(undefer(row.content)).with_for_update(skip_locked=True)
        document = (await self._session.scalars(query)).one_or_none()
        if document is not None:
            document.state, document.due_at = INDEXING, now + lease
            document.attempts += 1
        return document

    async def give_back(self, document_ids: Collection[UUID], now: datetime) -> None:
        """Nobody is at them any more; this was no attempt."""
        row = KnowledgeDocument
        await self._session.execute(
            update(row)
            .where(row.id.in_(document_ids), row.state == INDEXING)
            .values(due_at=now, attempts=row.attempts - 1)
        )

    # ------------------------------------------------------------ passages

    async def replace_passages(self, document: KnowledgeDocument, passages: Sequence[NewPassage]) -> None:
        """These are the document's passages now, without vectors."""
        await self._session.execute(delete(KnowledgePassage).where(KnowledgePassage.document_id == document.id))
        title = words_of(document.title)
        for start in range(0, len(passages), A_STATEMENT):  # all at once would hold up the loop
            part = enumerate(passages[start : start + A_STATEMENT], start)
            await self._session.execute(_INSERT, [_row(document, title, *numbered) for numbered in part])

    async def without_vectors(self, document_id: UUID, model: str, limit: int) -> Sequence[KnowledgePassage]:
        """The next passages that this model has not looked at."""
        row = KnowledgePassage
        query = select(row).where(row.document_id == document_id, row.embedded_by.is_distinct_from(model))
        return (await self._session.scalars(query.order_by(row.ordinal).limit(limit))).all()

    async def embed(self, model: str, vectors: Sequence[tuple[UUID, Sequence[float] | None]]) -> None:
        """What this model made of them; None where it does not know the language."""
        rows = [
            {"id": id_, "model": model, "vector": None if vector is None else as_text(vector)}
            for id_, vector in vectors
        ]
        if rows:
            await self._session.execute(_EMBED, rows)

    async def renew(self, document_id: UUID, until: datetime) -> bool:
        """The lease goes on, and this attempt got somewhere; False where somebody deleted or took the document."""
        row = KnowledgeDocument
        done = await self._session.execute(
            update(row).where(row.id == document_id, row.state == INDEXING).values(due_at=until, attempts=1)
        )
        return cast("CursorResult[Any]", done).rowcount == 1


def _row(document: KnowledgeDocument, title: list[str], ordinal: int, passage: NewPassage) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "document_id": document.id,
        "agent_id": document.agent_id,
        "ordinal": ordinal,
        "heading": passage.heading,
        "text": passage.text,
        "folded": f"{' '.join(title)} {passage.words}",
        "whole": f"{document.title}\n{passage.heading}\n{passage.text}",
        "sounds": [*sounds_of(title), *passage.sounds],
    }

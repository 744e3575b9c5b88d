"""knowledge_documents, knowledge_passages: what an agent knows from its owner's documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped
from tron.core.database.vector import Vector

KINDS = ("file", "text", "url")
STATES = ("queued", "indexing", "ready", "failed")


class KnowledgeDocument(Identified, Timestamped, Base):
    """One document of one agent, and how far its indexing is.

    `content` is kept until it was read; empty where it is to be fetched. `due_at` is when a worker may take it: later
    while one is at it (its lease) or after what may pass. `embedded_by`: the model of its vectors, "none" where words
    alone find it.
    """

    __tablename__ = "knowledge_documents"

    agent_id: Mapped[UUID] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str | None] = mapped_column(Text)
    content_type: Mapped[str | None] = mapped_column(String(100))
    size_bytes: Mapped[int] = mapped_column(default=0, server_default="0")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(String(10), default="queued", server_default="queued")
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_message: Mapped[str | None] = mapped_column(Text)
    passages: Mapped[int] = mapped_column(default=0, server_default="0")
    language: Mapped[str | None] = mapped_column(String(10))
    embedded_by: Mapped[str | None] = mapped_column(String(200))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    due_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("kind IN ('" + "', '".join(KINDS) + "')", name="kind"),
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
    )


class KnowledgePassage(Identified, Base):
    """A piece of a document, about 120 words. `tsv`: its words, their stems and sounds (core/knowledge/words.py).

    `embedded_by` without `embedding`: that model does not know the passage's language.
    """

    __tablename__ = "knowledge_passages"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_documents.id", ondelete="CASCADE"))
    agent_id: Mapped[UUID] = mapped_column(index=True)
    ordinal: Mapped[int]
    heading: Mapped[str] = mapped_column(Text, default="", server_default="")
    text: Mapped[str] = mapped_column(Text)
    tsv: Mapped[Any] = mapped_column(TSVECTOR, deferred=True)
    embedded_by: Mapped[str | None] = mapped_column(String(200))
    embedding: Mapped[Any | None] = mapped_column(Vector, deferred=True)

    __table_args__ = (
        UniqueConstraint("document_id", "ordinal"),
        Index("ix_knowledge_passages_tsv", "tsv", postgresql_using="gin"),
        Index(
            "ix_knowledge_passages_text_trgm",
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
        ),
    )

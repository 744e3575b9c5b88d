"""Documents that agents know, and their passages

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_documents",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("content_type", sa.String(length=100), nullable=True),
        sa.Column("size_bytes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), server_default="queued", nullable=False),
        sa.Column("error_code", sa.String(length=40), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("passages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("embedded_by", sa.String(length=200), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('file', 'text', 'url')", name=op.f("ck_knowledge_documents_kind")),
        sa.CheckConstraint(
            "state IN ('queued', 'indexing', 'ready', 'failed')", name=op.f("ck_knowledge_documents_state")
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_knowledge_documents_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_documents")),
    )
    op.create_index(op.f("ix_knowledge_documents_agent_id"), "knowledge_documents", ["agent_id"], unique=False)
    op.create_index(op.f("ix_knowledge_documents_due_at"), "knowledge_documents", ["due_at"], unique=False)
    op.create_table(
        "knowledge_passages",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tsv", postgresql.TSVECTOR(), nullable=False),
        sa.Column("embedded_by", sa.String(length=200), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["knowledge_documents.id"],
            name=op.f("fk_knowledge_passages_document_id_knowledge_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_passages")),
        sa.UniqueConstraint("document_id", "ordinal", name=op.f("uq_knowledge_passages_document_id_ordinal")),
    )
    # As many dimensions as the model has. Kept in the row: a search goes over all of an agent's.
    op.execute("ALTER TABLE knowledge_passages ADD COLUMN embedding vector")
    op.execute("ALTER TABLE knowledge_passages ALTER COLUMN embedding SET STORAGE MAIN")
    op.create_index(op.f("ix_knowledge_passages_agent_id"), "knowledge_passages", ["agent_id"], unique=False)
    op.create_index("ix_knowledge_passages_tsv", "knowledge_passages", ["tsv"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_knowledge_passages_text_trgm",
        "knowledge_passages",
        ["text"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    )


def downgrade() -> None:
    op.drop_table("knowledge_passages")
    op.drop_table("knowledge_documents")

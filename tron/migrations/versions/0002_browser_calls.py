"""Browser calls: tickets for their streams, and muting the agent

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("agent_muted", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "stream_tickets",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_stream_tickets_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stream_tickets")),
    )
    op.create_index(op.f("ix_stream_tickets_call_id"), "stream_tickets", ["call_id"], unique=False)


def downgrade() -> None:
    op.drop_table("stream_tickets")
    op.drop_column("calls", "agent_muted")

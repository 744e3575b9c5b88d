"""English transcripts: who waits for one

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("english_state", sa.String(length=10), nullable=True))
    op.add_column("calls", sa.Column("english_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("calls", sa.Column("english_reason", sa.String(length=30), nullable=True))
    op.create_index(
        "ix_calls_english",
        "calls",
        ["english_at"],
        unique=False,
        postgresql_where=sa.text("english_state IN ('wanted', 'running')"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_calls_english", table_name="calls", postgresql_where=sa.text("english_state IN ('wanted', 'running')")
    )
    op.drop_column("calls", "english_reason")
    op.drop_column("calls", "english_at")
    op.drop_column("calls", "english_state")

"""Calls that speak a draft: the canvas as it was then

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("calls", sa.Column("flow_draft", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "call_drafts",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("canvas", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_drafts_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_drafts")),
    )


def downgrade() -> None:
    op.drop_table("call_drafts")
    op.drop_column("calls", "flow_draft")

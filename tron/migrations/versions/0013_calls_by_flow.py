"""Calls by the version of the flow that they walked

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_calls_flow",
        "calls",
        ["flow_id", "flow_version", "id"],
        postgresql_where=sa.text("flow_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_calls_flow", table_name="calls")

"""The loop calls of a trunk

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_calls_loop",
        "calls",
        ["trunk_id", "id"],
        postgresql_where=sa.text("(line_options ->> 'loop') IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_calls_loop", table_name="calls")

"""Callbacks: one open one for each call, and why one was closed

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("reason", sa.String(length=30), nullable=True))
    op.execute(
        "UPDATE callbacks SET status = 'cancelled', reason = 'opted_out'"
        " WHERE status = 'open' AND phone_number IN (SELECT phone_number FROM opt_outs)"
    )
    # The last wish of a call stays; an id decides between two of one moment.
    op.execute(
        "UPDATE callbacks SET status = 'cancelled', reason = 'replaced' WHERE status = 'open' AND EXISTS"
        " (SELECT 1 FROM callbacks AS later WHERE later.status = 'open'"
        " AND later.call_id = callbacks.call_id"
        " AND (later.created_at, later.id) > (callbacks.created_at, callbacks.id))"
    )
    op.create_index(
        "uq_callbacks_open", "callbacks", ["call_id"], unique=True, postgresql_where=sa.text("status = 'open'")
    )


def downgrade() -> None:
    op.drop_index("uq_callbacks_open", table_name="callbacks", postgresql_where=sa.text("status = 'open'"))
    op.drop_column("callbacks", "reason")

"""Second legs of calls: colleagues who are rung while the caller waits

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "call_legs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("phone_number", sa.String(length=20), nullable=False),
        sa.Column("trunk_id", sa.Uuid(), nullable=True),
        sa.Column("our_number", sa.String(length=20), nullable=True),
        sa.Column("vendor_call_id", sa.String(length=100), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_legs_call_id_calls"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_legs")),
    )
    op.create_index(op.f("ix_call_legs_call_id"), "call_legs", ["call_id"])
    op.create_index("ix_call_legs_open", "call_legs", ["trunk_id"], postgresql_where=OPEN)
    op.create_index("ix_call_legs_open_number", "call_legs", ["phone_number"], postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_table("call_legs")

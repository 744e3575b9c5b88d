"""Recordings that a line's own server makes

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "server_recordings",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(length=30), nullable=False),
        sa.Column("room", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("vendor_id", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("trouble", sa.String(length=20), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=True),
        sa.Column("location", sa.String(length=1000), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("look_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('starting', 'active', 'complete', 'failed')", name=op.f("ck_server_recordings_state")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_server_recordings_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_server_recordings")),
    )
    op.create_index(
        "ix_server_recordings_due",
        "server_recordings",
        ["look_at"],
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("server_recordings")

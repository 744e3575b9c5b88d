"""Trunks, numbers, and what a call on a real line keeps

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    op.create_table(
        "trunks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("settings", JSONB, server_default="{}", nullable=False),
        sa.Column("secrets", sa.Text(), nullable=True),
        sa.Column("caller_ids", JSONB, server_default="[]", nullable=False),
        sa.Column("max_calls", sa.Integer(), server_default="10", nullable=False),
        sa.Column("calls_per_second", sa.Double(), server_default="1", nullable=False),
        sa.Column("fallback_id", sa.Uuid(), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("next_dial_at", MOMENT, nullable=True),
        sa.Column("backoff_until", MOMENT, nullable=True),
        sa.Column("refusals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("updated_at", MOMENT, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["fallback_id"], ["trunks.id"], name=op.f("fk_trunks_fallback_id_trunks"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trunks")),
        sa.UniqueConstraint("name", name=op.f("uq_trunks_name")),
    )
    op.create_index("ix_trunks_line", "trunks", ["line"])
    op.create_index(
        "uq_trunks_default_of_line", "trunks", ["line"], unique=True, postgresql_where=sa.text("is_default")
    )
    op.create_table(
        "phone_numbers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=60), server_default="", nullable=False),
        sa.Column("trunk_id", sa.Uuid(), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("hours", JSONB, nullable=True),
        sa.Column("after_hours_flow_id", sa.Uuid(), nullable=True),
        sa.Column("max_calls", sa.Integer(), nullable=True),
        sa.Column("calls_per_second", sa.Double(), nullable=True),
        sa.Column("next_dial_at", MOMENT, nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("updated_at", MOMENT, server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(
            ["trunk_id"], ["trunks.id"], name=op.f("fk_phone_numbers_trunk_id_trunks"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_phone_numbers_agent_id_agents"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["after_hours_flow_id"],
            ["flows.id"],
            name=op.f("fk_phone_numbers_after_hours_flow_id_flows"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_numbers")),
        sa.UniqueConstraint("number", name=op.f("uq_phone_numbers_number")),
    )
    op.create_index("ix_phone_numbers_trunk_id", "phone_numbers", ["trunk_id"])
    op.create_index("ix_phone_numbers_agent_id", "phone_numbers", ["agent_id"])
    op.add_column("calls", sa.Column("trunk_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("our_number", sa.String(length=20), nullable=True))
    op.add_column("calls", sa.Column("vendor_call_id", sa.String(length=100), nullable=True))
    op.add_column("calls", sa.Column("answered_by", sa.String(length=20), nullable=True))
    op.add_column("calls", sa.Column("sip_headers", JSONB, server_default="{}", nullable=False))
    op.create_foreign_key(
        op.f("fk_calls_trunk_id_trunks"), "calls", "trunks", ["trunk_id"], ["id"], ondelete="SET NULL"
    )
    live = "status IN ('ringing', 'in_progress')"
    op.create_index("ix_calls_live_trunk", "calls", ["trunk_id"], postgresql_where=sa.text(live))
    op.create_index("ix_calls_live_our_number", "calls", ["our_number"], postgresql_where=sa.text(live))
    waiting = "status = 'queued' AND direction = 'inbound'"
    op.create_index("ix_calls_queued_inbound", "calls", ["eligible_at"], postgresql_where=sa.text(waiting))
    op.create_index("ix_calls_vendor_call_id", "calls", ["vendor_call_id"])
    op.add_column("agents", sa.Column("trunk_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_agents_trunk_id_trunks"), "agents", "trunks", ["trunk_id"], ["id"], ondelete="SET NULL"
    )
    op.add_column(
        "dial_decisions", sa.Column("destination", sa.String(length=10), server_default="person", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("dial_decisions", "destination")
    op.drop_constraint(op.f("fk_agents_trunk_id_trunks"), "agents", type_="foreignkey")
    op.drop_column("agents", "trunk_id")
    op.drop_index("ix_calls_vendor_call_id", table_name="calls")
    op.drop_index("ix_calls_queued_inbound", table_name="calls")
    op.drop_index("ix_calls_live_our_number", table_name="calls")
    op.drop_index("ix_calls_live_trunk", table_name="calls")
    op.drop_constraint(op.f("fk_calls_trunk_id_trunks"), "calls", type_="foreignkey")
    for name in ("sip_headers", "answered_by", "vendor_call_id", "our_number", "trunk_id"):
        op.drop_column("calls", name)
    op.drop_table("phone_numbers")
    op.drop_table("trunks")

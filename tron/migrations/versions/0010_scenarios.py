"""Scenarios of flows, and their runs

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "flow_scenarios",
        sa.Column("flow_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("definition", JSONB, nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_scenarios")),
        sa.ForeignKeyConstraint(
            ["flow_id"], ["flows.id"], name=op.f("fk_flow_scenarios_flow_id_flows"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_flow_scenarios_flow_id", "flow_scenarios", ["flow_id"])
    op.create_table(
        "flow_scenario_runs",
        sa.Column("scenario_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("canvas_hash", sa.String(length=64), nullable=False),
        sa.Column("scenario_revision", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.Column("results", JSONB, server_default="[]", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_scenario_runs")),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["flow_scenarios.id"],
            name=op.f("fk_flow_scenario_runs_scenario_id_flow_scenarios"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_flow_scenario_runs_scenario_id_id", "flow_scenario_runs", ["scenario_id", "id"])


def downgrade() -> None:
    op.drop_table("flow_scenario_runs")
    op.drop_table("flow_scenarios")

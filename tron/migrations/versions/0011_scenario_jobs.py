"""Runs of scenarios that wait for a worker

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
RUNS = "flow_scenario_runs"
STATES = ("queued", "running", "passed", "failed", "error", "cancelled")


def upgrade() -> None:
    # Those of before are over.
    op.add_column(RUNS, sa.Column("state", sa.String(length=10), server_default="queued", nullable=False))
    op.execute(f"UPDATE {RUNS} SET state = CASE WHEN passed THEN 'passed' ELSE 'failed' END")
    op.drop_column(RUNS, "passed")
    op.create_check_constraint(op.f("ck_flow_scenario_runs_state"), RUNS, "state IN ('" + "', '".join(STATES) + "')")
    op.add_column(RUNS, sa.Column("spoken", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.alter_column(RUNS, "passes", server_default=sa.text("0"))
    op.add_column(RUNS, sa.Column("must_pass", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.add_column(RUNS, sa.Column("asked", JSONB, nullable=True))
    op.add_column(RUNS, sa.Column("error_code", sa.String(length=40), nullable=True))
    op.add_column(RUNS, sa.Column("error_message", sa.Text(), nullable=True))
    op.add_column(RUNS, sa.Column("holder", sa.Uuid(), nullable=True))
    op.add_column(RUNS, sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False))
    moment = sa.DateTime(timezone=True)
    op.add_column(RUNS, sa.Column("due_at", moment, server_default=sa.text("now()"), nullable=False))
    op.add_column(RUNS, sa.Column("started_at", moment, nullable=True))
    op.add_column(RUNS, sa.Column("ended_at", moment, nullable=True))
    op.execute(f"UPDATE {RUNS} SET ended_at = created_at")
    op.create_index(
        "ix_flow_scenario_runs_due_at",
        RUNS,
        ["due_at"],
        postgresql_where=sa.text("state IN ('queued', 'running')"),
    )


def downgrade() -> None:
    op.drop_index("ix_flow_scenario_runs_due_at", table_name=RUNS)
    op.execute(f"DELETE FROM {RUNS} WHERE state NOT IN ('passed', 'failed')")
    op.add_column(RUNS, sa.Column("passed", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute(f"UPDATE {RUNS} SET passed = (state = 'passed')")
    op.alter_column(RUNS, "passed", server_default=None)
    op.alter_column(RUNS, "passes", server_default=None)
    op.drop_constraint(op.f("ck_flow_scenario_runs_state"), RUNS)
    for name in (
        "state",
        "spoken",
        "must_pass",
        "asked",
        "error_code",
        "error_message",
        "holder",
        "attempts",
        "due_at",
        "started_at",
        "ended_at",
    ):
        op.drop_column(RUNS, name)

"""Conversation flows and their published versions

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IMMUTABLE = """
CREATE FUNCTION flow_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of flow % is published and stays as it is', OLD.version, OLD.flow_id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'flow_version_stays';
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "flows",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("canvas_data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_template", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("require_scenarios", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flows")),
    )
    op.create_index(
        "ix_flows_name_trgm",
        "flows",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_table(
        "flow_versions",
        sa.Column("flow_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("canvas", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("published_by", sa.String(length=100), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_flow_versions_version")),
        sa.ForeignKeyConstraint(
            ["flow_id"], ["flows.id"], name=op.f("fk_flow_versions_flow_id_flows"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("flow_id", "version", name=op.f("pk_flow_versions")),
    )
    op.execute(IMMUTABLE)
    op.execute(
        "CREATE TRIGGER flow_version_stays BEFORE UPDATE ON flow_versions"
        " FOR EACH ROW EXECUTE FUNCTION flow_version_stays()"
    )
    # There was no flow that these could have named.
    op.execute("UPDATE agents SET flow_id = NULL WHERE flow_id IS NOT NULL")
    op.execute("UPDATE calls SET flow_id = NULL WHERE flow_id IS NOT NULL")
    op.add_column("agents", sa.Column("flow_version", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_agents_flow_id"), "agents", ["flow_id"], unique=False)
    op.create_foreign_key(op.f("fk_agents_flow_id_flows"), "agents", "flows", ["flow_id"], ["id"])
    op.add_column("calls", sa.Column("flow_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("calls", "flow_version")
    op.drop_constraint(op.f("fk_agents_flow_id_flows"), "agents", type_="foreignkey")
    op.drop_index(op.f("ix_agents_flow_id"), table_name="agents")
    op.drop_column("agents", "flow_version")
    op.drop_table("flow_versions")
    op.execute("DROP FUNCTION flow_version_stays()")
    op.drop_table("flows")

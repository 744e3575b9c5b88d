"""Tools: HTTP tools, MCP servers and their secrets

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "tools",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("parameters", JSONB, nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("headers", JSONB, server_default="{}", nullable=False),
        sa.Column("timeout_seconds", sa.Float(), server_default="8", nullable=False),
        *_shared(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tools")),
        sa.UniqueConstraint("name", name=op.f("uq_tools_name")),
    )
    op.create_table(
        "mcp_servers",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("transport", sa.String(length=20), nullable=False),
        sa.Column("headers", JSONB, server_default="{}", nullable=False),
        sa.Column("allowed_tools", JSONB, nullable=True),
        sa.Column("timeout_seconds", sa.Float(), server_default="8", nullable=False),
        sa.Column("state", sa.String(length=20), server_default="unknown", nullable=False),
        sa.Column("state_message", sa.Text(), nullable=True),
        sa.Column("tools", JSONB, server_default="[]", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        *_shared(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mcp_servers")),
        sa.UniqueConstraint("name", name=op.f("uq_mcp_servers_name")),
    )
    op.create_table(
        "tool_secrets",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tool_secrets")),
    )


def downgrade() -> None:
    op.drop_table("tool_secrets")
    op.drop_table("mcp_servers")
    op.drop_table("tools")


def _shared() -> list[sa.Column[object]]:
    return [
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]

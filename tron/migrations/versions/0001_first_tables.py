"""First tables

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "agents",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("persona", sa.Text(), server_default="", nullable=False),
        sa.Column("voice_id", sa.String(length=50), nullable=False),
        sa.Column("voice_speed", sa.Double(), server_default="1", nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("llm_provider", sa.String(length=20), nullable=False),
        sa.Column("llm_model", sa.String(length=100), nullable=False),
        sa.Column("llm_endpoint", sa.String(length=255), nullable=True),
        sa.Column("llm_api_key", sa.Text(), nullable=True),
        sa.Column("llm_temperature", sa.Double(), server_default="0.7", nullable=False),
        sa.Column("tone", sa.String(length=20), nullable=False),
        sa.Column("max_call_duration", sa.Integer(), server_default="300", nullable=False),
        sa.Column("greeting_text", sa.Text(), server_default="", nullable=False),
        sa.Column("flow_id", sa.Uuid(), nullable=True),
        sa.Column("tools_enabled", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("guardrails", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("success_outcomes", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("template", sa.String(length=50), nullable=True),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
    )
    op.create_index(
        "ix_agents_name_trgm",
        "agents",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_table(
        "audit_log",
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.String(length=100), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_action"), "audit_log", ["action"], unique=False)
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"], unique=False)
    op.create_index(op.f("ix_audit_log_entity_id"), "audit_log", ["entity_id"], unique=False)
    op.create_table(
        "call_events",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=50), nullable=False),
        sa.Column("node", sa.String(length=100), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("call_id", "sequence", name=op.f("pk_call_events")),
        postgresql_partition_by="RANGE (call_id)",
    )
    op.execute("CREATE TABLE call_events_default PARTITION OF call_events DEFAULT")
    op.create_table(
        "dial_decisions",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("phone_number", sa.String(length=20), nullable=True),
        sa.Column("line", sa.String(length=30), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(length=50), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dial_decisions")),
    )
    op.create_index(op.f("ix_dial_decisions_at"), "dial_decisions", ["at"], unique=False)
    op.create_index(op.f("ix_dial_decisions_call_id"), "dial_decisions", ["call_id"], unique=False)
    op.create_index(op.f("ix_dial_decisions_phone_number"), "dial_decisions", ["phone_number"], unique=False)
    op.create_table(
        "opt_outs",
        sa.Column("phone_number", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_outs")),
        sa.UniqueConstraint("phone_number", name=op.f("uq_opt_outs_phone_number")),
    )
    op.create_table(
        "phone_state",
        sa.Column("phone_number", sa.String(length=20), nullable=False),
        sa.Column("last_claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("phone_number", name=op.f("pk_phone_state")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("category", sa.String(length=50), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "settings_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("key_check", sa.Text(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_settings_state_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_state")),
    )
    op.create_table(
        "system_events",
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=50), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("stream", "sequence", name=op.f("pk_system_events")),
    )
    op.create_index(op.f("ix_system_events_at"), "system_events", ["at"], unique=False)
    op.create_table(
        "workers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("host", sa.String(length=100), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_table(
        "calls",
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("flow_id", sa.Uuid(), nullable=True),
        sa.Column("previous_call_id", sa.Uuid(), nullable=True),
        sa.Column("phone_number", sa.String(length=20), nullable=True),
        sa.Column("contact_name", sa.String(length=100), nullable=True),
        sa.Column("contact_metadata", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("line", sa.String(length=30), nullable=False),
        sa.Column("line_options", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("rings_phone", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="queued", nullable=False),
        sa.Column("reason", sa.String(length=50), nullable=True),
        sa.Column("sip_status", sa.Integer(), nullable=True),
        sa.Column("direction", sa.String(length=10), server_default="outbound", nullable=False),
        sa.Column("eligible_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hangup_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_seq", sa.Integer(), server_default="1", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duration_seconds", sa.Integer(), nullable=True),
        sa.Column("talk_time_seconds", sa.Integer(), nullable=True),
        sa.Column("sip_call_id", sa.String(length=100), nullable=True),
        sa.Column("livekit_room", sa.String(length=100), nullable=True),
        sa.Column("twilio_call_sid", sa.String(length=50), nullable=True),
        sa.Column("recording_url", sa.String(length=500), nullable=True),
        sa.Column("transcript", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("turns", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("sentiment", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=50), nullable=True),
        sa.Column("extracted_data", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("retry_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("cost_estimate", sa.Double(), nullable=True),
        sa.Column("cost", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("direction IN ('outbound', 'inbound')", name=op.f("ck_calls_direction")),
        sa.CheckConstraint(
            "status IN ('queued', 'ringing', 'in_progress', 'completed', 'failed', 'no_answer', 'busy', 'cancelled')",
            name=op.f("ck_calls_status"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_calls_agent_id_agents")),
        sa.ForeignKeyConstraint(["previous_call_id"], ["calls.id"], name=op.f("fk_calls_previous_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_index(op.f("ix_calls_agent_id"), "calls", ["agent_id"], unique=False)
    op.create_index(op.f("ix_calls_campaign_id"), "calls", ["campaign_id"], unique=False)
    op.create_index("ix_calls_created", "calls", ["created_at"], unique=False)
    op.create_index(
        "ix_calls_live",
        "calls",
        ["owner", "heartbeat_at"],
        unique=False,
        postgresql_where=sa.text("status IN ('ringing', 'in_progress')"),
    )
    op.create_index(op.f("ix_calls_phone_number"), "calls", ["phone_number"], unique=False)
    op.create_index(op.f("ix_calls_previous_call_id"), "calls", ["previous_call_id"], unique=False)
    op.create_index(
        "ix_calls_queued", "calls", ["eligible_at"], unique=False, postgresql_where=sa.text("status = 'queued'")
    )
    op.create_index(
        "ix_calls_search_trgm",
        "calls",
        ["contact_name", "phone_number"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"contact_name": "gin_trgm_ops", "phone_number": "gin_trgm_ops"},
    )
    op.create_index(
        "uq_calls_live_number",
        "calls",
        ["phone_number"],
        unique=True,
        postgresql_where=sa.text("status IN ('ringing', 'in_progress') AND rings_phone AND direction = 'outbound'"),
    )
    op.create_table(
        "callbacks",
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("phone_number", sa.String(length=20), nullable=True),
        sa.Column("contact_name", sa.String(length=100), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), server_default="open", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_callbacks_agent_id_agents")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_callbacks_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    op.create_index(op.f("ix_callbacks_call_id"), "callbacks", ["call_id"], unique=False)
    op.create_index(op.f("ix_callbacks_due_at"), "callbacks", ["due_at"], unique=False)
    op.create_index(op.f("ix_callbacks_phone_number"), "callbacks", ["phone_number"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_callbacks_phone_number"), table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_due_at"), table_name="callbacks")
    op.drop_index(op.f("ix_callbacks_call_id"), table_name="callbacks")
    op.drop_table("callbacks")
    op.drop_index(
        "uq_calls_live_number",
        table_name="calls",
        postgresql_where=sa.text("status IN ('ringing', 'in_progress') AND rings_phone AND direction = 'outbound'"),
    )
    op.drop_index(
        "ix_calls_search_trgm",
        table_name="calls",
        postgresql_using="gin",
        postgresql_ops={"contact_name": "gin_trgm_ops", "phone_number": "gin_trgm_ops"},
    )
    op.drop_index("ix_calls_queued", table_name="calls", postgresql_where=sa.text("status = 'queued'"))
    op.drop_index(op.f("ix_calls_previous_call_id"), table_name="calls")
    op.drop_index(op.f("ix_calls_phone_number"), table_name="calls")
    op.drop_index("ix_calls_live", table_name="calls", postgresql_where=sa.text("status IN ('ringing', 'in_progress')"))
    op.drop_index("ix_calls_created", table_name="calls")
    op.drop_index(op.f("ix_calls_campaign_id"), table_name="calls")
    op.drop_index(op.f("ix_calls_agent_id"), table_name="calls")
    op.drop_table("calls")
    op.drop_table("workers")
    op.drop_index(op.f("ix_system_events_at"), table_name="system_events")
    op.drop_table("system_events")
    op.drop_table("settings_state")
    op.drop_table("settings")
    op.drop_table("phone_state")
    op.drop_table("opt_outs")
    op.drop_index(op.f("ix_dial_decisions_phone_number"), table_name="dial_decisions")
    op.drop_index(op.f("ix_dial_decisions_call_id"), table_name="dial_decisions")
    op.drop_index(op.f("ix_dial_decisions_at"), table_name="dial_decisions")
    op.drop_table("dial_decisions")
    op.drop_table("call_events")
    op.drop_index(op.f("ix_audit_log_entity_id"), table_name="audit_log")
    op.drop_index(op.f("ix_audit_log_at"), table_name="audit_log")
    op.drop_index(op.f("ix_audit_log_action"), table_name="audit_log")
    op.drop_table("audit_log")
    op.drop_index(
        "ix_agents_name_trgm", table_name="agents", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}
    )
    op.drop_table("agents")

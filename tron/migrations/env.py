"""Alembic's environment: runs on the connection that core/database/migrate.py hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from tron.core.database.encrypted import Encrypted
from tron.core.database.tables import Base

PARTITION_PREFIX = "call_events_"


def render_item(type_: str, obj: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain types only, so that later changes of our own types cannot break them."""
    if type_ == "type" and isinstance(obj, Encrypted):
        return "sa.Text()"
    return False


def include_name(name: str | None, type_: str, _parents: Any) -> bool:
    """Partitions are no tables of the model."""
    return not (type_ == "table" and name is not None and name.startswith(PARTITION_PREFIX))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    include_name=include_name,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

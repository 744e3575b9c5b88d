"""Who changed what: every change of state leaves a row in audit_log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.repositories.audit import AuditRepository


class Doer(Protocol):
    """Who does something: a person, or Tron itself."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class System:
    """Tron itself, or the command line on this machine."""

    name: str = "system"
    role: str = "system"


async def record(
    session: AsyncSession,
    actor: Doer,
    action: str,
    entity: str,
    entity_id: object | None = None,
    changes: Mapping[str, Any] | None = None,
    request_id: str | None = None,
) -> None:
    """Add one entry in the caller's transaction. `action` is like `agent.update`; `changes` is JSON without secrets."""
    await AuditRepository(session).add(
        actor=actor.name,
        role=actor.role,
        action=action,
        entity=entity,
        entity_id=None if entity_id is None else str(entity_id),
        changes=dict(changes or {}),
        request_id=request_id,
    )

"""Making, changing and removing rows that people edit by hand: a lock number, an audit row for each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.base import Base
from tron.core.errors import Conflict, NotFound, invalid_field
from tron.core.repositories.rows import RowRepository

Noted = Callable[[Any, Any], Any]
"""An old and a new value as the audit log keeps them."""


Row = TypeVar("Row", bound=Base)


def in_use(what: str, users: Sequence[tuple[UUID, str]], *, kind: str = "agents") -> Conflict:
    """Why it must stay: these use it (`extra[kind]` lists them)."""
    names = ", ".join(name for _, name in users[:5]) + (" ..." if len(users) > 5 else "")
    return Conflict(
        f"{kind.capitalize()} use {what}: {names}.",
        hint=f"Take it from these {kind} first, or switch it off.",
        extra={kind: [{"id": str(user_id), "name": name} for user_id, name in users]},
    )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


class EditedRows(Generic[Row]):
    """One kind of rows, in the caller's transaction. `key` is the column that no two of them share."""

    kind: type[Row]
    title: str
    entity: str
    key: ClassVar[str] = "name"
    users: ClassVar[str] = "agents"
    """What kind of rows `_users` finds."""
    masked: ClassVar[Mapping[str, Noted]] = {}
    """How changes of these columns are noted; others with both values."""

    def __init__(
        self,
        session: AsyncSession,
        rows: RowRepository,
        actor: audit.Doer | None = None,
        request_id: str | None = None,
    ) -> None:
        self._session = session
        self._rows = rows
        self._actor = actor or audit.System()
        self._request_id = request_id

    async def all(self) -> Sequence[Row]:
        """By key."""
        return await self._rows.all(self.kind)

    async def get(self, row_id: UUID) -> Row:
        """Raises NotFound."""
        return self._found(await self._rows.get(self.kind, row_id))

    async def delete(self, row_id: UUID) -> None:
        """Raises NotFound, and Conflict while it is used (`extra` lists by whom)."""
        row = self._found(await self._rows.lock(self.kind, row_id))
        if users := await self._users(self._name(row)):
            raise in_use(f"the {self.title} {self._name(row)}", users, kind=self.users)
        await self._audit("delete", row, {self.key: self._name(row)})
        await self._rows.delete(row)

    async def _create(self, row: Row) -> Row:
        await self._check_name(self._name(row))
        await self._rows.store(row)
        await self._audit("create", row, self._told(row))
        return row

    async def _update(self, row_id: UUID, values: Mapping[str, Any], revision: int) -> Row:
        row: Any = self._found(await self._rows.lock(self.kind, row_id))
        if revision != row.revision:
            raise Conflict(
                f"Somebody else changed this {self.title} meanwhile.",
                hint="Look at the current one and save again.",
                extra={"current": self._shown(row)},
            )
        changes = {name: value for name, value in values.items() if getattr(row, name) != value}
        if self.key in changes:
            await self._check_rename(row, changes[self.key])
        if not changes:
            return self._found(row)
        noted = {name: self._noted(name, getattr(row, name), value) for name, value in changes.items()}
        for name, value in changes.items():
            setattr(row, name, value)
        self._changed(row, set(changes))
        row.revision += 1
        await self._rows.store(row)
        await self._audit("update", row, noted)
        return self._found(row)

    def _changed(self, row: Row, names: Set[str]) -> None:
        """These columns have new values."""

    async def _check_rename(self, row: Row, name: str) -> None:
        if users := await self._users(self._name(row)):
            raise in_use(f"the {self.title} by the name {self._name(row)}", users, kind=self.users)
        await self._check_name(name)

    async def _check_name(self, name: str) -> None:
        if await self._rows.named(self.kind, name) is not None:
            raise invalid_field(self.key, f"There is a {self.title} of this {self.key} already.")

    async def _audit(self, action: str, row: Any, changes: Mapping[str, Any]) -> None:
        await audit.record(
            self._session, self._actor, f"{self.entity}.{action}", self.entity, row.id, changes, self._request_id
        )

    def _noted(self, name: str, old: Any, new: Any) -> Any:
        noted = self.masked.get(name)
        return {"from": _plain(old), "to": _plain(new)} if noted is None else noted(old, new)

    def _name(self, row: Row) -> str:
        return str(getattr(row, self.key))

    def _found(self, row: Row | None) -> Row:
        if row is None:
            raise NotFound(f"There is no such {self.title}.")
        return row

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        return []

    def _told(self, row: Row) -> dict[str, Any]:
        """What the audit log keeps of a new row."""
        return {self.key: self._name(row)}

    def _shown(self, row: Row) -> dict[str, Any]:
        raise NotImplementedError

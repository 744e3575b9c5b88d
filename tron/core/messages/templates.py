"""Making, changing and removing the templates of messages. Flows name them: a name that a flow uses stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.database.tables import TemplateRow
from tron.core.editing import EditedRows
from tron.core.messages.wording import names_in
from tron.core.models.message import TemplateIn, TemplateOut, TemplateUpdate
from tron.core.repositories.flows import FlowRepository
from tron.core.repositories.rows import RowRepository


class MessageTemplates(EditedRows[TemplateRow]):
    """Templates, in the caller's transaction."""

    kind = TemplateRow
    title = "template"
    entity = "message_template"
    users = "flows"

    def __init__(self, session: AsyncSession, actor: audit.Doer | None = None, request_id: str | None = None) -> None:
        super().__init__(session, RowRepository(session), actor, request_id)

    async def create(self, body: TemplateIn) -> TemplateRow:
        """Raises Invalid with the fields' paths."""
        return await self._create(TemplateRow(**body.model_dump()))

    async def update(self, template_id: UUID, body: TemplateUpdate) -> TemplateRow:
        """Raises NotFound, Invalid, and Conflict for a stale revision or a name that flows use."""
        return await self._update(template_id, body.model_dump(exclude={"revision"}), body.revision)

    async def _users(self, name: str) -> list[tuple[UUID, str]]:
        return await FlowRepository(self._session).using_template(name)

    def _shown(self, row: TemplateRow) -> dict[str, Any]:
        return template_out(row).model_dump(mode="json")


def template_out(row: TemplateRow) -> TemplateOut:
    """The row as the API shows it."""
    columns = {name: getattr(row, name) for name in TemplateOut.model_fields if name != "variables"}
    return TemplateOut.model_validate({**columns, "variables": list(names_in(row.text))})

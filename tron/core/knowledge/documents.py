"""Adding, listing, removing documents of an agent; each change audited. Workers do the rest (indexing.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.clock import Clock
from tron.core.database.tables import KnowledgeDocument
from tron.core.errors import Conflict, NotFound, invalid_field
from tron.core.knowledge.embeddings import NO_MODEL
from tron.core.knowledge.reading.kinds import format_of
from tron.core.knowledge.trouble import MOST_BYTES, DocumentTrouble, hint_of
from tron.core.models.knowledge import DocumentOut, DocumentProblem, TextDocumentIn, UrlDocumentIn
from tron.core.plain import plain
from tron.core.repositories.knowledge import FAILED, INDEXING, QUEUED, READY, KnowledgeRepository
from tron.core.tools.addresses import parse_target
from tron.core.tools.trouble import ToolTrouble

MOST_DOCUMENTS: Final = 200
"""Of one agent."""


class KnowledgeDocuments:
    """One agent's documents, in the caller's transaction. All raise NotFound where there is no such agent."""

    def __init__(
        self,
        session: AsyncSession,
        agent_id: UUID,
        clock: Clock,
        actor: audit.Doer | None = None,
        request_id: str | None = None,
    ) -> None:
        self._session = session
        self._rows = KnowledgeRepository(session)
        self._agent_id = agent_id
        self._clock = clock
        self._actor = actor or audit.System()
        self._request_id = request_id

    async def all(self) -> Sequence[KnowledgeDocument]:
        """The newest first."""
        await self.check_agent()
        return await self._rows.of_agent(self._agent_id)

    async def get(self, document_id: UUID) -> KnowledgeDocument:
        """Raises NotFound."""
        await self.check_agent()
        return _found(await self._rows.get(self._agent_id, document_id))

    async def add_text(self, body: TextDocumentIn) -> KnowledgeDocument:
        """Raises Conflict where the agent has too many."""
        data = body.text.encode()
        return await self._add(kind="text", title=body.title, content_type="text/plain", content=data)

    async def add_url(self, body: UrlDocumentIn) -> KnowledgeDocument:
        """Raises Invalid for what is no address of the open internet; names are looked up by the worker."""
        try:
            target = parse_target(body.url)
        except ToolTrouble as trouble:
            raise invalid_field("url", trouble.message, hint=hint_of("refused_address")) from None
        return await self._add(kind="url", title=body.title or target.url[:200], source=target.url, content=b"")

    async def add_file(self, name: str, content_type: str | None, data: bytes) -> KnowledgeDocument:
        """Raises DocumentTrouble: unsupported, too_large, empty."""
        if len(data) > MOST_BYTES:
            raise DocumentTrouble("too_large")
        if not data:
            raise DocumentTrouble("empty")
        format_of(name, content_type, data)
        short = (content_type or "")[:100] or None
        title = plain(name.rpartition(".")[0] or name)[:200]
        return await self._add(kind="file", title=title, source=plain(name), content_type=short, content=data)

    async def delete(self, document_id: UUID) -> None:
        """With its passages; calls under way find them no more."""
        document = _found(await self._rows.get(self._agent_id, document_id))
        await self._audit("knowledge.delete", document, {"title": document.title})
        await self._rows.delete(document.id)

    async def retry(self, document_id: UUID) -> KnowledgeDocument:
        """Index one again that failed or has no vectors; an address is fetched again. Raises Conflict meanwhile."""
        document = _found(await self._rows.get(self._agent_id, document_id))
        document = _found(await self._rows.locked(document.id))
        if document.state in {QUEUED, INDEXING}:
            raise Conflict("It is being indexed already.", hint="Wait for it.")
        if document.state == READY and document.kind != "url" and document.error_code is None:
            raise Conflict("It is indexed already.", hint="Delete it and add the new one.")
        if document.kind == "url":
            document.content = b""
        document.state, document.attempts, document.due_at = QUEUED, 0, self._clock.now()
        document.error_code = document.error_message = None
        document.revision += 1
        await self._rows.store(document)
        await self._audit("knowledge.retry", document, {})
        return document

    async def _add(self, *, content: bytes, **columns: Any) -> KnowledgeDocument:
        await self.check_agent()
        await self._rows.lock_documents(self._agent_id)
        documents, _ = await self._rows.counts(self._agent_id)
        if documents >= MOST_DOCUMENTS:
            raise Conflict(
                f"This agent has {MOST_DOCUMENTS} documents already.", hint="Delete one that callers never ask about."
            )
        document = KnowledgeDocument(
            agent_id=self._agent_id,
            content=content,
            size_bytes=len(content),
            due_at=self._clock.now(),
            **columns,
        )
        await self._rows.store(document)
        changes = {"title": document.title, "kind": document.kind, "source": document.source}
        await self._audit("knowledge.add", document, changes)
        return document

    async def check_agent(self) -> None:
        """Raises NotFound."""
        if not await self._rows.agent_exists(self._agent_id):
            raise _no_agent()

    async def _audit(self, action: str, document: KnowledgeDocument, changes: Mapping[str, Any]) -> None:
        noted = {"agent_id": str(document.agent_id), **changes}
        await audit.record(
            self._session, self._actor, action, "knowledge_document", document.id, noted, self._request_id
        )


def document_out(document: KnowledgeDocument) -> DocumentOut:
    """The row as the API shows it."""
    special = {"problem", "embedded_by"}
    columns = {name: getattr(document, name) for name in DocumentOut.model_fields if name not in special}
    embedded_by = None if document.embedded_by == NO_MODEL else document.embedded_by
    return DocumentOut.model_validate({**columns, "embedded_by": embedded_by, "problem": _problem(document)})


def _problem(document: KnowledgeDocument) -> DocumentProblem | None:
    if document.error_code is None or document.state not in {FAILED, READY}:
        return None
    hint = hint_of(document.error_code)
    return DocumentProblem(code=document.error_code, message=document.error_message or "", hint=hint)


def _found(document: KnowledgeDocument | None) -> KnowledgeDocument:
    if document is None:
        raise NotFound("There is no such document.")
    return document


def _no_agent() -> NotFound:
    return NotFound("There is no such agent.")

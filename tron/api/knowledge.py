"""/api/tron/agents/{id}/knowledge: the documents that an agent knows."""

from __future__ import annotations

import time
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query, Request, status
from starlette.requests import ClientDisconnect

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.events.after_commit import publish_after_commit
from tron.core.knowledge.documents import KnowledgeDocuments, document_out
from tron.core.knowledge.indexing import KNOWLEDGE
from tron.core.knowledge.search import knowledge_of
from tron.core.knowledge.trouble import MOST_BYTES, DocumentTrouble
from tron.core.models.knowledge import (
    DocumentIn,
    DocumentOut,
    DocumentPage,
    FileName,
    KnowledgeAnswer,
    KnowledgeQuestion,
    PassageOut,
    TextDocumentIn,
)

router = APIRouter(prefix="/agents/{agent_id}/knowledge", tags=["knowledge"], responses=RESPONSES)

Writing = Annotated[Actor, Depends(require("agents.write"))]
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def _reader(agent_id: UUID, services: ServicesDep, session: SessionDep) -> KnowledgeDocuments:
    return KnowledgeDocuments(session, agent_id, services.clock)


async def _writer(
    agent_id: UUID, actor: Writing, services: ServicesDep, session: SessionDep, request_id: RequestId
) -> KnowledgeDocuments:
    publish_after_commit(session, services.bus, KNOWLEDGE)
    return KnowledgeDocuments(session, agent_id, services.clock, actor, request_id)


Reader = Annotated[KnowledgeDocuments, Depends(_reader)]
Writer = Annotated[KnowledgeDocuments, Depends(_writer)]


@router.get("", dependencies=[Depends(require("agents.read"))])
async def list_documents(documents: Reader) -> DocumentPage:
    """What the agent knows, the newest first."""
    return DocumentPage(items=[document_out(row) for row in await documents.all()], next_cursor=None)


@router.post("", status_code=status.HTTP_201_CREATED)
async def add_document(body: Annotated[DocumentIn, Body()], documents: Writer) -> DocumentOut:
    """Text, or an address to fetch; a worker indexes it at once."""
    if isinstance(body, TextDocumentIn):
        return document_out(await documents.add_text(body))
    return document_out(await documents.add_url(body))


@router.post("/files", status_code=status.HTTP_201_CREATED, openapi_extra=FILE)
async def add_file(
    agent_id: UUID,
    filename: Annotated[FileName, Query(description="Its ending says what it is.")],
    request: Request,
    actor: Writing,
    services: ServicesDep,
    request_id: RequestId,
) -> DocumentOut:
    """The body is the file as it is: PDF, DOCX, TXT, MD, CSV or HTML, at most 10 MB; 413 as soon as it is more."""
    data = await _read(request)
    # Not the request's own transaction: it would be open for as long as the file takes to come.
    async with services.database.transaction() as session:
        publish_after_commit(session, services.bus, KNOWLEDGE)
        documents = KnowledgeDocuments(session, agent_id, services.clock, actor, request_id)
        return document_out(await documents.add_file(filename, request.headers.get("content-type"), data))


async def _read(request: Request) -> bytes:
    """The whole body, counted as it arrives. Raises DocumentTrouble."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > MOST_BYTES:
        raise DocumentTrouble("too_large")
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
            if len(data) > MOST_BYTES:
                raise DocumentTrouble("too_large")
    except ClientDisconnect:
        raise DocumentTrouble("broken", "The upload broke off.") from None
    return bytes(data)


@router.post("/search", dependencies=[Depends(require("agents.read"))])
async def search_documents(agent_id: UUID, body: KnowledgeQuestion, services: ServicesDep) -> KnowledgeAnswer:
    """Try a question: the passages that an agent would be given in a call."""
    async with services.database.transaction() as session:
        await KnowledgeDocuments(session, agent_id, services.clock).check_agent()
    began = time.perf_counter()
    knowledge = await knowledge_of(services, agent_id)
    found = await knowledge.look_up(body.query, limit=body.limit)
    return KnowledgeAnswer(
        passages=[PassageOut.model_validate(passage, from_attributes=True) for passage in found],
        threshold=knowledge.threshold,
        seconds=round(time.perf_counter() - began, 3),
    )


@router.get("/{document_id}", dependencies=[Depends(require("agents.read"))])
async def read_document(document_id: UUID, documents: Reader) -> DocumentOut:
    return document_out(await documents.get(document_id))


@router.delete("/{document_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_document(document_id: UUID, documents: Writer) -> None:
    """Remove a document with its passages."""
    await documents.delete(document_id)


@router.post("/{document_id}/retry", status_code=status.HTTP_202_ACCEPTED)
async def retry_document(document_id: UUID, documents: Writer) -> DocumentOut:
    """Index again what failed; fetch an address again. 409 while it is indexed, and for what needs nothing."""
    return document_out(await documents.retry(document_id))

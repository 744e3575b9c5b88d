"""Documents that agents know, as the API shows and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tron.core.models.page import Page, Shown

DocumentKind = Literal["file", "text", "url"]
DocumentState = Literal["queued", "indexing", "ready", "failed"]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
FileName = Annotated[str, Field(min_length=1, max_length=255)]


class TextDocumentIn(BaseModel):
    """Text that somebody wrote; Markdown's headings and tables count."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["text"]
    title: Title
    text: Annotated[str, StringConstraints(min_length=1, max_length=900_000)]


class UrlDocumentIn(BaseModel):
    """A page or file on the open internet. Without a title it gets the page's own."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["url"]
    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    title: Title | None = None


DocumentIn = Annotated[TextDocumentIn | UrlDocumentIn, Field(discriminator="kind")]


class DocumentProblem(Shown):
    """What is wrong with a document. `code` is stable; of a ready one: it is found by its words alone."""

    code: str
    message: str
    hint: str | None


class DocumentOut(Shown):
    """One document. `source`: its file's name, or its address. `embedded_by`: the model that works out its meaning.

    `passages` counts the pieces it was cut into.
    """

    id: UUID
    agent_id: UUID
    kind: DocumentKind
    title: str
    source: str | None
    content_type: str | None
    size_bytes: int
    state: DocumentState
    problem: DocumentProblem | None
    passages: int
    language: str | None
    embedded_by: str | None
    revision: int
    created_at: datetime
    updated_at: datetime


class DocumentPage(Page[DocumentOut]):
    """All documents of an agent, the newest first."""


class KnowledgeQuestion(BaseModel):
    """A question to try."""

    model_config = ConfigDict(extra="forbid")

    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
    limit: Annotated[int, Field(ge=1, le=10)] = 3


class PassageOut(Shown):
    """A passage that fits. `score` from 0 to 1."""

    document_id: UUID
    title: str
    text: str
    score: float


class KnowledgeAnswer(Shown):
    """What a call's agent would be given; none: it would say that it will check. `threshold`: the least score."""

    passages: list[PassageOut]
    threshold: float
    seconds: float

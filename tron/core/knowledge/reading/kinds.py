"""Which reader a document goes to: by its first bytes, its name, then its content type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tron.core.knowledge.reading.blocks import Block
from tron.core.knowledge.reading.html import read_html
from tron.core.knowledge.reading.plain import read_markdown, read_text
from tron.core.knowledge.reading.tables import read_csv
from tron.core.knowledge.trouble import DocumentTrouble

Format = Literal["pdf", "docx", "html", "csv", "markdown", "text"]

_BY_ENDING: dict[str, Format] = {
    "pdf": "pdf",
    "docx": "docx",
    "htm": "html",
    "html": "html",
    "csv": "csv",
    "tsv": "csv",
    "md": "markdown",
    "markdown": "markdown",
    "txt": "text",
    "text": "text",
}
_BY_TYPE: dict[str, Format] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/markdown": "markdown",
    "text/plain": "text",
}


@dataclass(frozen=True, slots=True)
class Content:
    """A document's title where it names one itself, and its blocks; they may raise DocumentTrouble as they come."""

    title: str
    blocks: Iterable[Block]


def format_of(name: str, content_type: str | None, data: bytes = b"") -> Format:
    """Raises DocumentTrouble: unsupported."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    plain_type = (content_type or "").partition(";")[0].strip().lower()
    if data.startswith(b"%PDF-"):
        return "pdf"
    found = _BY_ENDING.get(ending) or _BY_TYPE.get(plain_type)
    if found is None:
        raise DocumentTrouble("unsupported")
    return found


def read(name: str, content_type: str | None, data: bytes) -> Content:
    """Raises DocumentTrouble. The libraries of PDF and DOCX are loaded when one comes."""
    match format_of(name, content_type, data):
        case "pdf":
            from tron.core.knowledge.reading.pdf import read_pdf

            return Content("", read_pdf(data))
        case "docx":
            from tron.core.knowledge.reading.word import read_word

            return Content("", read_word(data))
        case "html":
            return Content(*read_html(data))
        case "csv":
            return Content("", read_csv(data))
        case "markdown":
            return Content("", read_markdown(data))
        case "text":
            return Content("", read_text(data))

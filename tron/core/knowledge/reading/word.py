"""DOCX: paragraphs below their headings, tables row by row."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table

from tron.core.knowledge.reading.blocks import Block, Headings, rows_of
from tron.core.knowledge.trouble import DocumentTrouble

MOST_UNPACKED = 100_000_000
MOST_PARTS = 5000
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"
"""What a file of Word that is locked with a password (or older than 2007) begins with."""


def read_word(data: bytes) -> Iterator[Block]:
    """Raises DocumentTrouble: encrypted, broken, too_large for what unpacks to far too much."""
    if data.startswith(_OLE):
        raise DocumentTrouble("encrypted", "The file is locked with a password, or in Word's old format.")
    try:
        _check_parts(data)
        document = docx.Document(io.BytesIO(data))
        headings = Headings()
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                yield from rows_of([[cell.text for cell in row.cells] for row in part.rows], headings.now)
            elif level := _level(part):
                headings.enter(level, part.text)
            else:
                yield Block(part.text, headings.now)
    except (
        zipfile.BadZipFile,
        OpcError,
        SyntaxError,  # what lxml says of broken XML
        KeyError,
        ValueError,
        IndexError,
        AttributeError,
        EOFError,
        OSError,
    ):
        raise DocumentTrouble("broken") from None


def _check_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise DocumentTrouble("too_large", "It unpacks to far more than a document holds.")
        if any(info.flag_bits & 1 for info in infos):
            raise DocumentTrouble("encrypted")


def _level(paragraph: Any) -> int:
    """Of a heading; 0 for other paragraphs."""
    name = str(paragraph.style.name) if paragraph.style is not None else ""
    found = _HEADING.match(name)
    return int(found[1]) + 1 if found else 1 if name == "Title" else 0

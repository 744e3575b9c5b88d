"""PDF, page by page."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tron.core.knowledge.reading.blocks import Block
from tron.core.knowledge.trouble import DocumentTrouble

MOST_PAGES = 2000
_PARAGRAPH = re.compile(r"\n\s*\n")
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def read_pdf(data: bytes) -> Iterator[Block]:
    """The text of each page. Raises DocumentTrouble: encrypted, broken, too_long."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many have a password for printing only: they open without one.
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentTrouble("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise DocumentTrouble("too_long", f"It has more than {MOST_PAGES:,} pages.")
        for page in reader.pages:
            for paragraph in _PARAGRAPH.split(_HYPHEN.sub("", page.extract_text())):
                yield Block(paragraph)
    except DocumentTrouble:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        raise DocumentTrouble("broken") from None

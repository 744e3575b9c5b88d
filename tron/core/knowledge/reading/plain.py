"""Text as it is: its coding, its paragraphs; Markdown's headings and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tron.core.knowledge.reading.blocks import Block, Headings, rows_of
from tron.core.knowledge.trouble import DocumentTrouble

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)|(?<=\S)(\*\*|__|`)")
_LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_BREAK = re.compile(r"\s*[-*_]{3,}\s*")
_RULE = re.compile(r"[\s|:-]+")
_ODD = ["\ufffd", *(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f")]
MOST_ODD = 0.02
"""Of a text's characters; more, and it is no text."""


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows' Latin letters. Raises DocumentTrouble for what is no text."""
    coding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    looked_at = text[:100_000]
    if sum(map(looked_at.count, _ODD)) > MOST_ODD * len(looked_at):
        raise DocumentTrouble("unsupported")
    return text.replace("\0", " ").replace("\r\n", "\n").replace("\r", "\n")


def read_text(data: bytes) -> Iterator[Block]:
    """Paragraphs, parted by empty lines."""
    for paragraph in re.split(r"\n[ \t]*\n", decoded(data)):
        yield Block(paragraph)


def read_markdown(data: bytes) -> Iterator[Block]:
    """Paragraphs below their headings; a table row by row."""
    headings, lines, table = Headings(), list[str](), list[list[str]]()
    for line in [*decoded(data).split("\n"), ""]:
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line):
                table.append([_bare(cell) for cell in line.strip().strip("|").split("|")])
            continue
        if table:
            yield from rows_of(table, headings.now)
            table = []
        found = _HEADING.match(line)
        if line.strip() and found is None and not _BREAK.fullmatch(line):
            lines.append(_bare(line))
            continue
        if lines:
            yield Block("\n".join(lines), headings.now)
            lines = []
        if found is not None:
            headings.enter(len(found[1]), _bare(found[2]))


def _bare(line: str) -> str:
    return _LINK.sub(r"\1", _MARKS.sub("", line))

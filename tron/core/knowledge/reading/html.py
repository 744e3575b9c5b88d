"""Web pages: headings, paragraphs and tables, without menus, scripts and forms."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from tron.core.knowledge.reading.blocks import Block, Headings, rows_of
from tron.core.knowledge.reading.plain import decoded

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "svg", "nav", "footer", "select", "button", "iframe", "canvas")
)
_VOID = frozenset(("br", "hr"))
_BLOCKS = ("p", "div", "section", "article", "main", "header", "aside", "pre", "blockquote", "figure", "figcaption")
_BREAKS = _VOID | frozenset((*_BLOCKS, "address", "ul", "ol", "li", "dl", "dt", "dd"))


def read_html(data: bytes) -> tuple[str, list[Block]]:
    """The page's title ("" without one), and its blocks."""
    page = _Page()
    page.feed(decoded(data))
    page.close()
    return " ".join(page.title.split()), list(page.blocks())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self._found: list[Block] = []
        self._headings = Headings()
        self._text: list[str] = []
        self._silent: list[str] = []
        self._in_title = False
        self._level = 0
        self._rows: list[list[str]] | None = None

    def blocks(self) -> Iterator[Block]:
        self._end_block()
        yield from self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag in _LEVELS:
            self._end_block()
            self._level = _LEVELS[tag]
        elif tag == "table" and self._rows is None:
            self._end_block()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._text = []
        elif tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in _LEVELS and self._level:
            self._headings.enter(self._level, self._taken())
            self._level = 0
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table" and self._rows is not None:
            rows, self._rows = self._rows, None
            self._found += rows_of(rows, self._headings.now)
        elif tag in _BREAKS - _VOID:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._text.append(data)

    def _break(self) -> None:
        """A block ends, but for one inside a cell or a heading."""
        if self._rows is None and not self._level:
            self._end_block()
        else:
            self._text.append(" ")

    def _end_block(self) -> None:
        if text := self._taken():
            self._found.append(Block(text, self._headings.now))

    def _taken(self) -> str:
        text, self._text = " ".join("".join(self._text).split()), []
        return text

"""The guides of the pages: Markdown that comes along with Tron, as safe HTML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal, get_args

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from tron.core.errors import NotFound

GuideName = Literal["dashboard", "agents", "flows", "test-call", "calls", "lines", "settings", "health", "deploy"]
GuideLanguage = Literal["en", "hi"]
NAMES: Final = get_args(GuideName)


class Guide:
    """One guide: `title` is its first heading, `html` what follows."""

    def __init__(self, name: str, language: str, markdown: str) -> None:
        self.name = name
        self.language = language
        renderer = _renderer()
        tokens = renderer.parse(markdown)
        self.title = _title(tokens)
        self.html = renderer.renderer.render(tokens[3:], renderer.options, {})


@cache
def read_guide(name: str, language: str) -> Guide:
    """Raises NotFound for a name or language there is none of."""
    file = guide_folder() / ("" if language == "en" else language) / f"{name}.md"
    if name not in NAMES or language not in get_args(GuideLanguage) or not file.is_file():
        raise NotFound(f"There is no guide {name!r}.", hint=f"There are {', '.join(NAMES)}.")
    return Guide(name, language, file.read_text("utf-8"))


def guide_folder() -> Path:
    """In the installed package, else in the checkout."""
    package = Path(str(files("tron")))
    inside = package / "guide"
    return inside if inside.is_dir() else package.parent / "docs" / "guide"


def _renderer() -> MarkdownIt:
    # No HTML from the text: what a guide can do to a page is written here.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("link_open", _link)
    return markdown


def _link(self: object, tokens: list[Token], index: int, options: object, env: object) -> str:
    """Links between guides (`agents.md`) stay in the app; others open a page of their own."""
    target = str(tokens[index].attrGet("href") or "")
    if target.removesuffix(".md") in NAMES and target.endswith(".md"):
        return f'<a href="docs/{target.removesuffix(".md")}">'
    return f'<a href="{escapeHtml(target)}" target="_blank" rel="noopener noreferrer">'


def _title(tokens: list[Token]) -> str:
    """Raises ValueError for a guide that does not start with its title: a test reads them all."""
    if len(tokens) < 3 or tokens[0].tag != "h1":
        raise ValueError("a guide starts with its title")
    return tokens[1].content

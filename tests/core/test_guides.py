"""The guides of the pages."""

from __future__ import annotations

import re

import pytest

from tron.core.errors import NotFound
from tron.core.guides import NAMES, Guide, read_guide

ALL = [(name, language) for name in NAMES for language in ("en", "hi")]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_every_guide_has_title_and_text_in_its_language(name, language):
    guide = read_guide(name, language)
    assert guide.title
    assert len(guide.html) > 500
    assert bool(re.search(r"[\u0900-\u097F]", guide.html)) == (language == "hi")


@pytest.mark.parametrize(("name", "language"), ALL)
def test_links_between_guides_lead_somewhere(name, language):
    inside = re.findall(r'href="(?!https?:)([^"]+)"', read_guide(name, language).html)
    assert all(link.removeprefix("docs/") in NAMES for link in inside), inside


@pytest.mark.parametrize(("name", "language"), ALL)
def test_guides_follow_the_houses_words(name, language):
    assert not re.search(r"!|please|successfully|कृपया", read_guide(name, language).html, re.IGNORECASE)


@pytest.mark.parametrize("name", ["nothing", "../architecture", "hi/agents", ""])
def test_nothing_else_is_read(name):
    with pytest.raises(NotFound):
        read_guide(name, "en")


def test_html_of_a_text_is_shown_and_not_run():
    guide = Guide(
        "calls", "en", '# A\n\n<img src=x onerror="alert(1)"> [b](javascript:alert(1)) [c](https://a.example/"x)'
    )
    assert "<img" not in guide.html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", guide.html)
    assert 'href="https://a.example/' in guide.html


def test_a_guide_starts_with_its_title():
    with pytest.raises(ValueError, match="title"):
        Guide("calls", "en", "No title here.")

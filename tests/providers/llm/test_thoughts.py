"""What a model only thinks is never said, however its text is cut into pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.providers.llm.thoughts import SpokenText

WORDS = st.text(alphabet=st.sampled_from("ab <>/\n\u0905\u0928.kth"), max_size=30)
SECRET = "\u2603secret\u2603"
TAGS = st.sampled_from(["think", "Think", "thinking", "reasoning", "tool_call"])


def cut(text: str, places: list[int]) -> list[str]:
    """The text in pieces that end at these places, taken round."""
    edges = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(edges)]


def said(pieces: list[str], *, opens_late: bool = False, cut_off: bool = False) -> str:
    text = SpokenText(opens_late=opens_late)
    return "".join(text.add(piece) for piece in pieces) + text.end(cut_off=cut_off)


@given(tag=TAGS, before=WORDS, thought=WORDS, after=WORDS, places=st.lists(st.integers(0, 200), max_size=20))
def test_no_cut_lets_a_thought_out(tag, before, thought, after, places):
    whole = f"{before}<{tag}>{thought}{SECRET}{thought}</{tag}>{after}"
    spoken = said(cut(whole, places))
    assert "\u2603" not in spoken
    assert spoken == said([whole])


@given(thought=WORDS, after=WORDS, places=st.lists(st.integers(0, 200), max_size=20))
def test_a_thought_without_its_beginning_is_held_back(thought, after, places):
    spoken = said(cut(f"{thought}{SECRET}</think>{after}", places), opens_late=True)
    assert "\u2603" not in spoken
    assert spoken == said([after])


@given(thought=WORDS, places=st.lists(st.integers(0, 200), max_size=20))
def test_a_thought_without_its_end_is_never_said(thought, places):
    assert "\u2603" not in said(cut(f"<think>{thought}{SECRET}", places))
    assert said(cut(f"{thought}{SECRET}", places), opens_late=True, cut_off=True) == ""


@given(words=st.text(alphabet=st.characters(exclude_characters="<"), max_size=50), places=st.lists(st.integers(0, 60)))
def test_words_without_tags_all_come_and_at_once(words, places):
    pieces = cut(words, places)
    text = SpokenText()
    given_so_far = "".join(text.add(piece) for piece in pieces)
    assert given_so_far == words.lstrip()
    assert text.end() == ""


@pytest.mark.parametrize("words", ["a < b", "5 <", "I <3 you", "<b>bold</b>", "<thin", "</thi", "1 <th 2"])
def test_what_only_looks_like_a_tag_is_said(words):
    for size in range(1, len(words) + 1):
        assert said([words[at : at + size] for at in range(0, len(words), size)]) == words


def test_words_that_were_held_for_nothing_are_said():
    text = SpokenText(opens_late=True)
    assert text.add("Hello ") + text.add("there.") == ""
    assert text.end() == "Hello there."
    assert text.closed_never


def test_thoughts_in_a_field_of_their_own_free_what_was_held():
    text = SpokenText(opens_late=True)
    assert text.add("Hel") == ""
    assert text.thinks_elsewhere() == "Hel"
    assert text.add("lo") == "lo"
    assert text.closed_never


def test_an_end_without_beginning_is_noticed():
    text = SpokenText()
    assert text.add("They want a price") == "They want a price"
    assert text.add(", so.</think>\n\nTen rupees.") == "\n\nTen rupees."
    assert text.closed_late

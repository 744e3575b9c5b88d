"""The canvas has Hindi for everything that node types and findings say."""

from __future__ import annotations

import json
import re

import pytest

from tests.core.flow_engine.hindi_words import CORE, SLOT, all_shown, finding_codes, finding_sentences
from tests.core.flow_engine.talks import canvas
from tests.core.flow_engine.test_validate import WRONG, found

WORDS = CORE.parent / "web/src/canvas/words"
FINDINGS = json.loads((WORDS / "findings.hi.json").read_text("utf-8"))
SAID = {re.sub("<[a-z]+>", SLOT, english): hindi for english, hindi in FINDINGS["sentences"].items()}


def test_every_text_of_a_node_type_has_hindi() -> None:
    words = json.loads((WORDS / "hi.json").read_text("utf-8"))
    assert all_shown() == set(words)
    assert [english for english, hindi in words.items() if not hindi.strip()] == []


def test_every_finding_has_hindi_by_its_sentence_and_by_its_code() -> None:
    assert finding_codes() == set(FINDINGS["codes"])
    assert finding_sentences() - set(SAID) == set()


def test_the_sentences_are_found() -> None:
    """In each place that makes some: a node type, a check, a tool's address, a template."""
    some = {"Write the question.", f"No node sets {{{{{SLOT}}}}}.", "This is no address.", "Delete it."}
    assert some < finding_sentences()
    assert {"recursion", "unreachable_fallback", "bad_url", "duplicate_choice"} < finding_codes()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_flow_is_told_is_among_them(wrong: str) -> None:
    patterns = [re.compile(".+".join(map(re.escape, english.split(SLOT))), re.DOTALL) for english in SAID]
    for finding in found(canvas(*WRONG[wrong])):
        for text in (finding.message, finding.fix):
            assert any(pattern.fullmatch(text) for pattern in patterns), text
        assert finding.code in FINDINGS["codes"]

"""Forbidden topics by a table of sentences, both ways, in three languages, and on all that the templates say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tron.core.guardrails.topics import Topics
from tron.core.templates import AgentTemplate, agent_templates

OWNERS_TEXT = "Plan: 399 rupees a month, 3,990 rupees a year. 599 rupees for up to 3 users."


def _rows() -> list[tuple[str, bool, str]]:
    lines = (Path(__file__).parent / "topics.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(topic, about == "yes", sentence) for topic, about, sentence in rows]


ROWS = _rows()


def test_the_table_is_large_and_goes_both_ways() -> None:
    assert len(ROWS) >= 120
    assert min(sum(about for _, about, _ in ROWS), sum(not about for _, about, _ in ROWS)) >= 60


@pytest.mark.parametrize(("topic", "about", "sentence"), ROWS, ids=[f"{row[0][:12]}: {row[2][:40]}" for row in ROWS])
def test_a_sentence_is_about_a_topic_or_not(topic: str, about: bool, sentence: str) -> None:
    assert (Topics([topic], OWNERS_TEXT).found(sentence) == topic) is about


@pytest.mark.parametrize("template", agent_templates(), ids=lambda template: template.key)
def test_nothing_that_a_template_says_itself_is_forbidden(template: AgentTemplate) -> None:
    agent = template.agent
    topics = Topics(agent.guardrails.forbidden_topics, agent.persona)
    lines = agent.prepared_lines
    said = [text for line in lines.lines for text in line.say]
    said += [agent.greeting_text, agent.greeting_short_text, *lines.fallback, *lines.silence, lines.goodbye]
    said += [lines.identity, lines.human, lines.opt_out_ack, lines.time_up, *agent.guardrails.required_disclosures]
    assert [text for text in said if topics.found(text)] == []


def test_figures_of_the_owner_may_be_spoken_and_no_others() -> None:
    topics = Topics(["Prices of treatments before the doctor has looked"], "First consultation 300 rupees, X-ray 200.")
    assert topics.found("The first consultation is 300 rupees.") is None
    assert topics.found("A root canal is about ₹5,000.") is not None


def test_a_condition_that_words_cannot_check_is_said_to_be_unchecked() -> None:
    topics = Topics(["Telling anybody but the customer about the loan", "Politics"])
    assert not topics.checked("Telling anybody but the customer about the loan")
    assert topics.checked("Politics")
    assert topics.found("I am calling about a loan.") is None


def test_without_topics_everything_may_be_said() -> None:
    assert Topics([]).found("Vote for the BJP") is None

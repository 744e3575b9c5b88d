"""What the sensible practice people say, against what each template's prepared lines make of it."""

from __future__ import annotations

import pytest

from tron.core.scripts import phrases
from tron.core.scripts.prepared import PreparedTalk
from tron.core.templates import TEMPLATE_KEYS, find_template
from tron.telephony.sandbox.people import person_for

TALKER, TALKS_OVER, OPTS_OUT = "+910000000001", "+910000000009", "+910000000011"


@pytest.mark.parametrize("language", ["en-IN", "hi-IN"])
@pytest.mark.parametrize("key", TEMPLATE_KEYS)
def test_a_sensible_talk_leads_through_the_agenda_to_success(key: str, language: str) -> None:
    template = find_template(key)
    assert template is not None
    talk = PreparedTalk(template.agent.prepared_lines, {})
    outcome = None
    for step in person_for(TALKER, language, key).steps:
        assert step.text is not None
        reply = talk.reply(step.text)
        assert reply.line_id != "fallback", step.text
        outcome = reply.outcome or outcome
        if reply.ends:
            break
    assert reply.ends
    assert outcome in template.agent.success_outcomes


@pytest.mark.parametrize("language", ["en-IN", "hi-IN", "ta-IN"])
def test_words_mean_what_they_should(language: str) -> None:
    over = [step.text or "" for step in person_for(TALKS_OVER, language, None).steps]
    assert not any(phrases.is_backchannel(text) for text in over)
    assert phrases.is_goodbye(over[-1])
    assert not any(phrases.is_goodbye(text) or phrases.is_opt_out(text) for text in over[:-1])
    assert all(phrases.is_opt_out(step.text or "") for step in person_for(OPTS_OUT, language, None).steps)
    assert phrases.is_goodbye(person_for(TALKER, language, None).steps[-1].text or "")

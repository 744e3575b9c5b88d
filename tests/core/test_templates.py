"""The packaged templates: complete, consistent, speakable, and able to hold a whole call without a model."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files

import pytest
from pydantic import ValidationError

from tron.core.models.agent_parts import PreparedLines
from tron.core.scripts.phrases import script_of
from tron.core.scripts.prepared import PreparedTalk, generic_lines
from tron.core.scripts.render import render, variables_in
from tron.core.templates import TEMPLATE_KEYS, AgentTemplate, agent_templates, find_template
from tron.core.voices import find_voice

TEMPLATES = agent_templates()
each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)

CRISIS = [
    "I want to kill myself",
    "I want to die",
    "I'm thinking of suicide",
    "I feel suicidal",
    "I don't want to live anymore",
    "I will end my life",
    "there is no reason to live",
    "everybody is better off dead without me, I mean I am better off dead",
    "I have been cutting myself",
    "marna chahta hoon",
    "main mar jaana chahti hoon",
    "ab jeena nahi hai",
    "jeene ka mann nahi karta",
    "khudkushi kar lunga",
    "aatmahatya",
    "apni jaan de dungi",
    "zindagi khatam karni hai",
    "zeher kha lunga",
    "मैं मरना चाहता हूँ",
    "मर जाना चाहती हूँ",
    "खुदकुशी",
    "ख़ुदकुशी कर लूँगा",
    "आत्महत्या के ख्याल आते हैं",
    "जीना नहीं चाहता",
    "अपनी ज़िंदगी ख़त्म कर दूँगा",
    "जान दे दूँगी",
    "सुसाइड",
    "फांसी लगा लूंगा",
    "please never call me again, I want to die",
]
NO_CRISIS = [
    "haan",
    "I am fine",
    "neend nahi aati",
    "mann udaas hai",
    "मैं ठीक हूँ",
    "gaadi kharab ho gayi",
    "I live in Bhopal",
    "mera kutta mar gaya",
    "काम ख़त्म हो गया",
    "abhi baat nahi karni",
]


def texts(template: AgentTemplate) -> list[str]:
    """Everything the agent says."""
    lines = template.agent.prepared_lines
    said = [template.agent.greeting_text, template.agent.greeting_short_text, *spoken(lines)]
    return [*said, *(text for line in lines.lines for text in (line.again, line.retry) if text)]


def spoken(lines: PreparedLines) -> list[str]:
    fixed = [lines.goodbye, lines.silence_goodbye, lines.time_up, lines.opt_out_ack, lines.identity, lines.human]
    return [*fixed, *lines.fallback, *lines.silence, *(text for line in lines.lines for text in line.say)]


def test_the_plans_eight():
    assert tuple(template.key for template in TEMPLATES) == TEMPLATE_KEYS
    names = {path.name for path in files("tron").joinpath("templates").iterdir() if path.name.endswith(".json")}
    assert names == {f"{key}.json" for key in TEMPLATE_KEYS}
    assert find_template("therapist") is not None
    assert find_template("nobody") is None


def test_the_mix_of_languages():
    styles = [template.style for template in TEMPLATES]
    assert styles.count("indian_english") >= 3
    assert styles.count("hindi") >= 2
    assert styles.count("hinglish") >= 3
    for template in TEMPLATES:
        assert template.agent.language == ("en-IN" if template.style == "indian_english" else "hi-IN")


SAY = {
    "sales_agent": "promotional",
    "lead_qualifier": "promotional",
    "support_agent": "service",
    "appointment_setter": "service",
    "survey_bot": "service",
    "payment_reminder": "service",
    "therapist": "service",
    "cod_confirmation": "transactional",
}


@each
def test_each_says_what_its_calls_are_for(template):
    assert template.agent.call_category == SAY[template.key]
    assert template.agent.loan_recovery == (template.key == "payment_reminder")


@each
def test_a_complete_persona(template):
    agent = template.agent
    assert len(agent.persona) > 1000
    assert "automated assistant" in agent.persona
    assert "Success" in agent.persona
    assert agent.guardrails.forbidden_topics
    assert agent.guardrails.required_disclosures
    assert set(agent.success_outcomes) < set(agent.outcomes)
    assert {"do_not_call", "human_requested", "callback", "wrong_number"} <= set(agent.outcomes)
    voice = find_voice(agent.voice_id)
    assert voice is not None
    feminine = bool(re.search(r"रही हूँ|सकती हूँ|मैं आशा", agent.greeting_text))
    masculine = "रहा हूँ" in agent.greeting_text
    if feminine or masculine:
        assert voice.gender == ("female" if feminine else "male")


@each
def test_the_greeting_says_who_calls_and_that_it_is_automated(template):
    agent = template.agent
    for text in (agent.greeting_text, agent.greeting_short_text, agent.prepared_lines.identity):
        assert re.search(r"automated assistant|ऑटोमेटेड असिस्टेंट", text)
    names = {"Ananya": "अनन्या", "Riya": "रिया", "Rahul": "राहुल", "Neha": "नेहा", "Asha": "आशा"}
    assert names.get(agent.name, agent.name) in agent.greeting_text
    assert len(agent.greeting_short_text) < len(agent.greeting_text) <= 220


@each
def test_texts_read_well_without_a_name(template):
    for text in texts(template):
        bare = render(text, {})
        assert "{{" not in bare
        assert not re.search(r"  |\s[,.?!।]|,,|^[,.\s]|,\s*[.?!।]", bare), bare
        assert bare[-1] in ".?!।", bare


@each
def test_variables_are_plain_names(template):
    everything = json.dumps(template.model_dump(mode="json"), ensure_ascii=False)
    assert variables_in(everything) <= {"contact_name", "order_id", "amount", "due_date", "product"}
    assert everything.count("{{") == len(re.findall(r"\{\{\w+\}\}", everything))


@each
def test_no_emoji_no_symbols_no_exclamation(template):
    for text in [*texts(template), template.agent.persona, template.description]:
        assert not any(unicodedata.category(char) in {"So", "Cs", "Co", "Cn"} for char in text), text
        assert "!" not in text
        assert unicodedata.normalize("NFC", text) == text or script_of(text) != "latin"


@each
def test_the_script_fits_the_voice(template):
    for text in texts(template):
        script = script_of(re.sub(r"\{\{.*?\}\}", "", text))
        if template.style == "indian_english":
            assert script == "latin", text
        else:
            assert script in {"devanagari", "mixed"}, text


@each
def test_prepared_turns_are_short_enough_to_listen_to(template):
    limit = 330 if template.key == "therapist" else 260
    assert max(len(text) for text in texts(template)) <= limit


@each
def test_keywords_come_in_more_than_one_language(template):
    scripts = {script_of(word) for line in template.agent.prepared_lines.lines for word in line.when}
    assert {"latin", "devanagari"} <= scripts


@each
def test_every_way_of_agreeing_ends_in_success(template):
    talk = PreparedTalk(template.agent.prepared_lines, {"contact_name": "Asha"})
    words = ["yes", "haan", "हाँ"]
    outcomes = []
    for turn in range(40):
        reply = talk.reply("4521" if reply_wants_number(talk, template) else words[turn % 3])
        outcomes.append(reply.outcome)
        if reply.ends:
            break
    # Support keeps asking for more while the caller says yes; all others come to their end.
    assert reply.ends or template.key == "support_agent"
    assert {outcome for outcome in outcomes if outcome} & set(template.agent.success_outcomes)


def reply_wants_number(talk: PreparedTalk, template: AgentTemplate) -> bool:
    pending = talk.state()["pending"]
    line = next((line for line in template.agent.prepared_lines.lines if line.id == pending), None)
    return line is not None and "$number" in line.expects.values()


@each
def test_refusing_ends_soon(template):
    talk = PreparedTalk(template.agent.prepared_lines)
    replies = [talk.reply("nahi")]
    while not replies[-1].ends and len(replies) < 6:
        # "Shall I cancel?" is the one question where a yes refuses.
        replies.append(talk.reply("haan" if replies[-1].line_id == "cancel" else "no"))
    assert replies[-1].ends
    assert not {reply.outcome for reply in replies} & (set(template.agent.success_outcomes) - {"answered"})


@each
def test_nonsense_never_raises_and_never_succeeds(template):
    talk = PreparedTalk(template.agent.prepared_lines)
    for words in ["???", "why?", "क्यों?", "what what?", "how?"]:
        reply = talk.reply(words)
        assert reply.text
        assert reply.outcome not in template.agent.success_outcomes
        if reply.ends:
            break


@each
def test_rights_are_answered_in_every_template(template):
    def first(words):
        return PreparedTalk(template.agent.prepared_lines).reply(words)

    assert first("never call me again").line_id == "opt_out"
    assert first("मुझे फ़ोन मत करो").line_id == "opt_out"
    assert first("kaun bol raha hai").line_id == "identity"
    assert first("are you a robot").line_id == "identity"
    assert first("I want to talk to a real person").line_id == "human"
    assert first("wrong number").outcome == "wrong_number"
    assert first("I am busy").outcome == "callback"
    assert first("बाद में कॉल कीजिए").outcome == "callback"
    assert first("will you ask for my OTP").line_id == "safe"


@pytest.mark.parametrize("words", CRISIS)
@pytest.mark.parametrize("after", [(), ("haan", "theek nahi", "kam"), ("nahi",)])
def test_crisis_words_are_answered_at_once(words, after):
    template = find_template("therapist")
    assert template is not None
    talk = PreparedTalk(template.agent.prepared_lines)
    for before in after:
        talk.reply(before)
    assert talk.is_urgent(words)
    reply = talk.reply(words)
    assert reply.outcome == "crisis"
    assert "14416" in reply.text
    assert "112" in reply.text
    assert not reply.ends
    for more in ("hmm", "pata nahi", "क्या फ़ायदा?", "abc"):
        reply = talk.reply(more)
        assert (reply.outcome, reply.ends) == ("crisis", False)


@pytest.mark.parametrize("words", NO_CRISIS)
def test_everyday_words_are_no_crisis(words):
    template = find_template("therapist")
    assert template is not None
    assert not PreparedTalk(template.agent.prepared_lines).is_urgent(words)


def test_the_therapist_knows_its_limits():
    template = find_template("therapist")
    assert template is not None
    agent = template.agent
    assert "14416" in agent.persona
    assert "112" in agent.persona
    assert any("14416" in text for text in agent.guardrails.required_disclosures)
    assert any("iagnosis" in text for text in agent.guardrails.forbidden_topics)
    lines = agent.prepared_lines
    for text in (lines.goodbye, lines.silence_goodbye, lines.opt_out_ack, lines.time_up):
        assert "14416" in text
    assert "डॉक्टर नहीं" in agent.greeting_text
    talk = PreparedTalk(lines)
    assert talk.reply("kya mujhe depression hai").line_id == "diagnosis"
    assert talk.reply("mujhe mera pati marta hai").outcome == "emergency"
    assert PreparedTalk(lines).reply("नींद की गोली कितनी लूँ").line_id == "medicine"


def test_money_matters_are_not_told_to_strangers():
    template = find_template("payment_reminder")
    assert template is not None
    assert not re.search(r"किस्त|loan|लोन|EMI", template.agent.greeting_text)
    talk = PreparedTalk(template.agent.prepared_lines)
    reply = talk.reply("nahi, main unka bhai hoon")
    assert reply.ends
    assert not re.search(r"किस्त|लोन", reply.text)


def test_an_order_is_confirmed_only_by_a_clear_yes():
    template = find_template("cod_confirmation")
    assert template is not None
    talk = PreparedTalk(template.agent.prepared_lines)
    for words in ("hmm", "kitne ka hai", "achha"):
        assert talk.reply(words).outcome is None
    talk = PreparedTalk(template.agent.prepared_lines)
    assert talk.reply("cancel mat karo, bhej do").line_id == "address"
    talk = PreparedTalk(template.agent.prepared_lines)
    assert talk.reply("order cancel kar do").outcome == "order_cancelled"


def test_the_survey_keeps_its_four_answers():
    template = find_template("survey_bot")
    assert template is not None
    talk = PreparedTalk(template.agent.prepared_lines)
    got = {}
    for words in ("yes", "four", "paanch", "no", "the wifi should reach my balcony"):
        reply = talk.reply(words)
        got |= reply.extracted
    assert reply.outcome == "survey_completed"
    assert got == {
        "overall_rating": 4,
        "technician_rating": 5,
        "speed_as_promised": "no",
        "improvement": "the wifi should reach my balcony",
    }


def test_broken_templates_are_refused():
    good = TEMPLATES[0].model_dump(mode="json")
    for path, value in [
        (("extra",), 1),
        (("agent", "voice_id"), "nobody"),
        (("agent", "language"), "fr-FR"),
        (("agent", "tone"), "angry"),
        (("agent", "voice_speed"), 3.0),
        (("agent", "success_outcomes"), ["unknown"]),
        (("agent", "persona"), ""),
        (("icon",), "Not An Icon"),
        (("agent", "call_category"), "advertising"),
        (("agent", "call_category"), None),
    ]:
        broken = json.loads(json.dumps(good))
        target = broken
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
        with pytest.raises(ValidationError):
            AgentTemplate.model_validate(broken)


@pytest.mark.parametrize("language", ["en-IN", "hi-IN"])
def test_generic_lines_say_that_they_are_automated(language):
    lines = generic_lines(language)
    assert "automated assistant" in lines.identity
    assert all(render(text, {"agent_name": "Asha"})[-1] in ".?।" for text in spoken(lines))

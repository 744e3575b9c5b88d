"""What flows say of their own, in each language: nothing missing, the same places to fill in, in its own letters."""

from __future__ import annotations

import string

import pytest

from tests.core.flow_engine.nodes.walks import around
from tests.core.flow_engine.talks import Talk, walk
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.wording import Wording, wording, wordings
from tron.core.scripts.phrases import Script, script_of
from tron.core.voices import LANGUAGE_CODES

SCRIPTS: dict[str, Script] = {
    "en": "latin",
    "hi": "devanagari",
    "mr": "devanagari",
    "bn": "bengali",
    "pa": "gurmukhi",
    "gu": "gujarati",
    "od": "odia",
    "ta": "tamil",
    "te": "telugu",
    "kn": "kannada",
    "ml": "malayalam",
}
SAID = sorted(Wording.model_fields)


def places(text: str) -> list[str]:
    return sorted(name for _text, name, _form, _conversion in string.Formatter().parse(text) if name)


def test_each_language_of_calls_has_all_of_them() -> None:
    assert set(wordings()) == set(SCRIPTS) == {code.split("-")[0] for code in LANGUAGE_CODES}


@pytest.mark.parametrize("language", sorted(SCRIPTS))
@pytest.mark.parametrize("key", SAID)
def test_a_sentence_is_whole_and_in_its_own_letters(language: str, key: str) -> None:
    text = getattr(wordings()[language], key)
    assert places(text) == places(getattr(wordings()["en"], key))
    words = "".join(char for char in text if char.isalpha() or char in " {}")
    for name in places(text):
        words = words.replace("{" + name + "}", "")
    assert {script_of(char) for char in words if char.isalpha()} - {"latin"} == {SCRIPTS[language]} - {"latin"}
    assert text == text.strip()
    assert text[-1] in ".?।"


def test_an_unknown_language_is_english() -> None:
    assert wording("fr-FR") is wording("en-IN")
    assert wording("TA") is wording("ta-IN") is not wording("en-IN")


@pytest.mark.parametrize("language", LANGUAGE_CODES)
async def test_a_flow_speaks_its_agents_language(language: str) -> None:
    rules, said = FlowRules(language=language), wording(language)
    talk = Talk("#9", "#1")
    options = [{"id": "a", "digit": "1"}]
    await walk(around("branch_dtmf", {"prompt": "1?", "options": options}, "a", "fallback"), talk, rules=rules)
    assert talk.said[:3] == ["1?", said.invalid_key, "1?"]
    talk = Talk("#411001", "#1")
    await walk(around("collect", {"prompt": "Pin?", "kind": "pincode"}, "next", "failed"), talk, rules=rules)
    assert talk.said[1].endswith(said.confirm.partition("{spoken}")[2])
    talk = Talk("hm", "hm")
    await walk(around("schedule_callback", {}), talk, rules=rules)
    assert talk.said[0] == said.ask_when
    assert "{" not in " ".join(talk.said)

"""Voices and languages: the plan's 39, the built-in ones, their ids and stand-ins."""

from __future__ import annotations

import pytest

from tron.core.voices import (
    LANGUAGE_CODES,
    LANGUAGES,
    MODEL_SPEAKERS,
    VOICES,
    find_voice,
    parse_voice_id,
    stand_in_for,
)

SARVAM = [voice for voice in VOICES if voice.provider == "sarvam"]
BUILTIN = [voice for voice in VOICES if voice.provider == "builtin"]


def test_the_plan_has_39_voices():
    assert len(SARVAM) == 39
    assert sum(voice.gender == "female" for voice in SARVAM) == 16
    assert sum(voice.gender == "male" for voice in SARVAM) == 23
    assert all(voice.model == "bulbul:v3" and voice.languages == LANGUAGE_CODES for voice in SARVAM)


def test_every_voice_is_described_and_its_id_unique():
    assert len({voice.id for voice in VOICES}) == len(VOICES)
    assert all(voice.name and voice.character and voice.best_for and voice.languages for voice in VOICES)
    assert all(len(voice.id) <= 50 for voice in VOICES)


def test_eleven_languages_each_with_a_built_in_voice():
    assert LANGUAGE_CODES[:2] == ("hi-IN", "en-IN")
    assert len(LANGUAGES) == 11
    assert all(language.name and language.native for language in LANGUAGES)
    assert {code for voice in BUILTIN for code in voice.languages} == set(LANGUAGE_CODES)


@pytest.mark.parametrize(
    ("voice_id", "parsed"),
    [
        ("shreya", ("sarvam", "bulbul:v3", "shreya")),
        ("bulbul:v3~shubh", ("sarvam", "bulbul:v3", "shubh")),
        ("bulbul:v2~anushka", ("sarvam", "bulbul:v2", "anushka")),
        ("builtin~joe", ("builtin", "piper", "joe")),
        ("builtin~asha", ("builtin", "espeak", "asha")),
        ("builtin~ta", ("builtin", "espeak", "ta")),
    ],
)
def test_ids_are_read(voice_id, parsed):
    assert parse_voice_id(voice_id) == parsed


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.id)
def test_every_listed_voice_is_known(voice):
    provider, model, _ = parse_voice_id(voice.id)
    assert (provider, model) == (voice.provider, voice.model)
    assert find_voice(voice.id) == voice


@pytest.mark.parametrize(
    ("voice_id", "hint"),
    [
        ("Shreya", "Did you mean shreya"),
        ("shreeya", "shreya"),
        ("builtin~jo", "builtin~joe"),
        ("bulbul:v4~shreya", "bulbul:v3"),
        ("bulbul:v3~anushka", "Did you mean bulbul:v3~"),
        ("qqqqqqqq", "For example shreya"),
        ("bulbul:v2~shreya", "No voice is called"),
        ("", "No voice is called"),
        ("~", "No voice model is called"),
        ("~shreya", "No voice model is called"),
        ("builtin~", "No built-in voice"),
        ("x" * 5000, "..."),
        ("\ud800\x00", "No voice is called"),
    ],
)
def test_unknown_ids_say_what_is_near(voice_id, hint):
    with pytest.raises(ValueError) as caught:
        parse_voice_id(voice_id)
    assert hint in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("voice_id", "language", "stand_in"),
    [
        ("shreya", "hi-IN", "builtin~asha"),
        ("rahul", "hi-IN", "builtin~arjun"),
        ("ishita", "en-IN", "builtin~emma"),
        ("dev", "en-IN", "builtin~joe"),
        ("shreya", "ta-IN", "builtin~ta"),
        ("rahul", "od-IN", "builtin~or"),
        ("bulbul:v3~pooja", "hi-IN", "builtin~asha"),
        ("bulbul:v2~anushka", "en-IN", "builtin~emma"),
        ("builtin~james", "en-IN", "builtin~james"),
        ("builtin~emma", "hi-IN", "builtin~asha"),
        ("shreya", "fr-FR", "builtin~emma"),
    ],
)
def test_a_stand_in_keeps_language_and_gender(voice_id, language, stand_in):
    assert stand_in_for(voice_id, language) == stand_in


def test_all_stand_ins_speak_the_language():
    for voice_id in MODEL_SPEAKERS["bulbul:v3"]:
        for code in LANGUAGE_CODES:
            voice = find_voice(stand_in_for(voice_id, code))
            assert voice is not None
            assert code in voice.languages

"""The voices and languages Tron knows: Sarvam's Bulbul v3 and the built-in ones for calls without a key."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tron.core.voices_v4 import V4_FLASH, V4_SPEAKERS

VoiceProvider = Literal["sarvam", "builtin"]
Gender = Literal["female", "male"]

DEFAULT_MODEL = "bulbul:v3"
BUILTIN = "builtin"


class Language(BaseModel):
    """One language an agent can speak: BCP 47 code, English name, its own name."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    native: str


class Voice(BaseModel):
    """One voice. `model` is the Sarvam model, or the built-in engine (piper, espeak); `languages` are BCP 47 codes."""

    model_config = ConfigDict(frozen=True, protected_namespaces=())

    id: str
    name: str
    gender: Gender
    character: str
    best_for: str
    provider: VoiceProvider
    model: str
    languages: tuple[str, ...]


_LANGUAGE_ROWS = """
hi-IN Hindi हिन्दी
en-IN English English
bn-IN Bengali বাংলা
kn-IN Kannada ಕನ್ನಡ
ml-IN Malayalam മലയാളം
mr-IN Marathi मराठी
od-IN Odia ଓଡ଼ିଆ
pa-IN Punjabi ਪੰਜਾਬੀ
ta-IN Tamil தமிழ்
te-IN Telugu తెలుగు
gu-IN Gujarati ગુજરાતી
"""

LANGUAGES: tuple[Language, ...] = tuple(
    Language(code=code, name=name, native=native)
    for code, name, native in (row.split(maxsplit=2) for row in _LANGUAGE_ROWS.strip().splitlines())
)
LANGUAGE_CODES: tuple[str, ...] = tuple(language.code for language in LANGUAGES)

_FEMALE = """
shreya | Warm, friendly | Sales, general purpose
priya | Professional | Corporate, B2B
simran | Energetic | Marketing, promos
ishita | Calm | Support, healthcare
kavya | Cheerful | Retail, hospitality
neha | Confident | Collections, reminders
pooja | Soft-spoken | Therapy, counseling
ritu | Authoritative | Announcements, IVR
roopa | Conversational | Surveys, feedback
tanya | Young | Startups, tech
shruti | Melodic | Entertainment
suhani | Gentle | Elderly care, insurance
kavitha | South Indian | Regional targeting
rupali | Mature | Financial services
amelia | Western accent | International calls
sophia | Western accent | International calls
"""

_MALE = """
shubh | Neutral (default) | General purpose
aditya | Deep, professional | B2B, enterprise
rahul | Friendly | Sales, retention
rohan | Casual | Young audience
anand | Warm | Insurance, banking
amit | Direct | Collections
dev | Confident | Tech, SaaS
ratan | Authoritative | Government, formal
varun | Energetic | Events, promotions
manan | Calm | Healthcare
sumit | Conversational | Surveys
kabir | Young | Startup, EdTech
aayan | Smooth | Premium brands
ashutosh | Mature | Legal, compliance
advait | Articulate | Training, education
tarun | Upbeat | Telecom, offers
sunny | Enthusiastic | Real estate
mani | South Indian | Regional
gokul | South Indian | Regional
vijay | Versatile | Multi-purpose
mohit | Steady | Finance
rehan | Soft | Mental health
soham | Clear | Education
"""

# Built-in: id after `builtin~`, shown name, gender, engine, language.
_BUILTIN = """
joe | Joe | male | piper | en-IN
james | James | male | espeak | en-IN
emma | Emma | female | espeak | en-IN
arjun | Arjun | male | espeak | hi-IN
asha | Asha | female | espeak | hi-IN
bn | Bengali | male | espeak | bn-IN
kn | Kannada | male | espeak | kn-IN
ml | Malayalam | male | espeak | ml-IN
mr | Marathi | male | espeak | mr-IN
or | Odia | male | espeak | od-IN
pa | Punjabi | male | espeak | pa-IN
ta | Tamil | male | espeak | ta-IN
te | Telugu | male | espeak | te-IN
gu | Gujarati | male | espeak | gu-IN
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]


def _sarvam(table: str, gender: Gender) -> list[Voice]:
    return [
        Voice(
            id=speaker,
            name=speaker.capitalize(),
            gender=gender,
            character=character,
            best_for=best_for,
            provider="sarvam",
            model=DEFAULT_MODEL,
            languages=LANGUAGE_CODES,
        )
        for speaker, character, best_for in _rows(table)
    ]


def _builtin() -> list[Voice]:
    return [
        Voice(
            id=f"{BUILTIN}~{key}",
            name=f"{name} (built-in)",
            gender="female" if gender == "female" else "male",
            character="Clear" if engine == "piper" else "Robotic, very clear",
            best_for="Trying out without a key",
            provider="builtin",
            model=engine,
            languages=(language,),
        )
        for key, name, gender, engine, language in _rows(_BUILTIN)
    ]


VOICES: tuple[Voice, ...] = (*_sarvam(_FEMALE, "female"), *_sarvam(_MALE, "male"), *_builtin())
_BY_ID = {voice.id: voice for voice in VOICES}

# Speakers by Sarvam model, for ids of the form `<model>~<speaker>`.
_V2_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("anushka", "manisha", "vidya", "arya"), "female"),
    **dict.fromkeys(("abhilash", "karun", "hitesh"), "male"),
}
MODEL_SPEAKERS: dict[str, tuple[str, ...]] = {
    DEFAULT_MODEL: tuple(voice.id for voice in VOICES if voice.provider == "sarvam"),
    "bulbul:v2": tuple(_V2_GENDERS),
    V4_FLASH: V4_SPEAKERS,
}


def find_voice(voice_id: str) -> Voice | None:
    """The listed voice with this id, or None."""
    return _BY_ID.get(voice_id)


def parse_voice_id(voice_id: str) -> tuple[VoiceProvider, str, str]:
    """(provider, model, speaker) of `shreya`, `bulbul:v2~anushka` or `builtin~joe`.

    Raises ValueError, its message fit for a person, when the voice is unknown. Ids are case-sensitive.
    """
    model, tilde, speaker = voice_id.rpartition("~")
    if model == BUILTIN:
        voice = _BY_ID.get(voice_id)
        if voice is None:
            raise ValueError(_unknown("built-in voice", voice_id, [v.id for v in VOICES if v.provider == "builtin"]))
        return "builtin", voice.model, speaker
    if not tilde:
        model = DEFAULT_MODEL
    if model not in MODEL_SPEAKERS:
        raise ValueError(_unknown("voice model", model, [*MODEL_SPEAKERS, BUILTIN]))
    if speaker not in MODEL_SPEAKERS[model]:
        raise ValueError(_unknown("voice", voice_id, _choices(model, with_model=bool(tilde))))
    return "sarvam", model, speaker


def stand_in_for(voice_id: str, language: str) -> str:
    """The built-in voice that speaks for `voice_id` when its vendor has no key. Raises ValueError as parse_voice_id."""
    provider, _, speaker = parse_voice_id(voice_id)
    if provider == "builtin" and language in _BY_ID[voice_id].languages:
        return voice_id
    speakers = [voice for voice in VOICES if voice.provider == "builtin" and language in voice.languages]
    if not speakers:
        speakers = [voice for voice in VOICES if voice.provider == "builtin" and "en-IN" in voice.languages]
    gender = _BY_ID[voice_id].gender if voice_id in _BY_ID else _gender(speaker)
    return next((voice.id for voice in speakers if voice.gender == gender), speakers[0].id)


def _gender(speaker: str) -> Gender:
    voice = _BY_ID.get(speaker.partition("_")[0])  # v4: the same people, named with language and use
    return voice.gender if voice else _V2_GENDERS.get(speaker, "male")


def _choices(model: str, *, with_model: bool) -> list[str]:
    speakers = MODEL_SPEAKERS[model]
    return [f"{model}~{speaker}" for speaker in speakers] if with_model else [*speakers, *_builtin_ids()]


def _builtin_ids() -> list[str]:
    return [voice.id for voice in VOICES if voice.provider == "builtin"]


def _unknown(what: str, given: str, choices: list[str]) -> str:
    shown = given if len(given) <= 60 else f"{given[:57]}..."
    close = get_close_matches(given.casefold()[:100], choices, n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(close)}?" if close else f"For example {', '.join(choices[:3])}."
    return f"No {what} is called “{shown}”. {hint}"

"""Which engine speaks a built-in voice in a language. The list of voices is core's; here are their sounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tron.core.voices import BUILTIN, VOICES, Voice
from tron.providers.engines.text import spoken_language

ESPEAK_LANGUAGES = ("en", "hi", "bn", "gu", "kn", "ml", "mr", "or", "pa", "ta", "te")
_BUILT_IN = {voice.id.partition("~")[2]: voice for voice in VOICES if voice.provider == BUILTIN}
# espeak-ng's variants that are told apart over a phone; a voice not named here has its gender's usual one.
_VARIANTS = {"james": "m7", "arjun": "m3", "emma": "f2", "asha": "f3"}
_USUAL = {"male": "m3", "female": "f3"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the engine (`piper` or `espeak`), the two-letter language, espeak's variant or Piper's voice."""

    engine: str
    language: str
    variant: str = ""


Downloaded = Mapping[str, Mapping[str, str]]
"""Downloaded Piper voices: language -> gender -> the voice's name."""


def resolve(voice: str | None, language: str, text: str, downloaded: Downloaded | None = None) -> Speaker:
    """The speaker for a voice's bare name (`joe`; `builtin~joe` does too). Never fails.

    The language asked for wins over the voice's own, and the text's script over both; an unknown voice is spoken
    by the language's first one, an unknown language as English. A downloaded voice speaks for those of its gender.
    """
    spoken = spoken_language(text, language)
    spoken = spoken if spoken in ESPEAK_LANGUAGES else "en"
    name = (voice or "").removeprefix(f"{BUILTIN}~")
    chosen = _BUILT_IN.get(name) or _first(spoken)
    if chosen.model == "piper" and spoken == "en":
        return Speaker("piper", "en")
    if natural := (downloaded or {}).get(spoken, {}).get(chosen.gender):
        return Speaker("piper", spoken, natural)
    return Speaker("espeak", spoken, _VARIANTS.get(name, _USUAL[chosen.gender]))


def _first(language: str) -> Voice:
    own = [v for v in _BUILT_IN.values() if spoken_language("", v.languages[0]) == language]
    return own[0] if own else _BUILT_IN["joe"]

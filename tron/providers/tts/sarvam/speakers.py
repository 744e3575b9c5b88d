"""Sarvam's names: which speaker and which language code a wish means to a model."""

from __future__ import annotations

from livekit.plugins.sarvam.models import MODEL_SPEAKER_COMPATIBILITY

from tron.core.voices import LANGUAGE_CODES, MODEL_SPEAKERS

V4 = "bulbul:v4-flash"
HINGLISH = "hi-IN"
# What v4's speakers are made for, best for calls first.
_USES = ("conversation", "customer", "companion")


def language_code(language: str) -> str:
    """Of the voice's language (BCP 47): Hinglish is spoken as Hindi, Odia is od-IN, a bare `ta` is ta-IN."""
    base = language.partition("-")[0].casefold()
    code = f"{'od' if base == 'or' else base}-IN"
    return code if code in LANGUAGE_CODES else HINGLISH


def speaker_of(model: str, voice: str, language: str) -> str | None:
    """The speaker's name as the API takes it (lower case), None where the model has no such voice.

    v4 names speakers after language and use: `shreya` is shreya_hi_conversational there.
    """
    name = voice.lower()
    known = MODEL_SPEAKERS.get(model) or MODEL_SPEAKER_COMPATIBILITY.get(model, {}).get("all")
    if known is None or name in known:
        return name
    return _of_v4(name, language.partition("-")[0]) if model == V4 else None


def _of_v4(name: str, language: str) -> str | None:
    begins = (f"{name}_{language}_", *((f"{name}_enhi_",) if language in ("en", "hi") else ()))
    found = [speaker for start in begins for speaker in MODEL_SPEAKERS[V4] if speaker.startswith(start)]
    return min(found, key=_use, default=None)


def _use(speaker: str) -> int:
    return next((place for place, use in enumerate(_USES) if use in speaker), len(_USES))

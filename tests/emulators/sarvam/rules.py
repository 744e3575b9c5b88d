"""What Sarvam takes and refuses: models, speakers, languages; and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from livekit.plugins.sarvam.models import BULBUL_V4_FLASH_SPEAKERS, MODEL_SPEAKER_COMPATIBILITY

LANGUAGES = ("hi-IN", "en-IN", "bn-IN", "kn-IN", "ml-IN", "mr-IN", "od-IN", "pa-IN", "ta-IN", "te-IN", "gu-IN")
# The plug-in's list of bulbul:v3 lacks these.
LATER = ("anand", "tarun", "sunny", "mani", "gokul", "vijay", "mohit", "rehan", "soham")
SPEAKERS: Mapping[str, tuple[str, ...]] = {
    "bulbul:v2": tuple(MODEL_SPEAKER_COMPATIBILITY["bulbul:v2"]["all"]),
    "bulbul:v3-beta": tuple(MODEL_SPEAKER_COMPATIBILITY["bulbul:v3-beta"]["all"]),
    "bulbul:v3": (*MODEL_SPEAKER_COMPATIBILITY["bulbul:v3"]["all"], *LATER),
    "bulbul:v4-flash": tuple(BULBUL_V4_FLASH_SPEAKERS),
}
USUAL = {"bulbul:v2": "anushka", "bulbul:v4-flash": "shubh_en_narration_gentle"}
LONGEST_TEXT = {"bulbul:v2": 1500}
REALTIME = "saaras:v3-realtime"
SOCKET_MODELS = ("saaras:v3", "saaras:v4")
MODES = ("transcribe", "translate", "verbatim", "translit", "codemix")
RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)
CODECS = ("wav", "linear16", "mp3", "mulaw", "alaw", "opus", "flac", "aac")


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds. `silence` is how long the server's own detector waits, `final` what the words take after that."""

    silence: float = 1.0
    final: float = 0.5
    first_sound: float = 0.25
    connect: float = 0.0
    idle: float = 20.0

    @classmethod
    def none(cls) -> Delays:
        """For tests that look at something else."""
        return cls(silence=0.3, final=0.0, first_sound=0.0)


def error(status: int, code: str, message: str) -> web.Response:
    """The answer of Sarvam's HTTP API to what it does not take."""
    return web.json_response({"error": {"message": message, "code": code, "request_id": "20261123_x"}}, status=status)


def wrong_speech(asked: Mapping[str, Any]) -> str | None:
    """Why a request for speech is refused (400), else None."""
    model, speaker = str(asked.get("model")), asked.get("speaker")
    if model not in SPEAKERS:
        return f"Input should be one of {tuple(SPEAKERS)}: body.model"
    if speaker is not None and speaker not in SPEAKERS[model]:
        return f"Speaker '{speaker}' is not compatible with model {model}"
    if asked.get("target_language_code") not in LANGUAGES:
        return f"Input should be one of {LANGUAGES}: body.target_language_code"
    low, high = (0.5, 2.0) if model == "bulbul:v4-flash" else (0.3, 3.0)
    if not low <= float(asked.get("pace") or 1.0) <= high:
        return f"Input should be between {low} and {high}: body.pace"
    if int(asked.get("speech_sample_rate") or 22050) not in RATES:
        return f"Input should be one of {RATES}: body.speech_sample_rate"
    if asked.get("output_audio_codec", "wav") not in CODECS:
        return f"Input should be one of {CODECS}: body.output_audio_codec"
    longest = LONGEST_TEXT.get(model, 2500)
    if len(str(asked.get("text", ""))) > longest:
        return f"String should have at most {longest} characters: body.text"
    return None

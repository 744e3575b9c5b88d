"""Who picked up: the labelled openings, spoken by the built-in voices through a telephone, and what is made of them.

English is recognised by the built-in Whisper; of Hindi and Hinglish, which the packaged models cannot hear, the words
are taken as said. Machines beep behind their words. The rules hear frames, the ends of the voice, and words only once
they are final, as in a call without partial results.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from bench.builtin import engines
from bench.report import load, table
from tron.core.speech import FRAME_BYTES, FRAME_MS, SAMPLE_RATE
from tron.providers.engines.client import EngineClient
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import WireFormat
from tron.voice.answering import CallEar

OPENINGS = Path(__file__).parent.parent / "tests" / "core" / "call_engine" / "openings.txt"
LANGUAGES = {"en": "en-IN", "hinglish": "hi-IN", "hindi": "hi-IN"}
VOICES = {"en": ("joe", "emma"), "hinglish": ("asha", "arjun"), "hindi": ("arjun", "asha")}
SPEEDS = (1.0, 1.2)
WIRE = WireFormat("PCMU", 8000)
QUIET_SECONDS = 0.55
"""After so long without sound the voice detector says that the voice is over."""
WORDS_AFTER = 0.3
LOUD = 300
KINDS = ("human", "machine", "screening", "announcement")


@dataclass(frozen=True, slots=True)
class Plan:
    """`speeds` at which each voice speaks."""

    speeds: tuple[float, ...] = SPEEDS


@dataclass(frozen=True, slots=True)
class Opening:
    """One labelled opening."""

    who: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was made of a spoken opening; `after` is seconds since its last word, None where nothing was found."""

    opening: Opening
    voice: str
    found: str
    after: float | None
    words: str


def openings() -> list[Opening]:
    """As labelled; of announcements the kind alone."""
    rows, who = [], ""
    for line in OPENINGS.read_text("utf-8").splitlines():
        if line.startswith("["):
            who = line.strip("[]").split()[0]
        elif line and not line.startswith("#"):
            language, _, text = line.partition("|")
            rows.append(Opening(who, language.strip(), text.strip()))
    return rows


async def measure(plan: Plan) -> str:
    """The confusion matrix, and how soon it is known."""
    async with engines() as room:
        findings = [
            await _hear(room, opening, voice, speed)
            for opening in openings()
            for voice in VOICES[opening.language]
            for speed in plan.speeds
        ]
    return report(findings)


async def _hear(engines: EngineClient, opening: Opening, voice: str, speed: float) -> Finding:
    language = LANGUAGES[opening.language]
    spoken = await engines.synthesize(opening.text, voice=voice, language=language, speed=speed)
    speech = np.frombuffer(spoken.pcm, np.int16)
    sound = _through_a_telephone(np.concatenate((_quiet(0.4), speech, *_behind(opening))))
    words = opening.text
    if opening.language == "en":
        words = (await engines.transcribe(sound.tobytes(), "en-IN")).text
    found, after = listen(sound, words, speech_ends=0.4 + len(speech) / SAMPLE_RATE)
    return Finding(opening, voice, found, after, words)


def listen(sound: np.ndarray, words: str, *, speech_ends: float) -> tuple[str, float | None]:
    """What the ear makes of it: the verdict's kind, and how many seconds after the last word it was known."""
    clock = [0.0]
    ear = CallEar(lambda: clock[0])
    speaking, last_loud, told = False, 0.0, False
    pcm = sound.tobytes()
    for at in range(0, len(pcm) - FRAME_BYTES, FRAME_BYTES):
        clock[0] += FRAME_MS / 1000
        frame = pcm[at : at + FRAME_BYTES]
        ear.frame(frame)
        loud = int(np.abs(np.frombuffer(frame, np.int16)).max()) > LOUD and clock[0] <= speech_ends + 0.1
        last_loud = clock[0] if loud else last_loud
        if loud and not speaking:
            speaking = True
            ear.voice(True)
        elif speaking and clock[0] - last_loud >= QUIET_SECONDS:
            speaking = False
            ear.voice(False, silent_for=QUIET_SECONDS)
        if not told and clock[0] >= speech_ends + WORDS_AFTER + QUIET_SECONDS:
            told = True
            ear.words(words, final=True)
        ear.look()
    verdict = ear.verdict
    return ("none", None) if verdict is None else (verdict.kind, verdict.at - speech_ends)


def report(findings: list[Finding]) -> str:
    """Rows: who it was; columns: what was found."""
    matrix = Counter((one.opening.who, one.found) for one in findings)
    columns = (*KINDS, "none")
    rows = [[who, *(str(matrix[who, found]) for found in columns)] for who in KINDS]
    machines = [one for one in findings if one.opening.who == "machine"]
    found = sum(one.found == "machine" for one in machines)
    lost = [one for one in findings if one.opening.who == "human" and one.found not in ("human", "none")]
    after = [one.after for one in findings if one.after is not None]
    lines = [
        f"{len(findings)} spoken openings of {len(openings())} texts, load {load():.1f}",
        "",
        table(["who it was", *columns], rows),
        "",
        f"machines found: {found} of {len(machines)} ({found / len(machines):.1%})",
        f"humans taken for others: {len(lost)}",
        f"known {median(after):.2f} s after the last word (median), {max(after):.2f} s at most",
    ]
    wrong = [one for one in findings if one.found not in (one.opening.who, "none")]
    lines += [f"- {one.opening.who} taken for {one.found}: {one.opening.text} ({one.voice})" for one in wrong]
    return "\n".join(lines)


def _behind(opening: Opening) -> tuple[np.ndarray, ...]:
    if opening.who != "machine":
        return (_quiet(2.0),)
    at = np.arange(int(0.5 * SAMPLE_RATE)) / SAMPLE_RATE
    beep = (np.sin(2 * np.pi * 1000 * at) * 9000).astype(np.int16)
    return _quiet(0.8), beep, _quiet(1.5)


def _quiet(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * SAMPLE_RATE), np.int16)


def _through_a_telephone(sound: np.ndarray) -> np.ndarray:
    """8000 samples a second in mu-law, and back."""
    there, back = Codec(WIRE), Codec(WIRE)
    return np.frombuffer(back.decode(there.encode(sound.tobytes())), np.int16)

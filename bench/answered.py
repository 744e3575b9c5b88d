"""Who picked up: the labelled openings, spoken by the built-in voices through a telephone, and what is made of them.

English is recognised by the built-in Whisper; of Hindi and Hinglish, which the packaged models cannot hear, the words
are taken as said. Machines beep behind their words. The rules hear frames, the ends of the voice, and words only once
they are final, as in a call without partial results.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from bench.answering_peer import peer_hears
from bench.builtin import engines
from bench.moments import QUIET_SECONDS, Moment, moments
from bench.report import load, percentile, table
from tron.core.speech import SAMPLE_RATE
from tron.providers.engines.client import EngineClient
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import WireFormat
from tron.voice.answering import CallEar

OPENINGS = Path(__file__).parent.parent / "tests" / "core" / "call_engine" / "openings.txt"
LANGUAGES = {"en": "en-IN", "hinglish": "hi-IN", "hindi": "hi-IN"}
VOICES = {"en": ("joe", "emma"), "hinglish": ("asha", "arjun"), "hindi": ("arjun", "asha")}
SPEEDS = (1.0, 1.2)
WIRE = WireFormat("PCMU", 8000)
KINDS = ("human", "machine", "screening", "announcement")


@dataclass(frozen=True, slots=True)
class Plan:
    """`speeds` at which each voice speaks; how many `voices` read each text."""

    speeds: tuple[float, ...] = SPEEDS
    voices: int = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """One labelled opening."""

    who: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was made of a spoken opening; `after` is seconds since its last word, None where nothing was found.

    `peer`, `peer_after`: the same of livekit-agents' detector, in its own categories.
    """

    opening: Opening
    voice: str
    found: str
    after: float | None
    words: str
    peer: str
    peer_after: float


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
            for voice in VOICES[opening.language][: plan.voices]
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
    speech_ends = 0.4 + len(speech) / SAMPLE_RATE
    heard = list(moments(sound, words, speech_ends=speech_ends))
    found, at = listen(heard)
    peer, peer_at = await asyncio.to_thread(peer_hears, heard, opening.who)
    after = None if at is None else at - speech_ends
    return Finding(opening, voice, found, after, words, peer.value, peer_at - speech_ends)


def listen(opening: Iterable[Moment]) -> tuple[str, float | None]:
    """What the ear makes of it: the verdict's kind, and the second at which it was known."""
    clock = [0.0]
    ear = CallEar(lambda: clock[0])
    for moment in opening:
        clock[0] = moment.at
        ear.frame(moment.frame)
        if moment.voice is not None:
            ear.voice(moment.voice, silent_for=0.0 if moment.voice else QUIET_SECONDS)
        if moment.words is not None:
            ear.words(moment.words, final=True)
        ear.look()
    return ("none", None) if ear.verdict is None else (ear.verdict.kind, ear.verdict.at)


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
    return "\n".join([*lines, "", beside_the_peer(findings)])


def beside_the_peer(findings: list[Finding]) -> str:
    """Both sides on the same openings: who is taken for a person, and how soon after the last word it is known."""
    rows = []
    for who in KINDS:
        ones = [one for one in findings if one.opening.who == who]
        mine = sum(one.found in ("human", "none") for one in ones)
        theirs = sum(one.peer in ("human", "uncertain") for one in ones)
        known = _known([one.after for one in ones if one.after is not None])
        rows.append([who, str(len(ones)), str(mine), str(theirs), known, _known([one.peer_after for one in ones])])
    head = (
        "who it was",
        "openings",
        "a person to Tron",
        "to livekit-agents",
        "Tron knows after, s",
        "livekit-agents, s",
    )
    return table(head, rows)


def _known(after: list[float]) -> str:
    """p50 / p95."""
    return f"{median(after):.2f} / {percentile(after, 0.95):.2f}" if after else "-"


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

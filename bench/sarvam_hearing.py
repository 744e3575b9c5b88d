"""Hearing in Sarvam's bench: from the caller's last sound to the final words, and words lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any

import aiohttp
from livekit.agents import AgentSession

from bench.report import load, percentile, table
from bench.sarvam_sides import Plan, Way, bare_session, bare_stt, settings, tron_session
from bench.stand_ins import StandInLine
from tron.core.speech import SpokenUtterance
from tron.providers.stt.sarvam import SarvamRecognition
from tron.voice.parts import SharedModels
from tron.voice.recognition import Recogniser

DETECTOR = 0.25
"""How long the session's own voice detector waits for more."""
GIVEN_UP = 5.0
BETWEEN = 0.6

WAYS = (
    Way("bare plug-in", "saaras:v3-realtime", "vad", 1.5),
    Way("Tron", "saaras:v3-realtime", "vad", 1.5),
    Way("Tron", "saaras:v3-realtime", "manual", DETECTOR + 0.5),
    Way("bare plug-in", "saaras:v3", "vad", 1.5),
    Way("Tron", "saaras:v3", "vad", 1.5),
    Way("Tron", "saaras:v3", "manual", DETECTOR + 0.5),
)
Spoken = tuple[str, bytes]


@dataclass(slots=True)
class Heard:
    """Seconds from the end of each voice to its last final words; words and first words that never came."""

    seconds: list[float] = field(default_factory=list)
    lost_first: int = 0
    lost: int = 0
    words: int = 0

    def note(self, text: str, finals: Sequence[tuple[float, str]], ended: float) -> None:
        wanted, got = text.split(), _words(finals)
        self.words += len(wanted)
        self.lost += sum(1 for word in wanted if word not in got)
        self.lost_first += wanted[0] not in got
        if finals:
            self.seconds.append(finals[-1][0] - ended)


async def hearing(address: str, models: SharedModels, spoken: Sequence[Spoken], plan: Plan) -> str:
    """Both sides of a protocol listen at the same time: what else the machine does weighs on both."""
    rows: list[list[str]] = []
    said = [spoken[number % len(spoken)] for number in range(plan.utterances)]
    for _, group in groupby(plan.ways or WAYS, lambda way: (way.model, way.endpointing)):
        ways = tuple(group)
        heard = await asyncio.gather(*(_side(address, way, models, said, plan.sessions) for way in ways))
        rows += _rows(ways, heard)
        print(*(" | ".join(row) for row in rows[-len(ways) :]), sep="\n", flush=True)
    head = (
        "protocol, end of turn",
        "side",
        "utterances answered",
        "end of voice to final, s",
        "p95",
        "over the waits, ms",
        "ratio",
        "first words lost",
        "words lost",
        "load",
    )
    return table(head, rows)


async def talk(line: StandInLine, spoken: Sequence[Spoken], finals: list[tuple[float, str]], heard: Heard) -> None:
    """Says one utterance after the other and waits for the words of each."""
    await asyncio.sleep(0.5)
    for text, sound in spoken:
        finals.clear()
        ended = time.perf_counter() + line.play(sound)
        until = ended + GIVEN_UP
        while time.perf_counter() < until and not whole(text, finals):
            await asyncio.sleep(0.02)
        heard.note(text, finals, ended)
        await asyncio.sleep(BETWEEN)


def whole(text: str, finals: Sequence[tuple[float, str]]) -> bool:
    """Whether every word has come: a pause in an utterance may make two finals of it."""
    return set(text.split()) <= set(_words(finals))


def _words(finals: Sequence[tuple[float, str]]) -> list[str]:
    return " ".join(words for _, words in finals).split()


def listening(session: AgentSession[Any], finals: list[tuple[float, str]]) -> None:
    def on_words(event: Any) -> None:
        if event.is_final and event.transcript:
            finals.append((time.perf_counter(), event.transcript))

    session.on("user_input_transcribed", on_words)


async def _listen(address: str, way: Way, models: SharedModels, spoken: Sequence[Spoken], heard: Heard) -> None:
    line, finals = StandInLine(), list[tuple[float, str]]()
    async with AsyncExitStack() as stack:
        if way.side == "Tron":
            recognition = SarvamRecognition()
            stack.push_async_callback(recognition.aclose)
            ears = recognition.open(settings(address, way), language="hi-IN")
            assert ears is not None
            parts = {
                "stt": ears,
                "recognisers": [Recogniser("stt/sarvam", ears, ears.answers, tries=1)],
                "tts": _NoVoice(),
            }
            session = (await stack.enter_async_context(tron_session(line, models, **parts)))._session
        else:
            http = await stack.enter_async_context(aiohttp.ClientSession())
            ears_of_theirs = bare_stt(address, way, http)
            session = await stack.enter_async_context(bare_session(line, models, stt=ears_of_theirs))
        listening(session, finals)
        await talk(line, spoken, finals, heard)


class _NoVoice:
    """Says nothing, at once."""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, b"", (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        return
        yield b""


async def _side(address: str, way: Way, models: SharedModels, said: Sequence[Spoken], sessions: int) -> Heard:
    heard = Heard()
    parts = [said[number::sessions] for number in range(sessions)]
    await asyncio.gather(*(_listen(address, way, models, part, heard) for part in parts if part))
    return heard


def _rows(ways: Sequence[Way], heard: Sequence[Heard]) -> list[list[str]]:
    over = [median(each.seconds) - way.waits if each.seconds else 0.0 for way, each in zip(ways, heard, strict=True)]
    return [
        [
            f"{way.model}, {way.endpointing}",
            way.side,
            str(len(each.seconds)),
            f"{over[number] + way.waits:.2f}",
            f"{percentile(each.seconds, 0.95):.2f}" if each.seconds else "",
            f"{over[number] * 1000:.0f}",
            f"{over[number] / over[0]:.2f}" if number and over[0] else "",
            str(each.lost_first),
            f"{each.lost} of {each.words}",
            f"{load():.1f}",
        ]
        for number, (way, each) in enumerate(zip(ways, heard, strict=True))
    ]

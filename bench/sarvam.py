"""Sarvam's path beside the bare plug-in in a bare session, against the emulator in a process of its own.

Hearing: from the caller's last sound to the final words, and words lost, for each protocol and each way to end a turn.
The bare plug-in has no way to end a turn itself: nothing in livekit's session tells it. Speaking: from say() to the
agent's first frame, with sockets open. What the emulator was told to wait is taken off both.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import numpy as np
from livekit.agents import Agent, AgentSession, StopResponse, llm, stt
from livekit.plugins import sarvam as plugin

from bench.bare import BareInput, BareOutput
from bench.builtin import LOUD, engines
from bench.report import load, percentile, table
from bench.stand_ins import StandInLine, StandInSTT
from tests.emulators.sarvam import Delays
from tests.snapshots import settings_with
from tron.core.ports import CallOver, Conversation
from tron.core.speech import SAMPLE_RATE, SpokenUtterance, SpokenWord
from tron.providers.engines import EngineClient
from tron.providers.stt.practice import PracticeCatalogue
from tron.providers.stt.sarvam import SarvamRecognition
from tron.providers.tts.sarvam import SarvamVoices
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.recognition import Recogniser
from tron.voice.session import VoiceSession

KEY = "sk_test_of_sarvam"
TEXTS = (
    ("hi-IN", "नमस्ते, मुझे अपने पार्सल के बारे में पूछना है"),
    ("hi-IN", "हाँ जी, कल दोपहर में ठीक रहेगा"),
    ("hi-IN", "नहीं, मैंने अभी तक पैसे नहीं दिए हैं"),
    ("hi-IN", "क्या आप मुझे दोबारा बता सकते हैं"),
    ("hi-IN", "मेरा पता बदल गया है, नया पता लिख लीजिए"),
    ("en-IN", "Yes please, tell me more about the plan"),
    ("en-IN", "Could you call me back tomorrow morning"),
    ("en-IN", "I have already paid for this order"),
    ("ta-IN", "வணக்கம், எனக்கு ஒரு உதவி வேண்டும்"),
    ("ta-IN", "ஆமாம், நாளை காலை வரலாம்"),
)
SAYS = "Sure, the plan costs two hundred rupees a month, and you can end it whenever you like."
DETECTOR = 0.25
"""How long the session's own voice detector waits for more."""
GIVEN_UP = 5.0
BETWEEN = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """`utterances` for each row of hearing, spread over `sessions` at once; `speeches` for each side of speaking."""

    utterances: int = 50
    sessions: int = 2
    speeches: int = 20
    ways: tuple[Way, ...] = ()
    """Rows of hearing; empty: all."""


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


@dataclass(frozen=True, slots=True)
class Way:
    """One row of hearing. `waits`: what detectors and emulator were told to wait."""

    side: str
    model: str
    endpointing: str
    waits: float


WAYS = (
    Way("bare plug-in", "saaras:v3-realtime", "vad", 1.5),
    Way("Tron", "saaras:v3-realtime", "vad", 1.5),
    Way("Tron", "saaras:v3-realtime", "manual", DETECTOR + 0.5),
    Way("bare plug-in", "saaras:v3", "vad", 1.5),
    Way("Tron", "saaras:v3", "vad", 1.5),
    Way("Tron", "saaras:v3", "manual", DETECTOR + 0.5),
)
Spoken = tuple[str, bytes]


# ---------------------------------------------------------------- the emulator and its callers


async def utterances(client: EngineClient, folder: Path) -> list[Spoken]:
    """What callers say, put where the emulator looks for what it may hear."""
    catalogue, spoken = PracticeCatalogue(), []
    for language, text in TEXTS:
        said = await client.synthesize(text, language=language)
        pcm = np.frombuffer(said.pcm, np.int16)
        loud = np.flatnonzero(np.abs(pcm) > LOUD)
        at = loud[0] / SAMPLE_RATE
        words = tuple(SpokenWord(word.text, max(word.start - at, 0.0), word.end - at) for word in said.words)
        sound = pcm[loud[0] : loud[-1]].tobytes()
        catalogue.add(SpokenUtterance(said.id, sound, words, language))
        spoken.append((" ".join(word.text for word in words), sound))
    catalogue.save(folder / "utterances")
    return spoken


@asynccontextmanager
async def emulator(folder: Path) -> AsyncIterator[str]:
    """Its address."""
    command = [sys.executable, "-m", "tests.emulators.sarvam", "--port", "0", "--tones", "--data", str(folder)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield (await asyncio.wait_for(process.stdout.readline(), 60)).decode().split()[0]
    finally:
        process.terminate()
        await process.wait()


def settings(address: str, way: Way | None = None) -> Any:
    values: dict[str, Any] = {"ai.sarvam_api_key": KEY, "ai.sarvam_endpoint": address}
    if way is not None:
        values |= {"ai.stt_model": way.model, "ai.stt_endpointing": way.endpointing}
    return settings_with(values)


# ---------------------------------------------------------------- sessions


class Silent(Agent):
    """Hears turns and answers none."""

    def __init__(self) -> None:
        super().__init__(instructions="Listen.")

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        raise StopResponse


class _Addressed(plugin.STT):
    """The bare plug-in's stream always asks Sarvam itself; here it asks the emulator."""

    address = ""

    def stream(self, **options: Any) -> Any:
        stream = super().stream(**options)
        stream._opts.streaming_url = f"{self.address}/speech-to-text/ws"
        return stream


def bare_stt(address: str, way: Way, session: aiohttp.ClientSession) -> stt.STT[Any]:
    socket = address.replace("http", "ws", 1)
    if way.model == "saaras:v3-realtime":
        return plugin.STTRealtime(
            language="auto",
            api_key=KEY,
            base_url=f"{socket}/speech-to-text-realtime/ws",
            http_session=session,
        )
    found = _Addressed(language="unknown", model=way.model, mode="transcribe", flush_signal=True, api_key=KEY)
    found.address = socket
    return found


@asynccontextmanager
async def bare_session(line: StandInLine, models: SharedModels, **parts: Any) -> AsyncIterator[AgentSession[Any]]:
    session: AgentSession[Any] = AgentSession(
        vad=models.vad,
        aec_warmup_duration=None,
        session_close_transcript_timeout=0.2,
        user_away_timeout=None,
        turn_handling={
            "turn_detection": models.turn_detector,
            "endpointing": {"min_delay": 0.3, "max_delay": 1.2},
            "preemptive_generation": {"enabled": False},
            "interruption": {"mode": "vad"},
        },
        **parts,
    )
    session.input.audio, session.output.audio = BareInput(line), BareOutput(line)
    await session.start(Silent(), record=False, session_host=False)
    try:
        yield session
    finally:
        line.hang_up()
        await session.aclose()


@asynccontextmanager
async def tron_session(line: StandInLine, models: SharedModels, **parts: Any) -> AsyncIterator[VoiceSession]:
    session = VoiceSession(
        VoiceParts(line=line, models=models, **parts), VoiceOptions(voice="shreya", language="hi-IN")
    )
    await session.start()
    try:
        yield session
    finally:
        line.hang_up()
        await session.close()


# ---------------------------------------------------------------- hearing


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


# ---------------------------------------------------------------- speaking


async def _first_frame(line: StandInLine, say: Callable[[], Any], stop: Callable[[], Any]) -> float:
    """Milliseconds over the emulator's own delay."""
    first, began = line.expect(), time.perf_counter()
    saying = asyncio.ensure_future(say())
    at = await asyncio.wait_for(first, GIVEN_UP)
    stop()
    await asyncio.wait([saying], timeout=GIVEN_UP)
    await asyncio.sleep(0.2)
    return (at - began - Delays().first_sound) * 1000


def bare_voice(address: str, http: aiohttp.ClientSession) -> plugin.TTS:
    return plugin.TTS(
        target_language_code="hi-IN",
        model="bulbul:v3",
        speaker="shreya",
        speech_sample_rate=SAMPLE_RATE,
        output_audio_codec="linear16",
        api_key=KEY,
        base_url=f"{address}/text-to-speech",
        ws_url=f"{address.replace('http', 'ws', 1)}/text-to-speech/ws",
        http_session=http,
    )


async def speaking(address: str, models: SharedModels, plan: Plan) -> str:
    """Both sides say the same in turn; the first utterance of each opens its socket and is not counted."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        theirs, mine = bare_voice(address, http), SarvamVoices()
        stack.push_async_callback(theirs.aclose)
        stack.push_async_callback(mine.aclose)
        bare_line, line = StandInLine(), StandInLine()
        bare = await stack.enter_async_context(bare_session(bare_line, models, tts=theirs))
        parts = {"stt": StandInSTT(), "tts": mine.voice(None, settings(address))}
        call = await stack.enter_async_context(tron_session(line, models, **parts))
        said: list[Any] = []

        async def say_bare() -> None:
            said.append(bare.say(SAYS))
            await said[-1].wait_for_playout()

        found: dict[str, list[float]] = {"bare plug-in": [], "Tron": []}
        for _ in range(plan.speeches + 1):
            stop = lambda: said[-1].interrupt(force=True)  # noqa: E731
            found["bare plug-in"].append(await _first_frame(bare_line, say_bare, stop))
            found["Tron"].append(await _first_frame(line, lambda: _say(call), lambda: call._speaking.cut("keys")))
    medians = {side: median(values[1:]) for side, values in found.items()}
    rows = [
        [
            side,
            f"{medians[side]:.0f}",
            f"{percentile(values[1:], 0.95):.0f}",
            f"{medians[side] / medians['bare plug-in']:.2f}" if side == "Tron" else "",
            f"{load():.1f}",
        ]
        for side, values in found.items()
    ]
    return table(("side", "say() to first frame over the emulator's 250 ms, ms", "p95", "ratio", "load"), rows)


async def _say(call: Conversation) -> None:
    try:
        await call.say(SAYS)
    except CallOver:
        return


async def measure(plan: Plan) -> str:
    """Both tables."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tron-bench-")))
        async with engines() as client:
            spoken = await utterances(client, folder)
        address = await stack.enter_async_context(emulator(folder))
        models = await SharedModels.load()
        stack.callback(models.close)
        heard = await hearing(address, models, spoken, plan)
        return "\n\n".join([heard, await speaking(address, models, plan)])

"""False interruptions: what stops the agent that is not the caller, and how soon the caller stops it.

Agent's utterances over a disturbed caller's channel, through a whole VoiceSession and through bare livekit-agents with
its own defaults over the same output. In each call somebody says hello first. Its recogniser hears words in every
voice that is audible, which is the worst that can happen.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Literal, Protocol

import numpy as np
from livekit import rtc
from livekit.agents import Agent, AgentSession, StopResponse, llm

from bench.builtin import engines
from bench.impaired import (
    CALLER,
    Echo,
    GreedyRecogniser,
    ImpairedLine,
    Sound,
    at_level,
    interval_after,
    output_of,
    street,
)
from bench.report import load, percentile, table
from tron.core.ports import CallOver
from tron.core.speech import FRAME_MS, SAMPLE_RATE, SpokenUtterance
from tron.providers.engines.client import EngineClient
from tron.voice.audio_io import LineAudioInput, audio_frame
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import FrameSTT

Side = Literal["livekit-agents", "Tron"]
SIDES: Final[tuple[Side, ...]] = ("livekit-agents", "Tron")
AGENT: Final = (
    ("joe", "en-IN", "Hello, I am calling from Sunrise Clinic about your appointment on Thursday at eleven."),
    ("asha", "hi-IN", "नमस्ते, मैं सनराइज़ क्लिनिक से बोल रही हूँ, आपका अपॉइंटमेंट गुरुवार सुबह ग्यारह बजे है।"),
    ("emma", "en-IN", "Your parcel left our warehouse this morning and should reach you before six in the evening."),
    ("arjun", "hi-IN", "आपका पार्सल आज सुबह निकल गया है और शाम छह बजे से पहले पहुँच जाएगा।"),
)
OTHERS: Final = (
    (
        "james",
        "en-IN",
        "Good evening, here is the news, our top story tonight is the heavy rain in the north.",
    ),
    ("asha", "hi-IN", "आज शाम के समाचार में आपका स्वागत है, देश के उत्तरी भाग में भारी बारिश की चेतावनी दी गई है।"),
    ("emma", "en-IN", "The children are playing in the garden, and nobody told me when dinner is going to be ready."),
    ("arjun", "hi-IN", "अरे सुनो, बाज़ार से दूध और सब्ज़ी ले आना, और बच्चों को स्कूल से भी लेते आना।"),
)
CALLERS: Final = (
    ("joe", "en-IN", "Sorry, I cannot talk now, please call me back in the evening."),
    ("arjun", "hi-IN", "रुकिए, पहले यह बताइए कि कितना लगेगा।"),
    ("emma", "en-IN", "Wait, one moment please, what does it cost?"),
    ("asha", "hi-IN", "नहीं नहीं, मुझे नहीं चाहिए, धन्यवाद।"),
)
HELLO: Final = ("joe", "en-IN", "Yes, hello, who is there?")
ECHOES: Final = tuple(Echo(level, delay) for level in (-12, -18, -24, -30) for delay in (0.05, 0.15, 0.25, 0.4))
TELEVISION: Final = (-18.0, -22.0, -26.0, -30.0)
SECOND: Final = (-16.0, -20.0, -24.0, -28.0)
STREET: Final = (-10.0, -15.0, -20.0, -25.0)
"""dB under the caller's voice."""
QUIET: Final = 0.3
"""Seconds without a frame are a stop: the shortest pause that either side makes is longer."""
FIRST_FRAMES: Final = 10
"""An utterance may begin haltingly; that is another matter."""
SOON: Final = 1.0
"""A barge-in that has not silenced the agent by then is missed."""
TOO_LATE: Final = 0.1
"""Seconds: a line that was so late tells of the machine, not of the session."""
BEGINS_WITHIN: Final = 8.0
BARGE_AT: Final = (0.7, 2.3)
PAUSE: Final = 0.9
TURN_ENDS: Final = 2.2
"""After the caller's words: nobody answers before their turn is over."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`utterances` of each call, `at_once` calls; `share` of the calls of the set."""

    utterances: int = 3
    at_once: int = 5
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One call. `barges`: the caller talks over each utterance."""

    kind: str
    barges: bool
    number: int
    echo: Echo | None = None
    level: float = 0.0


@dataclass(slots=True)
class Voices:
    """16 kHz mono s16le PCM."""

    agent: list[bytes]
    others: list[bytes]
    callers: list[bytes]
    hello: bytes


@dataclass(slots=True)
class Found:
    """Of one kind: utterances, those that were stopped by nobody; seconds to silence, None where it was missed.

    `lost`: the machine was too busy to tell.
    """

    utterances: int = 0
    stopped: int = 0
    silences: list[float | None] = field(default_factory=list)
    lost: int = 0


class Speaks(Protocol):
    """One side of the comparison."""

    async def say(self, pcm: bytes) -> None: ...


def cases() -> list[Case]:
    """The published set."""
    found = [Case("echo", False, at, echo) for at, echo in enumerate(ECHOES)]
    for kind, levels in (("television", TELEVISION), ("second talker", SECOND), ("street", STREET)):
        found += [Case(kind, False, at, level=levels[at % 4]) for at in range(8)]
    found += [Case("quiet line", True, at) for at in range(6)]
    found += [Case("echo", True, at, ECHOES[at * 3 % len(ECHOES)]) for at in range(6)]
    for kind, levels in (("television", TELEVISION), ("second talker", SECOND), ("street", STREET)):
        found += [Case(kind, True, at, level=levels[at]) for at in range(4)]
    return found


async def measure(plan: Plan) -> str:
    """The table."""
    async with engines() as client:
        voices = await _voices(client)
    models = await SharedModels.load()
    chosen = [case for at, case in enumerate(cases()) if at % round(1 / plan.share) == 0]
    try:
        found = {side: await _side(side, chosen, voices, models, plan) for side in SIDES}
    finally:
        models.close()
    return report(found)


async def _voices(client: EngineClient) -> Voices:
    async def spoken(voice: str, language: str, text: str) -> bytes:
        return (await client.synthesize(text, voice=voice, language=language)).pcm

    return Voices(
        [await spoken(*one) for one in AGENT],
        [await spoken(*one) for one in OTHERS],
        [await spoken(*one) for one in CALLERS],
        await spoken(*HELLO),
    )


async def _side(
    side: Side, chosen: list[Case], voices: Voices, models: SharedModels, plan: Plan
) -> dict[tuple[str, bool], Found]:
    found: dict[tuple[str, bool], Found] = defaultdict(Found)
    places = asyncio.Semaphore(plan.at_once)

    async def one(case: Case) -> None:
        async with places:
            await asyncio.wait_for(_call(side, case, voices, models, plan, found[case.kind, case.barges]), 300)

    await asyncio.gather(*(one(case) for case in chosen))
    print(f"{side} is through, load {load():.1f}", flush=True)
    return found


async def _call(side: Side, case: Case, voices: Voices, models: SharedModels, plan: Plan, found: Found) -> None:
    chance = random.Random(f"{case.kind}/{case.number}/{case.barges}")
    line = ImpairedLine(_around(case, voices), case.kind in {"television", "second talker"}, case.echo, case.number)
    async with (_tron if side == "Tron" else _bare)(line, models) as session:
        await asyncio.sleep(0.5)
        line.say(at_level(voices.hello, CALLER + chance.uniform(-3, 3)))
        await asyncio.sleep(len(voices.hello) / 2 / SAMPLE_RATE + TURN_ENDS)
        for number in range(plan.utterances):
            pcm = voices.agent[(case.number + number) % len(voices.agent)]
            caller = voices.callers[(case.number + number) % len(voices.callers)]
            sound = at_level(caller, CALLER + chance.uniform(-4, 4)) if case.barges else None
            await _utterance(session, line, pcm, sound, chance.uniform(*BARGE_AT), found)
            await asyncio.sleep(len(caller) / 2 / SAMPLE_RATE + TURN_ENDS if case.barges else PAUSE)
        line.hang_up()


def _around(case: Case, voices: Voices) -> Sound:
    level = CALLER + case.level
    if case.kind == "street":
        return street(12.0, level, case.number)
    if case.kind in {"television", "second talker"}:
        # A talker beside the telephone pauses; a television hardly does.
        pause = np.zeros(int((0.3 if case.kind == "television" else 1.0) * SAMPLE_RATE))
        others = voices.others[case.number % 4 :] + voices.others[: case.number % 4]
        return np.concatenate([part for pcm in others for part in (at_level(pcm, level), pause)])
    return np.zeros(SAMPLE_RATE)


async def _utterance(
    session: Speaks, line: ImpairedLine, pcm: bytes, caller: Sound | None, barge_at: float, found: Found
) -> None:
    before, line.latest = len(line.sent), 0.0
    talk = asyncio.create_task(session.say(pcm))
    whole = len(pcm) / 2 / SAMPLE_RATE
    if caller is None:
        await asyncio.wait([talk], timeout=whole + BEGINS_WITHIN)
        went, silence = _went_through(line.sent[before:], whole), None
    else:
        went, silence = await _talked_over(line, before, caller, barge_at)
        await asyncio.wait([talk], timeout=whole + BEGINS_WITHIN)
    if line.latest > TOO_LATE:
        found.lost += 1
    elif caller is None or not went:
        found.utterances += 1
        found.stopped += not went
    else:
        found.silences.append(silence)
    talk.cancel()
    await asyncio.gather(talk, return_exceptions=True)


async def _talked_over(line: ImpairedLine, before: int, caller: Sound, barge_at: float) -> tuple[bool, float | None]:
    """Whether the agent was speaking up to then, and seconds from the caller's first sound to its silence."""
    began = await _until_sent(line, before)
    await asyncio.sleep(barge_at)
    if not began or interval_after(line.sent[before:], line.sent[before], QUIET) is not None:
        return False, None
    line.say(caller)
    await asyncio.sleep(SOON + QUIET + 0.3)
    stopped = interval_after(line.sent[before:], line.began, QUIET)
    return True, stopped - line.began if stopped is not None and stopped - line.began <= SOON else None


async def _until_sent(line: ImpairedLine, before: int) -> bool:
    """Whether the utterance begins; it waits for quiet."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BEGINS_WITHIN):
            while len(line.sent) <= before:
                await asyncio.sleep(0.01)
    return len(line.sent) > before


def _went_through(sent: list[float], whole: float) -> bool:
    """Whether the utterance was heard to its end, and in one piece."""
    gaps = [later - earlier for earlier, later in pairwise(sent[FIRST_FRAMES:])]
    return len(sent) * FRAME_MS / 1000 >= 0.97 * whole and max(gaps, default=9.0) < QUIET


class _Voice:
    """TextToSpeech: the sound that was set."""

    pcm = b""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, self.pcm, (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        for at in range(0, len(self.pcm), SAMPLE_RATE // 5):
            yield self.pcm[at : at + SAMPLE_RATE // 5]


class _Tron:
    def __init__(self, session: VoiceSession, voice: _Voice) -> None:
        self._session, self._voice = session, voice

    async def say(self, pcm: bytes) -> None:
        self._voice.pcm = pcm
        try:
            await self._session.say("some words of the agent that take a while to say")
        except CallOver:
            return


@asynccontextmanager
async def _tron(line: ImpairedLine, models: SharedModels) -> AsyncIterator[Speaks]:
    voice = _Voice()
    stt = FrameSTT(lambda: GreedyRecogniser(line), language="en-IN")
    session = VoiceSession(VoiceParts(line=line, stt=stt, tts=voice, models=models), VoiceOptions())
    await session.start()
    try:
        yield _Tron(session, voice)
    finally:
        line.hang_up()
        await session.close("caller_hung_up")


class _Silent(Agent):
    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        raise StopResponse


class _Bare:
    def __init__(self, session: AgentSession[Any]) -> None:
        self._session = session

    async def say(self, pcm: bytes) -> None:
        await self._session.say("some words of the agent that take a while to say", audio=_frames(pcm))


async def _frames(pcm: bytes) -> AsyncIterator[rtc.AudioFrame]:
    for at in range(0, len(pcm), SAMPLE_RATE // 5):
        yield audio_frame(pcm[at : at + SAMPLE_RATE // 5])


@asynccontextmanager
async def _bare(line: ImpairedLine, models: SharedModels) -> AsyncIterator[Speaks]:
    session: AgentSession[Any] = AgentSession(
        stt=FrameSTT(lambda: GreedyRecogniser(line), language="en-IN"),
        vad=models.vad,
        turn_handling={"turn_detection": models.turn_detector, "interruption": {"mode": "vad"}},
    )
    output = output_of(line)
    session.input.audio = LineAudioInput(line, on_frame=lambda _frame: None, on_end=lambda: None)
    session.output.audio = output
    await session.start(_Silent(instructions="Be brief."), record=False, session_host=False)
    try:
        yield _Bare(session)
    finally:
        line.hang_up()
        await session.aclose()
        await output.aclose()


def report(found: dict[Side, dict[tuple[str, bool], Found]]) -> str:
    """Two tables: stopped by nobody, and stopped by the caller."""
    kinds = list(dict.fromkeys(kind for kind, barges in found["Tron"] if not barges))
    rows = [[kind, *(_share([found[side][kind, False]]) for side in SIDES)] for kind in kinds]
    rows.append(["all", *(_share([found[side][kind, False] for kind in kinds]) for side in SIDES)])
    over = list(dict.fromkeys(kind for kind, barges in found["Tron"] if barges))
    barges = [[kind, *(_barge([found[side][kind, True]]) for side in SIDES)] for kind in over]
    barges.append(["all", *(_barge([found[side][kind, True] for kind in over]) for side in SIDES)])
    lost = {side: sum(one.lost for one in found[side].values()) for side in SIDES}
    return "\n\n".join(
        (
            table(("stopped by what is not the caller", *SIDES), rows),
            table(("the caller talks over the agent: heard, p50 / p95 to silence in ms", *SIDES), barges),
            "Not counted, because the machine was too busy: " + ", ".join(f"{side} {lost[side]}" for side in SIDES),
        )
    )


def _share(found: list[Found]) -> str:
    stopped, utterances = sum(one.stopped for one in found), sum(one.utterances for one in found)
    return f"{stopped} of {utterances} ({stopped / utterances:.1%})"


def _barge(found: list[Found]) -> str:
    silences = [one for each in found for one in each.silences]
    heard = [one * 1000 for one in silences if one is not None]
    spoiled = sum(one.stopped for one in found)
    times = f", {percentile(heard, 0.5):.0f} / {percentile(heard, 0.95):.0f}" if heard else ""
    return f"{len(heard)} of {len(silences)}{times}{f'; silent before: {spoiled}' if spoiled else ''}"

"""Voice to voice with the built-in engines, beside the plain chain in the same run.

From the caller's last sound to the agent's first frame. The plain chain waits for the whole utterance and the silence
that the end-of-turn model asked for after it (the short one, or the long one where it expects more), recognises, takes
the same reply, has all of its sound made, and then sends the first frame.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from bench.report import load, spread, table
from bench.stand_ins import StandInLine
from bench.storage import CACHE
from tron.core.ports import CallOver, Conversation, ScriptResult
from tron.core.scripts.phrases import is_backchannel
from tron.core.scripts.prepared import PreparedTalk
from tron.core.speech import FRAME_BYTES, SAMPLE_RATE
from tron.core.templates import find_template
from tron.providers.engines.client import EngineClient
from tron.providers.engines.supervisor import EngineSupervisor
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import UtteranceSTT

UTTERANCES = (
    "I would like to track the parcel that I ordered on Monday.",
    "Could you please tell me where my parcel is right now?",
)
TEMPLATE = "support_agent"
ANSWERED_WITHIN = 20.0
LOUD = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs of one spoken turn and one plain chain, for each utterance."""

    runs: int = 5


@dataclass(slots=True)
class Turns:
    """Seconds of each run."""

    tron: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    silences: set[float] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    reply: str = ""


class PreparedAnswers:
    """Script: answers each turn from the template's prepared lines, as freeform talk does."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.reply = ""

    async def run(self, conversation: Conversation) -> ScriptResult:
        try:
            while True:
                self.heard.append((await conversation.listen(ANSWERED_WITHIN)).text)
                self.reply = reply_to(self.heard[-1])
                await conversation.say(self.reply)
        except CallOver as over:
            return ScriptResult(over.reason)


def reply_to(text: str) -> str:
    """The template's line for what was heard."""
    template = find_template(TEMPLATE)
    assert template is not None
    assert template.agent.prepared_lines is not None
    return PreparedTalk(template.agent.prepared_lines, {}).reply(text).text


@asynccontextmanager
async def engines() -> AsyncIterator[EngineClient]:
    """The engines' process of the bench, loaded."""
    supervisor = EngineSupervisor(CACHE / "bench-data")
    await supervisor.start()
    client = EngineClient(supervisor.socket_path, patience=120)
    try:
        await client.transcribe((await client.synthesize("Hello there.", voice="joe", language="en-IN")).pcm)
        yield client
    finally:
        await client.close()
        await supervisor.close()


async def caller_sound(client: EngineClient, text: str) -> bytes:
    """The caller's utterance without the silence around it: 16 kHz mono s16le PCM."""
    pcm = np.frombuffer((await client.synthesize(text, voice="joe", language="en-IN")).pcm, np.int16)
    loud = np.flatnonzero(np.abs(pcm) > LOUD)
    return pcm[loud[0] : loud[-1]].tobytes()


async def tron_turn(client: EngineClient, models: SharedModels, sound: bytes) -> tuple[float, float, PreparedAnswers]:
    """Seconds from the caller's last frame to the agent's first, the silence asked for, and what was said."""
    line, script = StandInLine(), PreparedAnswers()
    parts = VoiceParts(
        line=line,
        stt=UtteranceSTT(client, language="en-IN"),
        tts=client,
        models=models,
        is_backchannel=is_backchannel,
    )
    options = VoiceOptions(voice="joe")
    session = VoiceSession(parts, options)
    await session.start()
    talk = asyncio.create_task(script.run(session), name="script")
    try:
        await asyncio.sleep(0.5)
        first = line.expect()
        ended = time.perf_counter() + line.play(sound)
        took = await asyncio.wait_for(first, ANSWERED_WITHIN) - ended
        waited_long = took > options.max_delay  # nothing else takes that long where the turn was over at once
        return took, options.max_delay if waited_long else options.min_delay, script
    finally:
        line.hang_up()
        await session.close()
        await talk


async def plain_turn(client: EngineClient, sound: bytes, silence: float, reply: str) -> float:
    """The same turn step after step; the caller has just finished."""
    began = time.perf_counter()
    await asyncio.sleep(silence)
    await client.transcribe(sound + bytes(int(silence * SAMPLE_RATE) * 2))
    spoken = b"".join([piece async for piece in client.stream(reply, voice="joe", language="en-IN")])
    assert len(spoken) > FRAME_BYTES
    return time.perf_counter() - began


async def measure(plan: Plan) -> str:
    """The tables, one for each utterance."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(engines())
        models = await SharedModels.load()
        stack.callback(models.close)
        return "\n\n".join([await _utterance(client, models, plan, text) for text in UTTERANCES])


async def _utterance(client: EngineClient, models: SharedModels, plan: Plan, text: str) -> str:
    turns, order = Turns(), random.Random(5)
    sound = await caller_sound(client, text)
    _, silence, script = await tron_turn(client, models, sound)  # warm-up; tells silence and reply
    turns.reply = script.reply
    await plain_turn(client, sound, silence, turns.reply)
    for _ in range(plan.runs):
        steps = ["tron", "plain"]
        order.shuffle(steps)
        for step in steps:
            if step == "plain":
                turns.plain.append(await plain_turn(client, sound, silence, turns.reply))
                turns.silences.add(silence)
                continue
            took, silence, said = await tron_turn(client, models, sound)
            turns.tron.append(took)
            turns.heard.add(" / ".join(said.heard))
    return _report(turns, len(sound) / 2 / SAMPLE_RATE)


def _report(turns: Turns, seconds: float) -> str:
    tron, plain = ([value * 1000 for value in side] for side in (turns.tron, turns.plain))
    ratios = spread([mine / theirs for mine, theirs in zip(tron, plain, strict=True)])
    head = ("utterance, s", "silence, s", "plain chain, ms", "Tron, ms", "ratio of medians", "ratio of pairs", "load")
    row = [
        f"{seconds:.1f}",
        " or ".join(f"{silence:.1f}" for silence in sorted(turns.silences)),
        spread(plain).text(0),
        spread(tron).text(0),
        f"{median(tron) / median(plain):.2f}",
        ratios.text(2),
        f"{load():.1f}",
    ]
    return "\n\n".join([table(head, [row]), f"Heard: {sorted(turns.heard)}. Said: {turns.reply!r}."])

"""Barge-in as the caller hears it: from their first sound at their own phone to silence there, by line.

A whole VoiceSession speaks over each line; the caller talks over it. What comes on top of the session's own time is
the line's way in and out.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from bench import lines, livekit_room
from bench.caller import RemoteTalker, caller
from bench.far_end import Talker
from bench.impaired import Final as FinalWords
from bench.impaired import Partial
from bench.report import load, percentile, table
from tests.emulators.livekit import PROGRAM, livekit_server
from tests.voice import sounds
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineAudio
from tron.core.speech import SAMPLE_RATE, SpokenUtterance
from tron.telephony.livekit.audio import RoomAudio
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import FrameSTT

LONG_SECONDS: Final = 8.0
SPEAKS_BY: Final = (1.2, 2.4)
BEGINS_WITHIN: Final = 10.0
SILENCE: Final = 0.3
"""Seconds without sound are silence: shorter gaps are a machine that was late."""
SOON: Final = 1.5
"""A barge-in that has not silenced the agent by then is missed."""
TURN_ENDS: Final = 3.5
CALLERS_QUEUE_MS: Final = 0
"""The SIP service hands a telephone's packets on as they come."""


@dataclass(frozen=True, slots=True)
class Plan:
    """So many barge-ins on each line, one call after the other."""

    rounds: int = 10


async def measure(plan: Plan) -> str:
    """The table."""
    models = await SharedModels.load()
    rows = []
    try:
        for name, way in _ways():
            async with way() as (audio, far):
                took = await _call(audio, far, models, plan.rounds)
            heard = [one * 1000 for one in took if one is not None]
            figures = [f"{percentile(heard, share):.0f}" if heard else "-" for share in (0.5, 0.95)]
            rows.append([name, f"{len(heard)} of {len(took)}", *figures, f"{load():.1f}"])
            print(f"{name} is through", flush=True)
    finally:
        models.close()
    return table(("line", "barge-ins heard", "to silence at the caller p50, ms", "p95, ms", "load"), rows)


Far = Talker | RemoteTalker
Ends = tuple[LineAudio, Far]
Way = Callable[[], Any]


def _ways() -> list[tuple[str, Way]]:
    found: list[tuple[str, Way]] = [("no line at all", _direct)]
    found += [(f"media stream, {name}", partial(_stream, wire)) for name, wire in lines.FORMATS.items()]
    if find_spec("pjsua2") is not None:
        found.append(("direct SIP, PCMU", partial(_sip, "PCMU")))
    if PROGRAM.exists():
        found.append(("LiveKit room", _room))
    return found


# ------------------------------------------------------------ a call


async def _call(audio: LineAudio, far: Far, models: SharedModels, rounds: int) -> list[float | None]:
    stt = FrameSTT(_HearsWords, language="en-IN")
    session = VoiceSession(VoiceParts(line=audio, stt=stt, tts=_Tone(), models=models), VoiceOptions())
    await session.start()
    chance = random.Random(5)
    took = []
    try:
        await asyncio.sleep(1.0)
        far.say(sounds.words("hello"))
        await asyncio.sleep(TURN_ENDS)
        for _ in range(rounds):
            took.append(await _talked_over(session.say, far, chance.uniform(*SPEAKS_BY)))
            await asyncio.sleep(TURN_ENDS)
    finally:
        await session.close()
    return took


async def _talked_over(say: Callable[[str], Awaitable[Any]], far: Far, after: float) -> float | None:
    """Seconds from the caller's first sound to the end of the agent's; None where the agent went on."""
    far.loud.clear()
    talk = asyncio.ensure_future(say("a long sentence of the agent's"))
    try:
        async with asyncio.timeout(BEGINS_WITHIN):
            while not far.loud:
                await asyncio.sleep(0.01)
        await asyncio.sleep(after)
        said_at = time.perf_counter()
        far.say(sounds.words("question"))
        while time.perf_counter() < said_at + SOON + SILENCE:
            await asyncio.sleep(0.02)
            if far.began > said_at and far.silent_for > SILENCE:
                return max(far.loud[-1] - far.began, 0.0)
        return None
    except TimeoutError:
        return None
    finally:
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)


class _Tone:
    """TextToSpeech: a tone, so that every gap in it is somebody's doing."""

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return SpokenUtterance(text, sounds.tone(LONG_SECONDS), (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        pcm = sounds.tone(LONG_SECONDS)
        for at in range(0, len(pcm), SAMPLE_RATE // 5):
            yield pcm[at : at + SAMPLE_RATE // 5]


class _HearsWords:
    """A recogniser that hears words in every sound, and their end after a third of a second."""

    def __init__(self) -> None:
        self._loud = self._quiet = 0

    def feed(self, pcm: bytes) -> list[object]:
        if np.abs(np.frombuffer(pcm, "<i2").astype(np.int32)).max(initial=0) > 500:
            self._loud, self._quiet = self._loud + 1, 0
            return [Partial("some words")] if self._loud % 10 == 0 else []
        self._quiet += 1
        if self._quiet < 16 or not self._loud:
            return []
        self._loud = 0
        return [FinalWords("some words of the caller")]

    def flush(self) -> list[object]:
        return []


# ------------------------------------------------------------ the lines


class _Memory:
    """The caller beside the session."""

    def __init__(self, far: Talker) -> None:
        self._far = far

    async def frames(self) -> AsyncIterator[bytes]:
        number, due = 0, time.monotonic()
        while True:
            number += 1
            yield self._far.frame(number).astype("<i2").tobytes()
            due += 0.02
            await asyncio.sleep(max(due - time.monotonic(), 0))

    async def send(self, frame: bytes) -> None:
        self._far.hear(np.frombuffer(frame, "<i2"), SAMPLE_RATE)

    async def clear(self) -> None:
        """Nothing waits here."""


@asynccontextmanager
async def _direct() -> AsyncIterator[Ends]:
    far = Talker()
    yield _Memory(far), far


@asynccontextmanager
async def _stream(wire: Any) -> AsyncIterator[Ends]:
    async with lines.stream_line(wire, Talker) as (line, vendor):
        call = await line.dial(DialRequest(uuid7(), lines.TO, "en-IN"), lines.NobodyListens())
        [far] = vendor.far_ends
        assert call.audio is not None
        assert isinstance(far, Talker)
        yield call.audio, far
        await call.hang_up()


@asynccontextmanager
async def _sip(codec: str) -> AsyncIterator[Ends]:
    async with caller({"way": "sip", "codec": codec}) as (far, port), lines.sip_way(codec, port) as side:
        call = await side.line.dial(DialRequest(uuid7(), lines.TO, "en-IN", trunk=side.trunk), lines.NobodyListens())
        assert call.audio is not None
        yield call.audio, far
        await call.hang_up()


@asynccontextmanager
async def _room() -> AsyncIterator[Ends]:
    name = f"bench-{uuid7()}"
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(livekit_server())
        agent = await stack.enter_async_context(livekit_room.joined(server.url, name, "agent"))
        ours = livekit_room.first_track(agent)
        audio = RoomAudio(SystemClock())
        stack.push_async_callback(audio.close)
        audio.answered()
        task = {"way": "room", "url": server.url, "room": name, "queue_ms": CALLERS_QUEUE_MS}
        far, _ = await stack.enter_async_context(caller(task))
        await audio.publish(agent)  # once the caller can hear of it
        audio.listen(await ours)
        yield audio, far

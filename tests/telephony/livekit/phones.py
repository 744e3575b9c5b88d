"""What the tests of the LiveKit line share: the line, requests, tones. Numbers are reserved for fiction."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from livekit import api

from tests.emulators.livekit import KEY, SECRET
from tests.emulators.livekit_sip import LiveKitSip
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineAudio
from tron.core.speech import FRAME_BYTES, SAMPLE_RATE
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.people import Person, Step

OURS = "+12025550199"
TONE = 440.0
"""What the person of the tests says; the agent says another."""
TALKER = Person("talker", steps=(Step("tone"),))


class Settings:
    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def get(self, key: str) -> Any:
        return self._values.get(key)


class Listener:
    """Counts and hears what comes before the answer."""

    def __init__(self) -> None:
        self.rang = asyncio.Event()
        self.rings = 0
        self.heard = bytearray()

    def early(self, frame: bytes) -> None:
        self.heard += frame

    async def ringing(self) -> None:
        self.rings += 1
        self.rang.set()


def line_of(settings: dict[str, Any], receive: Any = None, **changes: Any) -> LivekitLine:
    values = settings | {key.replace("__", "."): value for key, value in changes.items()}

    async def snapshot() -> Settings:
        return Settings(values)

    more = {} if receive is None else {"receive": receive}
    return LivekitLine(LineContext(SystemClock(), Path("."), settings=snapshot, **more))


def request(to: str, *, call_id: UUID | None = None, **more: Any) -> DialRequest:
    return DialRequest(call_id or uuid7(), to, "en-IN", **more)


def tone(hertz: float, seconds: float) -> bytes:
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return bytes((np.sin(2 * math.pi * hertz * times) * 9000).astype("<i2").tobytes())


def loudness(pcm: bytes, hertz: float) -> float:
    """How much of a tone is in the sound: 1 is a whole second at the level of `tone`."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float64)
    second = SAMPLE_RATE
    found = 0.0
    for at in range(0, len(samples) - second // 10 + 1, second // 10):
        part = samples[at : at + second // 10]
        times = np.arange(len(part)) / SAMPLE_RATE
        found += abs(np.dot(part, np.exp(-2j * math.pi * hertz * times))) * 2 / len(part) / 9000 * 0.1
    return float(found)


async def speak(audio: LineAudio, pcm: bytes) -> None:
    """In real time, as the session does."""
    clock = asyncio.get_running_loop()
    due = clock.time()
    for at in range(0, len(pcm), FRAME_BYTES):
        await audio.send(pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0"))
        due += 0.02
        await asyncio.sleep(due - clock.time())


async def hear(frames: AsyncIterator[bytes], into: bytearray) -> None:
    async for frame in frames:
        assert len(frame) == FRAME_BYTES
        into += frame


async def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


async def caught(awaited: Awaitable[Any]) -> BaseException | None:
    """The exception that it ended with."""
    [came] = await asyncio.gather(awaited, return_exceptions=True)
    return came if isinstance(came, BaseException) else None


async def take_callers(service: LiveKitSip, called: str) -> None:
    """A trunk and a dispatch rule for a number of ours, made through the API as the set-up does."""
    async with api.LiveKitAPI(service.ws_url, KEY, SECRET) as client:
        trunk = api.SIPInboundTrunkInfo(name="in", numbers=[called], include_headers=api.SIPHeaderOptions.SIP_X_HEADERS)
        made = await client.sip.create_inbound_trunk(api.CreateSIPInboundTrunkRequest(trunk=trunk))
        individual = api.SIPDispatchRuleIndividual(room_prefix="call-inbound-")
        rule = api.SIPDispatchRuleInfo(
            rule=api.SIPDispatchRule(dispatch_rule_individual=individual),
            trunk_ids=[made.sip_trunk_id],
            room_config=api.RoomConfiguration(agents=[api.RoomAgentDispatch(agent_name="tron")]),
        )
        await client.sip.create_dispatch_rule(api.CreateSIPDispatchRuleRequest(dispatch_rule=rule))

"""Spoken calls over the vendors' real clients, in this process: the emulators answer, a scripted caller speaks.

What a call needs (Postgres, engines, lines, the worker's wiring) is opened as `tron worker` opens it; only the line is
the test's own, so that it knows when which side sounds.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import UUID

import numpy as np

from tests.emulators.everyone import environment
from tests.emulators.model_vendors import CustomEmulator, GeminiEmulator, OllamaEmulator, OpenAICloudEmulator
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.sarvam import Delays, SarvamEmulator
from tests.voice.fakes import FakeLine, Keypad
from tron.commands.opening import open_services
from tron.commands.voice_parts import VoiceRoom, open_voice
from tron.core.config import BootConfig
from tron.core.database.tables import Agent, Call
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, ScriptResult
from tron.core.services import Services
from tron.core.speech import SpokenUtterance
from tron.core.voices import parse_voice_id, stand_in_for
from tron.providers.stt.practice import CallCatalogues
from tron.voice.session import VoiceSession

AUDIBLE = 60
"""Mean level from which a frame is heard as sound."""
LONGEST = 120.0
PAUSE = 1.4
"""How long the caller lets the agent be silent before they speak."""


@dataclass
class Vendors:
    """The emulators that hold a call; `settings` lead Tron to them."""

    sarvam: SarvamEmulator
    models: Mapping[str, OpenAIEmulator]

    @property
    def settings(self) -> dict[str, str]:
        found = {"ai.sarvam_endpoint": self.sarvam.url, "ai.sarvam_api_key": self.sarvam.key}
        for name, emulator in self.models.items():
            address = emulator.url if name == "ollama" else emulator.url + emulator.base
            found[f"ai.{name}_endpoint"] = address
            if name != "ollama" and emulator.key:
                found[f"ai.{name}_api_key"] = emulator.key
        return found

    def heal(self) -> None:
        self.sarvam.heal()
        for emulator in self.models.values():
            emulator.heal()


@dataclass
class Stage:
    """A worker's wiring without its loop."""

    services: Services
    room: VoiceRoom
    vendors: Vendors
    _spoken: dict[tuple[str, str], SpokenUtterance] = field(default_factory=dict)

    async def caller_says(self, text: str, language: str) -> SpokenUtterance:
        """The caller's sound, by a built-in voice; Sarvam's emulator knows it by ear."""
        key = (text, language)
        if key not in self._spoken:
            voice = parse_voice_id(stand_in_for("aditya", language))[2]
            said = await self.room.engines.synthesize(text, voice=voice, language=language)
            self._spoken[key] = said
            self.vendors.sarvam.catalogue.add(said)
        return self._spoken[key]


@dataclass
class Held:
    """What became of a call. Times are seconds since its start."""

    result: ScriptResult
    transcript: list[tuple[str, str]]
    events: list[tuple[str, Mapping[str, Any]]]
    waits: list[float]
    """For each thing the caller said: the longest silence they heard before the answer to it was over."""
    seconds: float
    recording: Path | None

    def said_by(self, role: str) -> list[str]:
        return [text for who, text in self.transcript if who == role]

    @property
    def answers(self) -> list[str]:
        """What the agent said, fillers apart."""
        fillers = [payload["text"] for payload in self.named("filler.spoken")]
        return [text for text in self.said_by("agent") if text not in fillers]

    def named(self, type_: str) -> list[Mapping[str, Any]]:
        return [payload for name, payload in self.events if name == type_]


@asynccontextmanager
async def vendors(*, delays: Delays | None = None, first_token: float = 0.2) -> AsyncIterator[Vendors]:
    """Sarvam, OpenAI, Gemini, Ollama and a custom server, at their usual pace."""
    pace: dict[str, Any] = {"first_token": first_token, "each_token": 0.02}
    found = Vendors(
        SarvamEmulator(delays=delays or Delays()),
        {
            "openai": OpenAICloudEmulator(**pace),
            "gemini": GeminiEmulator(**pace),
            "ollama": OllamaEmulator(**pace),
            "custom": CustomEmulator(key="custom-key", **pace),
        },
    )
    async with found.sarvam:
        opened = list(found.models.values())
        try:
            for emulator in opened:
                await emulator.__aenter__()
            yield found
        finally:
            for emulator in opened:
                await emulator.__aexit__(None, None, None)


@asynccontextmanager
async def stage(folder: Path, found: Vendors, **settings: str) -> AsyncIterator[Stage]:
    """Opens all that a worker has; `settings` by key, with `__` for the dot."""
    wanted = {**found.settings, **{key.replace("__", "."): value for key, value in settings.items()}}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRON_")}
    with (
        mock.patch.dict(os.environ, {**kept, **environment(wanted)}, clear=True),
        mock.patch.object(CallCatalogues, "add", _known_to(found.sarvam)),
    ):
        async with (
            open_services(BootConfig(data_dir=folder)) as services,
            open_voice(services, own_engines=True) as room,
        ):
            found.sarvam.speech.engine = room.engines
            await room.talk.models()
            yield Stage(services, room, found)


def _known_to(sarvam: SarvamEmulator) -> Callable[[CallCatalogues, UUID, SpokenUtterance], None]:
    """Sarvam, too, knows what people of the practice line say."""
    usual = CallCatalogues.add

    def add(self: CallCatalogues, call_id: UUID, utterance: SpokenUtterance) -> None:
        usual(self, call_id, utterance)
        sarvam.catalogue.add(utterance)

    return add


async def hold(
    on: Stage,
    agent: Agent,
    says: Sequence[str],
    language: str,
    *,
    spoken: Sequence[SpokenUtterance] | None = None,
    listens: float = 12.0,
    greeted: Callable[[], Awaitable[None]] | None = None,
) -> Held:
    """One call from the answer to its end. The caller says one thing after the other, then listens, then hangs up.

    `greeted` is awaited between the greeting and the caller's first words; `spoken` is their sound, if made already.
    """
    sounds = spoken or [await on.caller_says(text, language) for text in says]
    call = Call(id=uuid7(), line="browser", contact_metadata={}, line_options={}, contact_name="Asha")
    line, waits = FakeLine(), []

    async def speak(session: VoiceSession, events: _Events) -> None:
        await _Caller(line, session, events, listens, waits).speak(sounds, greeted)
        session.end("caller_hung_up")

    far = SimpleNamespace(audio=line, text=None, keys=Keypad, send_keys=_unsent)
    return await _hold(on, agent, call, far, speak, waits)


async def _unsent(digits: str) -> None:
    raise AssertionError(f"no agent of these calls presses keys: {digits}")


async def hold_number(on: Stage, agent: Agent, number: str, template: str | None = None) -> Held:
    """One call to a person of the practice line, in sound; `template`: who they take the agent for."""
    call = Call(id=uuid7(), line="sandbox", contact_metadata={}, line_options={}, phone_number=number)
    request = DialRequest(call.id, number, agent.language, options={"template": template})
    far = await on.services.lines.get("sandbox").dial(request, _Unheard())

    async def wait(session: VoiceSession, _events: _Events) -> None:
        await far.ended()
        session.end("caller_hung_up")

    try:
        return await _hold(on, agent, call, far, wait, [])
    finally:
        await far.hang_up()


class _Unheard:
    async def ringing(self) -> None: ...


_Events = list[tuple[str, Mapping[str, Any]]]
_Far = Callable[[VoiceSession, _Events], Awaitable[None]]


async def _hold(on: Stage, agent: Agent, call: Call, far: Any, far_side: _Far, waits: list[float]) -> Held:
    events: _Events = []

    async def emit(type_: str, payload: Mapping[str, Any], node: str | None) -> None:
        events.append((type_, payload))

    claim: Any = SimpleNamespace(call=call, agent=agent)
    await on.room.talk.prepare(claim)
    talk = await on.room.talk(claim, far, emit)
    session = talk.session
    assert isinstance(session, VoiceSession)
    began = time.monotonic()
    await session.start()
    other = asyncio.ensure_future(far_side(session, events))
    running = asyncio.create_task(talk.script.run(session))
    try:
        async with asyncio.timeout(LONGEST):
            await asyncio.wait({other, running}, return_when=asyncio.FIRST_COMPLETED)
            if other.done():
                other.result()
            result = await running
    finally:
        other.cancel()
        session.end("caller_hung_up")
        await session.close()
        if talk.leave is not None:
            await talk.leave()
    transcript = [(entry.role, entry.text) for entry in session.transcript]
    recording = on.services.recordings / talk.recording if talk.recording else None
    return Held(result, transcript, events, waits, time.monotonic() - began, recording)


@dataclass
class _Caller:
    """The far side. `answers` counts what the agent said, fillers apart."""

    line: FakeLine
    session: VoiceSession
    events: Sequence[tuple[str, Mapping[str, Any]]]
    listens: float
    waits: list[float]

    def answers(self) -> int:
        fillers = sum(name == "filler.spoken" for name, _ in self.events)
        return sum(entry.role == "agent" for entry in self.session.transcript) - fillers

    async def speak(
        self, spoken: Sequence[SpokenUtterance], greeted: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        await self._answered(0, time.monotonic())
        if greeted is not None:
            await greeted()
        for said in spoken:
            before = self.answers()
            self.line.say(said.text, said.pcm)
            await asyncio.sleep(said.duration)
            ended = time.monotonic()
            over = await self._answered(before, ended)
            self.waits.append(_longest_silence(self.line, ended, over))

    async def _answered(self, before: int, since: float) -> float:
        """When the agent's answer was over; after `listens` seconds without one the caller goes on."""
        while True:
            await asyncio.sleep(0.05)
            now = time.monotonic()
            last = max(_sounding(self.line, since), default=since)
            if self.answers() > before and now - last >= PAUSE:
                return last
            if now - last > self.listens:
                return now


def _longest_silence(line: FakeLine, since: float, until: float) -> float:
    heard = [since, *_sounding(line, since), until]
    return max((after - before for before, after in pairwise(heard)), default=0.0)


def _sounding(line: FakeLine, since: float) -> list[float]:
    found: list[float] = []
    for at, frame in reversed(line.sent):
        if at < since:
            break
        if float(np.abs(np.frombuffer(frame, np.int16).astype(np.int32)).mean()) > AUDIBLE:
            found.append(at)
    return found[::-1]

"""Calls under supervision: a worker that owns one, another that does not, and supervisors' pages at the door."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

import numpy as np
from websockets.asyncio.client import ClientConnection, unix_connect

from tests.phones import NUMBERS, PhoneCall, PhoneLine, queue_call, save_agent
from tests.talks import Script, TextTalks, has_status, services_of, story, until, working
from tests.voice import sounds
from tests.voice.fakes import FakeLine, FakeModel, FakeRecogniser, FakeVoice, Final, Partial
from tron.core.call_engine.requests import request_hangup, request_mute
from tron.core.call_engine.streams import Tickets
from tron.core.call_engine.supervision import DOOR, HAPPENED, SUPERVISE, Ordered, request_supervision
from tron.core.database.engine import Database
from tron.core.events.emit import Emit
from tron.core.models.supervision import SupervisionAction
from tron.core.ports import Conversation, DialRequest, LineCall, RingListener, ScriptResult
from tron.core.services import Services
from tron.core.speech import FRAME_BYTES
from tron.telephony.stream_server import Streams, StreamServer
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import FrameSTT
from tron.voice.supervisors_door import SupervisorsDoor
from tron.voice.talks import Talk
from tron.voice.worker import Worker

NUMBER = NUMBERS[42]
AGENT, CALLER, SUPERVISOR = 440, 660, 880
"""Everybody has a tone, so that it can be told who is heard."""


def who(frames: list[bytes]) -> set[int]:
    """Whose tones sound in these frames."""
    if not frames:
        return set()
    samples = np.frombuffer(b"".join(frames), np.int16).astype(float)
    power = np.abs(np.fft.rfft(samples)) / len(samples)
    return {tone for tone in (AGENT, CALLER, SUPERVISOR) if power[round(tone * len(samples) / 16_000)] > 100}


class VoiceTalks:
    """A MakeTalk of real sessions: the agent says one long thing and listens for ever."""

    def __init__(self, models: SharedModels, talk: Any = None, model: FakeModel | None = None) -> None:
        self._models = models
        self.model = model
        if talk is not None:
            self._talk = talk
        self.line = FakeLine()
        """The far side, where the line is of the test's own."""

    async def answer(self, request: DialRequest, listener: RingListener) -> LineCall:
        self.call = PhoneCall(request.call_id)
        self.call.audio, self.call.text = self.line, None
        return self.call

    async def prepare(self, claim: Any) -> None:
        """Nothing is needed."""

    async def __call__(self, claim: Any, line_call: LineCall, emit: Emit) -> Talk:
        assert line_call.audio is not None
        parts = VoiceParts(
            line=line_call.audio,
            models=self._models,
            stt=FrameSTT(lambda: FakeRecogniser(self.line), language="en-IN"),
            tts=FakeVoice(frequency=AGENT),
            model=self.model,
            emit=emit,
        )
        session = VoiceSession(parts, VoiceOptions())
        return Talk(session, Script(self._talk), "audio", recogniser=self._recogniser)

    async def _recogniser(self) -> Any:
        """Hears in any speech the same words."""
        return FrameSTT(lambda: SaysAtEnd("I will send an engineer."), language="en-IN")

    async def _talk(self, conversation: Conversation) -> ScriptResult:
        while True:
            await conversation.say(" ".join(["word"] * 60))
            await conversation.listen(0.3)


class SaysAtEnd:
    """A recogniser of one sentence, known once the speech is over."""

    def __init__(self, text: str) -> None:
        self._text = text

    def feed(self, frame: bytes) -> list[Partial]:
        return []

    def flush(self) -> list[Partial]:
        return [Final(self._text)]


class Ear:
    """A supervisor's page: keeps what it hears, and sounds its tone while `speaks`."""

    def __init__(self, websocket: ClientConnection) -> None:
        self.websocket = websocket
        self.heard: list[bytes] = []
        self.told: list[dict[str, Any]] = []
        self.speaks = False
        self.words = b""
        """Sound that is said first."""

    async def hello(self, token: str) -> None:
        await self.websocket.send(json.dumps({"type": "hello", "token": token, "sample_rate": 16_000}))
        self.told.append(json.loads(await self.websocket.recv()))

    async def listen(self) -> None:
        async for message in self.websocket:
            if isinstance(message, bytes):
                self.heard.append(message)
            else:
                self.told.append(json.loads(message))

    async def speak(self) -> None:
        due, tone = time.monotonic(), sounds.tone(30.0, SUPERVISOR)
        for at in range(0, len(tone), FRAME_BYTES):
            if self.words:
                await self.websocket.send(self.words[:FRAME_BYTES].ljust(FRAME_BYTES, b"\0"))
                self.words = self.words[FRAME_BYTES:]
            elif self.speaks:
                await self.websocket.send(tone[at : at + FRAME_BYTES])
            due += 0.02
            await asyncio.sleep(max(due - time.monotonic(), 0))

    async def hears(self, *tones: int) -> None:
        """Waits until it hears exactly these for a while."""
        await heard_by(self.heard, *tones)


async def heard_by(frames: list[Any], *tones: int) -> None:
    async def there() -> bool:
        latest = [frame if isinstance(frame, bytes) else frame[1] for frame in frames[-15:]]
        return len(latest) == 15 and who(latest) == set(tones)

    await until(there)


class House:
    """Two workers on one database; the first one takes the call."""

    def __init__(self, database: Database, services: Services, talks: Any) -> None:
        self.database = database
        self.services = services
        self.talks = talks
        self.call_id: UUID
        self.socket = ""

    async def ask(self, action: SupervisionAction, by: str = "asha", **values: Any) -> Ordered:
        now = self.services.clock.now()
        async with self.database.transaction() as session:
            done = await request_supervision(session, self.call_id, action, by=by, now=now, **values)
        self.services.bus.publish(f"{SUPERVISE}{self.call_id}")
        return done

    async def hang_up(self) -> None:
        async with self.database.transaction() as session:
            await request_hangup(session, self.call_id, "asha", self.services.clock.now())
        self.services.bus.publish(f"hangup:{self.call_id}")

    async def mute(self, muted: bool) -> None:
        async with self.database.transaction() as session:
            await request_mute(session, self.call_id, muted, "asha", self.services.clock.now())
        self.services.bus.publish(f"mute:{self.call_id}")

    @asynccontextmanager
    async def page(self, token: str | None) -> AsyncIterator[Ear]:
        assert token is not None
        async with unix_connect(self.socket, f"ws://worker/{DOOR}/{self.call_id}") as websocket:
            ear = Ear(websocket)
            await ear.hello(token)
            tasks = [asyncio.create_task(ear.listen()), asyncio.create_task(ear.speak())]
            try:
                yield ear
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def happened(self) -> list[tuple[str, str, str | None]]:
        events = [event.payload for event in await story(self.database, self.call_id) if event.type == HAPPENED]
        return [(event["state"], event["by"], event["why"]) for event in events]

    async def has_happened(self, *states: str) -> None:
        async def there() -> bool:
            return [state for state, _, _ in await self.happened()] == list(states)

        await until(there)


@asynccontextmanager
async def house(
    database: Database,
    folder: Path,
    talks: Any,
    services: Services,
    *,
    line: str = "fake",
    streams: Mapping[str, Streams] = MappingProxyType({}),
    seconds: float = 10.0,
) -> AsyncIterator[House]:
    """A call that somebody has answered on this line of `services`; `streams` are lines at the worker's door."""
    made = House(database, services, talks)
    door = SupervisorsDoor(Tickets(database, services.clock, "supervision").redeem)
    server = StreamServer({DOOR: door, **streams}, folder, name="test")
    async with AsyncExitStack() as stack:
        await server.start()
        stack.push_async_callback(server.close)
        state = {"streams": server.address()}
        worker: Worker = await stack.enter_async_context(working(services, talks, state=lambda: state))
        door.open(worker.supervision_of)
        made.socket = server.address()["socket"]
        agent = await save_agent(database)
        made.call_id = await queue_call(database, services.lines, agent, NUMBER, services.clock.now(), line=line)
        worker.wake()
        await has_status(database, made.call_id, "in_progress", seconds=seconds)
        other = services_of(database, folder, PhoneLine())
        await stack.enter_async_context(working(other, TextTalks(other.clock)))
        yield made

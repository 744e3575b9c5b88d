"""A supervisor at the door of the worker that owns a call, with sound both ways; a second worker is none of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from websockets.asyncio.client import ClientConnection, unix_connect

from tests.phones import NUMBERS, PhoneCall, PhoneLine, queue_call, save_agent
from tests.talks import Script, TextTalks, has_status, services_of, story, until, working
from tests.voice import sounds
from tests.voice.fakes import FakeLine, FakeRecogniser, FakeVoice
from tron.core.call_engine.streams import Tickets
from tron.core.call_engine.supervision import SUPERVISE, Ordered, request_supervision
from tron.core.database.engine import Database
from tron.core.models.supervision import SupervisionAction
from tron.core.ports import Conversation, DialRequest, LineCall, RingListener, ScriptResult
from tron.core.services import Services
from tron.core.speech import FRAME_BYTES
from tron.telephony.browser import call as browser_call
from tron.telephony.stream_server import StreamServer
from tron.voice import supervision as module
from tron.voice.call_run import Emit, Talk
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.session import VoiceSession
from tron.voice.speech_to_text import FrameSTT
from tron.voice.supervisors_door import SupervisorsDoor
from tron.voice.worker import Worker

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

    def __init__(self, models: SharedModels) -> None:
        self._models = models
        self.line = FakeLine()

    async def answer(self, request: DialRequest, listener: RingListener) -> LineCall:
        self.call = PhoneCall(request.call_id)
        self.call.audio, self.call.text = self.line, None
        return self.call

    async def prepare(self, claim: Any) -> None:
        """Nothing is needed."""

    async def __call__(self, claim: Any, line_call: LineCall, emit: Emit) -> Talk:
        parts = VoiceParts(
            line=self.line,
            models=self._models,
            stt=FrameSTT(lambda: FakeRecogniser(self.line), language="en-IN"),
            tts=FakeVoice(frequency=AGENT),
            emit=emit,
        )
        return Talk(VoiceSession(parts, VoiceOptions()), Script(self._talk), "audio")

    async def _talk(self, conversation: Conversation) -> ScriptResult:
        while True:
            await conversation.say(" ".join(["word"] * 60))
            await conversation.listen(0.3)


class Ear:
    """A supervisor's page: keeps what it hears, and speaks while `speaks`."""

    def __init__(self, websocket: ClientConnection) -> None:
        self.websocket = websocket
        self.heard: list[bytes] = []
        self.told: list[dict[str, Any]] = []
        self.speaks = False

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
        frame, due = sounds.tone(0.02, SUPERVISOR), time.monotonic()  # 880 Hz: frames of 20 ms do not fit its period
        sound = sounds.tone(20.0, SUPERVISOR)
        for at in range(0, len(sound), len(frame)):
            if self.speaks:
                await self.websocket.send(sound[at : at + FRAME_BYTES])
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

    @asynccontextmanager
    async def page(self, token: str | None) -> AsyncIterator[Ear]:
        assert token is not None
        async with unix_connect(self.socket, f"ws://worker/supervision/{self.call_id}") as websocket:
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
        events = [event.payload for event in await story(self.database, self.call_id) if event.type == module.HAPPENED]
        return [(event["state"], event["by"], event["why"]) for event in events]

    async def has_happened(self, *states: str) -> None:
        async def there() -> bool:
            return [state for state, _, _ in await self.happened()] == list(states)

        await until(there)


@asynccontextmanager
async def house(database: Database, folder: Path, talks: Any, line: PhoneLine) -> AsyncIterator[House]:
    services = services_of(database, folder, line)
    made = House(database, services, talks)
    door = SupervisorsDoor(Tickets(database, services.clock, "supervision").redeem)
    server = StreamServer({"supervision": door}, folder, name="test")
    async with AsyncExitStack() as stack:
        worker: Worker = await stack.enter_async_context(working(services, talks))
        door.open(worker.supervision_of)
        await server.start()
        stack.push_async_callback(server.close)
        made.socket = server.address()["socket"]
        agent = await save_agent(database)
        made.call_id = await queue_call(database, services.lines, agent, NUMBERS[0], services.clock.now())
        worker.wake()
        await has_status(database, made.call_id, "in_progress")
        other = services_of(database, folder, PhoneLine())
        await stack.enter_async_context(working(other, TextTalks(other.clock)))
        yield made


@pytest.mark.slow
@pytest.mark.sound
async def test_listening_taking_over_and_handing_back(
    database: Database, tmp_path: Path, models: SharedModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_call, "RECONNECT_SECONDS", 0.3)
    talks = VoiceTalks(models)
    async with house(database, tmp_path, talks, PhoneLine(answer=talks.answer)) as made:
        listening = await made.ask("listen")
        async with made.page(listening.token) as asha:
            assert asha.told[0]["type"] == "ready"
            asha.speaks = True  # nobody hears it yet
            await asha.hears(AGENT)
            talks.line.say("", sounds.tone(1.5, CALLER))
            await asha.hears(AGENT, CALLER)
            await heard_by(talks.line.sent, AGENT)
            ravi_seat = await made.ask("listen", "ravi")
            async with made.page(ravi_seat.token) as ravi:
                await made.ask("take_over", seat=listening.seat)
                await heard_by(talks.line.sent, SUPERVISOR)
                await ravi.hears(SUPERVISOR)
                talks.line.say("", sounds.tone(1.5, CALLER))
                await asha.hears(CALLER)
                await made.ask("hand_back", "ravi")
                await heard_by(talks.line.sent, AGENT)
                await made.ask("take_over", seat=listening.seat)
                await heard_by(talks.line.sent, SUPERVISOR)
        # Asha's connection is gone, and with it her turn.
        await heard_by(talks.line.sent, AGENT)
        await made.has_happened(
            "joined", "joined", "took_over", "handed_back", "took_over", "left", "handed_back", "left"
        )
        happened = await made.happened()
        assert happened[3] == ("handed_back", "asha", "asked")
        assert ("handed_back", "asha", "connection_lost") in happened
        talks.call.leave()
        await has_status(database, made.call_id)


@pytest.mark.thorough
async def test_words_alone_are_steered_by_the_worker_that_owns_the_call(database: Database, tmp_path: Path) -> None:
    services = services_of(database, tmp_path)
    talks = TextTalks(services.clock, _waits)
    async with house(database, tmp_path, talks, PhoneLine()) as made:
        await made.ask("say", text="I have found your order.")

        async def said() -> bool:
            rows = [event.payload for event in await story(database, made.call_id) if event.type == "call.transcript"]
            return any(row["text"] == "I have found your order." for row in rows)

        await until(said)
        # There is sound to ask for, but this session has none.
        seat = await made.ask("listen")
        async with unix_connect(made.socket, f"ws://worker/supervision/{made.call_id}") as page:
            await page.send(json.dumps({"type": "hello", "token": seat.token, "sample_rate": 16_000}))
            assert json.loads(await page.recv())["error"]["code"] == "call_over"


async def _waits(conversation: Conversation) -> ScriptResult:
    while True:
        await conversation.listen(0.2)


@pytest.mark.slow
@pytest.mark.sound
async def test_tokens_seats_and_those_who_never_come(
    database: Database, tmp_path: Path, models: SharedModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.4)
    talks = VoiceTalks(models)
    async with house(database, tmp_path, talks, PhoneLine(answer=talks.answer)) as made:
        await made.ask("take_over")
        await made.has_happened("handed_back", "left")
        assert [why for _, _, why in await made.happened()] == ["never_came", "never_came"]
        seat = await made.ask("listen", "ravi")
        async with made.page(seat.token) as ravi:
            for token in (seat.token, "nonsense", f"{seat.seat}.guessed"):
                async with unix_connect(made.socket, f"ws://worker/supervision/{made.call_id}") as page:
                    await page.send(json.dumps({"type": "hello", "token": token, "sample_rate": 16_000}))
                    assert json.loads(await page.recv())["error"]["code"] == "bad_token"
            talks.call.leave()
            await has_status(database, made.call_id)

            async def ended() -> bool:
                return ravi.told[-1]["type"] == "ended"

            await until(ended)

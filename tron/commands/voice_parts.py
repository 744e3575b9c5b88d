"""Wires the voice room for a process that holds calls: engines, practice recogniser, lines, talk."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tron.commands.tool_parts import open_tools
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.streams import Tickets
from tron.core.call_engine.supervision import DOOR
from tron.core.database.tables import Call
from tron.core.ids import uuid7
from tron.core.knowledge.indexing import Indexer
from tron.core.ports import Line
from tron.core.scenarios.jobs import ScenarioJobs
from tron.core.services import Services
from tron.core.trunks.book import StoredBook
from tron.providers.embeddings import EmbeddingModels
from tron.providers.engines.abilities import EngineAbilities
from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineUnavailable
from tron.providers.engines.supervisor import EngineSupervisor, socket_path_for
from tron.providers.llm.models import Models
from tron.providers.llm.patience import Patience
from tron.providers.stt.practice import CallCatalogues
from tron.providers.stt.sarvam import SarvamRecognition
from tron.providers.tts.sarvam import SarvamVoices
from tron.telephony.closing import close_lines
from tron.telephony.registry import LineContext, register_lines
from tron.telephony.stream_server import Streams, StreamServer
from tron.voice.after_call import AfterCall
from tron.voice.hooks import CallHooks
from tron.voice.server_recordings import ServerRecordings
from tron.voice.supervisors_door import SupervisorsDoor
from tron.voice.talk import TalkFactory

PATIENCE = Patience(first_token_within=2.5)
"""A caller waits: with one more try, the next vendor's model is asked after five seconds."""


@dataclass(frozen=True, slots=True)
class VoiceRoom:
    """What a worker needs to hold calls."""

    talk: TalkFactory
    engines: EngineClient
    hooks: CallHooks
    streams: StreamServer
    supervisors: SupervisorsDoor
    identity: UUID
    """Of the worker that this room is for: calls that come in on its connections are its own."""
    after_call: AfterCall
    indexer: Indexer
    scenarios: ScenarioJobs
    recordings: ServerRecordings


@asynccontextmanager
async def open_voice(
    services: Services, *, own_engines: bool, extra_lines: tuple[Line, ...] = ()
) -> AsyncIterator[VoiceRoom]:
    """Connects to the engines' process (`own_engines`: starts one) and registers the lines."""
    async with AsyncExitStack() as stack:
        path = socket_path_for(services.config.data_dir)
        if own_engines:
            supervisor = EngineSupervisor(services.config.data_dir)
            await supervisor.start()
            stack.push_async_callback(supervisor.close)
            path = supervisor.socket_path
        engines = EngineClient(path)
        stack.push_async_callback(engines.close)
        await stack.enter_async_context(open_tools(services))
        catalogues = CallCatalogues()
        identity = uuid7()
        supervisors = SupervisorsDoor(Tickets(services.database, services.clock, "supervision").redeem)
        streams = await _open_lines(services, stack, engines, catalogues, extra_lines, identity, supervisors)
        embedders = services.embedders = EmbeddingModels(path)
        stack.push_async_callback(embedders.aclose)
        abilities = EngineAbilities(path)
        stack.push_async_callback(abilities.close)
        hearing = SarvamRecognition()
        stack.push_async_callback(hearing.aclose)
        talk = _talk(services, stack, engines, abilities, catalogues, hearing)
        unhurried = services.models = Models(abilities)
        stack.push_async_callback(unhurried.aclose)
        after_call = AfterCall(services, models=unhurried, sound=hearing)

        async def forget(call: Call) -> None:
            catalogues.forget(call.id)

        hooks = CallHooks(ends=[forget, after_call.ended])
        indexer, scenarios, recordings = Indexer(services), ScenarioJobs(services), ServerRecordings(services)
        yield VoiceRoom(
            talk, engines, hooks, streams, supervisors, identity, after_call, indexer, scenarios, recordings
        )


async def _open_lines(
    services: Services,
    stack: AsyncExitStack,
    engines: EngineClient,
    catalogues: CallCatalogues,
    extra_lines: tuple[Line, ...],
    identity: UUID,
    supervisors: SupervisorsDoor,
) -> StreamServer:
    """Registers the lines; what serves those whose calls have a stream."""
    tickets = Tickets(services.database, services.clock)
    reception = Reception(services.database, services.bus, services.clock, identity)
    context = LineContext(
        services.clock,
        services.config.data_dir,
        engines,
        catalogues.add,
        tickets.redeem,
        services.settings.snapshot,
        reception.receive,
        StoredBook(services.database),
        reception.let_go,
    )
    register_lines(services.lines, context)
    for line in extra_lines:
        services.lines.register(line)
    stack.push_async_callback(close_lines, services.lines)
    streams = _stream_server(services, supervisors)
    await streams.start()
    stack.push_async_callback(streams.close)
    return streams


def _talk(
    services: Services,
    stack: AsyncExitStack,
    engines: EngineClient,
    abilities: EngineAbilities,
    catalogues: CallCatalogues,
    hearing: SarvamRecognition,
) -> TalkFactory:
    """Calls over the vendors that have a key, and the built-in engines behind them."""
    models, voices = Models(abilities, patience=PATIENCE), SarvamVoices()
    stack.push_async_callback(models.aclose)
    stack.push_async_callback(voices.aclose)
    talk = TalkFactory(
        services,
        recogniser=engines,
        voice=engines,
        catalogues=catalogues,
        abilities=abilities,
        models=models,
        cloud_voices=voices,
        cloud_hearing=hearing,
    )
    stack.push_async_callback(talk.close)
    return talk


def _stream_server(services: Services, supervisors: SupervisorsDoor) -> StreamServer:
    """For the lines whose calls have a stream, and for supervisors of any call."""
    lines: dict[str, Streams] = {line.name: line for line in services.lines if isinstance(line, Streams)}
    lines[DOOR] = supervisors
    config = services.config
    return StreamServer(
        lines,
        config.data_dir,
        name=str(os.getpid()),
        listen=config.worker_listen,
        public_url=config.worker_public_url,
        private_url=config.worker_private_url,
    )


async def engines_are_running(data_dir: Path) -> bool:
    """Whether an engines' process of this data folder answers (serve has one)."""
    client = EngineClient(socket_path_for(data_dir), patience=0.5)
    try:
        await client.status()
    except (EngineUnavailable, OSError, TimeoutError):
        return False
    finally:
        await client.close()
    return True

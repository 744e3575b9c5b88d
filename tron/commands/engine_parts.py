"""Wires the engines' models for serve: downloads, taking them up, and free talk in the simulator."""

from __future__ import annotations

from contextlib import AsyncExitStack

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.services import Services
from tron.providers.embeddings import EmbeddingModels
from tron.providers.engines.abilities import EngineAbilities
from tron.providers.engines.downloads.catalogue import packaged_catalogue
from tron.providers.engines.downloads.store import ModelStore
from tron.providers.engines.room import LocalEngines
from tron.providers.engines.supervisor import EngineSupervisor
from tron.providers.llm.models import Models


async def wire_engines(services: Services, supervisor: EngineSupervisor, stack: AsyncExitStack) -> None:
    """Downloads go on from here until `stack` closes."""

    async def any_calls() -> bool:
        try:
            async with services.database.transaction() as session:
                rows = await WorkerRepository(session).alive(services.clock.now() - FRESH)
        except DATABASE_ERRORS:
            return True  # nobody can tell: calls go on without a database
        return any(int(row.state.get("calls", 0)) for row in rows)

    store = ModelStore(services.config.data_dir / "models")
    room = LocalEngines(supervisor, packaged_catalogue(), store, services.config.models_url, any_calls=any_calls)
    await room.start()
    stack.push_async_callback(room.close)
    abilities = EngineAbilities(supervisor.socket_path)
    stack.push_async_callback(abilities.close)
    services.engines = room
    models = Models(abilities)
    stack.push_async_callback(models.aclose)
    services.models = models
    embedders = EmbeddingModels(supervisor.socket_path)
    stack.push_async_callback(embedders.aclose)
    services.embedders = embedders
    if services.previews is not None:
        services.previews.sounds_by(abilities.voices)

"""An app with all routes over the test database, and clients that reach it in process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from tests.api.tool_requests import Shop
from tests.emulators.mcp import McpEmulator
from tests.factories import agent_row
from tron.api.router import build_router, install_edge
from tron.commands.tool_parts import open_tools
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.events.bus import PostgresBus
from tron.core.health import PostgresCheck
from tron.core.lines import Lines
from tron.core.services import Services
from tron.core.settings import SettingsService
from tron.telephony.registry import LineContext, register_lines

LOCAL = "http://127.0.0.1:8100"
TOKEN = "a-token-only-for-tests"


@pytest.fixture
def config(tmp_path: Path) -> BootConfig:
    return BootConfig(_env_file=None, data_dir=tmp_path, access_token=SecretStr(TOKEN))


@pytest.fixture
def environ() -> dict[str, str]:
    """The environment that the settings see; a test may override it."""
    return {}


@pytest.fixture(scope="session")
def routed_app() -> FastAPI:
    """All routes, put together once: that takes longer than most tests."""
    app = FastAPI()
    app.include_router(build_router())
    install_edge(app)
    return app


@pytest.fixture
def edge_app(routed_app: FastAPI, database: Database, config: BootConfig, environ: dict[str, str]) -> Iterator[FastAPI]:
    clock = SystemClock()
    routed_app.state.services = Services(
        config=config,
        database=database,
        settings=SettingsService(database, environ),
        clock=clock,
        bus=PostgresBus(database.dsn),
        lines=register_lines(Lines(), LineContext(clock, config.data_dir)),
        checks=[PostgresCheck(database)],
    )
    routes = len(routed_app.router.routes)
    yield routed_app
    del routed_app.router.routes[routes:]  # a test may add its own


@pytest.fixture
def client_at(edge_app: FastAPI) -> Callable[..., httpx2.AsyncClient]:
    """A client that comes from `address` (and is told apart by headers given to it)."""

    def make(address: str = "127.0.0.1", base_url: str = LOCAL) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(app=edge_app, client=(address, 50_000), raise_app_exceptions=False)
        return httpx2.AsyncClient(transport=transport, base_url=base_url)

    return make


@pytest.fixture
async def client(client_at: Callable[..., httpx2.AsyncClient]) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_at() as local:
        yield local


@pytest.fixture
async def agent_id(database) -> str:
    async with database.transaction() as session:
        agent = agent_row(success_outcomes=["resolved"])
        session.add(agent)
    return str(agent.id)


@pytest.fixture
async def source(edge_app) -> AsyncIterator[None]:
    async with open_tools(edge_app.state.services):
        yield


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with Shop() as server:
        yield server


@pytest.fixture
async def mcp() -> AsyncIterator[McpEmulator]:
    async with McpEmulator() as server:
        yield server


@pytest.fixture
async def bus(edge_app) -> AsyncIterator[Any]:
    started = edge_app.state.services.bus
    await started.start()
    while not started.healthy():  # before that, whoever subscribes is told that it may have missed something
        await asyncio.sleep(0.01)
    yield started
    await started.close()

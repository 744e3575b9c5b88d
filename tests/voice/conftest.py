from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tron.voice.parts import SharedModels


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def models() -> AsyncIterator[SharedModels]:
    loaded = await SharedModels.load()
    yield loaded
    loaded.close()

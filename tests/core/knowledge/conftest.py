from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.core.knowledge.house import House, open_house
from tron.core.database.engine import Database
from tron.core.knowledge import indexing


@pytest.fixture
async def house(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(indexing, "LOOK_SECONDS", 0.1)
    async with open_house(database, tmp_path) as opened:
        yield opened

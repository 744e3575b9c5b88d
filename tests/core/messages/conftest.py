from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.messages.post_office import PostOffice
from tron.core.database.engine import Database


@pytest.fixture
async def office(database: Database, tmp_path: Path) -> PostOffice:
    return await PostOffice.opened(database, tmp_path)

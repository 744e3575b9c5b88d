"""What the API shows and gives of a recording that a line's server made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Call, ServerRecording

CALLS = "/api/tron/calls"
BUCKET = "https://calls.s3.amazonaws.com/a.ogg"


async def recorded(database: Database, **columns: Any) -> UUID:
    """A call that is over; `columns` of its recording, without any it has none."""
    now = SystemClock().now()
    async with database.transaction() as session:
        session.add(call := Call(line="livekit", status="completed", ended_at=now))
        await session.flush()
        if columns:
            named = {"line": "livekit", "room": "room", "name": f"{call.id}.livekit.ogg", "keep": False}
            session.add(ServerRecording(call_id=call.id, created_at=now, **named, **columns))
    return call.id


async def shown(client: AsyncClient, call_id: UUID) -> Any:
    return (await client.get(f"{CALLS}/{call_id}")).json()["server_recording"]


async def test_one_in_trons_folder_is_given(client: AsyncClient, database: Database, config: BootConfig) -> None:
    call_id = await recorded(database, state="complete", location="/out/a.ogg", seconds=12.5, size=8)
    (config.data_dir / "recordings").mkdir()
    (config.data_dir / "recordings" / f"{call_id}.livekit.ogg").write_bytes(b"OggS1234")
    url = f"{CALLS}/{call_id}/server-recording"
    assert await shown(client, call_id) == {
        "state": "complete",
        "trouble": None,
        "detail": None,
        "location": "/out/a.ogg",
        "seconds": 12.5,
        "size": 8,
        "url": url,
    }
    answer = await client.get(url)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"OggS1234", "audio/ogg")
    assert (await client.get(url, headers={"Range": "bytes=4-"})).content == b"1234"
    (config.data_dir / "recordings" / f"{call_id}.livekit.ogg").unlink()
    assert (await client.get(url)).status_code == 404


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "complete", "location": BUCKET},
        {"state": "complete", "location": "/elsewhere/a.ogg", "trouble": "not_seen"},
        {"state": "active"},
        {"state": "failed", "trouble": "aborted", "detail": "Start signal not received"},
    ],
    ids=["in a bucket", "not seen", "under way", "failed"],
)
async def test_what_lies_elsewhere_is_told_and_not_given(
    client: AsyncClient, database: Database, columns: dict[str, Any]
) -> None:
    call_id = await recorded(database, **columns)
    found = await shown(client, call_id)
    assert found | columns == found
    assert found["url"] is None
    assert (await client.get(f"{CALLS}/{call_id}/server-recording")).status_code == 404


async def test_a_call_without_one(client: AsyncClient, database: Database) -> None:
    call_id = await recorded(database)
    assert await shown(client, call_id) is None
    assert (await client.get(f"{CALLS}/{call_id}/server-recording")).status_code == 404

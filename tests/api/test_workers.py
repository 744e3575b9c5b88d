"""/api/tron/workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tron.core.ids import uuid7
from tron.core.repositories.workers import WorkerRepository


async def beat(database, now, name: str, **state: Any) -> None:
    async with database.transaction() as session:
        await WorkerRepository(session).beat(uuid7(), name=name, host="desk", pid=7, now=now, state=state)


async def test_each_worker_tells_its_calls_and_how_it_stands_with_its_servers(client, database, edge_app):
    now = edge_app.state.services.clock.now()
    livekit = {"configured": True, "registered": True, "agent_name": "tron"}
    sip = {"connected": False, "takes_calls": True}
    streams = {"socket": "/run/a.sock", "url": "wss://tron.example"}
    desks = {"livekit": livekit, "sip": sip, "other": {"configured": False}}
    await beat(database, now, "serve", calls=3, draining=False, desks=desks, streams=streams, engines="shared")
    await beat(database, now, "worker-9", calls=1, draining=True)
    await beat(database, now - timedelta(minutes=2), "lost", calls=2)
    rows = {row["name"]: row for row in (await client.get("/api/tron/workers")).json()["items"]}
    serve = rows["serve"]
    assert (serve["state"], serve["calls"], serve["engines"]) == ("ready", 3, "shared")
    assert serve["takes_streams_at"] == "wss://tron.example"
    assert serve["capacity_audio"] > 0
    assert serve["desks"] == [
        {"line": "livekit", "state": "registered", "name": "tron"},
        {"line": "other", "state": "off", "name": None},
        {"line": "sip", "state": "waiting", "name": None},
    ]
    assert "a.sock" not in str(rows)
    assert [rows[name]["state"] for name in ("worker-9", "lost")] == ["draining", "silent"]
    assert (rows["worker-9"]["desks"], rows["worker-9"]["engines"]) == ([], None)

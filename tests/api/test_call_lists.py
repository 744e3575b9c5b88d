"""/api/tron/calls: lists, events and figures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.api.call_requests import CALLS, dial, store
from tron.core.database.tables import CallEvent
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


async def test_unknown_calls_are_not_found(client):
    url = f"{CALLS}/{uuid7()}"
    answers = [await client.get(url + tail) for tail in ("", "/events", "/recording")]
    answers += [await client.post(f"{url}/hangup"), await client.post(f"{url}/retry", json={})]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [(404, "not_found")] * 5


@pytest.mark.parametrize(
    "sort", ["created_at", "-created_at", "duration_seconds", "-duration_seconds", "-talk_time_seconds"]
)
async def test_pages_have_every_call_once_in_order(client, agent_id, database, sort):
    for duration in (None, 5, 30, None, 5, 61, 7):
        call = await dial(client, agent_id)
        await store(database, call["id"], duration_seconds=duration, talk_time_seconds=duration)
    seen: list[dict[str, Any]] = []
    params: dict[str, Any] = {"limit": 3, "sort": sort}
    while True:
        page = (await client.get(CALLS, params=params)).json()
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    key = sort.lstrip("-")
    values = [-1 if call[key] is None else call[key] for call in seen]
    assert values == sorted(values, reverse=sort.startswith("-"))
    assert len({call["id"] for call in seen}) == len(seen) == 7


async def test_filters(client, agent_id, database):
    plain = await dial(client, agent_id, contact_name="Asha Rao")
    done = await dial(client, agent_id, phone_number="+910000000012", contact_name="आशा")
    await store(database, done["id"], status="completed", outcome="resolved")
    rung = await client.post("/api/tron/practice/ring", json={"agent_id": agent_id, "from": "+910000000077"})
    rung = rung.json()
    everything = {plain["id"], done["id"], rung["id"]}
    for params, found in (
        ({}, everything),
        ({"status": "completed"}, {done["id"]}),
        ({"status": ["completed", "queued"]}, everything),
        ({"outcome": "resolved"}, {done["id"]}),
        ({"direction": "inbound"}, {rung["id"]}),
        ({"line": "sandbox"}, everything),
        ({"line": "gsm"}, set()),
        ({"agent_id": agent_id}, everything),
        ({"agent_id": str(uuid7())}, set()),
        ({"campaign_id": str(uuid7())}, set()),
        ({"search": "rao"}, {plain["id"]}),
        ({"search": "आशा"}, {done["id"]}),
        ({"search": "00012"}, {done["id"]}),
        ({"search": "+91 00000-00012"}, {done["id"]}),
        ({"search": "-"}, set()),
        ({"search": "%"}, set()),
        ({"from": rung["created_at"]}, {rung["id"]}),
        ({"to": done["created_at"]}, {plain["id"]}),
        ({"from": "2000-01-01", "to": "2000-01-02"}, set()),
    ):
        items = (await client.get(CALLS, params=params)).json()["items"]
        assert {call["id"] for call in items} == found, params


async def test_active_calls(client, agent_id, database):
    first, second, _ = [await dial(client, agent_id) for _ in range(3)]
    await store(database, first["id"], status="ringing")
    await store(database, second["id"], status="in_progress")
    page = (await client.get(f"{CALLS}/active")).json()
    assert ([call["id"] for call in page["items"]], page["next_cursor"]) == ([first["id"], second["id"]], None)


async def test_events_come_in_pages(client, agent_id, database):
    call = await dial(client, agent_id)
    async with database.transaction() as session:
        for sequence in range(2, 6):
            session.add(CallEvent(call_id=UUID(call["id"]), sequence=sequence, type="silence", payload={"count": 1}))
    url = f"{CALLS}/{call['id']}/events"
    first = (await client.get(url, params={"limit": 2})).json()
    assert ([event["sequence"] for event in first["items"]], first["next_cursor"]) == ([1, 2], "2")
    rest = (await client.get(url, params={"after": first["next_cursor"]})).json()
    assert ([event["sequence"] for event in rest["items"]], rest["next_cursor"]) == ([3, 4, 5], None)


async def test_stats_have_the_designs_meanings(client, agent_id, database):
    day = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # 01:30 on the 21st in India
    rows: list[dict[str, Any]] = [
        {"status": "completed", "outcome": "resolved", "answered_at": day, "talk_time_seconds": 60},
        {"status": "completed", "outcome": "other", "answered_at": day, "talk_time_seconds": 30},
        {"status": "busy", "reason": "busy"},
        {"status": "failed", "reason": "invalid_number"},
        {"status": "queued", "started_at": None},
        {"status": "ringing"},
    ]
    for row in rows:
        call = await dial(client, agent_id)
        values = {"created_at": day, "started_at": day, "cost": {"inr": 2.0, "usd": 0.02}, "cost_estimate": 0.02}
        await store(database, call["id"], **{**values, **row})
    await dial(client, agent_id)
    params = {"from": "2026-11-20", "to": "2026-11-22T00:00:00", "timezone": "Asia/Kolkata"}
    stats = (await client.get(f"{CALLS}/stats", params=params)).json()
    assert (stats["total"], stats["rung"], stats["answered"], stats["successful"], stats["active"]) == (6, 4, 2, 1, 1)
    assert (stats["human"], stats["containment"]) == (None, None)
    assert (stats["success_rate"], stats["answer_rate"]) == (0.5, 0.5)
    assert (stats["talk_time_seconds"], stats["avg_talk_time_seconds"]) == (90, 45.0)
    assert stats["cost"] == {"inr": 12.0, "usd": 0.12}
    assert stats["by_status"] == {"completed": 2, "busy": 1, "failed": 1, "queued": 1, "ringing": 1}
    assert stats["by_outcome"] == {"resolved": 1, "other": 1}
    assert stats["by_reason"] == {"busy": 1, "invalid_number": 1}
    assert [(day["day"], day["total"]) for day in stats["per_day"]] == [("2026-11-20", 0), ("2026-11-21", 6)]
    assert stats["success_by_outcome"] == {"resolved": 1}
    figures = {name: value for name, value in stats["per_day"][1].items() if name != "day"}
    parts = {"answered": 2, "not_answered": 1, "failed": 1, "other": 2}
    assert figures == {
        **{"total": 6, **parts},
        **{"successful": 1, "talk_time_seconds": 90, "cost_inr": 12.0, "reply_p50_ms": None},
    }
    assert (stats["timezone"], stats["from"]) == ("Asia/Kolkata", "2026-11-20T00:00:00+05:30")
    utc = (await client.get(f"{CALLS}/stats", params={**params, "timezone": "UTC"})).json()
    assert [(day["day"], day["total"]) for day in utc["per_day"]] == [("2026-11-20", 6), ("2026-11-21", 0)]


async def test_reply_times_are_percentiles_over_turns(client, agent_id, database):
    days = [datetime(2026, 11, day, 12, 0, tzinfo=UTC) for day in (20, 20, 21)]
    waits = [[800, None, 1000], [900], [2000]]
    ids = [(await dial(client, agent_id))["id"] for _ in days]
    for call_id, day, totals in zip(ids, days, waits, strict=True):
        turns = [{"turn": index + 1, "total_ms": total} for index, total in enumerate(totals)]
        await store(database, call_id, created_at=day, turns=turns)
    params = {"from": "2026-11-20", "to": "2026-11-23", "timezone": "UTC"}
    stats = (await client.get(f"{CALLS}/stats", params=params)).json()
    assert stats["reply_time"] == {"turns": 4, "p50_ms": 950.0, "p90_ms": 1700.0}
    assert [day["reply_p50_ms"] for day in stats["per_day"]] == [900.0, 2000.0, None]
    simulated = await dial(client, agent_id, fidelity="text")
    await store(database, simulated["id"], created_at=days[0], turns=[{"turn": 1, "total_ms": 40}])
    assert (await client.get(f"{CALLS}/stats", params=params)).json()["reply_time"]["p50_ms"] == 950
    rows = (await client.get(CALLS, params={"to": "2026-11-21"})).json()["items"]
    waits = {row["id"]: row["reply_p50_ms"] for row in rows}
    assert waits == {ids[0]: 900, ids[1]: 900, simulated["id"]: None}


async def test_stats_of_nothing(client):
    stats = (await client.get(f"{CALLS}/stats")).json()
    assert (stats["total"], stats["success_rate"], stats["avg_talk_time_seconds"]) == (0, None, None)
    assert stats["reply_time"] == {"turns": 0, "p50_ms": None, "p90_ms": None}
    assert len(stats["per_day"]) in {30, 31}
    assert stats["timezone"] == "Asia/Kolkata"

"""/api/tron/calls, /api/tron/practice and /api/tron/lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.factories import agent_row, make_services
from tests.support import ScaledClock
from tron.core.database.tables import AuditEntry, Call, Callback, CallEvent
from tron.core.ids import uuid7
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

pytestmark = pytest.mark.thorough

CALLS = "/api/tron/calls"
NUMBER = "+910000000001"


def paths(answer) -> list[str]:
    return [field["path"] for field in answer.json()["error"]["fields"]]


@pytest.fixture
async def agent_id(database) -> str:
    async with database.transaction() as session:
        agent = agent_row(success_outcomes=["resolved"])
        session.add(agent)
    return str(agent.id)


@pytest.fixture
async def bus(edge_app) -> AsyncIterator[Any]:
    started = edge_app.state.services.bus
    await started.start()
    while not started.healthy():  # before that, whoever subscribes is told that it may have missed something
        await asyncio.sleep(0.01)
    yield started
    await started.close()


async def dial(client, agent_id: str, **more: Any) -> dict[str, Any]:
    answer = await client.post(f"{CALLS}/dial", json={"agent_id": agent_id, "phone_number": NUMBER, **more})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def hears(heard, *references: str) -> None:
    missing = set(references)
    async with asyncio.timeout(3):
        while missing:
            missing -= await heard.next()


async def store(database, call_id: str, **columns: Any) -> None:
    async with database.transaction() as session:
        await session.execute(update(Call).where(Call.id == UUID(call_id)).values(**columns))


# ------------------------------------------------------------ asking for calls


async def test_a_dial_is_queued_and_wakes_a_worker_after_the_commit(client, agent_id, bus, database):
    async with bus.subscribe() as heard:
        call = await dial(
            client,
            agent_id,
            phone_number="+91 00000 00001",
            contact_name=" Asha ",
            contact_metadata={"amount": 1200, "nested": {"शहर": ["पुणे"]}},
        )
        await hears(heard, "dial", f"call:{call['id']}")
    assert (call["status"], call["line"], call["fidelity"], call["direction"]) == (
        "queued",
        "sandbox",
        "audio",
        "outbound",
    )
    assert (call["phone_number"], call["contact_name"]) == (NUMBER, "Asha")
    assert call["contact_metadata"] == {"amount": 1200, "nested": {"शहर": ["पुणे"]}}
    assert (call["agent_id"], call["recording_url"]) == (agent_id, None)
    assert call["agent_name"]
    async with database.transaction() as session:
        [entry] = (await session.scalars(select(AuditEntry))).all()
    assert (entry.action, entry.entity_id, entry.actor) == ("call.dial", call["id"], "local")
    assert "00000" not in str(entry.changes).replace("*", "")


async def test_a_refused_dial_leaves_nothing_and_wakes_nobody(client, agent_id, bus, database):
    async with bus.subscribe() as heard:
        body = {"agent_id": agent_id, "phone_number": "+919999912345", "line": "sandbox"}
        answer = await client.post(f"{CALLS}/dial", json=body)
        assert (answer.status_code, paths(answer)) == (422, ["phone_number"])
        assert await heard.next(timeout=0.3) <= {"lagged"}
    async with database.transaction() as session:
        assert (await session.scalars(select(Call.id))).all() == []


async def test_the_default_line_is_a_setting(client, agent_id):
    body = {"revision": 1, "values": {"telephony.default_line": "gsm"}}
    assert (await client.put("/api/tron/settings", json=body)).status_code == 200
    answer = await client.post(f"{CALLS}/dial", json={"agent_id": agent_id, "phone_number": NUMBER})
    assert (answer.status_code, paths(answer)) == (422, ["line"])
    assert "sandbox" in answer.json()["error"]["hint"]
    assert (await dial(client, agent_id, line="sandbox", fidelity="text"))["fidelity"] == "text"


async def test_people_of_the_practice_line_can_be_told_what_to_say(client, agent_id, database):
    placed = await dial(client, agent_id, line="sandbox", fidelity="text", says=["Yes.", "#12#", "", "!"])
    async with database.transaction() as session:
        call = await session.get(Call, UUID(placed["id"]))
    assert call.line_options == {"fidelity": "text", "says": ["Yes.", "#12#", "", "!"]}
    for says, line in ([["x" * 501], "sandbox"], [["Yes."] * 51, "sandbox"], [["Yes."], "browser"]):
        body = {"agent_id": agent_id, "phone_number": NUMBER, "line": line, "says": says}
        answer = await client.post(f"{CALLS}/dial", json=body)
        assert answer.status_code == 422
        assert paths(answer)[0].startswith("says")


async def test_a_practice_person_rings_tron(client, agent_id):
    body = {"agent_id": agent_id, "from": "+910000000012", "fidelity": "text"}
    answer = await client.post("/api/tron/practice/ring", json=body)
    assert answer.status_code == 202
    assert (answer.json()["direction"], answer.json()["phone_number"]) == ("inbound", "+910000000012")
    answer = await client.post("/api/tron/practice/ring", json={**body, "from": "+919876543210"})
    assert (answer.status_code, paths(answer)) == (422, ["from"])


async def test_lines(client):
    lines = {line["name"]: line for line in (await client.get("/api/tron/lines")).json()["items"]}
    practice = {"rings_phone": False, "has_trunks": False, "takes_calls": True}
    assert lines["sandbox"] == {"name": "sandbox", "title": "Practice line", **practice}


# ------------------------------------------------------------ ending and retrying


async def test_hanging_up_a_queued_call_cancels_it(client, agent_id):
    call = await dial(client, agent_id)
    ended = await client.post(f"{CALLS}/{call['id']}/hangup")
    assert (ended.status_code, ended.json()["status"], ended.json()["reason"]) == (202, "cancelled", "by_user")
    again = await client.post(f"{CALLS}/{call['id']}/hangup")
    assert (again.status_code, again.json()["current"]) == (409, {"status": "cancelled", "reason": "by_user"})


async def test_hanging_up_a_live_call_asks_its_owner(client, agent_id, database, bus):
    call = await dial(client, agent_id)
    await store(database, call["id"], status="in_progress")
    async with bus.subscribe() as heard:
        asked = await client.post(f"{CALLS}/{call['id']}/hangup")
        await hears(heard, f"hangup:{call['id']}", f"call:{call['id']}")
    assert (asked.status_code, asked.json()["status"]) == (202, "in_progress")
    assert asked.json()["hangup_requested_at"] is not None
    assert (await client.post(f"{CALLS}/{call['id']}/hangup")).status_code == 202
    events = (await client.get(f"{CALLS}/{call['id']}/events")).json()["items"]
    assert [event["type"] for event in events] == ["call.queued", "call.hangup_requested"]
    assert events[1]["payload"] == {"by": "local"}


async def test_a_retry_is_a_linked_queued_call(client, agent_id, database):
    call = await dial(client, agent_id, contact_name="Asha", fidelity="text")
    url = f"{CALLS}/{call['id']}/retry"
    early = await client.post(url, json={"delay_minutes": 0})
    assert early.status_code == 409
    await store(database, call["id"], status="busy", reason="busy")
    retry = (await client.post(url, json={"delay_minutes": 30})).json()
    assert (retry["status"], retry["previous_call_id"], retry["retry_count"]) == ("queued", call["id"], 1)
    assert (retry["contact_name"], retry["fidelity"]) == ("Asha", "text")
    waits = datetime.fromisoformat(retry["eligible_at"]) - datetime.fromisoformat(retry["created_at"])
    assert waits == timedelta(minutes=30)
    [queued] = (await client.get(f"{CALLS}/{retry['id']}/events")).json()["items"]
    assert queued["payload"]["retry_count"] == 1
    assert (await client.post(url, json={})).status_code == 409
    assert (await client.post(f"{CALLS}/{retry['id']}/hangup")).json()["status"] == "cancelled"
    again = (await client.post(f"{CALLS}/{retry['id']}/retry", json={})).json()
    assert again["retry_count"] == 2
    sibling = (await client.post(url, json={})).json()
    await dial(client, agent_id)
    for attempt in (call, retry, again):
        attempts = (await client.get(f"{CALLS}/{attempt['id']}")).json()["attempts"]
        assert [each["id"] for each in attempts] == [call["id"], retry["id"], again["id"], sibling["id"]]
    assert [each["status"] for each in attempts] == ["busy", "cancelled", "queued", "queued"]


async def test_what_was_promised_in_a_call_stands_with_it(client, agent_id, database):
    call = await dial(client, agent_id)
    assert (await client.get(f"{CALLS}/{call['id']}")).json()["callbacks"] == []
    due = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)
    async with database.transaction() as session:
        owner = {"call_id": UUID(call["id"]), "phone_number": NUMBER, "due_at": due}
        session.add(Callback(**owner, status="cancelled", reason="opted_out", created_at=due - timedelta(days=2)))
        session.add(Callback(**owner, note="price", created_at=due - timedelta(days=1)))
    shown = (await client.get(f"{CALLS}/{call['id']}")).json()["callbacks"]
    kept = [(each["status"], each["reason"], each["note"]) for each in shown]
    assert kept == [("open", None, "price"), ("cancelled", "opted_out", None)]
    assert {datetime.fromisoformat(each["due_at"]) for each in shown} == {due}


# ------------------------------------------------------------ reading


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


# ------------------------------------------------------------ recordings


@pytest.fixture
async def recording(client, agent_id, database, config) -> str:
    """The address of a recording of 1000 bytes."""
    call = await dial(client, agent_id)
    await store(database, call["id"], status="completed", recording_url=f"{call['id']}.ogg")
    (config.data_dir / "recordings").mkdir()
    (config.data_dir / "recordings" / f"{call['id']}.ogg").write_bytes(bytes(range(250)) * 4)
    url = (await client.get(f"{CALLS}/{call['id']}")).json()["recording_url"]
    assert url == f"{CALLS}/{call['id']}/recording"
    return url


SOUND = bytes(range(250)) * 4


async def test_a_whole_recording(client, recording):
    answer = await client.get(recording)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, SOUND, "audio/ogg")
    assert (answer.headers["accept-ranges"], answer.headers["content-length"]) == ("bytes", "1000")
    head = await client.head(recording, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "1000")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-0", 0, 0), ("0-", 0, 999), ("10-19", 10, 19), ("990-5000", 990, 999), ("-5", 995, 999), ("-5000", 0, 999)],
)
async def test_a_part_of_a_recording(client, recording, asked, first, last):
    answer = await client.get(recording, headers={"Range": f"bytes={asked}"})
    assert (answer.status_code, answer.content) == (206, SOUND[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/1000"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["1000-", "5000-6000", "-0"])
async def test_a_range_behind_the_end(client, recording, asked):
    answer = await client.get(recording, headers={"Range": f"bytes={asked}"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */1000")
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("asked", ["bytes=5-1", "bytes=-", "bytes=a-b", "lines=0-5", "bytes=0-1,5-9", "bytes=²-³", ""])
async def test_a_range_that_is_none_gives_all(client, recording, asked):
    answer = await client.get(recording, headers={"Range": asked.encode("latin-1", "replace")})
    assert (answer.status_code, answer.content) == (200, SOUND)


async def test_if_range_guards_against_a_changed_file(client, recording):
    etag = (await client.get(recording)).headers["etag"]
    part = await client.get(recording, headers={"Range": "bytes=0-4", "If-Range": etag})
    assert part.status_code == 206
    part = await client.get(recording, headers={"Range": "bytes=0-4", "If-Range": '"other"'})
    assert part.status_code == 200
    same = await client.get(recording, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert (await client.get(recording, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_recording_that_still_grows(client, recording, database, config):
    call_id = recording.split("/")[-2]
    await store(database, call_id, status="in_progress")
    file = config.data_dir / "recordings" / f"{call_id}.ogg"
    answer = await client.get(recording, headers={"Range": "bytes=990-"})
    assert (answer.content, "etag" in answer.headers, answer.headers["cache-control"]) == (
        SOUND[990:],
        False,
        "no-store",
    )
    file.write_bytes(SOUND + b"more")
    assert (await client.get(recording, headers={"Range": "bytes=1000-"})).content == b"more"


@pytest.mark.parametrize("name", [None, "gone.ogg", "../secret.key", "/etc/passwd", ".", ""])
async def test_no_recording_is_not_found(client, recording, database, config, name):
    (config.data_dir / "secret.key").write_text("secret")
    await store(database, recording.split("/")[-2], recording_url=name)
    answer = await client.get(recording)
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "This call has no recording.")


# ------------------------------------------------------------ the whole way


@pytest.fixture
async def worker(edge_app, database, tmp_path) -> AsyncIterator[Worker]:
    """A real worker on the app's services, thirty times as fast."""
    services = make_services(database, tmp_path, ScaledClock(30))
    edge_app.state.services = services
    await services.bus.start()
    talk = TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())
    running = Worker(services, talk)
    await running.start()
    yield running
    await running.close()
    await services.bus.close()


async def _until(client, call_id: str, *statuses: str) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while True:
            call = (await client.get(f"{CALLS}/{call_id}")).json()
            if call["status"] in statuses:
                return call
            await asyncio.sleep(0.05)


async def test_from_a_template_to_a_transcript(client, worker):
    agent = (await client.post("/api/tron/agents", json={"template": "support_agent"})).json()
    called = await dial(client, agent["id"], fidelity="text", contact_name="Asha")
    call = await _until(client, called["id"], "completed", "failed", "cancelled")
    assert (call["status"], call["sip_status"]) == ("completed", 200)
    assert {line["role"] for line in call["transcript"]} == {"agent", "caller"}
    assert call["transcript"][0]["role"] == "agent"
    assert call["turns"]
    assert call["turns"][0]["total_ms"] >= 0
    assert call["cost"]["components"]
    events = (await client.get(call["events_url"])).json()["items"]
    types = [event["type"] for event in events]
    assert types[:2] == ["call.queued", "call.started"]
    assert types[-1] == "call.ended"
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    stats = (await client.get(f"{CALLS}/stats", params={"from": "2026-01-01", "to": "2027-01-01"})).json()
    assert (stats["answered"], stats["answer_rate"]) == (1, 1.0)


async def test_an_inbound_call_and_a_hang_up_from_here(client, worker):
    agent = (await client.post("/api/tron/agents", json={"template": "support_agent"})).json()
    body = {"agent_id": agent["id"], "from": "+910000000001", "fidelity": "text"}
    rung = (await client.post("/api/tron/practice/ring", json=body)).json()
    await _until(client, rung["id"], "in_progress")
    [live] = (await client.get(f"{CALLS}/active")).json()["items"]
    assert live["id"] == rung["id"]
    assert (await client.post(f"{CALLS}/{rung['id']}/hangup")).status_code == 202
    call = await _until(client, rung["id"], "completed")
    assert (call["direction"], call["reason"]) == ("inbound", "agent_ended")

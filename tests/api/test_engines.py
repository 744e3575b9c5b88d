"""/api/tron/engines: what it tells, downloads from a real server, taking models up, and what cannot be done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.providers.engines.downloads.mirror import BODY, Mirror, serving
from tron.core.database.tables import AuditEntry
from tron.providers.engines import room as module
from tron.providers.engines.downloads.catalogue import Catalogue
from tron.providers.engines.downloads.fetch import Limits
from tron.providers.engines.downloads.jobs import Downloads
from tron.providers.engines.downloads.store import ModelStore
from tron.providers.engines.room import LocalEngines
from tron.providers.engines.status import EngineStatus
from tron.providers.engines.supervisor import EnginesReport
from tron.providers.engines.trial import ENOUGH, Trials

pytestmark = pytest.mark.thorough

ENGINES = "/api/tron/engines"
DOWNLOADS = f"{ENGINES}/downloads"


class Supervisor:
    """Stands in for the engines' process: says what it runs with, and counts its starts."""

    def __init__(self) -> None:
        self.starts = 0
        self.model = "smollm2.gguf"

    def status(self) -> EnginesReport:
        facts = {"model": self.model, "free_talk": False, "languages": ["en"]}
        return EnginesReport(True, 1, 0, (EngineStatus("llm", "Language model", "ready", facts=facts),))

    async def reload(self) -> None:
        self.starts += 1


class House:
    """The room with its mirror; `calls` says whether one is under way."""

    def __init__(self, mirror: Mirror, store: ModelStore) -> None:
        self.mirror, self.store, self.supervisor = mirror, store, Supervisor()
        self.calls = False
        catalogue = Catalogue(models=(mirror.model(), mirror.model("voice", kind="voice", gender="female")))
        limits = Limits(connect=2, stall=5, pauses=(0.01,), reserve=0)
        supervisor: Any = self.supervisor
        self.room = LocalEngines(supervisor, catalogue, store, mirror.base, any_calls=self._any_calls, limits=limits)

    async def _any_calls(self) -> bool:
        return self.calls


@pytest.fixture
async def house(edge_app, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.05)
    mirror = Mirror()
    mirror.files = {"model.gguf": BODY}
    async with serving(mirror):
        house = House(mirror, ModelStore(tmp_path / "models"))
        await house.room.start()
        edge_app.state.services.engines = house.room
        yield house
        await house.room.close()


async def model(client: Any, model_id: str = "tiny") -> dict[str, Any]:
    answer = await client.get(ENGINES)
    assert answer.status_code == 200, answer.text
    [found] = [each for each in answer.json()["models"] if each["id"] == model_id]
    return found


async def until(client: Any, state: str) -> dict[str, Any]:
    for _ in range(300):
        if (found := await model(client))["state"] == state:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"never {state}: {found}")


async def started_anew(house: House, times: int = 1) -> None:
    for _ in range(200):
        if house.supervisor.starts >= times:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{house.supervisor.starts} starts")


async def audited(database: Any) -> list[tuple[str, str | None]]:
    async with database.transaction() as session:
        rows = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
        return [(row.action, row.entity_id) for row in rows]


async def test_what_there_is(client, house):
    answer = (await client.get(ENGINES)).json()
    assert [engine["name"] for engine in answer["engines"]] == ["llm"]
    assert answer["engines"][0]["model"] == "smollm2.gguf"
    assert answer["source"] == house.mirror.base
    assert answer["free_disk_bytes"] > 0
    assert answer["restarting"] is False
    tiny, voice = answer["models"]
    assert (tiny["state"], tiny["done_bytes"], tiny["bytes"]) == ("available", 0, len(BODY))
    assert (tiny["fits"], tiny["checksum"], voice["kind"]) == (True, "catalogue", "voice")


async def test_from_the_click_to_its_removal(client, house, database):
    began = await client.post(DOWNLOADS, json={"model": "tiny"})
    assert began.status_code == 202
    assert began.json()["state"] in {"queued", "downloading"}
    here = await until(client, "installed")
    assert (here["done_bytes"], here["problem"]) == (len(BODY), None)
    await started_anew(house)
    house.supervisor.model = "tiny"
    assert (await model(client))["in_use"] is True

    again = await client.post(DOWNLOADS, json={"model": "tiny"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")

    gone = await client.delete(f"{DOWNLOADS}/tiny")
    assert (gone.status_code, gone.json()["state"]) == (200, "available")
    assert house.store.installed() == []
    await started_anew(house, 2)
    assert (await client.delete(f"{DOWNLOADS}/tiny")).status_code == 404
    assert await audited(database) == [("model.download", "tiny"), ("model.remove", "tiny")]


async def test_a_second_click_changes_nothing(client, house):
    house.mirror.faults = ["stall"]
    await client.post(DOWNLOADS, json={"model": "tiny"})
    running = await until(client, "downloading")
    assert (await client.post(DOWNLOADS, json={"model": "tiny"})).status_code == 202
    assert len(house.mirror.asked) <= 1
    assert running["bytes"] == len(BODY)
    assert (await client.delete(f"{DOWNLOADS}/tiny")).json()["state"] == "available"


async def test_a_failure_says_why_and_trying_again_goes_on(client, house):
    house.mirror.faults = ["cut", "404"]
    await client.post(DOWNLOADS, json={"model": "tiny"})
    failed = await until(client, "failed")
    assert failed["problem"]["code"] == "not_found"
    assert failed["problem"]["hint"]
    assert 0 < failed["done_bytes"] <= len(BODY) // 2
    assert (await client.post(DOWNLOADS, json={"model": "tiny"})).json()["problem"] is None
    await until(client, "installed")
    assert house.mirror.ranged[-1] == f"bytes={failed['done_bytes']}-"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"model": "nothing-of-that-name"}, "model"),
        ({"model": "../../etc"}, "model"),
        ({"model": ""}, "model"),
        ({"model": 7}, "model"),
        ({}, "model"),
        ({"model": "tiny", "url": "http://evil.example"}, "url"),
    ],
)
async def test_a_bad_wish_names_its_field(client, house, database, body, path):
    answer = await client.post(DOWNLOADS, json=body)
    assert answer.status_code == 422
    assert [field["path"] for field in answer.json()["error"]["fields"]] == [path]
    assert await audited(database) == []


@pytest.mark.parametrize(("name", "status"), [("nothing", 404), ("..%2f..%2fetc", 404), ("A", 422), ("x" * 70, 422)])
async def test_only_models_are_removed(client, house, name, status):
    assert (await client.delete(f"{DOWNLOADS}/{name}")).status_code == status


async def test_without_engines_it_says_so(client):
    for answer in (await client.get(ENGINES), await client.post(DOWNLOADS, json={"model": "tiny"})):
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")


async def test_calls_are_not_disturbed(client, house):
    house.calls = True
    await client.post(DOWNLOADS, json={"model": "tiny"})
    await until(client, "installed")
    await asyncio.sleep(0.3)
    assert house.supervisor.starts == 0
    assert (await client.get(ENGINES)).json()["restarting"] is True
    house.calls = False
    await started_anew(house)
    assert (await client.get(ENGINES)).json()["restarting"] is False


async def test_a_model_of_the_command_line_is_noticed(client, house):
    catalogue = Catalogue(models=(house.mirror.model(),))
    terminal = Downloads(catalogue, house.store, house.mirror.base, limits=Limits(reserve=0))
    terminal.begin(catalogue.models[0])
    await terminal.wait("tiny")
    await started_anew(house)
    assert (await model(client))["state"] == "installed"


async def test_a_model_that_breaks_the_engines_is_told_and_tried_again_by_hand(client, house):
    await client.post(DOWNLOADS, json={"model": "tiny"})
    await until(client, "installed")
    await started_anew(house)
    folder = house.store.folder / ".trials"
    folder.mkdir()
    (folder / "tiny").write_bytes(b"." * ENOUGH)
    assert (await model(client))["problem"]["code"] == "does_not_run"
    assert (await client.post(DOWNLOADS, json={"model": "tiny"})).status_code == 202
    assert not Trials(house.store.folder).gave_up("tiny")
    await started_anew(house, 2)
    assert (await model(client))["problem"] is None

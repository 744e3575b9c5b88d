"""Downloads from a server with faults: what comes is whole or not there, and nothing is fetched twice."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections import namedtuple
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.providers.engines.downloads.mirror import BODY, Mirror, serving
from tron.providers.engines.downloads import fetch as fetching
from tron.providers.engines.downloads import jobs as module
from tron.providers.engines.downloads.catalogue import Catalogue, CatalogueModel, ModelFile
from tron.providers.engines.downloads.fetch import Limits
from tron.providers.engines.downloads.jobs import Downloads, Job
from tron.providers.engines.downloads.store import ModelStore

pytestmark = pytest.mark.thorough

LIMITS = Limits(connect=5, stall=10, pauses=(0.01, 0.01, 0.01), reserve=0)
BIG, SMALL = "weights/model.gguf", "config.json"


@pytest.fixture
async def mirror() -> AsyncIterator[Mirror]:
    made = Mirror()
    made.files = {BIG: BODY, SMALL: b'{"size": "tiny"}'}
    async with serving(made):
        yield made


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


class House:
    """Downloads on one store; `again` is a restart of the process."""

    def __init__(self, mirror: Mirror, store: ModelStore, model: CatalogueModel, limits: Limits = LIMITS) -> None:
        self.store, self.model = store, model
        self.installed = 0
        self.downloads = Downloads(
            Catalogue(models=(model,)), store, mirror.base, limits=limits, on_installed=self._count
        )

    def _count(self) -> None:
        self.installed += 1

    async def run(self) -> Job:
        job = self.downloads.begin(self.model)
        await self.downloads.wait(self.model.id)
        return job

    def left(self) -> list[str]:
        """What lies in the store besides locks, hidden or not."""
        found = (path.relative_to(self.store.folder) for path in self.store.folder.rglob("*") if path.is_file())
        return sorted(str(path) for path in found if path.suffix != ".lock")

    def whole(self, mirror: Mirror) -> bool:
        here = self.store.find(self.model.id)
        if here is None:
            return False
        return all((here.folder / file.name).read_bytes() == mirror.files[file.path] for file in self.model.files)


async def test_a_model_comes_whole(mirror, store):
    house = House(mirror, store, mirror.model())
    job = await house.run()
    assert job.problem is None
    assert house.whole(mirror)
    assert house.installed == 1
    assert house.downloads.job("tiny") is None
    assert house.left() == ["tiny/config.json", "tiny/model.gguf", "tiny/model.json"]
    assert [found.model.id for found in store.of_kind("chat")] == ["tiny"]
    assert store.of_kind("voice") == []


async def test_nothing_is_seen_before_it_is_whole(mirror, store):
    mirror.faults = ["", "stall"]
    house = House(mirror, store, mirror.model(), Limits(connect=2, stall=5, pauses=(), reserve=0))
    job = house.downloads.begin(house.model)
    for _ in range(200):
        if job.done_bytes >= len(BODY):
            break
        await asyncio.sleep(0.01)
    assert job.state in {"downloading", "checking"}
    assert store.installed() == []
    assert store.fingerprint() == ()
    assert house.downloads.begin(house.model) is job
    await house.downloads.close()


async def test_a_cut_goes_on_where_it_was(mirror, store):
    mirror.faults = ["cut", "cut"]
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem is None
    assert house.whole(mirror)
    first, second = (int(span.removeprefix("bytes=").removesuffix("-")) for span in mirror.ranged)
    assert 0 < first < second < len(BODY)


async def test_a_stall_is_noticed_and_goes_on(mirror, store):
    mirror.faults = ["stall"]
    house = House(mirror, store, mirror.model(), Limits(connect=5, stall=1, pauses=(0.01,) * 5, reserve=0))
    assert (await house.run()).problem is None
    assert house.whole(mirror)
    assert len(mirror.ranged) >= 1


async def test_a_server_without_ranges_begins_anew(mirror, store):
    mirror.faults = ["cut"]
    mirror.ranges = False
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem is None
    assert house.whole(mirror)
    assert mirror.sent == len(BODY) // 2 + len(BODY) + len(mirror.files[SMALL])


async def test_a_file_that_changed_meanwhile_begins_anew(mirror, store):
    """Its ETag is another one: the server sends all of it, and what was here is not mixed with it."""
    old = mirror.model(checksum="")
    house = House(mirror, store, old, Limits(connect=2, stall=0.3, pauses=(), reserve=0))
    mirror.faults = ["cut"]
    assert (await house.run()).problem.code == "cut"
    mirror.files[BIG] = BODY[::-1]
    assert (await house.run()).problem is None
    assert house.whole(mirror)


async def test_without_etag_and_checksum_nothing_is_pieced_together(mirror, store):
    mirror.etags = False
    mirror.faults = ["cut"]
    house = House(mirror, store, mirror.model(checksum=""))
    assert (await house.run()).problem is None
    assert mirror.ranged == []


@pytest.mark.parametrize("status", ["500", "502", "503", "429", "408"])
async def test_trouble_that_passes(mirror, store, status):
    mirror.faults = [status, status]
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem is None
    assert house.whole(mirror)


async def test_trouble_that_stays_is_given_up(mirror, store):
    mirror.faults = ["500"] * 50
    house = House(mirror, store, mirror.model())
    job = await house.run()
    assert (job.state, job.problem.code) == ("failed", "server_error")
    assert len(mirror.asked) == len(LIMITS.pauses) + 1
    assert job.problem.hint
    assert store.installed() == []


@pytest.mark.parametrize(
    ("fault", "code"), [("404", "not_found"), ("410", "not_found"), ("403", "forbidden"), ("418", "server_error")]
)
async def test_an_answer_that_is_final_is_not_asked_for_again(mirror, store, fault, code):
    mirror.faults = [fault] * 5
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem.code == code
    assert len(mirror.asked) == 1


@pytest.mark.parametrize("fault", ["page", "longer"])
async def test_a_file_of_another_size_is_not_even_fetched(mirror, store, fault):
    mirror.faults = [fault] * 5
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem.code == "changed"
    assert len(mirror.asked) == 1
    assert house.left() == [".downloads/tiny/job.json"]


async def test_a_length_that_is_not_told_is_held_to_the_catalogue(mirror, store):
    mirror.faults = ["chunked"]
    house = House(mirror, store, mirror.model())
    assert (await house.run()).problem is None
    mirror.files[BIG] = BODY + b"more"
    mirror.faults = ["chunked"]
    other = House(mirror, store, house.model.model_copy(update={"id": "other"}))
    assert (await other.run()).problem.code == "changed"


@pytest.mark.parametrize("checksum", ["sha256", "md5"])
async def test_wrong_bytes_are_fetched_once_more_and_never_kept(mirror, store, checksum):
    mirror.faults = ["wrong"]
    house = House(mirror, store, mirror.model(checksum=checksum))
    assert (await house.run()).problem is None
    assert house.whole(mirror)
    mirror.faults = ["wrong"] * 9
    other = House(mirror, store, house.model.model_copy(update={"id": "other"}))
    mirror.asked.clear()
    assert (await other.run()).problem.code == "damaged"
    assert len(mirror.asked) == 2
    assert store.find("other") is None
    assert [path for path in other.left() if "gguf" in path and "other" in path] == []


async def test_the_servers_own_checksum_counts_where_there_is_no_other(mirror, store):
    """Told in the redirect to its storage, as Hugging Face does; another file there is refused."""
    mirror.faults = ["redirect", ""]
    house = House(mirror, store, mirror.model(checksum=""))
    assert house.model.checksum == "server"
    assert (await house.run()).problem is None
    told = {"sha256": hashlib.sha256(b"something else").hexdigest()}
    assert fetching.checks_of(house.model.files[0], told) == told
    wrong = ModelFile(path=BIG, bytes=len(BODY), sha256="0" * 64)
    assert fetching.checks_of(wrong, told) == {"sha256": "0" * 64}


async def test_gits_hash_of_small_files_counts_too(tmp_path):
    path = tmp_path / "config.json"
    path.write_bytes(b"hello\n")
    headers = {"X-Repo-Commit": "c", "ETag": '"ce013625030ba8dba906f756967f9e9ca394464a"'}
    told = fetching.told_by([headers])
    assert told == {"git": "ce013625030ba8dba906f756967f9e9ca394464a"}
    assert fetching.fits(path, told)
    assert not fetching.fits(path, {"git": "0" * 40})
    assert fetching.told_by([{"ETag": headers["ETag"]}]) == {}


async def test_nobody_there(store):
    closed = Mirror()
    closed.files = {BIG: BODY}
    closed.base = "http://127.0.0.1:9"
    house = House(closed, store, closed.model())
    job = await house.run()
    assert job.problem.code == "unreachable"
    assert "network" in job.problem.hint


async def test_a_restart_goes_on(mirror, store):
    mirror.faults = ["stall"]
    slow = Limits(connect=2, stall=20, pauses=(), reserve=0)
    first = House(mirror, store, mirror.model(), slow)
    job = first.downloads.begin(first.model)
    while job.done_bytes < len(BODY) // 2:
        await asyncio.sleep(0.01)
    await first.downloads.close()
    assert store.wanted() == ["tiny"]

    second = House(mirror, store, first.model)
    await second.downloads.start()
    found = second.downloads.job("tiny")
    assert found is not None
    await second.downloads.wait("tiny")
    assert second.whole(mirror)
    assert len(mirror.ranged) == 1
    assert store.wanted() == []


async def test_a_failure_is_remembered_over_a_restart_and_taken_up_by_hand(mirror, store):
    mirror.faults = ["cut", "404"]
    first = House(mirror, store, mirror.model())
    assert (await first.run()).problem.code == "not_found"
    second = House(mirror, store, first.model)
    await second.downloads.start()
    job = second.downloads.job("tiny")
    assert (job.state, job.problem.code) == ("failed", "not_found")
    assert 0 < job.done_bytes <= len(BODY) // 2
    assert (await second.run()).problem is None
    assert second.whole(mirror)
    assert mirror.ranged[-1] == f"bytes={job.done_bytes}-"


async def test_trouble_that_may_be_over_is_tried_again_after_a_restart(mirror, store):
    mirror.faults = ["cut", *["500"] * 9]
    first = House(mirror, store, mirror.model())
    assert (await first.run()).problem.code == "server_error"
    mirror.faults = []
    second = House(mirror, store, first.model)
    await second.downloads.start()
    await second.downloads.wait("tiny")
    assert second.whole(mirror)
    assert len(mirror.ranged) > 0


async def test_another_revision_begins_anew(mirror, store):
    mirror.faults = ["cut", "404"]
    first = House(mirror, store, mirror.model())
    await first.run()
    second = House(mirror, store, first.model.model_copy(update={"revision": "r2"}))
    await second.downloads.start()
    assert second.downloads.job("tiny") is None
    assert second.left() == []


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"[]", b'{"revision": "r1"}', b'{"revision":"r1","problem":3}', b"\xff"]
)
async def test_a_broken_note_of_what_was_wanted_harms_nothing(mirror, store, garbage):
    house = House(mirror, store, mirror.model())
    folder = store.coming("tiny")
    folder.mkdir(parents=True)
    (folder / "job.json").write_bytes(garbage)
    (store.coming("unknown")).mkdir()
    (store.coming("unknown") / "job.json").write_bytes(b"{}")
    await house.downloads.start()
    assert house.downloads.job("tiny") is None
    assert (await house.run()).problem is None


async def test_cancelling_leaves_nothing(mirror, store):
    mirror.faults = ["stall"]
    house = House(mirror, store, mirror.model(), Limits(connect=2, stall=20, pauses=(), reserve=0))
    job = house.downloads.begin(house.model)
    while not job.done_bytes:
        await asyncio.sleep(0.01)
    began = time.monotonic()
    assert await house.downloads.cancel("tiny")
    assert time.monotonic() - began < 2
    assert house.left() == []
    assert not await house.downloads.cancel("tiny")
    assert (await house.run()).problem is None


async def test_one_after_another_and_a_queued_one_can_be_cancelled(mirror, store):
    mirror.faults = ["stall"]
    model = mirror.model()
    other = model.model_copy(update={"id": "other"})
    limits = Limits(connect=2, stall=20, pauses=(), reserve=0)
    downloads = Downloads(Catalogue(models=(model, other)), store, mirror.base, limits=limits)
    first, second = downloads.begin(model), downloads.begin(other)
    while not first.done_bytes:
        await asyncio.sleep(0.01)
    assert (first.state, second.state) == ("downloading", "queued")
    assert await downloads.cancel("other")
    assert await downloads.cancel("tiny")


async def test_another_process_has_it(mirror, store):
    house = House(mirror, store, mirror.model())
    with store.lock("tiny"):
        assert (await house.run()).problem.code == "busy"
    assert (await house.run()).problem is None


Usage = namedtuple("Usage", "total used free")


async def test_a_disk_without_room_is_said_before_anything_is_fetched(mirror, store, monkeypatch):
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 10**6))
    house = House(mirror, store, mirror.model())
    job = await house.run()
    assert job.problem.code == "disk_full"
    assert "0.0 GB are needed" in job.problem.message
    assert mirror.asked == []


async def test_a_disk_that_fills_up_stops_and_goes_on_later(mirror, store, monkeypatch):
    free = [10**12, 10**12, 10**5]
    with monkeypatch.context() as patch:
        patch.setattr(module.shutil, "disk_usage", lambda _: Usage(0, 0, free.pop(0) if len(free) > 1 else free[0]))
        house = House(mirror, store, mirror.model())
        job = await house.run()
        assert job.problem.code == "disk_full"
        assert 0 < job.done_bytes < len(BODY)
    assert (await house.run()).problem is None
    assert mirror.sent < 2 * len(BODY)


async def test_a_write_that_finds_the_disk_full(mirror, store):
    """/dev/full takes no byte: what a full disk answers."""
    house = House(mirror, store, mirror.model())
    folder = store.coming("tiny") / "files"
    folder.mkdir(parents=True)
    os.symlink("/dev/full", folder / "model.gguf.part")
    job = await house.run()
    assert job.problem.code == "disk_full"


async def test_a_folder_that_cannot_be_written(mirror, tmp_path):
    blocked = tmp_path / "models"
    blocked.write_text("a file where the folder should be")
    house = House(mirror, ModelStore(blocked), mirror.model())
    with pytest.raises(OSError):
        await house.run()


async def test_a_model_that_lost_a_file_is_no_model(mirror, store):
    house = House(mirror, store, mirror.model())
    await house.run()
    (store.folder / "tiny" / "config.json").unlink()
    assert store.find("tiny") is None
    assert (await house.run()).problem is None
    assert house.whole(mirror)


async def test_removing_takes_it_away_at_once(mirror, store):
    house = House(mirror, store, mirror.model())
    await house.run()
    opened = (store.folder / "tiny" / "model.gguf").open("rb")
    store.remove("tiny")
    assert store.installed() == []
    assert house.left() == []
    assert opened.read() == BODY
    opened.close()


def test_speed_is_of_the_last_seconds(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    speed = module.Speed()
    assert speed.note(0) is None
    now[0] += 5
    assert speed.note(5_000) == 1_000
    now[0] += 10
    assert speed.note(25_000) == 2_000
    assert speed.note(0) is None

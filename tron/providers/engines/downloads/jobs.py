"""Downloads of a process: one after another, kept over a restart, cancelled at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import aiohttp

from tron import __version__
from tron.providers.engines.downloads.catalogue import Catalogue, CatalogueModel
from tron.providers.engines.downloads.errors import DAMAGED, PASSING, Interrupted, Problem, Refused, disk_full
from tron.providers.engines.downloads.fetch import Fetch, Limits
from tron.providers.engines.downloads.store import ModelStore

log = logging.getLogger(__name__)

JobState = Literal["queued", "downloading", "checking", "failed"]
PROGRESS = 1 << 20
"""Bytes that an attempt must bring to count as one that helped."""
SPEED_SECONDS = 10.0
INTERNAL = Problem("internal", "The download broke.", "The log of Tron says more.")


@dataclass(slots=True)
class Job:
    """A model on its way. `done_bytes` and `bytes_per_second` are of the whole model."""

    model: CatalogueModel
    state: JobState = "queued"
    done_bytes: int = 0
    bytes_per_second: float | None = None
    problem: Problem | None = None


class Speed:
    """Bytes a second over the last seconds."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, total: int) -> float | None:
        now = time.monotonic()
        if self._seen and total < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, total))
        while now - self._seen[0][0] > SPEED_SECONDS:
            self._seen.popleft()
        began, first = self._seen[0]
        return (total - first) / (now - began) if now - began > 0.5 else None


class Downloads:
    """`start` goes on with what a former process began or could not reach; `on_installed` follows each whole model."""

    def __init__(
        self,
        catalogue: Catalogue,
        store: ModelStore,
        base_url: str,
        *,
        limits: Limits | None = None,
        on_installed: Callable[[], None] = lambda: None,
    ) -> None:
        self._catalogue = catalogue
        self._store = store
        self._base = base_url
        self._limits = limits or Limits()
        self._on_installed = on_installed
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Go on with what was wanted when the last process ended."""
        for model_id in self._store.wanted():
            model = self._catalogue.find(model_id)
            if model is None or self._store.find(model_id) is not None:
                self._store.forget(model_id)
            else:
                self._take_up(model)

    async def close(self) -> None:
        """Stop; what is on its way goes on at the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def job(self, model_id: str) -> Job | None:
        return self._jobs.get(model_id)

    def begin(self, model: CatalogueModel) -> Job:
        """Fetch it; one that is on its way is left alone, one that failed goes on where it stopped."""
        job = self._jobs.get(model.id)
        if job is not None and job.state != "failed":
            return job
        job = self._jobs[model.id] = Job(model, done_bytes=job.done_bytes if job else 0)
        self._write(job)
        self._run(job)
        return job

    async def cancel(self, model_id: str) -> bool:
        """Stop it and throw away what has come; False when there is none."""
        job = self._jobs.pop(model_id, None)
        task = self._tasks.pop(model_id, None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        if job is not None:
            await asyncio.to_thread(self._store.forget, model_id)
        return job is not None

    async def wait(self, model_id: str) -> None:
        """Until it is whole or has failed."""
        if task := self._tasks.get(model_id):
            await asyncio.gather(task, return_exceptions=True)

    # ------------------------------------------------------------ one job

    def _take_up(self, model: CatalogueModel) -> None:
        kept = self._read(model)
        if kept is None:
            self._store.forget(model.id)
            return
        self._jobs[model.id] = kept
        if kept.state != "failed":
            self._run(kept)

    def _run(self, job: Job) -> None:
        self._tasks[job.model.id] = asyncio.create_task(self._hold(job), name=f"download-{job.model.id}")

    async def _hold(self, job: Job) -> None:
        """The job to its end; says in the job how it failed."""
        try:
            async with self._turn:
                with self._store.lock(job.model.id):
                    await self._bring(job)
        except (Refused, Interrupted) as error:
            self._fail(job, error.problem)
        except Exception:
            log.exception("the download of %s broke", job.model.id)
            self._fail(job, INTERNAL)
        else:
            self._jobs.pop(job.model.id, None)
            self._on_installed()
        finally:
            if self._tasks.get(job.model.id) is asyncio.current_task():
                del self._tasks[job.model.id]

    async def _bring(self, job: Job) -> None:
        folder = self._store.coming(job.model.id) / "files"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._write(job)
        job.state = "downloading"
        headers = {"User-Agent": f"Tron/{__version__}"}
        async with aiohttp.ClientSession(headers=headers, trust_env=True, auto_decompress=False) as session:
            speed = Speed()
            fetches: list[Fetch] = []

            def tell() -> None:
                job.done_bytes = sum(fetch.have for fetch in fetches)
                job.bytes_per_second = speed.note(job.done_bytes)

            for file in job.model.files:
                fetches.append(Fetch(session, job.model.address(self._base, file), file, folder, self._limits, tell))
            tell()
            self._check_room(folder, job)
            for fetch in fetches:
                await self._insist(fetch, job)
        job.state = "checking"
        await asyncio.to_thread(self._store.settle, job.model)
        self._store.publish(job.model)
        log.info("the model %s is here", job.model.id)

    async def _insist(self, fetch: Fetch, job: Job) -> None:
        """Attempts until the file is whole; those that bring nothing are counted. Raises Refused, Interrupted."""
        failed, damaged, before = 0, 0, fetch.have
        while not fetch.done:
            try:
                job.state = "downloading"
                await fetch.attempt()
                job.state, job.bytes_per_second = "checking", None
                await fetch.check()
            except Interrupted as error:
                failed = 1 if fetch.have - before >= PROGRESS else failed + 1
                damaged += error.problem is DAMAGED
                before = fetch.have
                if failed > len(self._limits.pauses) or damaged > 1:
                    raise
                job.bytes_per_second = None
                log.info("the download of %s waits: %s", job.model.id, error.problem.code)
                await asyncio.sleep(max(self._limits.pauses[failed - 1], error.wait))

    def _check_room(self, folder: Path, job: Job) -> None:
        free = shutil.disk_usage(folder).free
        needed = max(job.model.bytes - job.done_bytes, 0) + self._limits.reserve
        if free < needed:
            raise Refused(disk_full(needed, free))

    def _fail(self, job: Job, problem: Problem) -> None:
        job.state, job.problem, job.bytes_per_second = "failed", problem, None
        log.warning("the download of %s failed: %s", job.model.id, problem.code)
        with contextlib.suppress(OSError):  # a full disk
            self._write(job)

    # ------------------------------------------------------------ kept over a restart

    def _write(self, job: Job) -> None:
        folder = self._store.coming(job.model.id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        problem = asdict(job.problem) if job.state == "failed" and job.problem else None
        kept = {"revision": job.model.revision, "done_bytes": job.done_bytes, "problem": problem}
        fresh = folder / "job.json.new"
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(folder / "job.json")

    def _read(self, model: CatalogueModel) -> Job | None:
        """The job as it was kept; None when it was of another revision or cannot be read."""
        try:
            kept = json.loads((self._store.coming(model.id) / "job.json").read_text("utf-8"))
            if kept["revision"] != model.revision:
                return None
            problem = Problem(**kept["problem"]) if kept["problem"] else None
            problem = None if problem and problem.code in PASSING else problem
            return Job(model, "failed" if problem else "queued", int(kept["done_bytes"]), problem=problem)
        except (OSError, ValueError, KeyError, TypeError):
            return None

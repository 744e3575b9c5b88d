"""The engines' process and its models as one thing: what the API and the command line work with."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from collections.abc import Awaitable, Callable
from typing import Any

from tron.core.errors import Conflict, NotFound, invalid_field
from tron.core.models.engines import EngineModelOut, EngineModelProblem, EngineOut, EnginesOut, ModelWord
from tron.providers.engines.downloads.catalogue import Catalogue, CatalogueModel
from tron.providers.engines.downloads.fetch import Limits
from tron.providers.engines.downloads.jobs import Downloads, Job
from tron.providers.engines.downloads.store import Fingerprint, ModelStore
from tron.providers.engines.status import INSTALL_HINT, EngineStatus
from tron.providers.engines.supervisor import EngineSupervisor
from tron.providers.engines.trial import Trials

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
LONGEST_WAIT_FOR_CALLS = 900.0

AnyCalls = Callable[[], Awaitable[bool]]


class LocalEngines:
    """Fulfils EngineRoom. New or removed models are taken up by starting the process anew, between calls.

    `any_calls` says whether a call would be disturbed; a model that another process brought is noticed, too.
    """

    def __init__(
        self,
        supervisor: EngineSupervisor,
        catalogue: Catalogue,
        store: ModelStore,
        base_url: str,
        *,
        any_calls: AnyCalls,
        limits: Limits | None = None,
    ) -> None:
        self._supervisor = supervisor
        self._catalogue = catalogue
        self._store = store
        self._base = base_url
        self._any_calls = any_calls
        self._changed = asyncio.Event()
        self.downloads = Downloads(catalogue, store, base_url, limits=limits, on_installed=self._changed.set)
        self._taken_up: Fingerprint | None = store.fingerprint()
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Go on with downloads, and watch for new models."""
        await self.downloads.start()
        self._watching = asyncio.create_task(self._watch(), name="watch-models")

    async def close(self) -> None:
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        await self.downloads.close()

    # ------------------------------------------------------------ what there is

    async def report(self) -> EnginesOut:
        return EnginesOut(
            engines=[_engine_out(status) for status in self._supervisor.status().engines],
            models=[self._model_out(model) for model in self._catalogue.models],
            memory_bytes=_memory(),
            free_disk_bytes=shutil.disk_usage(_existing(self._store)).free,
            source=self._base,
            restarting=self._store.fingerprint() != self._taken_up,
        )

    async def fetch(self, model_id: str) -> EngineModelOut:
        model = self._catalogue.find(model_id)
        if model is None:
            known = ", ".join(model.id for model in self._catalogue.models)
            raise invalid_field("model", "There is no such model.", hint=f"Models: {known}.")
        trials = Trials(self._store.folder)
        if self._store.find(model_id) is None:
            self.downloads.begin(model)
        elif trials.gave_up(model_id):
            trials.forget(model_id)
            self._taken_up = None
            self._changed.set()
        else:
            raise Conflict("This model is here already.")
        return self._model_out(model)

    async def remove(self, model_id: str) -> EngineModelOut:
        model = self._catalogue.find(model_id)
        cancelled = await self.downloads.cancel(model_id)
        if model is None or (not cancelled and self._store.find(model_id) is None):
            raise NotFound("This model is not here.", hint="GET /api/tron/engines lists the models.")
        await asyncio.to_thread(self._store.remove, model_id)
        Trials(self._store.folder).forget(model_id)
        self._changed.set()
        return self._model_out(model)

    def _model_out(self, model: CatalogueModel) -> EngineModelOut:
        here = self._store.find(model.id)
        job = None if here else self.downloads.job(model.id)
        problem = self._problem(model, job)
        return EngineModelOut(
            **model.model_dump(
                include={
                    "id",
                    "kind",
                    "title",
                    "about",
                    "licence",
                    "licence_url",
                    "commercial_use",
                    "languages",
                    "memory_bytes",
                }
            ),
            bytes=model.bytes,
            fits=model.memory_bytes <= _memory(),
            checksum=model.checksum,
            state=_word(here is not None, job),
            done_bytes=model.bytes if here else min(job.done_bytes, model.bytes) if job else 0,
            bytes_per_second=job.bytes_per_second if job else None,
            problem=problem,
            installed_at=here.installed_at if here else None,
            in_use=here is not None and model.id in self._running(),
        )

    def _problem(self, model: CatalogueModel, job: Job | None) -> EngineModelProblem | None:
        if job is not None and job.problem is not None:
            return EngineModelProblem(code=job.problem.code, message=job.problem.message, hint=job.problem.hint)
        if job is None and Trials(self._store.folder).gave_up(model.id):
            return EngineModelProblem(
                code="does_not_run",
                message="The engines broke each time they loaded this model.",
                hint="It may need more memory than there is. Remove it, or free memory and try again.",
            )
        return None

    def _running(self) -> set[str]:
        facts = [status.facts for status in self._supervisor.status().engines if status.state == "ready"]
        return {str(name) for each in facts for name in (each.get("model"), *each.get("models", ())) if name}

    # ------------------------------------------------------------ taking up what came

    async def _watch(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._changed.wait()
            self._changed.clear()
            try:
                await self._take_up()
            except Exception:
                log.exception("the engines could not take up a model")

    async def _take_up(self) -> None:
        if self._store.fingerprint() == self._taken_up:
            return
        await self._wait_for_calls()
        self._taken_up = self._store.fingerprint()
        log.info("the engines start anew with other models")
        await self._supervisor.reload()

    async def _wait_for_calls(self) -> None:
        """A call under way would lose its voice."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_WAIT_FOR_CALLS):
                while await self._any_calls():
                    await asyncio.sleep(1)


def _word(here: bool, job: Job | None) -> ModelWord:
    if here:
        return "installed"
    return job.state if job else "available"


def _engine_out(status: EngineStatus) -> EngineOut:
    facts: dict[str, Any] = dict(status.facts)
    return EngineOut(
        name=status.name,
        title=status.title,
        state=status.state,
        detail=status.detail,
        hint=status.hint,
        model=facts.get("model"),
        problem=facts.get("problem"),
        languages=list(facts.get("languages", ())),
        hint_code="install" if status.hint == INSTALL_HINT else None,
        # An engine does without a downloaded model only after that broke it.
        problem_code="does_not_run" if facts.get("problem") else None,
    )


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _existing(store: ModelStore) -> str:
    folder = store.folder
    while not folder.exists():
        folder = folder.parent
    return str(folder)

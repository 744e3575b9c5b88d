"""`tron models`: what the engines run with, what can be had, and fetching it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from tron.core.config import BootConfig, prepare_data_dir
from tron.core.errors import Invalid, NotFound, Unavailable
from tron.providers.engines import models as packages
from tron.providers.engines.downloads.catalogue import Catalogue, CatalogueModel, packaged_catalogue
from tron.providers.engines.downloads.jobs import Downloads, Job
from tron.providers.engines.downloads.store import ModelStore
from tron.providers.engines.trial import Trials

SHOW_SECONDS = 1.0
KINDS = {"chat": "chat", "recognition": "whisper", "voice": "piper", "embedding": "embedding"}


async def run_models(config: BootConfig, action: str, wanted: Sequence[str]) -> int:
    """`list`; `install` what comes with Tron, or the models named; `remove` those named. Raises TronError."""
    catalogue = packaged_catalogue()
    store = ModelStore(prepare_data_dir(config) / "models")
    models = [_known(catalogue, name) for name in wanted]
    if action == "remove":
        _remove(store, models)
    elif action == "install" and models:
        await _install(catalogue, store, models, config.models_url)
    elif action == "install":
        await asyncio.to_thread(packages.install)
    _list(catalogue, store)
    return 0


def _known(catalogue: Catalogue, name: str) -> CatalogueModel:
    model = catalogue.find(name)
    if model is None:
        names = ", ".join(model.id for model in catalogue.models)
        raise NotFound(f"There is no model {name!r}.", hint=f"Models: {names}.")
    return model


async def _install(catalogue: Catalogue, store: ModelStore, models: Sequence[CatalogueModel], base_url: str) -> None:
    """One after another; a running Tron takes them up by itself."""
    for model in models:
        if store.find(model.id) is not None:
            continue
        downloads = Downloads(catalogue, store, base_url)
        job = downloads.begin(model)
        try:
            await _follow(downloads, job)
        finally:
            await downloads.close()
        if job.problem is not None:
            raise Unavailable(f"{model.title}: {job.problem.message}", hint=job.problem.hint)


async def _follow(downloads: Downloads, job: Job) -> None:
    """Shows how far it is, on one line where there is a terminal."""
    ending = asyncio.create_task(downloads.wait(job.model.id))
    lively = sys.stdout.isatty()
    print(f"{job.model.title}: {_size(job.model.bytes)}, licence {job.model.licence}")
    while not ending.done():
        await asyncio.wait({ending}, timeout=SHOW_SECONDS)
        if lively:
            part = 100 * job.done_bytes / job.model.bytes
            speed = f", {_size(job.bytes_per_second)}/s" if job.bytes_per_second else ""
            print(f"\r  {job.state:<12} {part:5.1f} %{speed}      ", end="", flush=True)
    print("\r  done" if job.problem is None else "\r  failed", " " * 40)


def _remove(store: ModelStore, models: Sequence[CatalogueModel]) -> None:
    if not models:
        raise Invalid("Name the models to remove.", hint="`tron models` lists them.")
    for model in models:
        store.remove(model.id)
        store.forget(model.id)
        Trials(store.folder).forget(model.id)


def _list(catalogue: Catalogue, store: ModelStore) -> None:
    print("Come with Tron (`tron models install`):")
    for package in packages.listing():
        state = "installed" if package.installed else "missing"
        print(f"  {state:<10} {package.pin:<36} {package.megabytes:>5} MB  {package.licence:<16} for {package.engine}")
    print("To be had (`tron models install NAME`):")
    for model in catalogue.models:
        state = "installed" if store.find(model.id) else "partly" if model.id in store.wanted() else "available"
        note = "" if model.commercial_use else "  not for commercial calls"
        note = "  read its licence first" if model.commercial_use is None else note
        megabytes = round(model.bytes / 1e6)
        print(f"  {state:<10} {model.id:<36} {megabytes:>5} MB  {model.licence:<16} for {KINDS[model.kind]}{note}")


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"

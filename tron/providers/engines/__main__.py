"""`python -m tron.providers.engines --socket PATH --cache DIR`: the process that holds the engines."""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

# Before any library is imported: nothing is fetched or reported, and idle threads sleep instead of spinning.
os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    TOKENIZERS_PARALLELISM="false",
    OMP_WAIT_POLICY="PASSIVE",
    KMP_BLOCKTIME="0",
)

from tron.providers.engines.downloads.catalogue import Kind
from tron.providers.engines.downloads.store import InstalledModel, ModelStore
from tron.providers.engines.embedding import EmbeddingEngine
from tron.providers.engines.engine import Engine
from tron.providers.engines.espeak import EspeakEngine
from tron.providers.engines.llm import LlmEngine
from tron.providers.engines.piper import PiperEngine
from tron.providers.engines.server import EngineServer
from tron.providers.engines.trial import Trials
from tron.providers.engines.whisper import WhisperEngine

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until SIGTERM, SIGINT, or, with --with-parent, until the parent is gone."""
    options = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    store, trials = ModelStore(options.cache), Trials(options.cache)
    if options.with_parent:
        _end_with_parent(options.socket, trials)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    threads = max(1, min(4, cores))
    engines: list[Engine] = [
        EspeakEngine(),
        PiperEngine(threads, store.of_kind("voice"), trials),
        EmbeddingEngine(store.of_kind("embedding"), trials),
        WhisperEngine(options.cache, threads, _largest(store, "recognition"), trials),
        # llama.cpp's threads wait for each other busily: one core stays free for the calls' audio.
        LlmEngine(
            max(1, threads - 1), options.socket.with_name("llm.sock"), options.llm, _largest(store, "chat"), trials
        ),
    ]
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_serve(engines, options.socket))
    _leave(options.socket, trials)


def _largest(store: ModelStore, kind: Kind) -> InstalledModel | None:
    """The most capable one that this machine has the memory for; the largest when none fits."""
    found = store.of_kind(kind)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return next((one for one in found if one.model.memory_bytes <= memory), found[0] if found else None)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tron.providers.engines", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="Unix socket to listen on")
    parser.add_argument("--cache", type=Path, required=True, help="folder for models joined from their parts")
    parser.add_argument("--llm", type=Path, help="a GGUF file to use instead of the model in the package")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends or the parent dies")
    return parser.parse_args()


async def _serve(engines: list[Engine], socket: Path) -> None:
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await EngineServer(engines).serve(socket)


def _end_with_parent(socket: Path, trials: Trials) -> None:
    """Two ways, since either alone has a hole: a pipe that ends with the parent, and the kernel's own signal."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_wait_for_end, args=(socket, trials), daemon=True).start()


def _wait_for_end(socket: Path, trials: Trials) -> None:
    while os.read(0, 1024):
        pass
    _leave(socket, trials)


def _leave(socket: Path, trials: Trials) -> None:
    """At once: threads inside native code are not waited for."""
    trials.abandon()
    with suppress(OSError):
        socket.unlink()
    os._exit(0)


if __name__ == "__main__":
    main()

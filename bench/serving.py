"""A `tron serve` of its own for a measurement: folder, port, and the way to its API."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.process import ROOT
from bench.startup import DidNotStart, answers, free_port, stop

READY_WITHIN = 120.0


class Api:
    """HTTP of a running serve."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The JSON answer of GET, or of POST where there is a body."""
        data = json.dumps(body).encode() if body is not None else None
        url = f"http://127.0.0.1:{self.port}/api/tron{path}"
        with urllib.request.urlopen(urllib.request.Request(url, data, {"Content-Type": "application/json"})) as answer:
            return json.load(answer)


@asynccontextmanager
async def running(**settings: str) -> AsyncIterator[Api]:
    """Ready with worker and engines; `settings` are environment variables. Raises DidNotStart."""
    with tempfile.TemporaryDirectory(prefix="tron-bench-") as parent:
        port, log = free_port(), Path(parent) / "serve.log"
        process = _start(port, Path(parent), log, settings)
        try:
            until = time.monotonic() + READY_WITHIN
            while not await asyncio.to_thread(answers, port, "/readyz"):
                if process.poll() is not None or time.monotonic() > until:
                    raise DidNotStart(log.read_text(errors="replace")[-2000:])
                await asyncio.sleep(0.1)
            yield Api(port)
        finally:
            await asyncio.to_thread(stop, process)


def _start(port: int, folder: Path, log: Path, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRON_")}
    environment = {**kept, **settings, "TRON_DATA_DIR": str(folder / "data")}
    command = [sys.executable, "-m", "tron", "serve", "--no-browser", "--port", str(port)]
    with log.open("wb") as out:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)

"""`make dev` leaves nothing running, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow]


@pytest.fixture
def ports() -> tuple[int, int]:
    """The server's and the pages'."""
    return _free_port(), _free_port()


@pytest.fixture
def caller(tmp_path: Path, ports: tuple[int, int]) -> Iterator[subprocess.Popen[bytes]]:
    """A shell, as make is, with scripts/dev.py below it and everything of that up."""
    port, pages_port = ports
    command = f'"{sys.executable}" scripts/dev.py --port {port} --pages-port {pages_port}; exit $?'
    environment = {**os.environ, "TRON_DATA_DIR": str(tmp_path / "data")}
    shell = subprocess.Popen(["sh", "-c", command], cwd=ROOT, env=environment, start_new_session=True)
    started: list[psutil.Process] = []
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", shell)
        _wait_for(f"http://127.0.0.1:{pages_port}/healthz", shell)  # Vite passes it on
        started = psutil.Process(shell.pid).children(recursive=True)
        yield shell
    finally:
        for process in [*started, psutil.Process(shell.pid)] if shell.poll() is None else started:
            if process.is_running():
                process.kill()
        shell.wait()


@pytest.mark.parametrize(
    ("victim", "number"), [("dev", signal.SIGTERM), ("dev", signal.SIGKILL), ("shell", signal.SIGKILL)]
)
def test_everything_ends_with_it(caller: subprocess.Popen[bytes], victim: str, number: signal.Signals) -> None:
    below = psutil.Process(caller.pid).children(recursive=True)
    (dev,) = psutil.Process(caller.pid).children()
    assert len(below) >= 3  # dev.py, the server and the pages at least
    (dev if victim == "dev" else caller).send_signal(number)
    _, alive = psutil.wait_procs(below, timeout=40)
    assert [" ".join(process.cmdline()) for process in alive if process.is_running()] == []


def test_the_pages_may_change_things_and_foreign_ones_may_not(
    caller: subprocess.Popen[bytes], ports: tuple[int, int]
) -> None:
    pages = f"http://127.0.0.1:{ports[1]}"

    def create(origin: str) -> int:
        headers = {"Content-Type": "application/json", "Origin": origin}
        request = urllib.request.Request(f"{pages}/api/tron/agents", b'{"template": "support_agent"}', headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert create(pages) == 201
    assert create("http://evil.example") == 403
    with connect(f"ws://127.0.0.1:{ports[1]}/ws/tron", origin=Origin(pages)) as events:
        events.send('{"type": "subscribe", "all": true}')
        assert '"subscribed"' in str(events.recv(timeout=10))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, shell: subprocess.Popen[bytes], within: float = 60.0) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and shell.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"no answer from {url}")

"""Pages and calls in processes apart, as in containers: `tron api` and `tron worker`, each with a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy.engine import URL

from tests.serving import free_port

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-only-for-tests-of-tron"
PATIENT, TALKER = "+910000000008", "+910000000001"
Start = Callable[..., subprocess.Popen[bytes]]


def ask(port: int, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    """The status and the answer's JSON, or its text; status 0 while nobody answers."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, _read(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, _read(error.read())
    except OSError:
        return 0, None


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode()


def until(look: Callable[[], Any], within: float = 90.0) -> Any:
    deadline = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)
    return found


@pytest.fixture
def start(tmp_path: Path, own_url: URL) -> Iterator[Start]:
    """Starts a command of Tron in a folder of its own, on one database and one folder of recordings."""
    started: list[subprocess.Popen[bytes]] = []

    def run(command: str, **environment: str) -> subprocess.Popen[bytes]:
        own = {
            "TRON_DATA_DIR": str(tmp_path / command),
            "TRON_RECORDINGS_DIR": str(tmp_path / "recordings"),
            "TRON_DATABASE_URL": own_url.render_as_string(hide_password=False),
            "TRON_SECRET_KEY": "a-key-only-for-tests-of-tron-0123",
            "TRON_ACCESS_TOKEN": TOKEN,
            "TRON_LOG_FORMAT": "json",
            "PYTHONPATH": str(ROOT),
        }
        with (tmp_path / f"{command}.log").open("wb") as log:
            one = subprocess.Popen(
                [sys.executable, "-m", "tron", command],
                cwd=tmp_path,
                env={**os.environ, **own, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        started.append(one)
        return one

    yield run
    for one in started:
        if one.poll() is None:
            one.kill()
            one.wait()


def test_a_worker_elsewhere_holds_the_calls_of_an_api_without_one(start: Start, tmp_path: Path) -> None:
    port, door = free_port(), free_port()
    api = start("api", TRON_PORT=str(port))
    worker = start("worker", TRON_WORKER_LISTEN=f"127.0.0.1:{door}", TRON_WORKER_PRIVATE_URL=f"ws://127.0.0.1:{door}")
    until(lambda: ask(port, "/readyz")[0] == 200)
    beside = [" ".join(child.cmdline()) for child in psutil.Process(api.pid).children(recursive=True)]
    assert not [line for line in beside if "tron worker" in line or "sip_gateway" in line]
    until(lambda: ask(door, "/readyz")[0] == 200)
    agent = ask(port, "/api/tron/agents", {"template": "support_agent"})[1]["id"]

    def dial(number: str) -> str:
        body = {"line": "sandbox", "phone_number": number, "fidelity": "text"}
        status, call = ask(port, f"/api/tron/agents/{agent}/test-call", body)
        assert status == 202, call
        return str(call["id"])

    def status_of(call: str) -> str:
        return str(ask(port, f"/api/tron/calls/{call}")[1]["status"])

    held = dial(PATIENT)
    until(lambda: status_of(held) == "in_progress")
    worker.send_signal(signal.SIGTERM)
    until(lambda: ask(door, "/readyz")[0] == 503, within=10)
    assert ask(door, "/healthz")[0] == 200
    later = dial(TALKER)
    time.sleep(2)
    assert (worker.poll(), status_of(held), status_of(later)) == (None, "in_progress", "queued")
    assert ask(port, f"/api/tron/calls/{held}/hangup", {})[0] == 202
    assert worker.wait(30) == 0
    assert (status_of(held), status_of(later)) == ("completed", "queued")

    api.send_signal(signal.SIGTERM)
    assert api.wait(30) == 0
    log = (tmp_path / "api.log").read_text()
    assert "Stopping: workers go on with their calls" in log
    assert "is no setting of Tron" not in log

"""A real `tron serve`: what it prints, that it starts without a warning, and that it ends whole."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy.engine import URL

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(r" *\d+\.\d\d s  \S.*")


class Serve:
    """The process, and what it has written so far."""

    def __init__(self, folder: Path, url: URL, *options: str, **environment: str) -> None:
        self.folder = folder
        self.out, self.err = folder / "out.log", folder / "err.log"
        own = {
            "TRON_DATA_DIR": str(folder / "data"),
            "TRON_DATABASE_URL": url.render_as_string(hide_password=False),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "default",
        }
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tron", "serve", "--no-browser", "--port", "0", *options],
                cwd=folder,
                env={**os.environ, **own, **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,  # a group of its own, as a terminal gives it
            )

    def until(self, words: str, within: float = 60.0) -> str:
        """The first line with `words`."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            found = [line for line in self.out.read_text().splitlines() if words in line]
            if found:
                return found[0]
            assert self.process.poll() is None, self.err.read_text()
            time.sleep(0.05)
        pytest.fail(f"no line with {words!r} in:\n{self.out.read_text()}{self.err.read_text()}")

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+", self.until("Tron is ready"))
        assert found
        return found.group()

    def trouble(self) -> list[str]:
        """Lines of the log that are no plain notes."""
        return [line for line in self.err.read_text().splitlines() if '"level": "info"' not in line]


@pytest.fixture
def serve(tmp_path: Path, own_url: URL) -> Iterator[Callable[..., Serve]]:
    started: list[Serve] = []

    def start(*options: str, **environment: str) -> Serve:
        started.append(Serve(tmp_path, own_url, *options, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def below(serve: Serve) -> list[psutil.Process]:
    return psutil.Process(serve.process.pid).children(recursive=True)


@pytest.mark.parametrize(("number", "base_path"), [(signal.SIGTERM, "/"), (signal.SIGINT, "/tron")])
def test_it_starts_readably_and_ends_whole(serve: Callable[..., Serve], number: signal.Signals, base_path: str) -> None:
    tron = serve(TRON_BASE_PATH=base_path, TRON_LOG_FORMAT="json")
    with urllib.request.urlopen(f"{tron.address}/readyz", timeout=10) as answer:
        assert json.load(answer)["status"] == "ready"
    tron.until("The worker starts")
    tron.until("Engine ")
    processes = below(tron)
    os.killpg(tron.process.pid, number)  # Ctrl-C reaches the whole group
    assert tron.process.wait(40) == 0
    assert psutil.wait_procs(processes, timeout=20)[1] == []
    lines = tron.out.read_text().splitlines()
    assert [line for line in lines if not STEP.fullmatch(line)] == []
    assert lines[-1].endswith("Tron has stopped")
    assert sum("Stopping" in line for line in lines) == 1
    assert tron.trouble() == []


def test_it_may_be_stopped_while_it_starts(serve: Callable[..., Serve]) -> None:
    tron = serve()
    tron.until("Postgres is ready")
    tron.process.send_signal(signal.SIGTERM)
    assert tron.process.wait(40) == 0
    assert "Tron has stopped" in tron.out.read_text()
    assert tron.trouble() == []


def test_a_second_one_on_the_same_folder_and_port_names_the_first(serve: Callable[..., Serve], tmp_path: Path) -> None:
    tron = serve()
    port = tron.address.rpartition(":")[2]
    for other in (port, "0"):
        second = subprocess.run(
            [sys.executable, "-m", "tron", "serve", "--no-browser", "--port", other],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TRON_DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 1
        assert f"Tron already runs on the folder {tmp_path / 'data'}: {tron.address} (process" in second.stderr
        assert "Traceback" not in second.stderr
    tron.process.send_signal(signal.SIGTERM)
    assert tron.process.wait(40) == 0

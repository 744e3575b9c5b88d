"""A data folder with the Tron processes on it, started as a person would start them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"Tron is ready: http://localhost:(\d+)")
END = re.compile(r"^status (\S+) / (\S+) / (\S+)$", re.MULTILINE)
OUTCOME = re.compile(r"^call +(\S+) +outcome (\S+)", re.MULTILINE)
FINAL = {"completed", "failed", "no_answer", "busy", "cancelled"}


class NeverHappenedError(AssertionError):
    """What a test waited for did not come."""


def wait_until(look: Any, seconds: float, what: str, every: float = 0.1) -> Any:
    """The first true value of `look()`; raises NeverHappenedError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise NeverHappenedError(f"{what}: not within {seconds:g} s")
        time.sleep(every)
    return found


@dataclass(frozen=True)
class Told:
    """What `tron call` said."""

    code: int
    output: str
    errors: str

    @property
    def ending(self) -> tuple[str, str, str]:
        """Status, reason, SIP status."""
        found = END.search(self.output)
        assert found, self.output + self.errors
        return found.group(1), found.group(2), found.group(3)

    @property
    def call_id(self) -> str:
        found = OUTCOME.search(self.output)
        assert found, self.output
        return found.group(1)

    @property
    def outcome(self) -> str:
        found = OUTCOME.search(self.output)
        assert found, self.output
        return found.group(2)


class Serving:
    """A running `tron serve`; its output goes to `log`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log
        self.port = 0

    def wait(self, seconds: float) -> Serving:
        def look() -> int:
            assert self.process.poll() is None, self.log.read_text()
            found = READY.search(self.log.read_text())
            return int(found.group(1)) if found else 0

        self.port = wait_until(look, seconds, "serve says that it is ready", every=0.05)
        return self

    def get(self, path: str) -> tuple[int, Any]:
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        return self._send("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        return self._send("PUT", path, body)

    def delete(self, path: str) -> tuple[int, Any]:
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method="DELETE"))

    def call(self, call_id: str) -> dict[str, Any]:
        code, call = self.get(f"/api/tron/calls/{call_id}")
        assert code == 200, call
        found: dict[str, Any] = call
        return found

    def agent(self, template: str, **values: Any) -> dict[str, Any]:
        """A new agent from a template."""
        code, agent = self.post("/api/tron/agents", {"template": template, **values})
        assert code == 201, agent
        found: dict[str, Any] = agent
        return found

    def ready(self, *names: str, seconds: float = 60) -> Serving:
        """Waits until these of its parts are well."""

        def look() -> bool:
            states = {check["name"]: check["state"] for check in self.get("/readyz")[1]["checks"]}
            return all(states.get(name) == "ok" for name in names)

        wait_until(look, seconds, f"{', '.join(names)} ready", every=0.5)
        return self

    def dial(self, template: str, number: str) -> str:
        """A call in sound, asked for by the API; its id."""
        agent = self.agent(template)
        wanted = {"agent_id": agent["id"], "phone_number": number, "line": "sandbox", "contact_name": "Asha"}
        code, call = self.post("/api/tron/calls/dial", wanted)
        assert code == 202, call
        return str(call["id"])

    def _send(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        url = f"http://127.0.0.1:{self.port}{path}"
        return self._ask(urllib.request.Request(url, data, headers, method=method))

    @staticmethod
    def _ask(request: urllib.request.Request) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")


class House:
    """`folder` is where Tron is started; its data lies in `folder`/data."""

    def __init__(self, folder: Path, *, watched: bool = False) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.logs = folder / "logs"
        self.logs.mkdir()
        self.notes = folder / "off-machine.txt"
        self.last: Serving | None = None
        self._count = 0
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRON_", "PYTHON"))}
        paths = [str(ROOT / "tests" / "acceptance" / "watch")] if watched else []
        self.environment = {**kept, "PYTHONPATH": os.pathsep.join([*paths, str(ROOT)]), "PYTHONUNBUFFERED": "1"}
        if watched:
            self.environment["TRON_WATCH_NOTES"] = str(self.notes)

    def begin_serve(self, port: int = 0) -> Serving:
        """`port` 0 takes a free one."""
        self._count += 1
        log = self.logs / f"serve-{self._count}.log"
        command = [*self._tron("serve"), "--no-browser", "--port", str(port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL
            )
        self.last = Serving(process, log)
        return self.last

    def serve(self, seconds: float = 60, port: int = 0) -> Serving:
        return self.begin_serve(port).wait(seconds)

    def call(self, *arguments: str, seconds: float = 200) -> Told:
        """`tron call` with these arguments, to its end."""
        done = subprocess.run(
            [*self._tron("call"), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        number = abs(hash(arguments)) % 10**8
        (self.logs / f"call-{number}.log").write_text(done.stderr)
        return Told(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self._tron(*arguments[:1]), *arguments[1:]],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def processes(self) -> dict[int, str]:
        """Live processes that work on this data folder, with their command lines."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    continue
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                place = str((entry / "cwd").readlink())
                environment = (entry / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            mine = str(self.folder)
            if place.startswith(mine) or mine in line or mine in environment:
                found[int(entry.name)] = line
        found.pop(os.getpid(), None)
        return found

    def pid_of(self, *words: str) -> int:
        """The one process whose command line holds all of these."""
        (pid,) = [pid for pid, line in self.processes().items() if all(word in line for word in words)]
        return pid

    def kill(self, *pids: int) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def empty_within(self, seconds: float) -> None:
        """Waits until no process works on this folder any more."""
        try:
            wait_until(lambda: not self.processes(), seconds, "no process left")
        except NeverHappenedError as error:
            raise AssertionError(f"{error}; still there: {self.processes()}") from None

    def close(self) -> None:
        self.kill(*self.processes())

    def _tron(self, command: str) -> list[str]:
        return [sys.executable, "-m", "tron", command, "--data-dir", str(self.data)]

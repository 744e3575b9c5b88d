"""Start Tron for development: the server anew on each change of its code, the pages through Vite's own reload.

    python scripts/dev.py [--port 8100] [--pages-port 5173] [other options of `tron serve`]

Both run in process groups of their own and end with this script, however it ends: Ctrl-C and SIGTERM stop them, after
kill -9 the kernel does (setpriv of util-linux asks for it), and when the caller (make) is gone this script ends itself.
`tron serve` ends its own worker, engines and Postgres.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

ROOT = Path(__file__).resolve().parent.parent
CODE = {".py", ".json", ".txt", ".mako"}
LOOK_EVERY_MS = 1000
STOP_WITHIN_S = 15.0


class Part:
    """One of the two programs, with all that it starts."""

    def __init__(self, name: str, command: list[str], folder: Path, **environment: str) -> None:
        tied = shutil.which("setpriv")
        self.name = name
        self.environment = {**os.environ, **environment}
        self.command = [tied, "--pdeathsig", "TERM", *command] if tied else command
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, cwd=self.folder, env=self.environment, start_new_session=True)

    def stop(self) -> None:
        """End the whole group: asked first, killed after STOP_WITHIN_S seconds."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_S
        try:
            self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            print(f"dev: {self.name} did not stop, killing it", flush=True)
        while self._signal(0) and time.monotonic() < deadline:
            time.sleep(0.05)
        self._signal(signal.SIGKILL)
        self.process = None

    def ended(self) -> int | None:
        """The exit status of a program that ended by itself, told once."""
        status = self.process.poll() if self.process else None
        if status is not None:
            self.stop()
        return status

    def _signal(self, number: int) -> bool:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return False
        return True


class CodeFilter(DefaultFilter):
    """Lets changes of server code through, and nothing else."""

    def __call__(self, change: Change, path: str) -> bool:
        return Path(path).suffix in CODE and super().__call__(change, path)


def watched() -> list[Path]:
    """The rooms and top-level files of tron/, without web/ and its thousands of packages."""
    return [path for path in (ROOT / "tron").iterdir() if path.name not in {"web", "__pycache__"}]


def parts(options: list[str]) -> tuple[Part, Part]:
    """The server and the pages, which ask the server at its port."""
    parser = argparse.ArgumentParser(description="Tron with reload of server and pages")
    parser.add_argument("--port", default="8100", help="of the server")
    parser.add_argument("--pages-port", default="5173", help="of the pages: open this one")
    known, rest = parser.parse_known_args(options)
    serve = [sys.executable, "-m", "tron", "serve", "--no-browser", "--port", known.port, *rest]
    vite = ["node", "node_modules/vite/bin/vite.js", "--port", known.pages_port]
    address = f"http://127.0.0.1:{known.port}"
    return Part("server", serve, ROOT), Part("pages", vite, ROOT / "tron" / "web", TRON_DEV_SERVER=address)


def main(options: list[str]) -> int:
    """Run both parts until a signal, the caller's end, or the end of Vite; returns the exit status."""
    server, pages = parts(options)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    caller = os.getppid()
    try:
        server.start()
        pages.start()
        for changes in watch(
            *watched(), watch_filter=CodeFilter(), stop_event=stop, rust_timeout=LOOK_EVERY_MS, yield_on_timeout=True
        ):
            if os.getppid() != caller:
                return 1
            if pages.ended() is not None:
                print("dev: Vite ended, see above", flush=True)
                return 1
            if (status := server.ended()) is not None:
                print(f"dev: the server ended with {status}; it starts again on the next change", flush=True)
            if changes:
                names = sorted({str(Path(path).relative_to(ROOT)) for _, path in changes})
                print(f"dev: changed {', '.join(names[:3])}{' ...' if len(names) > 3 else ''}, restarting", flush=True)
                server.stop()
                server.start()
    finally:
        server.stop()
        pages.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A LiveKit server for the tests, built from its Go module: there is no wheel of it. Standard library only."""

import os
import shutil
import subprocess
import time
from pathlib import Path

# Later versions do not build from the module proxy.
MODULE = "github.com/livekit/livekit-server/cmd/server@v1.11.0"
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "livekit"
PROGRAM = FOLDER / "bin" / "server"


def build_missing() -> None:
    """Build it once, in about two minutes; where that cannot be done its tests are skipped."""
    if PROGRAM.exists():
        return
    go = shutil.which("go")
    if go is None:
        print("set-up: no Go here, so no LiveKit server; the tests that need one are skipped", flush=True)
        return
    print("set-up: LiveKit server from Go (once, about two minutes) ...", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        [go, "install", MODULE],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"set-up: it cannot be built here, its tests are skipped: {done.stderr.strip()[-500:]}", flush=True)
    else:
        print(f"set-up: LiveKit server done in {time.monotonic() - begun:.0f} s", flush=True)
    # What is kept is the program: the modules it was made from take up 2 GB.
    for folder in ("pkg", "build"):
        shutil.rmtree(FOLDER / folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    own = {
        "GOPATH": str(FOLDER),
        "GOBIN": str(PROGRAM.parent),
        "GOCACHE": str(FOLDER / "build"),
        # Without it Go makes its modules read-only, and `make clean` could not remove them.
        "GOFLAGS": "-modcacherw",
        "CGO_ENABLED": "0",
    }
    return {**os.environ, **own}


if __name__ == "__main__":
    build_missing()

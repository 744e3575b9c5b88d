"""Debian packages that the tests need and that neither PyPI nor npm brings. Standard library only."""

import os
import shutil
import subprocess
from collections.abc import Sequence

PROGRAMS = {"chromium": "chromium", "redis-server": "redis-server", "sip-tester": "sipp", "baresip": "baresip"}
"""Package: the program that shows that it is there."""

APT_SECONDS = 420


class PackagesMissingError(Exception):
    """apt-get could not install them; the message is for the person at the terminal."""


def install_missing() -> None:
    """Install what is missing where this user may; where it cannot be had, say that its tests are skipped."""
    missing = [package for package, program in PROGRAMS.items() if shutil.which(program) is None]
    if not missing:
        return
    apt = _apt()
    if apt is None:
        print(
            f"set-up: no right to install {', '.join(missing)} here; the tests that need them are skipped", flush=True
        )
        return
    print(f"set-up: Debian packages {', '.join(missing)} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        _run([*apt, "update", "-qq"], environment)
        _run([*apt, "install", "-qq", "-y", "--no-install-recommends", *missing], environment)
    except PackagesMissingError as error:
        print(f"set-up: the tests that need {', '.join(missing)} are skipped: {error}", flush=True)


def _apt() -> list[str] | None:
    """apt-get as root, or through sudo where it asks for no password; None elsewhere."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    asked = [sudo, "-n", "true"] if sudo else None
    if asked and subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n", "apt-get"]
    return None


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    asked = " ".join(command)
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=APT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise PackagesMissingError(f"{asked} took longer than {APT_SECONDS} s") from None
    if done.returncode:
        raise PackagesMissingError(f"{asked} failed:\n{(done.stdout + done.stderr)[-2000:]}")

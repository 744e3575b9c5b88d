"""Add to the web app's lock the optional packages for other platforms that a registry did not list when it was made.

`npm ci` refuses a lock that lacks a variant some package names, even one for a platform it would not install on. The
entries hold version and platform; they have no hash, because there was nothing to hash.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "tron" / "web" / "package-lock.json"
SYSTEMS = {"android", "darwin", "freebsd", "linux", "openharmony", "win32"}
PROCESSORS = {"arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "x64"}


def complete(packages: dict[str, dict[str, Any]]) -> list[str]:
    """Add what is missing to the lock's `packages`; returns the paths added."""
    wanted = {
        f"node_modules/{name}": version
        for package in list(packages.values())
        for name, version in package.get("optionalDependencies", {}).items()
        if re.fullmatch(r"\d+\.\d+\.\d+", version)
    }
    added = sorted(path for path in wanted if path not in packages)
    for path in added:
        packages[path] = {"version": wanted[path], "optional": True, "dev": True, **platform(path)}
    return added


def platform(path: str) -> dict[str, list[str]]:
    """The `os`, `cpu` and `libc` that a package's name tells, as in @biomejs/cli-linux-arm64-musl."""
    words = re.split(r"[-/]", path)
    found = {"os": [w for w in words if w in SYSTEMS], "cpu": [w for w in words if w in PROCESSORS]}
    found["libc"] = [libc for libc, word in (("glibc", "gnu"), ("musl", "musl")) if word in words]
    if not found["cpu"]:
        raise SystemExit(f"{path}: no platform in its name, look at it by hand")
    return {key: values for key, values in found.items() if values}


def main() -> int:
    """Complete the lock file in place."""
    lock = json.loads(LOCK.read_text())
    added = complete(lock["packages"])
    lock["packages"] = dict(sorted(lock["packages"].items()))
    if added:
        LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    print(f"{LOCK.name}: {len(added)} platform variants added")
    return 0


if __name__ == "__main__":
    sys.exit(main())

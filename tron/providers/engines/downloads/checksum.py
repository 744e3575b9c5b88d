"""Holding a file against its checksums: the catalogue's, or those its server tells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tron.providers.engines.downloads.catalogue import ModelFile

_BLOCK = 1 << 20
Checks = dict[str, str]


def checks_of(file: ModelFile, told: Mapping[str, str]) -> Checks:
    """What the file is held against, by algorithm. The server's word counts where the catalogue has no SHA-256."""
    if file.sha256:
        return {"sha256": file.sha256}
    return {**told, **({"md5": file.md5} if file.md5 else {})}


def told_by(headers: Iterable[Mapping[str, str]]) -> Checks:
    """Hugging Face's own hashes in the answers on the way to a file: SHA-256 of large ones, git's of small ones."""
    found: Checks = {}
    for each in headers:
        linked = each.get("X-Linked-ETag", "").removeprefix("W/").strip('"')
        plain = each.get("ETag", "").removeprefix("W/").strip('"')
        if re.fullmatch(r"[0-9a-f]{64}", linked):
            found["sha256"] = linked
        elif "X-Repo-Commit" in each and re.fullmatch(r"[0-9a-f]{40}", plain):
            found["git"] = plain
    return found


def fits(path: Path, checks: Mapping[str, str]) -> bool:
    """Whether the file has all these checksums. Reads it whole: run it in a thread."""
    digests = {name: _digest(name, path.stat().st_size) for name in checks}
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            for digest in digests.values():
                digest.update(block)
    return all(digest.hexdigest() == checks[name] for name, digest in digests.items())


def _digest(name: str, size: int) -> Any:
    if name == "git":
        digest = hashlib.sha1(usedforsecurity=False)
        digest.update(b"blob %d\0" % size)
        return digest
    return hashlib.new(name, usedforsecurity=name == "sha256")

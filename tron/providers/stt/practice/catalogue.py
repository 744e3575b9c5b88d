"""What was synthesised: utterances by id, in memory and on disk."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tron.core.speech import SpokenUtterance, SpokenWord
from tron.providers.stt.practice.reference import BLOCK, Reference
from tron.providers.stt.practice.signal import COARSE_BANDS, Complexes, Floats


@dataclass(frozen=True)
class Index:
    """All search blocks, and for each its reference and number within it. Never changed once made."""

    version: int
    owners: tuple[tuple[Reference, int], ...]
    blocks: Complexes
    energy: Floats


class PracticeCatalogue:
    """Utterances that may arrive. Safe for one event loop and worker threads; recognisers see changes at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._references: dict[str, Reference] = {}
        self._files: dict[str, str] = {}
        self._version = 0
        self._index = _index(0, [])

    def __len__(self) -> int:
        return len(self._references)

    def __contains__(self, utterance_id: str) -> bool:
        return utterance_id in self._references

    def add(self, u: SpokenUtterance) -> None:
        """Adds or replaces by id. About a millisecond per second of sound. ValueError: no sound, half a sample."""
        if not u.pcm or len(u.pcm) % 2:
            raise ValueError(f"utterance {u.id}: {len(u.pcm)} bytes are not 16-bit sound")
        known = self._references.get(u.id)
        if known is not None and known.utterance == u:
            return
        reference = Reference(u)
        with self._lock:
            self._references[u.id] = reference
            self._version += 1

    def remove(self, id: str) -> None:
        """Forgets an utterance; unknown ids are fine. A run of it that is being heard is still told to its end."""
        with self._lock:
            if self._references.pop(id, None) is not None:
                self._version += 1

    def index(self) -> Index:
        """The search index of this moment; made anew only after a change."""
        with self._lock:
            if self._index.version != self._version:
                self._index = _index(self._version, list(self._references.values()))
            return self._index

    def save(self, dir: Path) -> None:
        """Writes `<content hash>.npz` for each utterance not yet there. Other files are left alone."""
        dir.mkdir(parents=True, exist_ok=True)
        with self._lock:
            utterances = [reference.utterance for reference in self._references.values()]
        for utterance in utterances:
            path = dir / f"{_digest(utterance)}.npz"
            if not path.exists():
                _write(path, utterance)

    def load(self, dir: Path) -> int:
        """Adds what `dir` holds and this catalogue has not loaded before; cheap to repeat. Answers how many.

        Raises ValueError for a file that is not what its name says.
        """
        added = 0
        for path in sorted(dir.glob("*.npz")):
            if path.name in self._files:
                continue
            utterance = _read(path)
            self.add(utterance)
            self._files[path.name] = utterance.id
            added += 1
        return added


def _index(version: int, references: list[Reference]) -> Index:
    owners = tuple((reference, i) for reference in references for i in range(len(reference.blocks)))
    blocks = [reference.blocks for reference in references] or [np.zeros((0, COARSE_BANDS, BLOCK), np.complex64)]
    energy = [reference.block_energy for reference in references] or [np.zeros((0, BLOCK + 1), np.float32)]
    return Index(version, owners, np.concatenate(blocks), np.concatenate(energy))


def _meta(utterance: SpokenUtterance) -> str:
    words = [[word.text, float(word.start), float(word.end)] for word in utterance.words]
    return json.dumps({"id": utterance.id, "language": utterance.language, "words": words}, ensure_ascii=False)


def _digest(utterance: SpokenUtterance) -> str:
    return hashlib.sha256(_meta(utterance).encode() + b"\0" + utterance.pcm).hexdigest()


def _write(path: Path, utterance: SpokenUtterance) -> None:
    # Written beside and renamed: a reader in another process never sees half a file.
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, pcm=np.frombuffer(utterance.pcm, "<i2"), meta=np.array(_meta(utterance)))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _read(path: Path) -> SpokenUtterance:
    try:
        with np.load(path, allow_pickle=False) as data:
            pcm = data["pcm"].astype("<i2").tobytes()
            meta = json.loads(str(data["meta"]))
        words = tuple(SpokenWord(str(text), float(start), float(end)) for text, start, end in meta["words"])
        utterance = SpokenUtterance(meta["id"], pcm, words, meta["language"])
    except Exception as error:  # any damage to the file reads the same to the caller
        raise ValueError(f"{path.name} is not a saved utterance") from error
    if _digest(utterance) != path.stem:
        raise ValueError(f"{path.name} does not hold what its name says")
    return utterance

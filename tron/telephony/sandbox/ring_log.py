"""The practice network's own record of rings, kept apart from Tron's tables: what really rang, and when."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID


class RingLog:
    """Appends one JSON line for each ring to DATA_DIR/practice/rings.jsonl."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "practice" / "rings.jsonl"

    def write(self, at: datetime, call_id: UUID, number: str, person: str, direction: str) -> None:
        row = {
            "at": at.isoformat(),
            "call_id": str(call_id),
            "number": number,
            "person": person,
            "direction": direction,
        }
        append_line(self.path, row)

    def read(self) -> list[dict[str, str]]:
        """All rings, oldest first."""
        return read_lines(self.path)


def append_line(path: Path, row: Mapping[str, str]) -> None:
    """One write call for each line, so that lines of two processes never mix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (json.dumps(row) + "\n").encode())
    finally:
        os.close(descriptor)


def read_lines(path: Path) -> list[dict[str, str]]:
    """All lines, oldest first."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]

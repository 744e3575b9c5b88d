"""The practice network's own record of rings, kept apart from Tron's tables: what really rang, and when."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID


class RingLog:
    """Appends one JSON line for each ring to DATA_DIR/practice/rings.jsonl."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "practice" / "rings.jsonl"

    def write(self, at: datetime, call_id: UUID, number: str, person: str, direction: str) -> None:
        """One write call for each line, so that lines of two processes never mix."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        row = {
            "at": at.isoformat(),
            "call_id": str(call_id),
            "number": number,
            "person": person,
            "direction": direction,
        }
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, (json.dumps(row) + "\n").encode())
        finally:
            os.close(descriptor)

    def read(self) -> list[dict[str, str]]:
        """All rings, oldest first."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines() if line]

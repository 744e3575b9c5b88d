"""The practice network's own record of text messages: what arrived on whose phone, and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from tron.telephony.sandbox.ring_log import append_line, read_lines

LONGEST = 1600
"""Characters of a message: ten parts of a text message, as carriers take at most."""


class MessageBox:
    """Appends one JSON line for each message to DATA_DIR/practice/messages.jsonl."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "practice" / "messages.jsonl"

    def deliver(self, at: datetime, message_id: UUID, number: str, text: str, channel: str = "sms") -> None:
        told = {"at": at.isoformat(), "message_id": str(message_id), "channel": channel}
        append_line(self.path, {**told, "number": number, "text": text})

    def read(self) -> list[dict[str, str]]:
        """All messages, oldest first."""
        return read_lines(self.path)

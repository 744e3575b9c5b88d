"""Recordings that a line's server made, as the API shows and gives them."""

from __future__ import annotations

from pathlib import Path

from tron.core.database.tables import ServerRecording
from tron.core.models.call import ServerRecordingOut


def in_own_folder(row: ServerRecording) -> bool:
    """Whether the server wrote it into Tron's folder of recordings: that was looked at when it was complete."""
    return row.state == "complete" and row.trouble is None and "://" not in (row.location or "")


def file_of(row: ServerRecording, folder: Path) -> Path | None:
    """The file, where it lies in Tron's own folder."""
    file = folder / row.name
    return file if in_own_folder(row) and file.is_file() else None


def shown(row: ServerRecording | None, url: str) -> ServerRecordingOut | None:
    """`url` leads to its file."""
    if row is None:
        return None
    values = {name: getattr(row, name) for name in ServerRecordingOut.model_fields if name != "url"}
    return ServerRecordingOut.model_validate({**values, "url": url if in_own_folder(row) else None})

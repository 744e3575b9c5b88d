"""The key in the data folder: `secret.key`, and `secret.key.new` while it is being replaced."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from tron.core.errors import StartupError

KEY_BYTES = 32
KEY_FILE = "secret.key"
NEXT_KEY_FILE = "secret.key.new"


class KeyFile:
    """Reads and writes the key so that a crash at any moment loses nothing. Files are 0600."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / KEY_FILE
        self.next_path = folder / NEXT_KEY_FILE

    def read(self) -> list[bytes]:
        """The keys that are there, the current one first. Raises StartupError when a file holds no key."""
        return [key for path in (self.path, self.next_path) if (key := _read(path)) is not None]

    def create(self, key: bytes) -> bytes:
        """Store `key`; answers the key of another process if that one was quicker."""
        draft = self.path.with_name(f".{KEY_FILE}.{os.getpid()}")
        _write(draft, key)
        try:
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        _sync_folder(self.path.parent)
        return _read(self.path) or key

    def prepare_next(self, key: bytes) -> None:
        """Store the key to come beside the current one."""
        draft = self.next_path.with_name(f".{NEXT_KEY_FILE}.{os.getpid()}")
        _write(draft, key)
        os.replace(draft, self.next_path)
        _sync_folder(self.path.parent)

    def finish(self, key: bytes) -> None:
        """Make `key` the current one if it is the one that waits."""
        if _read(self.next_path) == key:
            try:
                os.replace(self.next_path, self.path)
            except FileNotFoundError:
                return  # another process has just done it
            _sync_folder(self.path.parent)


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StartupError(
            f"The key file {path} cannot be read: {error}", hint="Give it to the user of Tron."
        ) from None
    try:
        key = base64.b64decode(content.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StartupError(f"The key file {path} is damaged.", hint="Bring it back from a backup of the data folder.")
    return key


def _write(path: Path, key: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

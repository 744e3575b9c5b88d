"""Where processes of one data folder meet: Unix sockets, whose paths may not be long."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

LONGEST_SOCKET = 100


class SocketFolderError(OSError):
    """The folder for sockets belongs to somebody else, or others can reach into it."""


def socket_path(data_dir: Path, name: str) -> Path:
    """`run/<name>.sock` in the data folder; where that is too long, in a private folder that every process finds.

    Raises SocketFolderError.
    """
    path = data_dir.resolve() / "run" / f"{name}.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET:
        return path
    digest = hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"tron-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid() or about.st_mode & 0o077:
        raise SocketFolderError(f"{folder} is not a private folder of this user")
    return folder / path.name

"""Who is at the other end of the supervisor's socket. Its name can be seen by every user of the machine."""

from __future__ import annotations

import asyncio
import os
import socket
import struct

from tron.core.database.embedded_folder import Folder


def is_ours(writer: asyncio.StreamWriter, folder: Folder) -> bool:
    """Whether the peer is root, this user, or the folder's owner."""
    connection: socket.socket = writer.get_extra_info("socket")
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return uid in {0, os.geteuid(), folder.home.stat().st_uid}

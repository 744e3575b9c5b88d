"""Where the SIP gateway listens for the rest of Tron."""

from __future__ import annotations

from pathlib import Path

from tron.core.sockets import socket_path


def gateway_socket(data_dir: Path) -> Path:
    """The gateway's control socket. Raises SocketFolderError."""
    return socket_path(data_dir, "sip-gateway")


def lane_socket(data_dir: Path, number: int) -> Path:
    """The socket of one of the gateway's lanes, which the gateway alone speaks to. Raises SocketFolderError."""
    return socket_path(data_dir, f"sip-lane-{number}")

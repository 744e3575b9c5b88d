"""Which addresses the processes of a folder are connected to or listen on, read from /proc."""

from __future__ import annotations

import ipaddress
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

Address = tuple[str, str]

EVERY_SECONDS = 1.5


def internet_sockets(pids: Iterable[int]) -> set[Address]:
    """(process, address) of TCP and UDP sockets with an end that is not this machine alone."""
    off_machine = _off_machine()
    if not off_machine:
        return set()
    return {(str(pid), off_machine[inode]) for pid in pids for inode in _socket_inodes(pid) & off_machine.keys()}


def _off_machine() -> dict[str, str]:
    """Address by inode, of all sockets of this network namespace."""
    found = {}
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]:
            fields = row.split()
            for address in map(_address, fields[1:3]):
                if not _is_here(address):
                    found[fields[9]] = f"{table} {address}"
    return found


class SocketWatch:
    """Looks again and again until it is stopped; `seen` holds what was off the machine."""

    def __init__(self, pids: Callable[[], Iterable[int]]) -> None:
        self._pids = pids
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="socket watch", daemon=True)
        self.seen: set[Address] = set()
        self.looks = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            self.seen |= internet_sockets(self._pids())
            self.looks += 1


def _socket_inodes(pid: int) -> set[str]:
    inodes = set()
    try:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            try:
                target = str(entry.readlink())
            except OSError:
                continue
            if match := re.fullmatch(r"socket:\[(\d+)\]", target):
                inodes.add(match.group(1))
    except OSError:
        pass
    return inodes


def _address(end: str) -> str:
    raw, port = end.split(":")
    words = [bytes.fromhex(raw[at : at + 8])[::-1] for at in range(0, len(raw), 8)]
    return f"{ipaddress.ip_address(b''.join(words))}|{int(port, 16)}"


def _is_here(address: str) -> bool:
    host, port = address.split("|")
    parsed = ipaddress.ip_address(host)
    mapped = getattr(parsed, "ipv4_mapped", None)
    if (mapped or parsed).is_loopback:
        return True
    return parsed.is_unspecified and port == "0"  # the far end of a socket that is not connected

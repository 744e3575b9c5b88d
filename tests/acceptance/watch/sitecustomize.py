"""Put on PYTHONPATH by the acceptance tests: every Python process of Tron notes whom it talks to off this machine."""

from __future__ import annotations

import ipaddress
import os
import sys
import traceback
from typing import Any

NOTES = os.environ.get("TRON_WATCH_NOTES")
WATCHED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
HERE = {"localhost", "localhost.localdomain", "", "None"}


def _is_here(where: Any) -> bool:
    host = where[0] if isinstance(where, tuple) and where else where
    if not isinstance(host, str | bytes) or (isinstance(where, str | bytes) and str(where).startswith(("/", "\0"))):
        return True  # a Unix socket, or nobody
    text = host.decode(errors="replace") if isinstance(host, bytes) else host
    if text in HERE or text.startswith(("/", "\0")):
        return True
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in WATCHED or len(arguments) <= WATCHED[event]:
        return
    where = arguments[WATCHED[event]]
    if where is not None and not _is_here(where):
        stack = "".join(traceback.format_stack(limit=12))
        with open(str(NOTES), "a") as notes:
            notes.write(f"{os.getpid()} {event} {where!r}\n{stack}\n")


if NOTES:
    sys.addaudithook(_watch)
    with open(NOTES + ".pids", "a") as pids:
        pids.write(f"{os.getpid()}\n")

"""Where serve listens: its socket, the address that people open, and the signals that end it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from tron.core.errors import StartupError

CLOSING_SECONDS = 5
_HINTS = {
    errno.EADDRINUSE: "Stop what listens there, or choose another port with --port.",
    errno.EACCES: "Choose a port from 1024 up with --port; lower ones belong to root.",
}


class WebServer(uvicorn.Server):
    """Leaves the signals alone: uvicorn would end the process by them before all else is closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A bound, listening socket; port 0 takes any. Raises StartupError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        raise StartupError(
            f"Port {port} on {host} cannot be used: {error.strerror}.",
            hint=_HINTS.get(error.errno or 0, "Give an address of this machine with --host, such as 127.0.0.1."),
        ) from None
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def address_of(host: str, port: int, base_path: str) -> str:
    """What to open in a browser on this machine."""
    bare = host.strip("[]")
    if bare in {"127.0.0.1", "::1"} or _is_any(bare):
        bare = "localhost"
    return f"http://{f'[{bare}]' if ':' in bare else bare}:{port}{base_path.rstrip('/')}"


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


@contextlib.contextmanager
def on_stop(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` at the first SIGINT or SIGTERM. A second one ends the process at once."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def first() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)
        stop()

    for number in numbers:
        loop.add_signal_handler(number, first)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)

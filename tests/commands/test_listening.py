"""Where serve listens, and what ends it."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from tron.commands.listening import address_of, listen, on_stop
from tron.core.errors import StartupError


def test_a_port_that_is_taken_says_so() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(StartupError) as refused:
            listen("127.0.0.1", port)
    assert refused.value.message == f"Port {port} on 127.0.0.1 cannot be used: Address already in use."
    assert "--port" in str(refused.value.hint)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.77"])
def test_an_address_that_is_not_ours_says_so(host: str) -> None:
    with pytest.raises(StartupError, match=f"on {host} cannot be used") as refused:
        listen(host, 0)
    assert "--host" in str(refused.value.hint)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8100"),
        ("::1", "http://localhost:8100"),
        ("0.0.0.0", "http://localhost:8100"),
        ("::", "http://localhost:8100"),
        ("localhost", "http://localhost:8100"),
        ("127.1.2.3", "http://127.1.2.3:8100"),
        ("192.0.2.7", "http://192.0.2.7:8100"),
        ("[2001:db8::1]", "http://[2001:db8::1]:8100"),
    ],
)
def test_the_address_to_open(host: str, address: str) -> None:
    assert address_of(host, 8100, "/") == address
    assert address_of(host, 8100, "/tron") == f"{address}/tron"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_first_signal_stops_and_the_next_is_the_default(number: signal.Signals) -> None:
    stopped = asyncio.Event()
    with on_stop(stopped.set):
        os.kill(os.getpid(), number)
        await asyncio.wait_for(stopped.wait(), 5)
        assert signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)

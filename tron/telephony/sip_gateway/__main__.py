"""`python -m tron.telephony.sip_gateway --data-dir DIR`: the gateway, until SIGTERM or until who started it is gone."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tron.telephony.sip_gateway.errors import GatewayError
from tron.telephony.sip_gateway.switchboard_process import serve_switchboard

SWITCH_SECONDS = 0.0005
"""PJSIP's clock waits for the interpreter at most so long: with Python's 5 ms, four calls would miss their 20 ms."""
NOT_STARTED = 3
MOST_LANES = 16


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("websockets").setLevel(logging.WARNING)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        asyncio.run(_serve(asked))
    except (GatewayError, OSError) as error:
        print(f"the SIP gateway cannot start: {error}", file=sys.stderr)
        return NOT_STARTED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tron.telephony.sip_gateway")
    parser.add_argument("--data-dir", type=Path, required=True)
    bind, port = os.environ.get("TRON_SIP_BIND", ""), os.environ.get("TRON_SIP_PORT", "5060")
    parser.add_argument("--bind", default=bind, help="address that SIP is spoken at; all of them by default")
    parser.add_argument("--sip-port", type=int, default=port, help="UDP and TCP; 0 is any")
    softphones = os.environ.get("TRON_SIP_SOFTPHONE_PORT", "5062")
    parser.add_argument("--softphone-port", type=int, default=softphones, help="UDP, where softphones register")
    parser.add_argument("--most-lanes", type=int, default=MOST_LANES, help="each is a process and holds four calls")
    parser.add_argument("--lane", type=int, help="be this lane of the gateway that starts it")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input does")
    return parser


async def _serve(asked: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    leave = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leave.set)
    if asked.with_parent:
        _watch_parent(loop, leave)
    if asked.lane is None:
        await serve_switchboard(asked, leave)
    else:
        from tron.telephony.sip_gateway.lane_process import serve_lane

        await serve_lane(asked, leave)


def _watch_parent(loop: asyncio.AbstractEventLoop, gone: asyncio.Event) -> None:
    """Standard input is a pipe from the parent: its end means that the parent is gone, however it went."""

    def readable() -> None:
        with suppress(BlockingIOError):
            if not os.read(sys.stdin.fileno(), 4096):
                loop.remove_reader(sys.stdin.fileno())
                gone.set()

    os.set_blocking(sys.stdin.fileno(), False)
    loop.add_reader(sys.stdin.fileno(), readable)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

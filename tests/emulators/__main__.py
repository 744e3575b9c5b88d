"""`make dev-vendors`: every vendor emulated on this machine, and Tron set up for them, so that each can be tried
without a key.

    python -m tests.emulators [--first-port 8201] [--folder .cache/dev-vendors] [--no-serve] [--open] [serve's options]

FOLDER/.env leads Tron to the emulators. With --open it holds the data folder alone, and the settings are stored, so
that they can be changed in Settings: take a key away, or make it wrong. Faults are ordered by hand:

    curl -d '{"kind": "busy", "times": 3}' http://127.0.0.1:8202/_emulator/fault      kind null heals
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import aiohttp

from tests.emulators.everyone import Everyone, environment, everyone
from tests.emulators.server import CONTROL, FAULTS
from tron.core.settings import REGISTRY
from tron.providers.engines import EngineClient
from tron.providers.engines.supervisor import socket_path_for

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "dev-vendors"
START_SECONDS = 120.0


def options() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python -m tests.emulators", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first-port", type=int, default=8201, help="the first of eight ports; 0: any free ones")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="only the vendors")
    parser.add_argument("--open", action="store_true", help="store the settings instead of setting variables")
    parser.add_argument("--port", type=int, default=8100, help="Tron's own port")
    return parser.parse_known_args()


async def run(given: argparse.Namespace, rest: list[str]) -> int:
    """Until SIGINT or SIGTERM, or until Tron ends: then its exit status."""
    folder: Path = given.folder.absolute()
    data = folder / "data"
    utterances = data / "utterances"
    for each in (folder, data, utterances):
        each.mkdir(parents=True, exist_ok=True, mode=0o700)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    # Tron's own engines lend Sarvam their voices and ears: a second process of them would take a gigabyte.
    engines = EngineClient(socket_path_for(data), patience=START_SECONDS) if given.serve else None
    try:
        async with everyone(given.first_port, engines=engines, utterances=utterances) as all_of_them:
            write(folder, data, {} if given.open else all_of_them.settings)
            show(all_of_them, folder)
            if not given.serve:
                await stop.wait()
                return 0
            return await serve(given, rest, folder, all_of_them, stop)
    finally:
        if engines is not None:
            await engines.close()


def write(folder: Path, data: Path, settings: Mapping[str, str]) -> None:
    """FOLDER/.env, which `tron serve` reads when it is started there."""
    lines = [f"{name}={value}" for name, value in {"TRON_DATA_DIR": str(data), **environment(settings)}.items()]
    file = folder / ".env"
    file.touch(mode=0o600)
    file.write_text("\n".join(["# Written by make dev-vendors; no key in it opens anything.", *lines]) + "\n", "utf-8")


def show(all_of_them: Everyone, folder: Path) -> None:
    for name, address in all_of_them.addresses.items():
        print(f"{name:8} {address}", flush=True)
    print(f"Faults   POST {CONTROL}: {', '.join(FAULTS)}", flush=True)
    print(f"Settings {folder / '.env'}: `tron serve` started in that folder uses them", flush=True)


async def serve(
    given: argparse.Namespace, rest: list[str], folder: Path, all_of_them: Everyone, stop: asyncio.Event
) -> int:
    """Tron, in a process that ends with this one."""
    tied = shutil.which("setpriv")
    command = [sys.executable, "-m", "tron", "serve", "--port", str(given.port), *rest]
    own = {name: value for name, value in os.environ.items() if name not in environment(all_of_them.settings)}
    process = await asyncio.create_subprocess_exec(
        *([tied, "--pdeathsig", "TERM"] if tied else []),
        *command,
        cwd=folder,
        env={**own, "PYTHONPATH": str(ROOT), "TRON_DATA_DIR": str(folder / "data")},
        start_new_session=True,
    )
    ended = asyncio.create_task(process.wait())
    stopped = asyncio.create_task(stop.wait())
    storing = asyncio.create_task(store(given.port, all_of_them.settings)) if given.open else None
    try:
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        if process.returncode is None:
            process.terminate()
        if storing is not None:
            storing.cancel()
        stopped.cancel()
    status = await ended
    return 0 if stop.is_set() else status


async def store(port: int, settings: Mapping[str, str]) -> None:
    """Puts the settings into Tron as a person would, as soon as it answers."""
    address = f"http://127.0.0.1:{port}/api/tron/settings"
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(address) as answer:
                    if answer.status == 200:
                        revision = (await answer.json())["revision"]
                        break
            await asyncio.sleep(0.3)
        values = {key: REGISTRY[key].parse_environment(value) for key, value in settings.items()}
        body = {"revision": revision, "values": values}
        async with session.put(address, json=body) as answer:
            print(f"Settings stored ({answer.status})", flush=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(*options())))

"""`python -m tests.emulators.sarvam [--port 8201] [--data FOLDER]`: Sarvam with the built-in voices and ears.

It hears what lies in FOLDER/utterances (PracticeCatalogue.save puts it there), and English by Whisper. `--tones`: it
starts no engines, speaks tones and hears only those utterances.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.emulators.sarvam import Delays, SarvamEmulator
from tron.providers.engines import EngineClient, EngineSupervisor

DATA = Path(__file__).resolve().parents[3] / ".cache" / "emulators"


@asynccontextmanager
async def engines_of(data: Path) -> AsyncIterator[EngineClient]:
    supervisor = EngineSupervisor(data)
    await supervisor.start()
    engines = EngineClient(supervisor.socket_path, patience=120)
    try:
        yield engines
    finally:
        await engines.close()
        await supervisor.close()


async def serve(port: int, data: Path, *, tones: bool) -> None:
    folder = data / "utterances"
    folder.mkdir(parents=True, exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        engines = None if tones else await stack.enter_async_context(engines_of(data))
        emulator = SarvamEmulator(port=port, delays=Delays(), voice=engines, whisper=engines, folder=folder)
        await stack.enter_async_context(emulator)
        print(f"{emulator.url} is Sarvam; key {emulator.key}; utterances in {folder}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.sarvam", description=__doc__)
    parser.add_argument("--port", type=int, default=8201)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--tones", action="store_true")
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.data, tones=options.tones))

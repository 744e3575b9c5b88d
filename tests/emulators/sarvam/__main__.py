"""`python -m tests.emulators.sarvam [--port 8201] [--data FOLDER]`: Sarvam with the built-in voices and ears.

It hears what lies in FOLDER/utterances (PracticeCatalogue.save puts it there), and English by Whisper.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from pathlib import Path

from tests.emulators.sarvam import Delays, SarvamEmulator
from tron.providers.engines import EngineClient, EngineSupervisor

DATA = Path(__file__).resolve().parents[3] / ".cache" / "emulators"


async def serve(port: int, data: Path) -> None:
    supervisor = EngineSupervisor(data)
    await supervisor.start()
    engines = EngineClient(supervisor.socket_path, patience=120)
    folder = data / "utterances"
    folder.mkdir(parents=True, exist_ok=True)
    emulator = SarvamEmulator(port=port, delays=Delays(), voice=engines, whisper=engines, folder=folder)
    try:
        async with emulator:
            print(f"Sarvam at {emulator.url}, key {emulator.key}, utterances in {folder}", flush=True)
            await asyncio.Event().wait()
    finally:
        await engines.close()
        await supervisor.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.sarvam", description=__doc__)
    parser.add_argument("--port", type=int, default=8201)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.data))

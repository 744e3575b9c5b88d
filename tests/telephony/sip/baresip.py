"""baresip as a softphone on loopback: it plays a sound, keeps what it hears, and hangs up after its last word."""

from __future__ import annotations

import asyncio
import shutil
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.telephony.sip_gateway.sipp import free_port

RATE = 8000
STARTED_SECONDS = 10.0
MODULES = Path("/usr/lib/baresip/modules")
CONFIG = """\
module_path {modules}
sip_listen 127.0.0.1:{port}
audio_player aubridge,none
audio_source aufile,{folder}/says.wav
audio_alert aubridge,none
snd_path {folder}
rtp_ports {media}-{media_end}
module g711.so
module g722.so
module aufile.so
module aubridge.so
module sndfile.so
module account.so
module menu.so
"""

Samples = NDArray[np.int16]


def there() -> bool:
    return shutil.which("baresip") is not None and MODULES.exists()


class Softphone:
    """`port` is where it listens."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port = port
        self._folder = folder

    def heard(self) -> Samples:
        """What came out of its loudspeaker, 8 kHz."""
        path = next(self._folder.glob("dump-*-dec.wav"))
        with wave.open(str(path), "rb") as recording:
            assert (recording.getframerate(), recording.getnchannels()) == (RATE, 1)
            return np.frombuffer(recording.readframes(recording.getnframes()), dtype="<i2").astype(np.int16)


@asynccontextmanager
async def softphone(
    folder: Path,
    number: str,
    says: Samples,
    *,
    calls: str | None = None,
    codecs: str = "PCMU",
    settings: str = "",
    account: str = "",
) -> AsyncIterator[Softphone]:
    """Answers calls to `number` at once, or calls the address `calls`. `says` is at 8 kHz. `settings` are lines of its
    configuration, `account` parameters of its account.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port, media = free_port(), free_port() & ~1
    usual = CONFIG.format(modules=MODULES, port=port, folder=folder, media=media, media_end=media + 20)
    (folder / "config").write_text(settings + usual)
    account = account if ";regint=" in account else f"{account};regint=0"
    address = f"<sip:{number}@127.0.0.1:{port}>;answermode=auto;audio_codecs={codecs}{account}\n"
    (folder / "accounts").write_text(address)
    with wave.open(str(folder / "says.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(says.astype("<i2").tobytes())
    log = (folder / "log").open("wb")
    dial = ("-e", f"d {calls}") if calls else ()
    process = await asyncio.create_subprocess_exec(
        *("baresip", "-f", str(folder), *dial), stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
    )
    try:
        async with asyncio.timeout(STARTED_SECONDS):
            while b"baresip is ready" not in (folder / "log").read_bytes():
                assert process.returncode is None, "baresip did not start"
                await asyncio.sleep(0.02)
        yield Softphone(port, folder)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        log.close()

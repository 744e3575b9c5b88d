"""The caller of a barge-in in a process of its own, as a telephone is: a session that shares its processor time would
make its packets late, and every jitter buffer on the way would grow by that.

    python -m bench.caller {"way": "sip", "codec": "PCMU"}            answers its calls at the port that it tells
    python -m bench.caller {"way": "room", "url": ..., "room": ...}   joins the room

On stdin it is told what to say (a line of base64, 16 kHz mono s16le); on stdout it tells what it heard, and when.
Times are the system's monotonic clock, which all processes share.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from livekit import rtc

from bench import livekit_room
from bench.far_end import Samples, Talker
from bench.process import ROOT
from bench.rtp_phone import Exchange
from tron.core.speech import SAMPLE_RATE

LINE_LIMIT: Final = 1 << 20
START_SECONDS: Final = 20.0


class RemoteTalker:
    """The caller as the measuring process knows them. Has what Talker has."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.began = 0.0
        self.loud: list[float] = []

    def say(self, pcm: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(base64.b64encode(pcm) + b"\n")

    @property
    def silent_for(self) -> float:
        return time.perf_counter() - self.loud[-1] if self.loud else float("inf")

    async def listen(self) -> None:
        """Until the caller is gone."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "loud" in told:
                self.loud.append(told["loud"])
            else:
                self.began = told["began"]


@asynccontextmanager
async def caller(task: Mapping[str, Any]) -> AsyncIterator[tuple[RemoteTalker, int]]:
    """Somebody at the other end of `task`'s way, and the port at which they answer."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.caller", json.dumps(task)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LINE_LIMIT,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    listening = None
    try:
        ready = json.loads(await asyncio.wait_for(process.stdout.readline(), START_SECONDS))
        talker = RemoteTalker(process)
        listening = asyncio.create_task(talker.listen())
        yield talker, ready["port"]
    finally:
        process.stdin.close()
        await process.wait()
        if listening is not None:
            await listening


# ------------------------------------------------------------ the caller's own process


class _Telling(Talker):
    """A talker who tells when it began to say and hears something."""

    def frame(self, number: int) -> Samples:
        before = self.began
        frame = super().frame(number)
        if self.began != before:
            _tell(began=self.began)
        return frame

    def hear(self, samples: Samples, rate: int) -> None:
        before = len(self.loud)
        super().hear(samples, rate)
        if len(self.loud) > before:
            _tell(loud=self.loud[-1])


def _tell(**what: float) -> None:
    print(json.dumps(what), flush=True)


async def _obey(talker: Talker) -> None:
    """Say what the measuring process asks for, until it is gone."""
    reader = asyncio.StreamReader(limit=LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async for line in reader:
        talker.say(base64.b64decode(line))


async def _sip(task: Mapping[str, Any]) -> None:
    talker = _Telling()
    phones = Exchange(task["codec"], lambda: talker)
    await phones.open()
    _tell(port=phones.port)
    await _obey(talker)
    phones.close()


async def _room(task: Mapping[str, Any]) -> None:
    talker = _Telling()
    async with livekit_room.joined(task["url"], task["room"], "caller") as room:
        theirs = livekit_room.first_track(room)
        source = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=task["queue_ms"])
        await room.local_participant.publish_track(rtc.LocalAudioTrack.create_audio_track("caller", source))
        speaking = asyncio.create_task(livekit_room.speak(source, talker))
        listening = asyncio.create_task(_listen(theirs, talker))
        _tell(port=0)
        await _obey(talker)
        for one in (speaking, listening):
            one.cancel()
        await asyncio.gather(speaking, listening, return_exceptions=True)


async def _listen(track: asyncio.Future[rtc.Track], talker: Talker) -> None:
    await livekit_room.listen(await track, talker)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    asyncio.run({"sip": _sip, "room": _room}[asked["way"]](asked))

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest

from tests.voice import sounds
from tests.voice.fakes import call
from tron.voice import recording
from tron.voice.parts import SharedModels
from tron.voice.recording import CallRecorder, _Channel

pytestmark = [pytest.mark.slow, pytest.mark.sound]

FRAME = 640


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def decode(path: Path) -> np.ndarray:
    """Both channels at 48 kHz, shape (2, samples)."""
    with av.open(str(path)) as container:
        stereo = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    return stereo if stereo.shape[0] == 2 else stereo.reshape(-1, 2).T


def loud(channel: np.ndarray) -> tuple[float, float]:
    """First and last moment of sound, in seconds."""
    on = np.flatnonzero(np.abs(channel) > 0.05)
    return on[0] / 48_000, on[-1] / 48_000


async def play(recorder: CallRecorder, seconds: float, *, caller: bytes, agent: tuple[float, bytes]) -> None:
    """Feeds both channels in real time; the agent's comes at its moment and has no frames before and after."""
    start, sound = agent
    began = time.monotonic()
    for number in range(int(seconds * 50)):
        recorder.caller(caller[number * FRAME : (number + 1) * FRAME].ljust(FRAME, b"\0"))
        into = number - int(start * 50)
        if into >= 0 and (frame := sound[into * FRAME : (into + 1) * FRAME]):
            recorder.agent(frame)
        await asyncio.sleep(max(began + (number + 1) * 0.02 - time.monotonic(), 0))


async def test_channels_line_up_with_a_gap_on_one_side(tmp_path: Path, executor: ThreadPoolExecutor) -> None:
    recorder = CallRecorder(tmp_path / "a.ogg", executor=executor)
    await recorder.start()
    caller = sounds.silence(2) + sounds.tone(0.5, 400)
    await play(recorder, 3, caller=caller, agent=(2.0, sounds.tone(0.5, 900)))
    assert await recorder.close() == pytest.approx(3.0, abs=0.1)
    left, right = decode(recorder.path)
    assert loud(left)[0] == pytest.approx(loud(right)[0], abs=0.04)
    assert loud(left)[0] == pytest.approx(2.0, abs=0.06)
    assert loud(right)[1] == pytest.approx(2.5, abs=0.06)


async def test_each_person_stays_on_their_own_side(tmp_path: Path, executor: ThreadPoolExecutor) -> None:
    recorder = CallRecorder(tmp_path / "a.ogg", executor=executor)
    await recorder.start()
    await play(recorder, 1.5, caller=sounds.tone(1.5, 400), agent=(0.0, sounds.tone(1.5, 900)))
    await recorder.close()
    for channel, own, other in zip(decode(recorder.path), (400, 900), (900, 400), strict=True):
        middle = channel[24_000:48_000]
        spectrum = np.abs(np.fft.rfft(middle))
        bins = {hertz: spectrum[hertz * len(middle) // 48_000] for hertz in (own, other)}
        assert bins[own] > 100 * bins[other]


async def test_pause_writes_silence(tmp_path: Path, executor: ThreadPoolExecutor) -> None:
    recorder = CallRecorder(tmp_path / "a.ogg", executor=executor)
    await recorder.start()
    tone = sounds.tone(1)
    await play(recorder, 1, caller=tone, agent=(0, b""))
    recorder.pause()
    await play(recorder, 1, caller=tone, agent=(0, b""))
    recorder.resume()
    await play(recorder, 1, caller=tone, agent=(0, b""))
    assert await recorder.close() == pytest.approx(3, abs=0.1)
    left, _ = decode(recorder.path)
    assert np.abs(left[int(1.1 * 48_000) : int(1.9 * 48_000)]).max() < 0.01
    assert np.abs(left[int(2.2 * 48_000) :]).max() > 0.1


def test_uneven_arrival_does_not_move_the_channel() -> None:
    rng = np.random.default_rng(7)
    channel = _Channel(16_000)
    for number in range(500):  # up to 60 ms late, then a burst
        at = (number + 1) * 320 + int(rng.uniform(0, 960))
        channel.put(np.full(320, number, np.int16).tobytes(), at)
        if number % 10 == 9:
            channel.take(max((number + 1) * 320 - 1600, 0))
    rest = channel.take(500 * 320)
    assert rest[0] == pytest.approx(495, abs=2)


def test_a_fast_sender_does_not_run_away() -> None:
    channel = _Channel(16_000)
    for number in range(3000):  # one percent fast, a minute long
        channel.put(np.full(320, number, np.int16).tobytes(), int((number + 1) * 320 / 1.01))
        if number % 10 == 9:
            channel.take(max(int(number * 320 / 1.01) - 1600, 0))
    ahead = len(channel._pcm) // 2 - 1600
    assert abs(ahead) < 0.08 * 16_000


VICTIM = """
import asyncio, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tests.voice import sounds
from tron.voice import recording
from tron.voice.recording import CallRecorder

async def main():
    recorder = CallRecorder(Path(sys.argv[1]), executor=ThreadPoolExecutor(1))
    await recorder.start()
    print("recording", flush=True)
    began, number, tone = time.monotonic(), 0, sounds.tone(1)
    while True:
        at = (number % 50) * 640
        recorder.caller(tone[at : at + 640])
        number += 1
        await asyncio.sleep(max(began + number * 0.02 - time.monotonic(), 0))

asyncio.run(main())
"""


def test_kill_9_loses_at_most_the_last_second(tmp_path: Path) -> None:
    path = tmp_path / "killed.ogg"
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, "-c", VICTIM, str(path)], stdout=subprocess.PIPE, env=env) as victim:
        assert victim.stdout is not None
        victim.stdout.readline()
        began = time.monotonic()
        time.sleep(5)
        ran = time.monotonic() - began
        victim.send_signal(signal.SIGKILL)
    left, _ = decode(path)
    kept = left.shape[0] / 48_000
    assert ran - kept < 1.0
    assert loud(left)[1] > kept - 0.1
    print(f"kept {kept:.2f} of {ran:.2f} s")


async def test_a_call_is_recorded_on_both_sides(models: SharedModels, tmp_path: Path) -> None:
    recorder = CallRecorder(tmp_path / "call.ogg", executor=models.recording)
    async with call(models, recorder=recorder) as c:
        await c.session.say("Hello this is Tron")
        c.line.say("tell me more", sounds.words("long"))
        await c.session.listen(5)
    left, right = decode(recorder.path)
    assert loud(right) == (pytest.approx(0.0, abs=0.1), pytest.approx(1.2, abs=0.1))
    assert loud(left)[0] == pytest.approx(1.25, abs=0.15)
    assert c.session.recorded_seconds == pytest.approx(left.shape[0] / 48_000, abs=0.1)


def test_frames_that_make_up_for_a_stall_do_not_push_the_channel_ahead() -> None:
    channel = recording._Channel(16_000)
    frame, step = b"\1\0" * 320, 320
    for index in range(50):  # a second in time
        channel.put(frame, (index + 1) * step)
    stalled = 3 * 16_000
    for _ in range(100):  # two seconds late, all at once, and then as many again
        channel.put(frame, stalled)
        channel.put(frame, stalled)
    channel.put(frame, stalled + step)
    end = channel._start + len(channel._pcm) // 2
    assert end - (stalled + step) <= (0.25 + 0.1) * 16_000

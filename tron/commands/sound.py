"""WAV in and out, and reading recordings back: 16 kHz PCM by PyAV."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tron.core.errors import Invalid
from tron.core.speech import SAMPLE_RATE

Samples = NDArray[np.int16]


def read_wav(path: Path) -> bytes:
    """Any sound file as 16 kHz mono s16le PCM. Raises Invalid when it cannot be read."""
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
            parts = [
                resampled.to_ndarray().astype("<i2").tobytes()
                for frame in container.decode(audio=0)
                for resampled in resampler.resample(frame)
            ]
            parts += [rest.to_ndarray().astype("<i2").tobytes() for rest in resampler.resample(None)]
    except (av.FFmpegError, OSError, IndexError, ValueError) as error:
        raise Invalid(f"{path} is no sound file that can be read.", hint=str(error)) from None
    return b"".join(parts)


def decode_channels(path: Path) -> Samples:
    """A two-channel recording as int16 samples of shape (2, n): caller, agent."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=SAMPLE_RATE)
        frames = [r for frame in container.decode(audio=0) for r in resampler.resample(frame)]
    flat = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]) if frames else np.zeros(0, np.int16)
    return flat.astype(np.int16).reshape(-1, 2).T


def write_wav(path: Path, channels: Samples) -> None:
    """Writes (2, n) samples as a stereo WAV: left the caller, right the agent."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(channels.T.astype("<i2").tobytes())

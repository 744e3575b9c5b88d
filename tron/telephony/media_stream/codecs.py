"""From a stream's sound to the session's (16 kHz mono s16le) and back."""

from __future__ import annotations

import numpy as np

from tron.telephony.media_stream import g711
from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, WireFormat
from tron.telephony.media_stream.resampling import Doubler, Halver


class Codec:
    """One stream's sound, both ways; remembers what the resampling needs."""

    def __init__(self, wire: WireFormat) -> None:
        self._law = wire.encoding if wire.encoding != "L16" else None
        self._doubler = Doubler() if wire.rate == 8000 else None
        self._halver = Halver() if wire.rate == 8000 else None

    def decode(self, data: bytes) -> bytes:
        """Sound of the wire as 16 kHz s16le. Raises BadStream for half a sample."""
        if self._law is None and len(data) % 2:
            raise BadStream(BAD_MESSAGE, "Half a sample came: an odd number of bytes is no 16-bit sound.")
        if self._law is None and self._doubler is None:
            return data
        samples = g711.decode(data, self._law) if self._law else np.frombuffer(data, dtype="<i2")
        return (self._doubler.push(samples) if self._doubler else samples).astype("<i2").tobytes()

    def encode(self, pcm: bytes) -> bytes:
        """16 kHz s16le as sound of the wire."""
        if self._law is None and self._halver is None:
            return pcm
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.int16)
        if self._halver is not None:
            samples = self._halver.push(samples)
        return g711.encode(samples, self._law) if self._law else samples.astype("<i2").tobytes()

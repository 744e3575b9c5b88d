"""The caller's sound made fit for ears and recognisers: noise suppression and gain of WebRTC's audio processing."""

from __future__ import annotations

from livekit import rtc

from tron.core.speech import SAMPLE_RATE

PIECE_SAMPLES = SAMPLE_RATE // 100
PIECE_BYTES = PIECE_SAMPLES * 2
"""The processing works on 10 ms; a line's frame is two of them."""


class SoundCare:
    """One per call: it learns the call's noise and level. With both off the sound passes untouched."""

    def __init__(self, *, noise_suppression: bool, gain: bool) -> None:
        self._processing = (
            rtc.AudioProcessingModule(
                noise_suppression=noise_suppression, auto_gain_control=gain, high_pass_filter=True
            )
            if noise_suppression or gain
            else None
        )

    def clean(self, pcm: bytes) -> bytes:
        """The next stretch of 16 kHz mono s16le PCM, as long as it was. A rest of less than 10 ms is padded."""
        processing = self._processing
        if processing is None:
            return pcm
        cleaned = bytearray()
        for start in range(0, len(pcm), PIECE_BYTES):
            piece = pcm[start : start + PIECE_BYTES].ljust(PIECE_BYTES, b"\0")
            frame = rtc.AudioFrame(piece, SAMPLE_RATE, 1, PIECE_SAMPLES)
            processing.process_stream(frame)
            cleaned += frame.data.cast("B")
        return bytes(cleaned[: len(pcm)])

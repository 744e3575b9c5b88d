"""G.711, A-law and mu-law, by tables."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Codes = NDArray[np.uint8]

_MU_BIAS, _MU_CLIP = 33, 8158
"""In 14-bit steps, as the recommendation counts."""


def _mu_law_samples() -> Samples:
    code = np.arange(256, dtype=np.int32) ^ 0xFF
    size = (((code & 0x0F) * 2 + _MU_BIAS) << ((code >> 4) & 7)) - _MU_BIAS
    return (np.where(code & 0x80, -size, size) * 4).astype(np.int16)


def _a_law_samples() -> Samples:
    code = np.arange(256, dtype=np.int32) ^ 0x55
    segment, step = (code >> 4) & 7, (code & 0x0F) * 16 + 8
    size = np.where(segment > 0, (step + 256) << np.maximum(segment - 1, 0), step)
    return np.where(code & 0x80, size, -size).astype(np.int16)


def _mu_law_codes() -> Codes:
    sample = _all_samples() >> 2
    negative = sample < 0
    size = np.minimum(np.where(negative, -sample, sample), _MU_CLIP) + _MU_BIAS
    segment = np.floor(np.log2(size)).astype(np.int32) - 5
    code = (segment << 4) | ((size >> (segment + 1)) & 0x0F)
    return np.asarray(code ^ np.where(negative, 0x7F, 0xFF), dtype=np.uint8)


def _a_law_codes() -> Codes:
    sample = _all_samples() >> 3
    negative = sample < 0
    size = np.where(negative, -sample - 1, sample)
    segment = np.maximum(np.floor(np.log2(np.maximum(size, 1))).astype(np.int32) - 4, 0)
    code = (segment << 4) | ((size >> np.maximum(segment, 1)) & 0x0F)
    return np.asarray(code ^ np.where(negative, 0x55, 0xD5), dtype=np.uint8)


def _all_samples() -> NDArray[np.int32]:
    """Every 16-bit sample, in the order of its bits read as an unsigned number."""
    return np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)


SAMPLES: Final[dict[str, Samples]] = {"PCMU": _mu_law_samples(), "PCMA": _a_law_samples()}
"""The sample of each code."""
CODES: Final[dict[str, Codes]] = {"PCMU": _mu_law_codes(), "PCMA": _a_law_codes()}
"""The code of each sample, by its bits read as an unsigned number."""


def decode(data: bytes, law: str) -> Samples:
    """16-bit samples. `law` is PCMU or PCMA."""
    return SAMPLES[law][np.frombuffer(data, dtype=np.uint8)]


def encode(samples: Samples, law: str) -> bytes:
    """One byte for each sample."""
    return CODES[law][samples.view(np.uint16)].tobytes()

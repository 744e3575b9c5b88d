"""PJSIP's frames as bytes, without a loop over samples.

The wrapper shows a frame as a std::vector of unsigned char, element by element. A vector begins with the addresses of
its first element and of its end in each C++ library there is; `usable` tries that before anything relies on it.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pjsua2 as pj

_POINTER = ctypes.sizeof(ctypes.c_void_p)


def read(vector: Any) -> bytes:
    """What is in the vector."""
    at = int(vector.this)
    begin = ctypes.c_void_p.from_address(at).value or 0
    end = ctypes.c_void_p.from_address(at + _POINTER).value or 0
    return ctypes.string_at(begin, end - begin) if end > begin else b""


def write(vector: Any, data: bytes) -> None:
    """Make the vector hold `data`."""
    if vector.size() != len(data):
        vector.resize(len(data))
    begin = ctypes.c_void_p.from_address(int(vector.this)).value
    if begin:
        ctypes.memmove(begin, data, len(data))


def usable() -> bool:
    """Whether vectors lie in memory as this file believes."""
    sample = bytes(range(200))
    vector = pj.ByteVector()
    for value in sample:
        vector.push_back(value)
    about = int(vector.this)
    begin = ctypes.c_void_p.from_address(about).value or 0
    end = ctypes.c_void_p.from_address(about + _POINTER).value or 0
    if end - begin != len(sample) or read(vector) != sample:
        return False
    write(vector, sample[::-1])
    return [vector[0], vector[199]] == [199, 0]

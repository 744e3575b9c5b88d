"""Real spoken test sound: espeak-ng by ctypes, with the place of each word. For slow tests alone."""

from __future__ import annotations

import ctypes
import functools
import hashlib

import numpy as np

from tron.core.speech import SAMPLE_RATE, SpokenUtterance, SpokenWord

_EVENT_END, _EVENT_WORD = 0, 1
_SYNCHRONOUS, _UTF8 = 2, 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@functools.cache
def _engine() -> tuple[ctypes.CDLL, int]:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    if rate <= 0:
        raise RuntimeError("espeak-ng did not start")
    return library, rate


def _resample(sound: np.ndarray, rate: int) -> np.ndarray:
    """By the spectrum: exact and slow enough to matter to nobody here."""
    size = round(len(sound) * SAMPLE_RATE / rate)
    spectrum = np.fft.rfft(sound)
    kept = np.zeros(size // 2 + 1, complex)
    count = min(len(kept), len(spectrum))
    kept[:count] = spectrum[:count]
    return np.fft.irfft(kept, size) * size / len(sound)


@functools.cache
def speak(
    text: str, voice: str = "hi", *, level: float = 0.1, speed: int = 165, language: str = "hi-IN"
) -> SpokenUtterance:
    """`text` spoken by an espeak voice, RMS `level` of full scale, words as espeak places them."""
    library, rate = _engine()
    blocks: list[np.ndarray] = []
    marks: list[tuple[float, int, int]] = []

    @_Callback
    def collect(wav, count, events):  # type: ignore[no-untyped-def]
        if wav and count:
            blocks.append(np.ctypeslib.as_array(wav, (count,)).astype(float))
        index = 0
        while events[index].type != _EVENT_END:
            event = events[index]
            if event.type == _EVENT_WORD:
                marks.append((event.audio_position / 1000, event.text_position - 1, event.length))
            index += 1
        return 0

    library.espeak_SetSynthCallback(collect)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(1, speed, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 0, 0, _UTF8, None, None)
    sound = _resample(np.concatenate(blocks), rate)
    sound *= level * 32767 / np.sqrt(np.mean(sound**2))
    pcm = np.clip(np.round(sound), -32768, 32767).astype("<i2").tobytes()
    ends = [start for start, _, _ in marks[1:]] + [len(sound) / SAMPLE_RATE]
    words = tuple(
        SpokenWord(text[at : at + size].strip(".,?!।"), start, end)
        for (start, at, size), end in zip(marks, ends, strict=True)
    )
    digest = hashlib.sha256(f"{voice}{speed}{text}".encode()).hexdigest()[:16]
    return SpokenUtterance(digest, pcm, words, language)

"""Hindi, the other Indian languages and plain English: espeak-ng through ctypes, with its own word times.

The library keeps its state in globals: one thread, one utterance's sentence at a time.
"""

from __future__ import annotations

import ctypes
import importlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from tron.providers.engines.engine import BadRequest, Piece
from tron.providers.engines.hinglish import in_devanagari
from tron.providers.engines.sound import Resampler, Samples, voiced_end
from tron.providers.engines.text import sentences, words_of
from tron.providers.engines.voices import ESPEAK_LANGUAGES

_SYNCHRONOUS, _DONT_EXIT, _UTF8, _RATE = 2, 0x8000, 1, 1
_EVENT_END, _EVENT_WORD = 0, 1
# Words a minute at speed 1, a little under espeak's own 175: its Indian voices are hard to follow on a phone.
_WORDS_A_MINUTE = 160
Word = tuple[str, float, float]


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


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class EspeakEngine:
    """`speak`: body is clean text, header has `language`, `variant`; pieces as Piper's, one a sentence."""

    name = "espeak"
    title = "Indian languages' voices (espeak-ng)"
    packages: tuple[str, ...] = ("espeakng_loader",)

    def load(self) -> dict[str, Any]:
        loader = importlib.import_module("espeakng_loader")
        self._library = ctypes.CDLL(loader.get_library_path())
        self._rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, loader.get_data_path().encode(), _DONT_EXIT))
        if self._rate <= 0:
            raise RuntimeError("espeak-ng did not start")
        self._sound: list[bytes] = []
        self._events: list[tuple[int, int]] = []
        self._callback = _Callback(self._collect)  # espeak keeps the pointer: it must live as long as we do
        self._library.espeak_SetSynthCallback(self._callback)
        return {"languages": [language for language in ESPEAK_LANGUAGES if self._choose(language, "")]}

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        language, variant = str(header["language"]), str(header.get("variant", ""))
        speed = float(header.get("speed", 1.0))
        resampler = Resampler(self._rate)
        before = 0.0
        for sentence in sentences(body.decode()):
            if not (self._choose(language, variant) or self._choose(language, "")):
                raise BadRequest(f"espeak-ng has no voice for {language}.")
            self._library.espeak_SetParameter(_RATE, round(_WORDS_A_MINUTE * speed), 0)
            words = words_of(sentence)
            samples, starts = self._say([in_devanagari(word) if language == "hi" else word for word in words])
            timed = _place(words, starts, samples, self._rate, before) if header.get("words") else []
            before += samples.size / self._rate
            yield {"words": timed}, resampler.push(samples)
        yield {}, resampler.flush()

    def _choose(self, language: str, variant: str) -> bool:
        name = f"{language}+{variant}" if variant else language
        return bool(self._library.espeak_SetVoiceByName(name.encode()) == 0)

    def _say(self, words: Sequence[str]) -> tuple[Samples, list[float | None]]:
        """The sentence's sound, and when each word starts in it (None: espeak made no sound of it)."""
        self._sound.clear()
        self._events.clear()
        text = " ".join(words).encode() + b"\0"
        self._library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
        offsets = list(accumulate((len(word) + 1 for word in words), initial=0))
        starts: list[float | None] = [None] * len(words)
        for position, sample in self._events:
            index = min(bisect_right(offsets, position - 1) - 1, len(words) - 1)
            if starts[index] is None:
                starts[index] = sample / self._rate
        return np.frombuffer(b"".join(self._sound), np.int16), starts

    def _collect(self, wave: int | None, count: int, events: Any) -> int:
        if wave and count > 0:
            self._sound.append(ctypes.string_at(wave, count * 2))
        index = 0
        while (event := events[index]).type != _EVENT_END:
            if event.type == _EVENT_WORD:
                self._events.append((event.text_position, event.sample))
            index += 1
        return 0


def _place(
    words: Sequence[str], starts: Sequence[float | None], samples: Samples, rate: int, before: float
) -> list[Word]:
    """Words with start and end. espeak runs some together ("from the"): those share the time by their letters."""
    total = samples.size / rate
    letters = list(accumulate(len(word) for word in words))
    known = [(letters[i] - len(words[i]), start) for i, start in enumerate(starts) if start is not None]
    places, times = zip(*[*known, (letters[-1], total)], strict=True)
    filled = [float(np.interp(end - len(word), places, times)) for end, word in zip(letters, words, strict=True)]
    limits = [*filled[1:], total]
    return [
        (word, round(before + start, 3), round(before + voiced_end(samples, rate, start, max(limit, start)), 3))
        for word, start, limit in zip(words, filled, limits, strict=True)
        if total > 0
    ]

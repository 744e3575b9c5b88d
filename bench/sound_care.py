"""Noise suppression and gain: what recognisers understand with and without, and what it costs.

Sentences of the built-in voice come through noise of several kinds (white, a fan, other voices), and quietly; the
built-in Whisper and the practice recogniser hear them as they are and cleaned. Each stretch starts with two seconds of
the noise alone, as a call does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time

import numpy as np
from livekit.agents import inference
from livekit.agents.vad import VADEventType
from numpy.typing import NDArray

from bench.report import table
from tron.core.speech import FRAME_BYTES, SAMPLE_RATE, SpokenUtterance
from tron.providers.engines import EngineClient, EngineSupervisor
from tron.providers.stt.practice import Final, PracticeCatalogue, PracticeRecogniser
from tron.voice.audio_io import audio_frame
from tron.voice.sound_care import SoundCare

Sound = NDArray[np.float64]

DATA = Path(__file__).resolve().parent.parent / ".cache" / "bench-engines"
LEAD = 2.0
TAIL = 0.5
SENTENCES = (
    "Yes, I would like to change my appointment to Thursday morning.",
    "The parcel was not delivered, please send it again tomorrow.",
    "How much do I have to pay for the new plan every month?",
    "My name is Peter and I live near the railway station.",
    "Sorry, I am busy now, call me back in the evening.",
    "I already paid the bill last week with my credit card.",
)
OTHERS = (
    "We were walking along the river when it began to rain heavily.",
    "The children are playing in the garden behind the house today.",
    "Open the window a little, it is getting warm in the kitchen.",
)
CARES = {"as it is": (False, False), "noise": (True, False), "gain": (False, True), "both": (True, True)}


@dataclass(frozen=True, slots=True)
class Case:
    """`noise` is white, fan, voices or empty; `ratio` decibels of speech over it; `level` decibels of the whole."""

    noise: str
    ratio: float = 0.0
    level: float = 0.0

    @property
    def name(self) -> str:
        parts = [f"{self.noise} at {self.ratio:.0f} dB" if self.noise else "no noise"]
        return ", ".join([*parts, *([f"{self.level:.0f} dB quieter"] if self.level else [])])


CASES = (
    Case(""),
    Case("", level=30),
    Case("white", 10),
    Case("white", 0),
    Case("fan", 5),
    Case("fan", -5),
    Case("voices", 10),
    Case("voices", 3),
    Case("fan", 5, level=25),
)


@dataclass(frozen=True, slots=True)
class Plan:
    sentences: tuple[str, ...] = SENTENCES
    cases: tuple[Case, ...] = CASES


def power(sound: Sound) -> float:
    """Of the loud tenths of it, so that pauses do not count."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    levels = (frames**2).mean(axis=1)
    return float(levels[levels > levels.max() / 100].mean())


def noise_of(kind: str, length: int, voices: Sequence[Sound], seed: int = 7) -> Sound:
    """`length` samples of a noise."""
    random = np.random.default_rng(seed)
    white = random.standard_normal(length)
    if kind == "white":
        return white
    if kind == "fan":
        spectrum = np.fft.rfft(white)
        frequencies = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
        hum = sum(np.sin(2 * np.pi * 50 * k * np.arange(length) / SAMPLE_RATE) / k for k in (1, 2, 3, 5))
        return np.asarray(np.fft.irfft(spectrum / np.sqrt(1 + (frequencies / 200) ** 2), length) * 3 + hum * 0.3)
    starts = random.integers(0, SAMPLE_RATE, len(voices))
    return np.asarray(
        sum(np.resize(np.roll(voice, start), length) for voice, start in zip(voices, starts, strict=True))
    )


def mixed(speech: Sound, case: Case, voices: Sequence[Sound]) -> bytes:
    """The speech as the line brings it, the noise starting LEAD seconds before."""
    padded = np.concatenate([np.zeros(int(LEAD * SAMPLE_RATE)), speech, np.zeros(int(TAIL * SAMPLE_RATE))])
    if case.noise:
        noise = noise_of(case.noise, len(padded), voices)
        padded = padded + noise * np.sqrt(power(speech) / np.mean(noise**2) / 10 ** (case.ratio / 10))
    return np.clip(padded * 10 ** (-case.level / 20), -32768, 32767).astype("<i2").tobytes()


def cared_for(pcm: bytes, care: tuple[bool, bool], lead: float = 0.3) -> bytes:
    """Frame by frame, as a call does it; of the lead only `lead` seconds are kept."""
    sound_care = SoundCare(noise_suppression=care[0], gain=care[1])
    cleaned = b"".join(sound_care.clean(pcm[at : at + FRAME_BYTES]) for at in range(0, len(pcm), FRAME_BYTES))
    return cleaned[int((LEAD - lead) * SAMPLE_RATE) * 2 :]


def share_heard(said: str, heard: str) -> float:
    """Share of the words that were heard, in order."""
    one, other = (re.findall(r"[a-z']+", text.casefold()) for text in (said, heard))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), len(other), 1)


def practice_heard(pcm: bytes, catalogue: PracticeCatalogue) -> str:
    """What the practice recogniser makes of it."""
    recogniser = PracticeRecogniser(catalogue)
    events = [event for at in range(0, len(pcm), FRAME_BYTES) for event in recogniser.feed(pcm[at : at + FRAME_BYTES])]
    return " ".join(event.text for event in [*events, *recogniser.flush()] if isinstance(event, Final))


async def measure(plan: Plan) -> str:
    supervisor = EngineSupervisor(DATA)
    await supervisor.start()
    client = EngineClient(supervisor.socket_path, patience=60)
    try:
        spoken = [await client.synthesize(text, voice="joe", language="en-IN") for text in plan.sentences]
        voices = [
            np.frombuffer((await client.synthesize(text, voice=voice, language="en-IN")).pcm, "<i2").astype(float)
            for text, voice in zip(OTHERS, ("james", "emma", "joe"), strict=True)
        ]
        rows = [await _row(client, case, spoken, voices) for case in plan.cases]
    finally:
        await client.close()
        await supervisor.close()
    detected = [await _detection(case, spoken, voices) for case in plan.cases]
    head = ("words heard, % (Whisper / practice)", *CARES)
    noticed = table(("voice detected, % (in speech / in the noise before)", *CARES), detected)
    return f"{table(head, rows)}\n\n{noticed}\n\n{cost(spoken[0].pcm)}"


async def _row(
    client: EngineClient, case: Case, spoken: Sequence[SpokenUtterance], voices: Sequence[Sound]
) -> tuple[str, ...]:
    catalogue = PracticeCatalogue()
    for utterance in spoken:
        catalogue.add(utterance)
    cells = [case.name]
    for care in CARES.values():
        whisper, practice = list[float](), list[float]()
        for utterance in spoken:
            speech = np.frombuffer(utterance.pcm, "<i2").astype(float)
            pcm = cared_for(mixed(speech, case, voices), care)
            whisper.append(share_heard(utterance.text, (await client.transcribe(pcm, "en-IN")).text))
            practice.append(share_heard(utterance.text, practice_heard(pcm, catalogue)))
        cells.append(f"{100 * np.mean(whisper):.0f} / {100 * np.mean(practice):.0f}")
    return tuple(cells)


async def _detection(case: Case, spoken: Sequence[SpokenUtterance], voices: Sequence[Sound]) -> tuple[str, ...]:
    cells = [case.name]
    for care in CARES.values():
        inside, before = list[float](), list[float]()
        for utterance in spoken[:3]:
            speech = np.frombuffer(utterance.pcm, "<i2").astype(float)
            likely = await voice_in(cared_for(mixed(speech, case, voices), care, lead=LEAD))
            start = int(len(likely) * LEAD * SAMPLE_RATE / (len(speech) + (LEAD + TAIL) * SAMPLE_RATE))
            before.append(float(np.mean(likely[start // 4 : start])))
            inside.append(
                float(
                    np.mean(
                        likely[
                            start : start + int(len(likely) * len(speech) / (len(speech) + (LEAD + TAIL) * SAMPLE_RATE))
                        ]
                    )
                )
            )
        cells.append(f"{100 * np.mean(inside):.0f} / {100 * np.mean(before):.0f}")
    return tuple(cells)


async def voice_in(pcm: bytes) -> NDArray[np.bool_]:
    """Whether the call's detector finds a voice, window by window."""
    detector = inference.VAD(max_buffered_speech=20.0)
    stream = detector.stream()
    for at in range(0, len(pcm), FRAME_BYTES):
        stream.push_frame(audio_frame(pcm[at : at + FRAME_BYTES].ljust(FRAME_BYTES, b"\0")))
    stream.end_input()
    events = [event async for event in stream]
    return np.array([event.probability > 0.5 for event in events if event.type is VADEventType.INFERENCE_DONE])


def cost(pcm: bytes) -> str:
    """Processor time for each second of sound."""
    seconds = len(pcm) / 2 / SAMPLE_RATE
    parts = []
    for name, care in CARES.items():
        start = process_time()
        for _ in range(5):
            cared_for(pcm, care)
        parts.append(f"{name} {(process_time() - start) / 5 / seconds * 1000:.1f}")
    return f"Processor, ms for a second of sound: {', '.join(parts)}."

"""Sarvam's path beside the bare plug-in in a bare session, against the emulator in a process of its own.

Hearing: from the caller's last sound to the final words, and words lost, for each protocol and each way to end a turn.
The bare plug-in has no way to end a turn itself: nothing in livekit's session tells it. Speaking: from say() to the
agent's first frame, with sockets open. What the emulator was told to wait is taken off both.
"""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np

from bench.builtin import LOUD, engines
from bench.sarvam_hearing import Spoken, hearing
from bench.sarvam_sides import Plan, emulator
from bench.sarvam_speaking import speaking
from tron.core.speech import SAMPLE_RATE, SpokenUtterance, SpokenWord
from tron.providers.engines import EngineClient
from tron.providers.stt.practice import PracticeCatalogue
from tron.voice.parts import SharedModels

__all__ = ["Plan", "measure"]

TEXTS = (
    ("hi-IN", "नमस्ते, मुझे अपने पार्सल के बारे में पूछना है"),
    ("hi-IN", "हाँ जी, कल दोपहर में ठीक रहेगा"),
    ("hi-IN", "नहीं, मैंने अभी तक पैसे नहीं दिए हैं"),
    ("hi-IN", "क्या आप मुझे दोबारा बता सकते हैं"),
    ("hi-IN", "मेरा पता बदल गया है, नया पता लिख लीजिए"),
    ("en-IN", "Yes please, tell me more about the plan"),
    ("en-IN", "Could you call me back tomorrow morning"),
    ("en-IN", "I have already paid for this order"),
    ("ta-IN", "வணக்கம், எனக்கு ஒரு உதவி வேண்டும்"),
    ("ta-IN", "ஆமாம், நாளை காலை வரலாம்"),
)


async def measure(plan: Plan) -> str:
    """Both tables."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tron-bench-")))
        async with engines() as client:
            spoken = await utterances(client, folder)
        address = await stack.enter_async_context(emulator(folder))
        models = await SharedModels.load()
        stack.callback(models.close)
        heard = await hearing(address, models, spoken, plan)
        return "\n\n".join([heard, await speaking(address, models, plan)])


async def utterances(client: EngineClient, folder: Path) -> list[Spoken]:
    """What callers say, put where the emulator looks for what it may hear."""
    catalogue, spoken = PracticeCatalogue(), []
    for language, text in TEXTS:
        said = await client.synthesize(text, language=language)
        pcm = np.frombuffer(said.pcm, np.int16)
        loud = np.flatnonzero(np.abs(pcm) > LOUD)
        at = loud[0] / SAMPLE_RATE
        words = tuple(SpokenWord(word.text, max(word.start - at, 0.0), word.end - at) for word in said.words)
        sound = pcm[loud[0] : loud[-1]].tobytes()
        catalogue.add(SpokenUtterance(said.id, sound, words, language))
        spoken.append((" ".join(word.text for word in words), sound))
    catalogue.save(folder / "utterances")
    return spoken

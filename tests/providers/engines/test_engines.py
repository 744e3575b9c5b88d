"""The engines as they are: real sound through the real process."""

from __future__ import annotations

import asyncio
import re
import time
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tron.core.chat import TokenUse, ToolSpec
from tron.core.speech import SpokenUtterance
from tron.core.voices import VOICES
from tron.providers.engines import EngineClient, EngineRefused, EngineSupervisor

pytestmark = pytest.mark.slow
ENGLISH = "Hello, this is an automated assistant calling from the clinic. Would you like Tuesday at five?"
HINDI = "नमस्ते, मैं क्लिनिक से बोल रहा हूँ। क्या आप कल सुबह आ सकते हैं?"


def plain(text: str) -> list[str]:
    return re.sub(r"[^a-z ]", "", text.casefold().replace("5", "five")).split()


def understood(heard: str, said: str) -> bool:
    """Whether about one word in ten at most was heard as another: Piper speaks a little differently each time."""
    return SequenceMatcher(None, plain(heard), plain(said)).ratio() > 0.85


def voiced(pcm: bytes) -> float:
    """Share of 20 ms frames that are louder than silence."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float32)
    frames = samples[: samples.size // 320 * 320].reshape(-1, 320)
    return float((np.sqrt((frames**2).mean(axis=1)) > 200).mean())


def check_words(spoken: SpokenUtterance, text: str) -> None:
    assert spoken.text.split() == text.split()
    assert all(word.start < word.end <= spoken.duration for word in spoken.words)
    assert all(first.start < second.start and first.end <= second.end for first, second in pairwise(spoken.words))


async def test_piper_is_understood_by_whisper_and_its_words_lie_where_it_says(client: EngineClient) -> None:
    spoken = await client.synthesize(ENGLISH, voice="joe", language="en-IN")
    check_words(spoken, ENGLISH)
    heard = await client.transcribe(spoken.pcm, "en-IN")
    assert understood(heard.text, ENGLISH), heard.text
    # Cut before a word: the recogniser hears the words before it and not the rest.
    word = next(word for word in spoken.words if word.text == "calling")
    cut = await client.transcribe(spoken.pcm[: int(word.start * 16000) * 2], "en-IN")
    assert plain(cut.text)[:5] == plain(ENGLISH)[:5]
    assert "clinic" not in cut.text


async def test_short_answers_come_out_once(client: EngineClient) -> None:
    for said in ("Yes.", "No.", "Call me tomorrow."):
        spoken = await client.synthesize(said, voice="joe", language="en-IN")
        assert plain((await client.transcribe(spoken.pcm, "en-IN")).text) == plain(said)


async def test_a_long_turn_is_heard_to_its_end(client: EngineClient) -> None:
    text = (
        f"{ENGLISH} We are open every morning except Sunday, and the doctor speaks English and Hindi. "
        "Please bring your old papers and a list of your medicines. The visit takes about half an hour. "
        "If you cannot come, tell us one day before, so that another patient gets your place. Thank you very much."
    )
    spoken = await client.synthesize(text, voice="joe", language="en-IN")
    assert spoken.duration > 18
    heard = plain((await client.transcribe(spoken.pcm, "en-IN")).text)
    expected = plain(text)
    assert len(set(expected) & set(heard)) > 0.85 * len(set(expected))
    assert 0.9 * len(expected) < len(heard) < 1.1 * len(expected)
    assert heard[-3:] == ["you", "very", "much"]


async def test_silence_noise_and_scraps_are_no_words(client: EngineClient) -> None:
    noise = (np.random.default_rng(1).standard_normal(32000) * 600).astype("<i2").tobytes()
    for pcm in (b"", b"\x00", bytes(64000), noise, bytes(101)):
        assert (await client.transcribe(pcm, "en-IN")).text == ""


async def test_hindi_is_voiced_and_its_words_rise(client: EngineClient) -> None:
    for voice in ("asha", "arjun"):
        spoken = await client.synthesize(HINDI, voice=voice, language="hi-IN")
        check_words(spoken, HINDI)
        assert voiced(spoken.pcm) > 0.7
        assert 3 < spoken.duration < 8


async def test_hinglish_in_latin_letters_sounds_as_its_hindi(client: EngineClient) -> None:
    latin = await client.synthesize("Namaste, aap kaise hain?", voice="asha", language="hi-IN")
    hindi = await client.synthesize("नमस्ते, आप कैसे हैं?", voice="asha", language="hi-IN")
    assert latin.duration == pytest.approx(hindi.duration, abs=0.05)
    assert latin.text == "Namaste, aap kaise hain?"


async def test_every_built_in_voice_speaks_its_language(client: EngineClient) -> None:
    greeting = {"hi": "नमस्ते जी", "bn": "নমস্কার", "kn": "ನಮಸ್ಕಾರ", "ml": "നമസ്കാരം", "mr": "नमस्कार", "od": "ନମସ୍କାର"}
    greeting |= {"pa": "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ", "ta": "வணக்கம்", "te": "నమస్కారం", "gu": "નમસ્તે", "en": "Good morning"}
    sounds: set[bytes] = set()
    voices = [voice for voice in VOICES if voice.provider == "builtin"]
    for voice in voices:
        language = voice.languages[0]
        name = voice.id.partition("~")[2]
        spoken = await client.synthesize(greeting[language[:2]], voice=name, language=language)
        assert 0.4 < spoken.duration < 2.5, name
        assert voiced(spoken.pcm) > 0.5, name
        sounds.add(spoken.pcm)
    assert len(sounds) == len(voices)


@pytest.mark.parametrize(("voice", "language"), [("joe", "en-IN"), ("asha", "hi-IN")])
async def test_speed_is_honoured(client: EngineClient, voice: str, language: str) -> None:
    slow, usual, fast = [
        (await client.synthesize(ENGLISH, voice=voice, language=language, speed=speed)).duration
        for speed in (0.5, 1.0, 2.0)
    ]
    assert slow > 1.5 * usual > 2.2 * fast


async def test_the_first_sound_comes_before_the_rest(client: EngineClient) -> None:
    async def first() -> tuple[float, float, bytes]:
        began = time.perf_counter()
        pieces, at = [], 0.0
        async for piece in client.stream(ENGLISH, voice="joe", language="en-IN"):
            at = at or time.perf_counter() - began
            pieces.append(piece)
        return at, time.perf_counter() - began, b"".join(pieces)

    await first()
    at, whole, pcm = await first()
    assert at < whole / 2
    heard = await client.transcribe(pcm, "en-IN")
    assert understood(heard.text, ENGLISH), heard.text


async def test_text_that_is_empty_broken_or_too_long(client: EngineClient) -> None:
    for text in ("", "\x00\ud800", "..."):
        assert (await client.synthesize(text, voice="joe", language="en-IN")).pcm == b""
        assert [piece async for piece in client.stream(text, voice="joe", language="en-IN")] == []
    assert (await client.synthesize("Hi\x00 there\ud800", voice="joe", language="en-IN")).duration > 0.3
    with pytest.raises(EngineRefused, match="10000 characters"):
        await client.synthesize("a" * 10_001, voice="joe", language="en-IN")
    with pytest.raises(EngineRefused, match="300 seconds"):
        await client.transcribe(bytes(301 * 32000), "en-IN")


async def test_several_requests_at_once_do_not_wait_for_each_other(client: EngineClient) -> None:
    long = client.synthesize(" ".join([ENGLISH] * 10), voice="joe", language="en-IN")
    order: list[str] = []

    async def noted(name: str, work: object) -> None:
        await work  # type: ignore[misc]
        order.append(name)

    await asyncio.gather(
        noted("long", long),
        noted("short", client.synthesize("Yes.", voice="joe", language="en-IN")),
        noted("hindi", client.synthesize("जी", voice="asha", language="hi-IN")),
        noted("heard", client.transcribe(bytes(32000), "en-IN")),
    )
    assert order[-1] == "long"


async def test_a_stream_that_is_left_early_is_given_up(client: EngineClient) -> None:
    stream = client.stream(" ".join([ENGLISH] * 20), voice="joe", language="en-IN")
    await anext(stream)
    await stream.aclose()
    began = time.perf_counter()
    await client.synthesize("Yes.", voice="joe", language="en-IN")
    assert time.perf_counter() - began < 2


async def test_the_small_model_answers_and_says_it_cannot_talk_freely(client: EngineClient) -> None:
    asked = [{"role": "user", "content": "Say hello."}]
    weather = ToolSpec("weather", "The weather.", {"type": "object", "properties": {"city": {"type": "string"}}})
    for tools in ((), (weather,)):
        pieces = [piece async for piece in client.reply(asked, max_tokens=12, tools=tools)]
        assert len("".join(piece for piece in pieces if isinstance(piece, str))) > 3
        used = pieces[-1]
        assert isinstance(used, TokenUse)
        assert used.input > 5
        assert 0 < used.output <= 12
    assert (await client.status())["llm"].facts["free_talk"] is False


async def test_the_process_has_no_network_socket(client: EngineClient, supervisor: EngineSupervisor) -> None:
    await client.synthesize("Yes.", voice="joe", language="en-IN")
    own = {str(link.readlink()) for link in Path(f"/proc/{supervisor.pid}/fd").iterdir()}
    tables = [Path(f"/proc/net/{name}") for name in ("tcp", "tcp6", "udp", "udp6")]
    rows = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    assert not own & {f"socket:[{row[9]}]" for row in rows}


async def test_texts_that_mean_the_same_are_near_each_other(client: EngineClient) -> None:
    first, second, other = await client.embed(["How long does delivery take?", "When will it arrive?", "A red apple"])
    assert len(first) == 384
    assert sum(a * b for a, b in zip(first, second, strict=True)) > 0.4
    assert sum(a * b for a, b in zip(first, other, strict=True)) < 0.2
    assert await client.embed([]) == []

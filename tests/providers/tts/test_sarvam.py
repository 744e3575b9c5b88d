"""Bulbul's voices: the real plug-in against the emulator, over its socket and over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import numpy as np
import pytest
from livekit.agents import APIConnectOptions
from livekit.plugins.sarvam.models import BULBUL_V4_FLASH_SPEAKERS

from tests.emulators.sarvam import SPEAKERS, Delays, SarvamEmulator
from tests.emulators.sarvam.rules import LATER
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.core.errors import Invalid
from tron.core.speech import SAMPLE_RATE
from tron.core.vendors import VendorTrouble
from tron.core.voices import LANGUAGE_CODES, VOICES, parse_voice_id
from tron.core.voices_v4 import V4_SPEAKERS
from tron.providers.tts.sarvam import SarvamVoice, SarvamVoices
from tron.providers.tts.sarvam import bulbul as bulbul_module
from tron.providers.tts.sarvam import voice as voice_module
from tron.providers.tts.sarvam.kept import Kept, Manner
from tron.providers.tts.sarvam.speakers import language_code, speaker_of

ALL = tuple(voice.id for voice in VOICES if voice.provider == "sarvam")
TEXT = "नमस्ते, मैं आपकी मदद के लिए फ़ोन कर रही हूँ।"


@pytest.fixture
async def sarvam() -> AsyncIterator[SarvamEmulator]:
    async with SarvamEmulator() as emulator:
        yield emulator


@pytest.fixture
async def voices() -> AsyncIterator[SarvamVoices]:
    one = SarvamVoices()
    yield one
    await one.aclose()


def voice_of(
    voices: SarvamVoices, address: str, key: str = "sk_test_of_sarvam", model: str | None = None
) -> SarvamVoice:
    found = voices.voice(model, settings_with({"ai.sarvam_api_key": key, "ai.sarvam_endpoint": address}))
    assert found is not None
    return found


async def said(speech: SarvamVoice, text: str = TEXT, **more: Any) -> bytes:
    wish = {"voice": "shreya", "language": "hi-IN", **more}
    return b"".join([piece async for piece in speech.stream(text, **wish)])


async def _hear(speech: SarvamVoice, heard: list[bytes]) -> None:
    async for piece in speech.stream(TEXT, voice="shreya", language="hi-IN"):
        heard.append(piece)


def seconds(pcm: bytes) -> float:
    return len(pcm) / 2 / SAMPLE_RATE


# ---------------------------------------------------------------- who speaks


def test_there_are_39_voices_and_the_plug_in_knows_30_of_them():
    assert len(ALL) == 39
    assert set(ALL) == set(SPEAKERS["bulbul:v3"])
    assert len(LATER) == 9


@pytest.mark.parametrize("speaker", ALL)
async def test_each_of_the_39_voices_speaks(sarvam, voices, speaker):
    sound = await said(voice_of(voices, sarvam.url), voice=speaker, speed=1.2)
    assert seconds(sound) == pytest.approx(0.06 * len(TEXT) / 1.2, rel=0.05)
    [config] = sarvam.configs
    asked = {key: config[key] for key in ("model", "speaker", "target_language_code", "pace", "speech_sample_rate")}
    assert asked == {
        "model": "bulbul:v3",
        "speaker": speaker,
        "target_language_code": "hi-IN",
        "pace": 1.2,
        "speech_sample_rate": SAMPLE_RATE,
    }
    assert [request.path.partition("?")[0] for request in sarvam.seen] == ["/text-to-speech/ws"]


@pytest.mark.parametrize("speaker", ["shreya", "soham"])
async def test_a_whole_utterance_for_a_preview(sarvam, voices, speaker):
    spoken = await voice_of(voices, sarvam.url).synthesize(TEXT, voice=speaker, language="hi-IN", speed=0.8)
    assert spoken.duration == pytest.approx(0.06 * len(TEXT) / 0.8, rel=0.05)
    [asked] = sarvam.seen
    body = json.loads(asked.body)
    assert (body["speaker"], body["model"], body["pace"]) == (speaker, "bulbul:v3", 0.8)


async def test_names_go_out_in_lower_case(sarvam, voices):
    await said(voice_of(voices, sarvam.url), voice="Shreya")
    assert sarvam.configs[0]["speaker"] == "shreya"


@pytest.mark.parametrize("language", LANGUAGE_CODES)
async def test_eleven_languages(sarvam, voices, language):
    assert await said(voice_of(voices, sarvam.url), language=language)
    assert sarvam.configs[0]["target_language_code"] == language


def test_hinglish_is_spoken_as_hindi_and_odia_has_sarvams_code():
    assert [language_code(code) for code in ("hi-Latn", "hi-IN", "or-IN", "od-IN", "ta", "en-US", "fr-FR")] == [
        "hi-IN",
        "hi-IN",
        "od-IN",
        "od-IN",
        "ta-IN",
        "en-IN",
        "hi-IN",
    ]


def test_v4s_speakers_are_those_of_the_plug_in():
    assert tuple(BULBUL_V4_FLASH_SPEAKERS) == V4_SPEAKERS
    assert parse_voice_id("bulbul:v4-flash~ritu_hi_customer") == ("sarvam", "bulbul:v4-flash", "ritu_hi_customer")


def test_v4_speaks_a_voice_of_the_list_where_it_has_it():
    assert speaker_of("bulbul:v4-flash", "shreya", "hi-IN") == "shreya_hi_conversational"
    assert speaker_of("bulbul:v4-flash", "shubh", "en-IN") == "shubh_enhi_companion"
    assert speaker_of("bulbul:v4-flash", "shreya", "ta-IN") is None
    assert speaker_of("bulbul:v4-flash", "vijay_ta_narration", "ta-IN") == "vijay_ta_narration"


async def test_v4_has_a_socket_of_its_own_and_narrower_paces(sarvam, voices):
    voice = voice_of(voices, sarvam.url, model="bulbul:v4-flash")
    assert await said(voice, voice="ritu_hi_customer", speed=2.5)
    assert sarvam.seen[0].path.startswith("/text-to-speech/ws/v2?model=bulbul:v4-flash")
    assert (sarvam.configs[0]["speaker"], sarvam.configs[0]["pace"]) == ("ritu_hi_customer", 2.0)


async def test_a_speaker_of_another_model_is_refused_before_anybody_is_asked(sarvam, voices):
    with pytest.raises(Invalid, match="anushka"):
        await said(voice_of(voices, sarvam.url), voice="anushka")
    assert sarvam.seen == []


async def test_what_sarvam_itself_refuses_of_a_voice(sarvam):
    voice = SarvamVoice(sarvam.key, sarvam.url, "bulbul:v5")  # unknown here, so nothing is checked
    with pytest.raises(VendorTrouble) as error:
        await said(voice, voice="anybody")
    assert error.value.details == {"status": 400, "asked_wrongly": True}
    await voice.kept.aclose()


# ---------------------------------------------------------------- how it is said


async def test_long_text_is_cut_at_its_sentences(sarvam, voices):
    text = "पहला वाक्य यहाँ पूरा होता है। दूसरा वाक्य भी ठीक से पूरा होता है! And the third one is English?"
    await said(voice_of(voices, sarvam.url), text)
    assert sarvam.texts == [
        "पहला वाक्य यहाँ पूरा होता है।",
        "दूसरा वाक्य भी ठीक से पूरा होता है!",
        "And the third one is English?",
    ]


async def test_over_http_long_text_goes_in_several_requests(sarvam, voices):
    text = " ".join(f"This is sentence number {number} of a very long story." for number in range(20))
    await voice_of(voices, sarvam.url).synthesize(text, voice="shreya", language="en-IN")
    parts = [json.loads(request.body)["text"] for request in sarvam.seen]
    assert " ".join(parts) == text
    assert len(parts) > 1
    assert max(map(len, parts)) <= 450
    assert all(part.endswith(".") for part in parts)


async def test_nothing_to_say_asks_nobody(sarvam, voices):
    assert await said(voice_of(voices, sarvam.url), "  ") == b""
    assert sarvam.seen == []


# ---------------------------------------------------------------- kept sockets


async def test_the_next_utterance_takes_the_same_socket(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    for _ in range(3):
        assert await said(voice)
    assert (len(sarvam.seen), len(sarvam.configs)) == (1, 3)


async def test_a_socket_is_opened_ahead(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    voice.prewarm(voice="shreya", language="hi-IN")
    await asyncio.sleep(0.2)
    assert (len(sarvam.seen), len(sarvam.sockets)) == (1, 1)
    await said(voice)
    assert len(sarvam.seen) == 1


async def test_a_kept_socket_is_pinged_so_that_it_is_not_dropped(sarvam, voices, monkeypatch):
    sarvam.delays = Delays(first_sound=0.0, idle=0.4)
    monkeypatch.setattr(bulbul_module, "PING_EVERY", 0.1)
    voice = voice_of(voices, sarvam.url)
    await said(voice)
    await asyncio.sleep(1.0)
    await said(voice)
    assert len(sarvam.seen) == 1


async def test_a_socket_that_nobody_wants_any_more_is_closed(sarvam, voices, monkeypatch):
    monkeypatch.setattr(bulbul_module, "PING_EVERY", 0.1)
    monkeypatch.setattr(bulbul_module, "KEPT_FOR", 0.3)
    await said(voice_of(voices, sarvam.url))
    await asyncio.sleep(0.8)
    assert sarvam.sockets == set()


@pytest.mark.thorough
async def test_a_kept_socket_that_died_is_replaced_unheard(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    await said(voice)
    await sarvam.drop_sockets()
    assert seconds(await said(voice)) == pytest.approx(0.06 * len(TEXT), rel=0.05)
    assert sarvam.seen[-1].path.startswith("/text-to-speech/ws")


async def test_an_interrupted_utterance_leaves_a_fresh_socket_behind(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    async with aclosing(voice.stream(TEXT * 5, voice="shreya", language="hi-IN")) as pieces:
        await anext(pieces)
    await asyncio.sleep(0.3)
    assert len(sarvam.sockets) == 1
    before = len(sarvam.seen)
    assert seconds(await said(voice)) == pytest.approx(0.06 * len(TEXT), rel=0.05)
    assert len(sarvam.seen) == before


async def test_what_is_kept_is_bounded_and_what_speaks_is_not_closed(sarvam):
    kept = Kept(at_most=2)
    voice = SarvamVoice(sarvam.key, sarvam.url, "bulbul:v3", kept)
    async with aclosing(voice.stream(TEXT, voice="shreya", language="hi-IN")) as pieces:
        await anext(pieces)
        for speaker in ("ritu", "priya", "soham"):
            await said(voice, voice=speaker)
        assert len(kept) == 2
        rest = [piece async for piece in pieces]
    assert seconds(b"".join(rest)) > 1
    await kept.aclose()
    assert len(kept) == 0


async def test_closing_leaves_no_socket(sarvam):
    voices = SarvamVoices()
    await said(voice_of(voices, sarvam.url))
    await voices.aclose()
    await asyncio.sleep(0.1)
    assert sarvam.sockets == set()


async def test_the_plug_ins_own_list_of_speakers_is_left_alone(sarvam):
    from livekit.plugins.sarvam.models import MODEL_SPEAKER_COMPATIBILITY

    kept = Kept()
    kept.plugin(Manner("sk", sarvam.url, "bulbul:v3", "soham", "hi-IN", 1.0))
    assert "soham" not in MODEL_SPEAKER_COMPATIBILITY["bulbul:v3"]["all"]
    await kept.aclose()


# ---------------------------------------------------------------- troubles

STATES = [
    ("unauthorised", "wrong_key"),
    ("forbidden", "wrong_key"),
    ("busy", "refused"),
    ("broken", "refused"),
    ("garbage", "refused"),
    ("hangup", "unreachable"),
    ("malformed", "refused"),
]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(("fault", "state"), STATES)
async def test_what_stays_is_told(sarvam, voices, fault, state, whole):
    sarvam.fault = fault
    voice = voice_of(voices, sarvam.url)
    with pytest.raises(VendorTrouble) as error:
        await (voice.synthesize(TEXT, voice="shreya", language="hi-IN") if whole else said(voice))
    assert error.value.state == state
    assert "sk_test" not in repr(error.value)
    if fault == "busy":
        assert error.value.details.get("retry_after") in ((None,) if whole else (2.0,))
    paths = {request.path.partition("?")[0] for request in sarvam.seen}
    key_or_credit = fault in ("unauthorised", "forbidden", "busy")
    assert ("/text-to-speech" in paths) is (whole or not key_or_credit)


@pytest.mark.parametrize(("fault", "state"), [("unauthorised", "wrong_key"), ("busy", "refused")])
async def test_what_an_open_socket_says_counts_too(sarvam, voices, fault, state):
    voice = voice_of(voices, sarvam.url)
    await said(voice)
    sarvam.order(fault, where="tts")
    with pytest.raises(VendorTrouble) as error:
        await said(voice)
    assert error.value.state == state


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["hangup", "cut_midway"])
async def test_an_utterance_that_is_cut_is_no_whole_one(sarvam, voices, fault):
    voice = voice_of(voices, sarvam.url)
    await said(voice)
    sarvam.order(fault, where="tts")
    heard: list[bytes] = []
    with pytest.raises(VendorTrouble) as error:
        await _hear(voice, heard)
    assert error.value.state == "unreachable"
    assert 0.2 < seconds(b"".join(heard)) < 0.06 * len(TEXT) - 0.2
    assert await said(voice)


@pytest.mark.thorough
async def test_where_no_socket_can_be_had_http_speaks(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    sarvam.order("broken", where="tts")
    assert seconds(await said(voice)) == pytest.approx(0.06 * len(TEXT), rel=0.05)
    assert [request.method for request in sarvam.seen] == ["GET", "POST"]
    await said(voice)  # and for a while no socket is tried
    assert [request.method for request in sarvam.seen] == ["GET", "POST", "POST"]


@pytest.mark.parametrize("fault", ["stall", "stall_midway"])
async def test_a_stall_is_told_as_timed_out_and_nobody_waits_for_http(sarvam, voices, monkeypatch, fault):
    monkeypatch.setattr(voice_module, "STREAMED", APIConnectOptions(max_retry=0, timeout=0.4))
    voice = voice_of(voices, sarvam.url)
    await said(voice)
    sarvam.order(fault, where="tts")
    with pytest.raises(VendorTrouble) as error:
        await said(voice)
    assert error.value.state == "timed_out"
    assert [request.method for request in sarvam.seen] == ["GET"]
    assert await said(voice)


async def test_no_credit(sarvam, voices):
    sarvam.credit = False
    with pytest.raises(VendorTrouble) as error:
        await said(voice_of(voices, sarvam.url))
    assert error.value.state == "refused"


async def test_nobody_listens_there(voices):
    with pytest.raises(VendorTrouble) as error:
        await said(voice_of(voices, closed_port()))
    assert error.value.state == "unreachable"


async def test_http_tells_its_rate_so_that_a_wrong_one_is_put_right(sarvam, voices):
    sarvam.order("wrong_rate", where="tts")
    spoken = await voice_of(voices, sarvam.url).synthesize(TEXT, voice="shreya", language="hi-IN")
    assert spoken.duration == pytest.approx(0.06 * len(TEXT), rel=0.05)
    heard = np.abs(np.fft.rfft(np.frombuffer(spoken.pcm, "<i2")))
    assert np.argmax(heard) / spoken.duration == pytest.approx(220, rel=0.02)


async def test_a_socket_that_speaks_at_another_rate_is_left_for_http(sarvam, voices):
    voice = voice_of(voices, sarvam.url)
    sarvam.order("wrong_rate", where="tts")
    heard: list[bytes] = []
    with pytest.raises(VendorTrouble, match="sample rate"):
        await _hear(voice, heard)
    assert 0 < seconds(b"".join(heard)) < 0.04 * len(TEXT)
    assert seconds(await said(voice)) == pytest.approx(0.06 * len(TEXT), rel=0.05)
    assert [request.method for request in sarvam.seen] == ["GET", "POST"]

"""G.711 against its recommendation, sample by sample, and resampling against sines."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from tron.telephony.media_stream import g711
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.messages import BadStream, WireFormat
from tron.telephony.media_stream.resampling import TAPS, Doubler, Halver

EVERY_SAMPLE = np.arange(-32768, 32768).astype(np.int16)

# G.711, tables 1a and 2a: each segment's first decision value, its step, and the value of its first code.
MU_LAW = [
    (-1, 2, 0),
    (31, 4, 33),
    (95, 8, 99),
    (223, 16, 231),
    (479, 32, 495),
    (991, 64, 1023),
    (2015, 128, 2079),
    (4063, 256, 4191),
]
A_LAW = [
    (0, 2, 1),
    (32, 2, 33),
    (64, 4, 66),
    (128, 8, 132),
    (256, 16, 264),
    (512, 32, 528),
    (1024, 64, 1056),
    (2048, 128, 2112),
]


@pytest.mark.parametrize(("law", "table", "unit"), [("PCMU", MU_LAW, 4), ("PCMA", A_LAW, 8)], ids=["PCMU", "PCMA"])
def test_each_code_stands_for_the_values_of_the_recommendation(law, table, unit):
    """Codes of positive samples, from the smallest; mu-law counts down, A-law inverts its even bits."""
    for number in range(128):
        (decision, step, first), place = table[number // 16], number % 16
        code = 0xFF - number if law == "PCMU" else (0x80 | number) ^ 0x55
        assert g711.SAMPLES[law][code] == (first + place * step) * unit
        assert g711.SAMPLES[law][code ^ 0x80] == -g711.SAMPLES[law][code]
        lowest = max(decision + place * step, 0) * unit
        last = (decision + (place + 1) * step) * unit - 1 if number < 127 else 32767
        assert g711.encode(np.array([lowest, last], dtype=np.int16), law) == bytes([code, code])


@pytest.mark.parametrize("law", ["PCMU", "PCMA"])
def test_louder_stays_louder(law):
    coded = g711.decode(g711.encode(EVERY_SAMPLE, law), law).astype(np.int32)
    assert (np.diff(coded) >= 0).all()


def test_the_tables_are_those_of_the_standard_library():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # gone in 3.13
        audioop = pytest.importorskip("audioop")
    every, pcm = bytes(range(256)), EVERY_SAMPLE.astype("<i2").tobytes()
    assert g711.decode(every, "PCMU").astype("<i2").tobytes() == audioop.ulaw2lin(every, 2)
    assert g711.decode(every, "PCMA").astype("<i2").tobytes() == audioop.alaw2lin(every, 2)
    assert g711.encode(EVERY_SAMPLE, "PCMU") == audioop.lin2ulaw(pcm, 2)
    assert g711.encode(EVERY_SAMPLE, "PCMA") == audioop.lin2alaw(pcm, 2)


@pytest.mark.parametrize("law", ["PCMU", "PCMA"])
def test_codes_survive_the_way_there_and_back(law):
    codes = np.arange(256, dtype=np.uint8)
    again = np.frombuffer(g711.encode(g711.decode(codes.tobytes(), law), law), dtype=np.uint8)
    other = codes[again != codes]
    assert list(other) == ([0x7F] if law == "PCMU" else [])  # mu-law has two zeros


def sine(hertz, rate, seconds=0.5, level=10_000):
    return np.rint(level * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)).astype(np.int16)


def in_frames(push, samples, size):
    return np.concatenate([push(samples[at : at + size]) for at in range(0, len(samples), size)])


def level(samples):
    return float(np.sqrt(np.mean(samples[len(samples) // 4 :].astype(float) ** 2)))


@pytest.mark.parametrize("hertz", [300, 1000, 3400])
def test_speech_keeps_its_level_and_its_time(hertz):
    up = in_frames(Doubler().push, sine(hertz, 8000), 160)
    delay = TAPS // 2
    wanted = np.concatenate((np.zeros(delay), sine(hertz, 16000)))[: len(up)]
    assert np.abs(up[200:] - wanted[200:]).max() < 100  # 40 dB below the sound itself
    down = in_frames(Halver().push, sine(hertz, 16000), 320)
    assert level(down) == pytest.approx(level(sine(hertz, 8000)), rel=0.01)


def test_what_a_telephone_cannot_carry_does_not_fold_into_speech():
    assert level(in_frames(Halver().push, sine(5500, 16000), 320)) < level(sine(5500, 16000)) / 1000
    # A sine at 3 kHz has no mirror at 5 kHz when its rate is doubled.
    up = in_frames(Doubler().push, sine(3000, 8000), 160)[1600:]
    loud = np.abs(np.fft.rfft(up * np.hanning(len(up))))
    at = np.fft.rfftfreq(len(up), 1 / 16000)
    assert loud[at > 4600].max() < loud.max() / 1000


def test_frames_of_any_length_make_the_same_sound():
    sound = sine(440, 16000)
    whole = Halver().push(sound)
    halver, parts = Halver(), []
    for at in range(0, len(sound), 333):
        parts.append(halver.push(sound[at : at + 333]))
    assert np.array_equal(np.concatenate(parts), whole)


@pytest.mark.parametrize(
    ("wire", "size"),
    [
        (WireFormat("L16", 16000), 640),
        (WireFormat("L16", 8000), 320),
        (WireFormat("PCMU", 8000), 160),
        (WireFormat("PCMA", 8000), 160),
    ],
    ids=["L16-16", "L16-8", "PCMU-8", "PCMA-8"],
)
def test_a_stream_hears_what_it_said(wire, size):
    codec, pcm = Codec(wire), sine(700, 16000).astype("<i2").tobytes()
    frames = [codec.encode(pcm[at : at + 640]) for at in range(0, len(pcm), 640)]
    assert {len(frame) for frame in frames} == {size}
    back = np.frombuffer(b"".join(codec.decode(frame) for frame in frames), dtype="<i2")
    assert len(back) * 2 == len(pcm)
    assert level(back) == pytest.approx(level(sine(700, 16000)), rel=0.02)


def test_half_a_sample_is_no_sound():
    with pytest.raises(BadStream, match="odd"):
        Codec(WireFormat("L16", 8000)).decode(b"\0" * 321)

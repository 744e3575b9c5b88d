"""Keys over a vendor's stream: told in messages; sent in one where the vendor has it, else as tones in the sound."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from tests.emulators.plivo_calls import PlivoCall
from tests.telephony.cloud.house import PATIENCE, House
from tests.telephony.cloud.sound import FarEar, eventually
from tron.core.speech import SAMPLE_RATE

pytestmark = pytest.mark.thorough

FIVE = (770, 1336)
"""Hertz of its two tones."""


def strongest(pcm: bytes) -> set[int]:
    """The two tones that stand out in the sound, to 10 Hz."""
    samples = np.frombuffer(pcm, "<i2").astype(float)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    hertz = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    found: set[int] = set()
    for at in np.argsort(power)[::-1]:
        if all(abs(hertz[at] - one) > 100 for one in found):
            found.add(round(hertz[at]))
        if len(found) == 2:
            break
    return found


async def test_keys_both_ways(house: House) -> None:
    async with house.talking() as (far, call):
        for digit in "7#":
            await far.press(digit)
        keys = call.keys()
        assert [await asyncio.wait_for(anext(keys), PATIENCE) for _ in range(2)] == ["7", "#"]
        ear = FarEar(far)
        await call.send_keys("5")
        if isinstance(far, PlivoCall):
            await eventually(lambda: far.keys == "5")
            return
        await eventually(lambda: len(ear()) >= SAMPLE_RATE // 5)
        assert sorted(strongest(bytes(ear()))) == pytest.approx(FIVE, abs=15)

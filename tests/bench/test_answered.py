"""Both ears of the answers' bench on the same opening, in virtual time."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from livekit.agents.voice.amd import AMDCategory

from bench.answered import Finding, Opening, beside_the_peer, listen
from bench.answering_peer import peer_hears
from bench.moments import QUIET_SECONDS, WORDS_AFTER, Moment, moments
from bench.virtual_time import run_in_virtual_time
from tron.core.speech import SAMPLE_RATE

BEFORE = 0.4


def opening(seconds: float, words: str) -> list[Moment]:
    """A voice of so many seconds, and what was recognised of it."""
    voice = np.random.default_rng(1).normal(0, 3000, int(seconds * SAMPLE_RATE)).astype(np.int16)
    quiet = np.zeros(int(BEFORE * SAMPLE_RATE), np.int16), np.zeros(3 * SAMPLE_RATE, np.int16)
    return list(moments(np.concatenate((quiet[0], voice, quiet[1])), words, speech_ends=BEFORE + seconds))


def test_a_voice_begins_ends_and_is_words_at_last() -> None:
    told = [one for one in opening(2.0, "hello") if one.voice is not None or one.words is not None]
    assert [(one.voice, one.words) for one in told] == [(True, None), (False, None), (None, "hello")]
    over = BEFORE + 2.0 + QUIET_SECONDS
    assert [one.at for one in told] == pytest.approx([BEFORE, over, over + WORDS_AFTER], abs=0.05)


def test_the_peer_decides_by_its_own_timers() -> None:
    """Quiet behind a short voice is a person to it, whatever its model would say; else the model's word counts."""
    found, at = peer_hears(opening(1.0, "hello"), "human")
    assert (found, at) == (AMDCategory.HUMAN, pytest.approx(1.4 + QUIET_SECONDS, abs=0.05))
    assert peer_hears(opening(1.5, "leave a message"), "machine")[0] is AMDCategory.HUMAN
    found, at = peer_hears(opening(5.0, "please leave a message after the tone"), "machine")
    assert (found, at) == (AMDCategory.MACHINE_VM, pytest.approx(5.4 + 1.5, abs=0.05))
    assert peer_hears(opening(4.0, ""), "machine")[0] is AMDCategory.UNCERTAIN


def test_both_sides_stand_in_one_table() -> None:
    heard = opening(4.0, "please leave a message after the beep")
    found, at = listen(heard)
    assert found == "machine"
    assert at is not None
    peer, peer_at = peer_hears(heard, "machine")
    one = Finding(Opening("machine", "en", ""), "joe", found, at - 4.4, "", peer.value, peer_at - 4.4)
    assert "| machine | 1 | 0 | 0 | 0.86 / 0.86 | 1.51 / 1.51 |" in beside_the_peer([one])


def test_an_hour_of_waiting_takes_none() -> None:
    async def wait() -> float:
        await asyncio.wait_for(asyncio.sleep(3600), 4000)
        return asyncio.get_running_loop().time()

    assert run_in_virtual_time(wait()) == pytest.approx(3600)

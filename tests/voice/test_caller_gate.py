"""What of the caller's channel may interrupt: echoes and far-off voices do not, the caller does. No clock, no model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from bench.impaired import CALLER, Echo, Sound, at_level, companded, telephone
from tests.voice.sounds import words
from tron.core.speech import FRAME_BYTES, FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE
from tron.voice.caller_gate import PATIENCE, CallerGate
from tron.voice.played_sound import PlayedSound, Timeline, narrow

FRAME_SECONDS = FRAME_MS / 1000
SOME_FRAMES = 10


class Talk:
    """A gate whose clock goes frame by frame; `open` are frames in which something was let through."""

    def __init__(self, hello: float | None = CALLER) -> None:
        self._now = 50.0
        self.gate = CallerGate(lambda: self._now)
        self.passed = b""
        self.channel = b""
        self.open: list[int] = []
        if hello is not None:
            self.goes_on(np.zeros(0), at_level(words("hello"), hello))
            self.gate.words()
            self.goes_on(np.zeros(SAMPLE_RATE), np.zeros(SAMPLE_RATE))
        self.open, self.passed = [], b""

    def goes_on(self, agent: Sound, caller: Sound) -> None:
        """Both sound, from now on and at the same time."""
        length = max(len(agent), len(caller)) // FRAME_SAMPLES
        hiss = np.random.default_rng(2).normal(0, 20, length * FRAME_SAMPLES)
        channel = self.channel = companded(
            np.resize(np.pad(caller, (0, FRAME_SAMPLES)), len(hiss)) * (len(caller) > 0) + hiss
        )
        played = np.clip(agent, -32768, 32767).astype("<i2").tobytes()
        for number, frame in enumerate(frames(channel)):
            own = played[number * FRAME_BYTES : (number + 1) * FRAME_BYTES]
            if any(own):
                self.gate.played(own.ljust(FRAME_BYTES, b"\0"))
            self._now += FRAME_SECONDS / 2
            heard = self.gate.hear(frame)
            self._now += FRAME_SECONDS / 2
            self.passed += heard
            if any(heard):
                self.open.append(number)


def frames(pcm: bytes) -> Iterator[bytes]:
    for at in range(0, len(pcm) - FRAME_BYTES + 1, FRAME_BYTES):
        yield pcm[at : at + FRAME_BYTES]


def agent() -> Sound:
    """Seven seconds of the agent's."""
    return np.concatenate([at_level(words(name), -18) for name in ("long", "question")])


def echoed(sound: Sound, echo: Echo) -> Sound:
    delayed = np.concatenate([np.zeros(int(echo.delay * SAMPLE_RATE)), sound])
    return telephone(np.convolve(delayed, echo.tail(1))[: len(delayed)])


def behind(sound: Sound, seconds: float) -> Sound:
    return np.concatenate([np.zeros(int(seconds * SAMPLE_RATE)), telephone(sound)])


@pytest.mark.parametrize("delay", [0.05, 0.15, 0.4])
@pytest.mark.parametrize("level", [-12.0, -30.0])
@pytest.mark.parametrize("hello", [CALLER, None], ids=str)
def test_an_echo_is_not_heard(level: float, delay: float, hello: float | None):
    talk = Talk(hello)
    talk.goes_on(agent(), echoed(agent(), Echo(level, delay)))
    assert talk.open == []


def test_an_echo_over_a_line_that_stutters_is_not_heard():
    """A stretch of the agent's sound comes late and all at once: whoever plays it does so one after the other."""
    played = PlayedSound()
    sound = np.frombuffer(words("long"), "<i2")[: SAMPLE_RATE * 2]
    for number, frame in enumerate(frames(sound.astype("<i2").tobytes())):
        played.add(frame, 9.0 + max(number * FRAME_SECONDS, 0.2))
    clock, heard = Timeline(), narrow(sound[SAMPLE_RATE // 2 : SAMPLE_RATE // 2 + 1600].astype("<i2").tobytes())
    end = clock.place(9.2 + 0.6 + 0.1) + len(heard) // 5
    found = played.likeness(heard, end)
    assert found.value > 0.9


@pytest.mark.parametrize("under", [18.0, 24.0, 30.0])
def test_a_far_off_voice_does_not_interrupt(under: float):
    talk = Talk()
    talk.goes_on(agent(), telephone(at_level(words("question"), CALLER - under)))
    assert talk.open == []


@pytest.mark.parametrize("echo", [None, Echo(-18.0, 0.2), Echo(-24.0, 0.4)], ids=str)
@pytest.mark.parametrize("level", [CALLER + 3, CALLER - 5])
def test_the_caller_is_heard_from_the_first_sound(echo: Echo | None, level: float):
    talk = Talk()
    around = echoed(agent(), echo) if echo else np.zeros(len(agent()))
    caller = behind(at_level(words("yes"), level), 2.0)
    mixed = around.copy()
    mixed[: len(caller)] += caller[: len(mixed)]
    talk.goes_on(agent(), mixed)
    began = int(2.0 / FRAME_SECONDS)
    assert began <= talk.open[0] <= began + SOME_FRAMES
    first, last = began * FRAME_BYTES, talk.open[0] * FRAME_BYTES
    assert talk.channel[first:last] in talk.passed, "what came before it was known whose voice it is was kept"


def test_what_is_kept_and_given_later_makes_the_call_no_longer():
    talk = Talk()
    caller = np.concatenate([behind(at_level(words("stop"), CALLER), 1.0), np.zeros(SAMPLE_RATE * 4)])
    talk.goes_on(agent()[: len(caller)], caller[: len(agent())])
    assert abs(len(talk.passed) // 2 - min(len(caller), len(agent()))) <= FRAME_SAMPLES


def test_a_caller_of_whom_nothing_is_known_is_heard_in_silence():
    talk = Talk(hello=None)
    quiet = telephone(at_level(words("question"), -55))
    talk.goes_on(np.zeros(0), quiet)
    assert len(talk.open) == len(quiet) // FRAME_SAMPLES


def test_a_quiet_caller_is_heard_after_a_loud_one_put_the_telephone_down():
    talk = Talk()
    quiet = np.resize(telephone(at_level(words("question"), CALLER - 24)), PATIENCE * 3 * FRAME_SAMPLES)
    talk.goes_on(np.zeros(0), quiet)
    assert talk.open
    assert talk.open[0] > PATIENCE


def test_a_voice_of_before_the_agent_spoke_is_no_interruption():
    talk = Talk()
    talk.goes_on(np.zeros(0), telephone(at_level(words("yes"), CALLER)))
    assert talk.gate.near
    talk.goes_on(agent()[: SAMPLE_RATE // 5], np.zeros(SAMPLE_RATE // 5))
    assert not talk.gate.near

"""Sound waits for its turn no longer than it must, and a burst does not hold up what follows it."""

from __future__ import annotations

import pytest

from tron.core.speech import FRAME_BYTES
from tron.telephony.sip_gateway.playout import MARGIN_SECONDS, SILENCE, Playout

TURN = 0.02
LOUD = b"\x00\x20"


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def frame(number: int) -> bytes:
    """Its number, and sound that is loud in speech (the first of two samples is at most 400)."""
    return (number.to_bytes(2, "little") + LOUD) * (FRAME_BYTES // 4)


class Player:
    """Frames that come `early` before each turn, each one's number and how long it waited. Of every `pause` frames
    one is quiet."""

    def __init__(self, early: float, *, pause: int = 0) -> None:
        self._pause = pause
        self.clock = Clock()
        self.playout = Playout(self.clock)
        self._early = early
        self._came: dict[int, float] = {}
        self._next = 1

    def come(self, count: int = 1) -> None:
        for _ in range(count):
            self._came[self._next] = self.clock.at
            quiet = self._pause and self._next % self._pause == 0
            sound = frame(self._next)
            self.playout.put(sound.replace(LOUD, b"\0\0") if quiet else sound)
            self._next += 1

    def turn(self) -> float | None:
        """One comes, one is played."""
        self.come()
        self.clock.at += self._early
        sound, _ = self.playout.next()
        waited = None if sound == SILENCE else self.clock.at - self._came[int.from_bytes(sound[:2], "little")]
        self.clock.at += TURN - self._early
        return waited


def test_after_a_burst_sound_is_on_time_again() -> None:
    player = Player(early=0.015)
    player.come(8)
    waits = [player.turn() for _ in range(400)]
    assert waits[0] == pytest.approx(0.015)
    assert max(wait for wait in waits if wait) > 0.15
    assert waits[-1] == pytest.approx(0.015)
    assert player.playout.dropped == 8
    assert None not in waits


def test_after_a_burst_pauses_go_first() -> None:
    player = Player(early=0.015, pause=3)
    player.come(8)
    waits = [player.turn() for _ in range(100)]
    late = [turn for turn, wait in enumerate(waits) if wait is None or wait > 0.016]
    assert late[-1] < 80  # without pauses it takes 200
    assert player.playout.dropped == 8


def test_sound_that_comes_just_in_time_waits_for_one_more_turn_and_not_for_two() -> None:
    player = Player(early=MARGIN_SECONDS / 4)
    waits = [player.turn() for _ in range(200)]
    assert waits[0] is None
    assert waits[1:] == [pytest.approx(TURN + MARGIN_SECONDS / 4)] * 199
    assert player.playout.dropped == 0


def test_sound_that_is_early_enough_is_played_at_the_next_turn() -> None:
    player = Player(early=0.012)
    assert [player.turn() for _ in range(100)] == [pytest.approx(0.012)] * 100


def test_sound_that_comes_in_pairs_keeps_what_it_needs() -> None:
    clock = Clock()
    playout, heard = Playout(clock), []
    for number in range(1, 201, 2):
        playout.put(frame(number))
        playout.put(frame(number + 1))
        for _ in range(2):
            clock.at += TURN
            heard.append(playout.next()[0])
    assert SILENCE not in heard
    assert playout.dropped == 0


def test_marks_of_dropped_sound_are_reached() -> None:
    clock = Clock()
    playout, reached = Playout(clock), []
    for number in range(1, 9):
        playout.mark(str(number))
        playout.put(frame(number))
    for number in range(9, 300):
        playout.put(frame(number))
        clock.at += TURN
        reached += playout.next()[1]
    assert playout.dropped
    assert reached == [str(number) for number in range(1, 9)]

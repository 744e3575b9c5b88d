"""What of the caller's channel may interrupt the agent: a voice near the telephone, not an echo or a far-off voice.

While the agent speaks, nobody hears what comes back of its own words, nor what is much quieter than the caller: both
are silence for the detector and the recogniser. What is let through loses nothing: its first frames are kept until
it is known what they are. Once the agent is silent everything passes but voices that are much quieter still.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from tron.core.speech import FRAME_BYTES
from tron.voice.played_sound import FRAME, Likeness, PlayedSound, Timeline, narrow

SILENCE: Final = bytes(FRAME_BYTES)
WINDOW: Final = 5
"""Frames (100 ms) that are compared with what was played."""
LEVEL_FRAMES: Final = 3
SURE: Final = 4
"""Frames that make a voice the caller's; the detector wants more, so nothing is lost by it."""
HELD: Final = 12
OPEN_FRAMES: Final = 30
"""So long a voice that was let through stays so, over its pauses."""
ECHO: Final = 0.36
"""As alike as this is an echo at any delay. Other voices reach it in one frame of twenty, and so do echoes miss it."""
KNOWN_ECHO: Final = 0.24
"""The same at the delay at which echoes have come before."""
SAME_DELAY: Final = 40
"""Samples (5 ms)."""
LOUDER: Final = 5.0
"""dB over the echo that is to be expected; what is not so loud is taken for it."""
MUCH_LOUDER: Final = 16.0
"""dB over it from which on a likeness at another delay is chance, unless it is a great one."""
GREAT: Final = 0.5
AGREEING: Final = 0.5
ECHOES: Final = 16
"""So many past ones tell when the next one comes, and how loud."""
UNKNOWN_LEVEL: Final = -42.0
"""dBFS: what is quieter does not interrupt while nothing is known of the caller."""
BELOW: Final = 14.0
"""dB under the caller's own voice from which on a voice does not interrupt."""
FAR: Final = 16.0
"""The same for voices that are nobody's turn."""
PATIENCE: Final = 400
"""Frames (8 s) of nothing but such voices, and the caller's loudness is learned anew."""
QUIETEST: Final = -58.0
LOUDEST: Final = -31.0
LEAST_FRAMES: Final = 10
FORGOTTEN: Final = 3000
"""Frames (a minute) of quieter words until the caller is taken to be as quiet as they are."""


def level_of(power: float) -> float:
    """A mean square of 16-bit samples in dBFS."""
    return 10 * math.log10(power / 32768**2 + 1e-12)


class CallerGate:
    """One per call. `played` is told what goes to the far side, `hear` gives what may be heard of a frame."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._played = PlayedSound()
        self._timeline = Timeline()
        self._near: deque[np.ndarray] = deque([np.zeros(FRAME, np.float32)] * WINDOW, maxlen=WINDOW)
        self._powers: deque[float] = deque(maxlen=LEVEL_FRAMES)
        self._held: deque[bytes] = deque(maxlen=HELD)
        self._owed = 0
        self._voice = 0
        self._open = 0
        self._echoes: deque[Likeness] = deque(maxlen=ECHOES)
        self._far = 0
        self._speaking = False
        self._levels: deque[float] = deque(maxlen=250)
        self._near_level: float | None = None

    def played(self, frame: bytes) -> None:
        """The far side is made to hear this (20 ms, 16 kHz mono s16le)."""
        self._played.add(frame, self._now())

    def words(self) -> None:
        """What was let through last was words: it tells how loud the caller is. Louder ones count at once, quieter ones
        slowly: they may be somebody else's."""
        if len(self._levels) < LEAST_FRAMES:
            return
        loud = float(np.percentile(self._levels, 90))
        if self._near_level is None or loud > self._near_level:
            self._near_level = loud
        else:
            self._near_level += (loud - self._near_level) * min(len(self._levels) / FORGOTTEN, 1.0)
        self._levels.clear()

    @property
    def near(self) -> bool:
        """Whether what is heard now may interrupt: a voice of before the agent began to speak may not."""
        return not self._speaking or self._open > 0

    def threshold(self, *, speaking: bool) -> float:
        """dBFS under which a voice is not the caller's, while the agent is `speaking` or not."""
        if self._near_level is None:
            return UNKNOWN_LEVEL if speaking else QUIETEST
        return min(max(self._near_level - (BELOW if speaking else FAR), QUIETEST), LOUDEST)

    def hear(self, frame: bytes, cleaned: bytes | None = None) -> bytes:
        """What may be heard instead of this frame of the caller's: itself (as `cleaned`), silence, or, when a voice
        turns out to be theirs, the frames that were kept before it, too. Empty where frames given at once are owed."""
        cleaned = frame if cleaned is None else cleaned
        end = self._timeline.place(self._now()) + FRAME
        near = narrow(frame.ljust(FRAME_BYTES, b"\0"))
        self._near.append(near)
        self._powers.append(float(np.dot(near, near)) / len(near))
        level, speaking = level_of(max(self._powers)), self._played.echoes(end)
        if speaking and not self._speaking:
            self._voice = self._open = 0  # what was let through before the agent spoke is no interruption
        self._speaking = speaking
        if not speaking and self._near_level is None:
            self._learn(level)
            self._held.clear()
            return cleaned
        if level < self.threshold(speaking=speaking):
            self._voice = 0
            if not speaking:
                self._wait(level)
        elif speaking and self._is_echo(end, level):
            self._voice, self._open = max(self._voice - 1, 0), max(self._open - WINDOW, 0)
        else:
            self._voice, self._far = min(self._voice + 1, SURE), 0
            self._learn(level)
        if self._voice >= SURE:
            self._open = OPEN_FRAMES
        return self._pass(cleaned) if self._open else self._keep(cleaned)

    def _learn(self, level: float) -> None:
        if level > QUIETEST:
            self._levels.append(level)

    def _wait(self, level: float) -> None:
        """Somebody speaks far off, and nobody near: perhaps the caller has put the telephone down."""
        self._far += level > QUIETEST
        if self._far >= PATIENCE:
            self._far = 0
            self._near_level = None

    def _pass(self, frame: bytes) -> bytes:
        self._open -= 1
        kept = b"".join(self._held)
        self._owed += len(self._held)
        self._held.clear()
        return kept + frame

    def _keep(self, frame: bytes) -> bytes:
        self._held.append(frame)
        if self._owed:
            self._owed -= 1
            return b""
        return SILENCE

    def _is_echo(self, end: int, level: float) -> bool:
        heard = np.concatenate(self._near)
        found = self._played.likeness(heard, end)
        delay = self._usual_delay()
        if delay is None:
            if found.value >= ECHO:
                self._echoes.append(found)
            return found.value >= ECHO
        same = abs(found.delay - delay) <= SAME_DELAY
        over = level - self._expected(end, delay)
        if found.value >= GREAT or (found.value >= ECHO and (same or over < MUCH_LOUDER)):
            self._echoes.append(found)
            return True
        return (same and found.value >= KNOWN_ECHO) or over < LOUDER

    def _usual_delay(self) -> int | None:
        """None while the delays found so far do not agree: then they were chance, and there is no echo."""
        if len(self._echoes) < ECHOES // 2:
            return None
        delays = np.array([one.delay for one in self._echoes])
        usual = int(np.median(delays))
        return usual if np.mean(np.abs(delays - usual) <= SAME_DELAY) >= AGREEING else None

    def _expected(self, end: int, delay: int) -> float:
        """dBFS of the echo that is due."""
        due = self._played.loudness(end, WINDOW * FRAME, delay)
        return level_of(due * float(np.median([one.gain for one in self._echoes])) ** 2)

"""Follows one utterance through the received sound, 20 ms of the utterance at a time."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from tron.providers.stt.practice.coverage import Coverage, Hop
from tron.providers.stt.practice.matcher import AROUND, Match, compare, correlate, halves, peak
from tron.providers.stt.practice.signal import HOP, RATE, Received

_LIKE: Final = 0.5
_LIKE_IN_DOUBT: Final = 0.7
_DOUBT_MISSES: Final = 3
_SIDE: Final = HOP // 2  # a hop is judged with 10 ms on either side
_SIZE: Final = HOP + 2 * _SIDE
_LAGS: Final = 3
_REACH: Final = _LAGS + AROUND
_HEARD_POWER: Final = 1e-7  # -70 dB: quieter than this a hop says nothing
_DEAD_MISSES: Final = 8
_BACK_MISSES: Final = 4
_BACK_BLANKS: Final = 25
_RESUME_WINDOW: Final = RATE // 10
_RESUME_LEAST: Final = RATE // 20
_RESUME_BACK: Final = int(0.15 * RATE)
_RESUME_AHEAD: Final = int(0.3 * RATE)
_RESUME_LIKE: Final = 0.75
_SAME_RUN: Final = int(0.2 * RATE)


class _Verdict(NamedTuple):
    state: Hop
    ratio: float = 1.0  # loudness beside the run's
    drift: int = 0  # samples later (+) or earlier (-) than the offset says


class Run:
    """`offset` is received position minus utterance position.

    A hop is a hit when the received sound is the utterance's at the run's loudness, a miss when the utterance would
    have been audible there and is not, else blank.
    """

    def __init__(self, match: Match, received_at: int, received: Received, claimed: int) -> None:
        """`match` was found for the sound from `received_at`; nothing before `claimed` is this run's."""
        self.reference = match.reference
        self.coverage = Coverage(match.reference)
        self.last_hit = received_at
        self.heard_until = received_at
        self._claimed = claimed
        self._misses = 0
        self.place(match, received_at, received)

    @property
    def alive(self) -> bool:
        """Whether more of the utterance is expected at this offset."""
        return self._misses < _DEAD_MISSES and self._next < self.reference.hops

    def silent_for(self, now: int) -> int:
        """Samples since anything of it was heard. While it goes on, only what has been judged counts as silence."""
        until = min(now, self._at(self._next)) if self.alive else now
        return until - self.heard_until

    @property
    def resumable_from(self) -> int:
        """Utterance position from which on a match is this run going on, not the same words said again."""
        return self.coverage.furthest * HOP - _SAME_RUN

    def place(self, match: Match, received_at: int, received: Received) -> None:
        """Aligns the run, so that the utterance's `match.position` was received at `received_at`, and looks back."""
        self.offset = received_at - match.position
        self._gain = match.gain
        self._misses = 0
        newest = (received.end - _SIDE - _REACH - self.offset) // HOP
        self._next = max(0, min(newest, self.reference.hops))
        self._look_back(received)

    def follow(self, received: Received, sounding: bool) -> bool:
        """Judges the hops that have arrived; answers whether one was a hit."""
        hit = False
        while self._next < self.reference.hops and self._at(self._next + 1) + _SIDE + _REACH <= received.end:
            hop, verdict = self._next, self._judge(self._next, self.offset, received)
            self._mark(hop, verdict.state, self._at(hop))
            if verdict.state == Hop.HIT:
                hit = True
                self._misses = 0
                self._gain *= verdict.ratio**0.1
                self.offset += int(np.sign(verdict.drift))
            elif verdict.state == Hop.MISS:
                self._misses += 1
            elif (sounding or not self._misses) and self.reference.audible[hop]:  # masked, so perhaps heard
                self.heard_until = max(self.heard_until, self._at(hop + 1))
            self._next += 1
        return hit

    def resume(self, received: Received, end: int) -> bool:
        """Whether the unexplained sound up to `end` is this run a little earlier or later: frames lost or put in."""
        start = max(self.last_hit + _SIDE, end - _RESUME_WINDOW)
        match = self._near(received, start, end, self.offset, _RESUME_AHEAD)
        if match is None:
            return False
        self.place(match, start, received)
        return True

    def drop_before(self, position: int) -> None:
        """Gives up what was received before this position: it belongs to an earlier run."""
        self._claimed = max(self._claimed, position)
        self.coverage.drop_before(position)

    def _at(self, hop: int) -> int:
        return self.offset + hop * HOP

    def _mark(self, hop: int, state: Hop, at: int) -> None:
        self.coverage.mark(hop, state, at)
        if state == Hop.HIT:
            self.last_hit = max(self.last_hit, at + HOP)
            self.heard_until = max(self.heard_until, self.last_hit)

    def _near(self, received: Received, start: int, end: int, offset: int, ahead: int) -> Match | None:
        if start < received.start or end - start < _RESUME_LEAST:
            return None
        query = received.view(start, end)
        match = compare(self.reference, query, start - offset - _RESUME_BACK, _RESUME_BACK + ahead)
        return match if match is not None and match.likeness >= _RESUME_LIKE else None

    def _judge(self, hop: int, offset: int, received: Received) -> _Verdict:
        start = hop * HOP - _SIDE
        begin = offset + start
        if not self.reference.audible[hop] or begin - _REACH < received.start:
            return _Verdict(Hop.BLANK)
        wanted = self.reference.slice(start, start + _SIZE)
        wanted_energy = float(np.dot(wanted, wanted))
        expected = wanted_energy * self._gain**2
        if expected < _HEARD_POWER * _SIZE:
            return _Verdict(Hop.BLANK)
        sound = received.view(begin - _REACH, begin + _SIZE + _REACH)
        core = sound[_REACH:-_REACH]
        energy = float(np.dot(core, core)) + 1e-9
        products = halves(correlate(sound, wanted))
        at = int(products.argmax())
        top = peak(products, at)
        ratio = top / wanted_energy / self._gain
        # Highest at the edge is no peak there: the hill of another alignment, which voiced sound often has.
        doubtful = not 0 < at < len(products) - 1 or self._misses >= _DOUBT_MISSES
        needed = _LIKE_IN_DOUBT if doubtful else _LIKE
        if top / (energy * wanted_energy) ** 0.5 > needed and 0.3 < ratio < 3:
            return _Verdict(Hop.HIT, ratio, round((at - 1) / 2 - _LAGS))
        return _Verdict(Hop.MISS if expected > 0.5 * energy else Hop.BLANK)

    def _look_back(self, received: Received) -> None:
        """Judges backwards what came before the match: the lock is always later than the start.

        Where the sound stops matching it may go on at another offset, because a frame was lost there.
        """
        hop, offset = self._next - 1, self.offset
        while True:
            first = self._judge_back(hop, offset, received)
            if first is None:
                return
            end = offset + first * HOP - HOP + _SIDE // 4  # by then the older offset holds surely
            start = max(end - _RESUME_WINDOW, self._claimed, received.start)
            match = self._near(received, start, end, offset, _RESUME_BACK)
            if match is None or start - match.position == offset:
                return
            offset = start - match.position
            hop = min((end - offset) // HOP, first) - 1

    def _judge_back(self, newest: int, offset: int, received: Received) -> int | None:
        """From hop `newest` down to where the sound no longer matches; answers the first hop that did, if the utterance
        has audible sound before it."""
        oldest = max(self._claimed, received.start)
        misses = blanks = 0
        hits: list[int] = []
        for hop in range(newest, -1, -1):
            if offset + hop * HOP < oldest or self.coverage.heard(hop):
                oldest = received.end
                break
            state = self._judge(hop, offset, received).state
            if state == Hop.HIT:
                hits.append(hop)
                misses = blanks = 0
                continue
            self.coverage.mark(hop, state, 0)
            blanks += 1
            misses += state == Hop.MISS
            if misses >= _BACK_MISSES or blanks >= _BACK_BLANKS:
                break
        for hop in reversed(hits):
            self._mark(hop, Hop.HIT, offset + hop * HOP)
        more = oldest < received.end and bool(hits) and bool(self.reference.audible[: hits[-1]].any())
        return hits[-1] if more else None

"""Words for the sound that really arrived, cut where the sound is cut. Knows only what the catalogue holds."""

from __future__ import annotations

from typing import Final as Constant

from tron.core.speech import FRAME_BYTES
from tron.providers.stt.practice.catalogue import PracticeCatalogue
from tron.providers.stt.practice.events import Final, Partial, RecogniserEvent, SpeechEnded, SpeechStarted
from tron.providers.stt.practice.level import LevelGate
from tron.providers.stt.practice.matcher import LONGEST, SHORTEST, Match, search
from tron.providers.stt.practice.run import Run
from tron.providers.stt.practice.signal import HOP, RATE, FrontEnd, Received, from_pcm

_REMEMBERED: Constant = 12.0  # seconds of sound kept: the longest look back
_START_FRAMES: Constant = 2
_SEARCH_EVERY: Constant = 5  # frames
_SEARCH_EVERY_LATER: Constant = 10
_NEW_FRAMES: Constant = 50
_MID_QUERY: Constant = int(0.24 * RATE)


class PracticeRecogniser:
    """One stream of sound. Not for several tasks at once; the catalogue may change meanwhile."""

    def __init__(self, catalogue: PracticeCatalogue, *, partial_every: float = 0.2, end_silence: float = 0.35) -> None:
        """`partial_every`: seconds between Partials. `end_silence`: seconds without sound that end a Final."""
        self._catalogue = catalogue
        self._partial_every = int(partial_every * RATE)
        self._end_silence = int(end_silence * RATE)
        self._front = FrontEnd()
        self._gate = LevelGate()
        self._received = Received(_REMEMBERED)
        self._bytes = bytearray()
        self._run: Run | None = None
        self._rival: Run | None = None
        self._sounding = 0  # frames of sound in a row
        self._talking = False
        self._sound_end = 0
        self._unknown_since: int | None = None
        self._unknown_frames = 0
        self._short_query = False
        self._told = ""
        self._told_at = -self._partial_every

    @property
    def position(self) -> float:
        """Seconds of sound received so far."""
        return self._received.end / RATE

    def feed(self, frame: bytes) -> list[RecogniserEvent]:
        """16 kHz mono s16le, 20 ms or any other length. Answers what became known by it."""
        self._bytes += frame
        events: list[RecogniserEvent] = []
        while len(self._bytes) >= FRAME_BYTES:
            chunk = bytes(self._bytes[:FRAME_BYTES])
            del self._bytes[:FRAME_BYTES]
            events += self._frame(chunk)
        return events

    def flush(self) -> list[RecogniserEvent]:
        """The stream's end, or a forced end of turn: a Final for what has arrived. More sound may follow."""
        events: list[RecogniserEvent] = []
        if self._unknown_since is not None:
            self._search()
            events += self._promote()
        events += self._finish()
        if self._talking:
            events.append(self._end_speech())
        return events

    # ------------------------------------------------------------ one frame

    def _frame(self, pcm: bytes) -> list[RecogniserEvent]:
        sound = self._front.feed(from_pcm(pcm))
        self._received.append(sound)
        events = self._watch_level(self._gate.feed(sound))
        known = self._follow()
        if known:
            self._unknown_since, self._unknown_frames = None, 0
        elif self._sounding or self._unknown_since is not None:
            self._wonder()
        events += self._promote()
        events += self._partial()
        now = self._received.end
        if self._run is None or self._run.silent_for(now) >= self._end_silence:
            events += self._finish()
            if self._talking and now - self._sound_end >= self._end_silence:
                events.append(self._end_speech())
        return events

    def _watch_level(self, active: bool) -> list[RecogniserEvent]:
        self._sounding = self._sounding + 1 if active else 0
        if not active:
            return []
        self._sound_end = self._received.end
        if self._talking or self._sounding < _START_FRAMES:
            return []
        self._talking = True
        return [SpeechStarted((self._received.end - self._sounding * HOP) / RATE)]

    def _end_speech(self) -> SpeechEnded:
        self._talking = False
        return SpeechEnded(self._sound_end / RATE)

    def _follow(self) -> bool:
        """Follows what is locked; answers whether this frame is explained by it."""
        known = False
        for run in (self._run, self._rival):
            if run is not None and run.alive:
                known = run.follow(self._received, self._sounding > 0) or known
        if self._rival is not None and not self._rival.alive and not self._rival.coverage.sure:
            self._rival = None
        return known

    # ------------------------------------------------------------ finding

    def _wonder(self) -> None:
        """Sound that nothing explains, or its end: first look near the run, then in the whole catalogue."""
        now = self._received.end
        if self._unknown_since is None:
            explained = self._run.last_hit if self._run is not None else 0
            self._unknown_since = max(explained, now - self._sounding * HOP)
            self._unknown_frames = 0
        if not self._sounding:  # it ended before it was long enough to be sure
            if not self._resume(self._sound_end):
                self._search()
            self._unknown_since = None
            return
        self._unknown_frames += 1
        if self._unknown_frames in (4, 5, 6, 8) and self._resume(now):
            return
        every = _SEARCH_EVERY if self._unknown_frames <= _NEW_FRAMES else _SEARCH_EVERY_LATER
        if self._unknown_frames >= 6 and self._unknown_frames % every == 1:
            self._search()

    def _resume(self, end: int) -> bool:
        run = self._run
        return run is not None and run.alive and run.resume(self._received, end)

    def _search(self) -> None:
        now, since = self._received.end, self._unknown_since
        if since is None:
            return
        size = min(now - since, LONGEST)
        if now - since > LONGEST:  # by turns: the short one finds what has just begun, the long one what is masked
            self._short_query = not self._short_query
            size = _MID_QUERY if self._short_query else size
        if size < SHORTEST:
            return
        at = now - size
        match = search(self._catalogue, self._received.view(at, now), self._expected())
        if match is None:
            return
        self._adopt(match, at)
        self._unknown_since, self._unknown_frames = None, 0

    def _expected(self) -> Match | None:
        run = self._run
        return None if run is None else Match(run.reference, run.resumable_from, 1.0, 1.0)

    def _adopt(self, match: Match, at: int) -> None:
        run = self._run
        if run is None:
            self._rival = Run(match, at, self._received, claimed=0)
        elif match.reference is run.reference and match.position >= run.resumable_from:
            run.place(match, at, self._received)
        else:
            self._challenge(run, match, at)

    def _challenge(self, run: Run, match: Match, at: int) -> None:
        final = run.coverage.gave
        self._rival = Run(match, at, self._received, claimed=run.last_hit if final else 0)
        if final:
            return
        if self._rival.coverage.explains(run.coverage):
            self._run = None  # it began like another utterance and turned out to be this one
        else:
            self._rival.drop_before(run.last_hit)

    def _promote(self) -> list[RecogniserEvent]:
        """A new run becomes the run once it is sure; what the one before has left is final."""
        if self._rival is None or not self._rival.coverage.sure:
            return []
        events = self._finish()
        self._run, self._rival = self._rival, None
        return events

    # ------------------------------------------------------------ telling

    def _partial(self) -> list[RecogniserEvent]:
        now = self._received.end
        if self._run is None or now - self._told_at < self._partial_every:
            return []
        words = self._run.coverage.words()
        if words is None or words.text == self._told:
            return []
        self._told, self._told_at = words.text, now
        return [Partial(words.text, self._run.reference.utterance.language, words.start / RATE)]

    def _finish(self) -> list[RecogniserEvent]:
        words = self._run.coverage.words() if self._run is not None else None
        if self._run is None or words is None:
            return []
        self._run.coverage.give(words)
        self._told, self._told_at = "", -self._partial_every
        utterance = self._run.reference.utterance
        return [Final(words.text, utterance.language, words.start / RATE, words.end / RATE, utterance.id)]

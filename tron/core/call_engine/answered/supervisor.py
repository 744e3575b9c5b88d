"""Who picked up, decided while the agent already speaks: words, length of speech, silence, beep and fax tone.

In doubt it is a human: a machine needs words that no person says at a telephone, or a beep behind a long opening.
Times are seconds since the answer. Figures: field.md's AMD timers, the labelled set of bench/answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tron.core.call_engine.answered.words import Said, what_it_says

Kind = Literal["human", "machine", "screening", "fax", "announcement"]
Tone = Literal["beep", "fax"]

HUMAN_SPEECH: Final = 2.5
"""A first utterance that is no longer, with quiet behind it, is a person's."""
HUMAN_SILENCE: Final = 0.5
MONOLOGUE: Final = 5.5
"""So long nobody who was called speaks without waiting for an answer."""
PAUSE: Final = 1.0
"""A shorter gap is inside a monologue."""
BREATH: Final = 0.3
"""A shorter gap is inside an utterance."""
WORDS_LAG: Final = 1.5
"""Words are recognised so long after they were said."""
SURE_OF_PARTIAL: Final = 3.0
"""Earlier a partial may still become what only a person says."""
BEEP_AFTER_SPEECH: Final = 1.0
BEEP_BEHIND: Final = 4.0
"""A beep comes so soon behind the words that it belongs to, its own length included."""
SETTLED_TURNS: Final = 2
SETTLED_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`cause`: words, beep, tone, length, quiet. `what`: which announcement. `at`: when it was known."""

    kind: Kind
    cause: str
    at: float
    what: str = ""

    @property
    def may_be_menu(self) -> bool:
        """A machine of which only its length is known."""
        return self.kind == "machine" and self.cause == "length"


class AnswerSupervisor:
    """Told what is heard, answers a Verdict whenever it changes its mind, else None. Settled, it says no more.

    The first turn settles it: whoever has been listened to is a person, whatever is said from then on; a beep behind
    a long opening alone still tells of a machine. A machine may turn out to be a human who picks up late.
    `menus`: a machine that is known by its length alone may be a menu that wants keys; what shows that it is an
    answering machine all the same is told, too.
    """

    def __init__(self, *, menus: bool = False) -> None:
        self._menus = menus
        self.verdict: Verdict | None = None
        self.beep_at: float | None = None
        self._began: float | None = None
        self._ended: float | None = None
        self._stretch: float | None = None
        self._utterance: float | None = None
        self._spoken = 0.0
        self._turns = 0
        self._weak = False

    @property
    def settled(self) -> bool:
        """Whether nothing that is heard from here on says who picked up."""
        return self._turns >= SETTLED_TURNS

    def speech_began(self, at: float) -> Verdict | None:
        """The far side begins to speak."""
        gap = None if self._ended is None else at - self._ended
        if gap is None or gap > PAUSE:
            self._stretch = at
        if gap is None or gap > BREATH:
            self._utterance = at
        self._began, self._ended = at, None
        return None

    def speech_ended(self, at: float) -> Verdict | None:
        """The far side is quiet."""
        if self._began is not None:
            self._spoken += at - self._began
        self._began, self._ended = None, at
        return None

    def words(self, text: str, at: float, *, final: bool = True) -> Verdict | None:
        """What the far side says, as far as it is recognised."""
        if self._turns or at > SETTLED_SECONDS:
            return None
        said = what_it_says(text)
        if said is not None and not final and self._monologue(at) < SURE_OF_PARTIAL:
            return None
        if said is not None and said.voice == "perhaps_machine":
            self._weak = True
        if said is not None and (found := self._by_words(said, at, final)) is not None:
            return found
        return self._by_length(at)

    def answered(self, text: str, at: float) -> Verdict | None:
        """The far side said this to what the agent said: a turn of a talk, unless it is a machine's."""
        verdict = self.words(text, at)
        if self.verdict is None and text:
            verdict = self._say("human", "answered", at)
        if self.verdict is not None and self.verdict.kind == "human":
            self._turns += 1
        return verdict

    def tone(self, tone: Tone, at: float) -> Verdict | None:
        """A beep, or the tone of a fax."""
        if self.settled:
            return None
        if tone == "fax":
            return self._say("fax", "tone", at)
        opening = self._opening(at)
        if at > SETTLED_SECONDS or opening < BEEP_AFTER_SPEECH:
            return None
        self.beep_at = at
        long = opening > HUMAN_SPEECH or (self._weak and not self._turns)
        known = self.verdict is not None and self.verdict.kind == "machine" and not self._may_be_menu
        return self._say("machine", "beep", at) if long and not known else None

    def passed(self, at: float) -> Verdict | None:
        """Time goes by; asked a few times a second."""
        if self.verdict is not None or self._ended is None:
            return self._by_length(at)
        if self._spoken <= HUMAN_SPEECH and at - self._ended >= HUMAN_SILENCE and not self._weak:
            return self._say("human", "quiet", at)
        return None

    # ------------------------------------------------------------

    def _by_words(self, said: Said, at: float, final: bool) -> Verdict | None:
        if said.voice == "human":
            return self._say("human", "words", at) if final and self._may_be_human(at) else None
        return None if said.voice == "perhaps_machine" else self._say(said.voice, "words", at, said.what)

    def _may_be_human(self, at: float) -> bool:
        """Recorded words may hold a hello too: only a fresh short utterance takes a machine back."""
        if self.verdict is None or self.verdict.kind == "human":
            return True
        fresh = self._utterance is not None and self._utterance > self.verdict.at
        return fresh and at - (self._utterance or at) <= HUMAN_SPEECH + WORDS_LAG and self.verdict.kind != "fax"

    def _by_length(self, at: float) -> Verdict | None:
        if not self._weak or self._turns or (self.verdict is not None and self.verdict.kind != "human"):
            return None
        return self._say("machine", "length", at) if self._monologue(at) >= MONOLOGUE else None

    def _monologue(self, at: float) -> float:
        if self._stretch is None:
            return 0.0
        return (at if self._began is not None else self._ended or at) - self._stretch

    def _opening(self, at: float) -> float:
        """Seconds of the monologue that ended a moment ago, or goes on: what a beep stands behind."""
        recent = self._began is not None or (self._ended is not None and at - self._ended <= BEEP_BEHIND)
        return self._monologue(at) if recent else 0.0

    @property
    def _may_be_menu(self) -> bool:
        return self._menus and self.verdict is not None and self.verdict.may_be_menu

    def _say(self, kind: Kind, cause: str, at: float, what: str = "") -> Verdict | None:
        surer = self._may_be_menu and cause != "length"
        if self.verdict is not None and (self.verdict.kind, self.verdict.what) == (kind, what) and not surer:
            return None
        self.verdict = Verdict(kind, cause, at, what)
        return self.verdict

"""A practice person in text fidelity: steps become timed turns, no sound is made."""

from __future__ import annotations

from tron.core.ports import FarTurn
from tron.telephony.sandbox.people import Person, Step

VOICEMAIL_SECONDS = 30.0


class TextPerson:
    """Implements LineText for a Person."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._steps = list(person.steps)
        self._opened = person.opening is None

    async def hear(self, text: str, seconds: float) -> FarTurn:
        del text  # people of the practice line follow their steps, whatever they are told
        if not self._opened:
            self._opened = True
            return FarTurn(self._person.opening, after=-seconds * 0.5)
        return self._take(seconds)

    async def wait(self, timeout: float) -> FarTurn:
        if not self._opened:
            self._opened = True
            return FarTurn(self._person.opening, after=0.2)
        return FarTurn(None, after=timeout)

    def _take(self, seconds: float) -> FarTurn:
        if not self._steps:
            # Who had lines and has none left ends the call; who never speaks stays on the line.
            return FarTurn(None, after=0.8, hangs_up=bool(self._person.steps))
        step: Step = self._steps.pop(0)
        if step.over is not None and step.over < seconds:
            return FarTurn(step.text, -(seconds - step.over), step.key, step.hangs_up)
        return FarTurn(step.text, step.after, step.key, step.hangs_up)

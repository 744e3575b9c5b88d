"""What a supervisor wants of a call's agent: sentences to say next, instructions for its model, or silence."""

from __future__ import annotations

from collections import deque
from typing import Final

MOST_WHISPERS: Final = 5
MOST_SENTENCES: Final = 10
WHISPERED: Final = (
    "Your supervisor listens to this call and tells you what follows. The caller does not hear it. Follow it from now "
    "on, the last line first, and do not say that you were told:"
)
HANDED_BACK: Final = (
    "A human colleague has spoken with the caller in your place and has handed the call back to you. Do not greet the "
    "caller again; go on from what they say now."
)


class Guidance:
    """Of one session."""

    def __init__(self) -> None:
        self._sentences: deque[str] = deque(maxlen=MOST_SENTENCES)
        self._whispers: deque[str] = deque(maxlen=MOST_WHISPERS)
        self._held = False
        self._handed_back = False

    @property
    def held(self) -> bool:
        """Whether somebody else speaks in the agent's place."""
        return self._held

    def hold(self, on: bool) -> None:
        self._handed_back = self._handed_back or (self._held and not on)
        self._held = on

    def say_next(self, text: str) -> None:
        """The agent is to say this before anything else."""
        self._sentences.append(text)

    def take(self) -> str | None:
        """The next of those sentences."""
        return self._sentences.popleft() if self._sentences else None

    @property
    def waits(self) -> bool:
        """Whether there is such a sentence, and the agent may speak."""
        return bool(self._sentences) and not self._held

    def whisper(self, text: str) -> None:
        """An instruction for every reply from now on; the latest ones are kept."""
        self._whispers.append(text)

    def added_to(self, instructions: str) -> str:
        """What the model is told for its next reply."""
        parts = [instructions, HANDED_BACK if self._handed_back else ""]
        if self._whispers:
            parts.append("\n".join([WHISPERED, *(f"- {text}" for text in reversed(self._whispers))]))
        return "\n\n".join(part for part in parts if part)

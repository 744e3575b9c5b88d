"""Puts sound back in order that a network misplaced, without making anybody wait for what is lost."""

from __future__ import annotations

from tron.telephony.media_stream.messages import Sound

HELD = 3
"""Messages that wait for a missing one (60 ms); then it is lost."""
FARTHEST = 100
"""A jump by more is a new count, not a loss."""


class Reorder:
    """For messages with a sequence; those without pass as they come."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._held: dict[int, Sound] = {}

    def push(self, sound: Sound) -> list[Sound]:
        """What can be heard now; what comes too late, or twice, cannot."""
        number = sound.sequence
        if number is None:
            return [sound]
        if self._next is None or abs(number - self._next) > FARTHEST:
            self._next = number
            self._held.clear()
        if number < self._next:
            return []
        self._held[number] = sound
        if self._next not in self._held and len(self._held) > HELD:
            self._next = min(self._held)
        ready = []
        while (following := self._held.pop(self._next, None)) is not None:
            ready.append(following)
            self._next += 1
        return ready

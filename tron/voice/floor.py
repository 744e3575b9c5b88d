"""Whose turn it is to speak: the agent's, unless a supervisor speaks in its place."""

from __future__ import annotations

from tron.core.ending import Ending
from tron.voice.guidance import Guidance
from tron.voice.inbox import Inbox
from tron.voice.latency import LatencyMeter


class Floor:
    """Of one session."""

    def __init__(self, guidance: Guidance, ending: Ending, inbox: Inbox, latency: LatencyMeter) -> None:
        self.guidance = guidance
        self._ending = ending
        self._inbox = inbox
        self._latency = latency

    async def free(self) -> bool:
        """Waits while somebody else speaks in the agent's place; whether that was so. Raises CallOver.

        What the caller said to them is nothing that the Script has to answer.
        """
        if not self.guidance.held:
            return False
        while self.guidance.held and self._ending.reason is None:
            self._inbox.wake.clear()
            if self.guidance.held and self._ending.reason is None:
                await self._inbox.wake.wait()
        self._ending.check()
        self._inbox.forget()
        self._latency.forget()
        return True

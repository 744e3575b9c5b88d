"""What a session tells of its call as it goes on: events, transcript, latencies."""

from __future__ import annotations

import time

from tron.core.events.emit import Emit
from tron.voice.latency import LatencyMeter
from tron.voice.outbox import Outbox
from tron.voice.transcript import TranscriptLog


class Story:
    """Of one session. Needs a running loop."""

    def __init__(self, emit: Emit) -> None:
        self.outbox = Outbox(emit)
        self.log = TranscriptLog(lambda row: self.outbox.put("call.transcript", row))
        self.latency = LatencyMeter()

    def now(self) -> float:
        """Seconds since the answer."""
        return self.log.since_answer(time.time())

    def private(self) -> bool:
        """Whether what the caller says and presses is masked."""
        return self.log.private

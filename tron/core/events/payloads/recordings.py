"""What becomes of a call's recordings."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload
from tron.core.ports.recordings import RecordingTrouble


class RecordingFailed(Payload):
    """`by` the worker: the call is not recorded (any more). By the line's server: the worker's recording stays."""

    type = "recording.failed"
    error: str
    by: Literal["worker", "egress"] = "worker"
    trouble: RecordingTrouble | None = None


class RecordingPaused(Payload):
    """A flow has interrupted it, such as for a card number: supervisors hear nothing. `at` as every time here."""

    type = "recording.paused"
    at: float = 0.0


class RecordingResumed(Payload):
    """It goes on, and supervisors hear the call again."""

    type = "recording.resumed"
    at: float = 0.0


class RecordingStored(Payload):
    """The line's server has written its recording. `kept`: the worker's own is there, too."""

    type = "recording.stored"
    location: str
    seconds: float | None = None
    kept: bool = True

"""What is made of a call when it is over."""

from __future__ import annotations

from tron.core.events.payload import Payload


class TranscriptTranslated(Payload):
    """The English was written, by these vendors. `left`: lines that stay without, `reason`: why."""

    type = "transcript.translated"
    by: list[str]
    lines: int
    left: int = 0
    reason: str | None = None


class TranscriptNotTranslated(Payload):
    type = "transcript.not_translated"
    reason: str

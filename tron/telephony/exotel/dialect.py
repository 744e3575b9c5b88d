"""Exotel's words for a stream (AgentStream): JSON with an `event`; sound is base64 of 16-bit samples, little-endian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from tron.telephony.media_stream.event_dialect import Body, number, part, text
from tron.telephony.media_stream.media_dialect import MediaDialect
from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, Started, WireFormat

RATE: Final = 16_000
"""What a stream's address asks for."""
FORMATS: Final[Mapping[int, WireFormat]] = {8000: WireFormat("L16", 8000), RATE: WireFormat("L16", RATE)}


class ExotelDialect(MediaDialect):
    """Implements Dialect."""

    title: ClassVar[str] = "Exotel"
    stream_key: ClassVar[str] = "stream_sid"
    longest: ClassVar[int] = 16_000
    """Half a second at 16 kHz, where a message holds a tenth."""
    frames = 5
    """Exotel plays messages of less than 3200 bytes with gaps, and counts in 320s."""

    def started(self, body: Body) -> Started:
        start = part(body, "start")
        given = part(start, "media_format")
        rate, encoding = number(given.get("sample_rate")) or 0, str(given.get("encoding")).lower()
        if rate not in FORMATS or "law" in encoding:
            raise BadStream(BAD_MESSAGE, f"Sound that is not 16 bits at 8 or 16 kHz came: {str(given)[:80]}.")
        self._stream_id = text(start, "stream_sid")
        return Started(self.token(), format=FORMATS[rate], vendor_call_id=text(start, "call_sid"))

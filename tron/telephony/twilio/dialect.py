"""Twilio's words for a media stream: JSON with an `event`; sound is base64 of mu-law at 8 kHz, 20 ms in a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from tron.telephony.media_stream.event_dialect import Body, part, text
from tron.telephony.media_stream.media_dialect import MediaDialect
from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, Started, WireFormat

FORMAT: Final[Mapping[str, Any]] = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}


class TwilioDialect(MediaDialect):
    """Implements Dialect."""

    title: ClassVar[str] = "Twilio"
    stream_key: ClassVar[str] = "streamSid"

    def started(self, body: Body) -> Started:
        start = part(body, "start")
        given = {name: part(start, "mediaFormat").get(name) for name in FORMAT}
        if given != FORMAT:
            raise BadStream(BAD_MESSAGE, f"Sound in another format than mu-law at 8 kHz came: {str(given)[:80]}.")
        self._stream_id = text(start, "streamSid")
        token = self.token(text(part(start, "customParameters"), "token"))
        return Started(token, format=WireFormat("PCMU", 8000), vendor_call_id=text(start, "callSid"))

"""Whatever a stream sends, a dialect understands it, passes over it, or says that the stream is broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.telephony.exotel.dialect import ExotelDialect
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.event_dialect import EventDialect
from tron.telephony.media_stream.messages import BadStream, Sound, Started
from tron.telephony.plivo.dialect import PlivoDialect
from tron.telephony.twilio.dialect import TwilioDialect

WORDS = ("start", "media", "dtmf", "mark", "stop", "playedStream", "clearedAudio", "connected")
KEYS = (
    *("event", "start", "media", "dtmf", "mark", "name", "digit", "payload", "chunk", "track", "inbound", "token"),
    *("streamSid", "stream_sid", "streamId", "callSid", "call_sid", "callId", "customParameters"),
    *("mediaFormat", "media_format", "encoding", "sampleRate", "sample_rate", "channels"),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(("audio/x-mulaw", "audio/x-l16", "8000", "16000", "//8=", "5", 8000, 1)),
)
BODIES = st.recursive(VALUES, lambda inner: st.dictionaries(st.sampled_from(KEYS), inner, max_size=5), max_leaves=25)


@pytest.mark.parametrize("kind", [TwilioDialect, PlivoDialect, ExotelDialect], ids=lambda kind: kind.title)
@given(event=st.sampled_from(WORDS), body=BODIES)
def test_any_message(kind: type[EventDialect], event: str, body: Any) -> None:
    dialect = kind(token="secret")
    message = {**(body if isinstance(body, dict) else {event: body}), "event": event}
    try:
        said = dialect.parse(json.dumps(message))
        if isinstance(said, Started):
            Codec(said.format).decode(b"\x01\x02")
        if isinstance(said, Sound):
            assert said.data
    except BadStream:
        return

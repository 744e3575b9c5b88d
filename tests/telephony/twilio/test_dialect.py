"""Twilio's words."""

from __future__ import annotations

import json

import pytest

from tests.telephony.cloud.odd_messages import odd_messages
from tron.telephony.media_stream.messages import BadStream, Keys, MarkPlayed, Sound, Started, Stopped, WireFormat
from tron.telephony.twilio.dialect import TwilioDialect

START = {
    "accountSid": "AC1",
    "streamSid": "MZ1",
    "callSid": "CA1",
    "tracks": ["inbound"],
    "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    "customParameters": {"token": "secret"},
}


def told(event: str, **values: object) -> str:
    return json.dumps({"event": event, "sequenceNumber": "2", "streamSid": "MZ1", **values})


def test_what_twilio_tells() -> None:
    dialect = TwilioDialect(known=str.upper)
    assert dialect.parse(told("connected", protocol="Call")) is None
    start = dialect.parse(told("start", start=START))
    assert start == Started("SECRET", format=WireFormat("PCMU", 8000), vendor_call_id="CA1")
    media = {"track": "inbound", "chunk": "7", "timestamp": "5", "payload": "//8="}
    assert dialect.parse(told("media", media=media)) == Sound(b"\xff\xff", 7)
    assert dialect.parse(told("media", media={**media, "track": "outbound"})) is None
    assert dialect.parse(told("dtmf", dtmf={"track": "inbound_track", "digit": "#"})) == Keys("#")
    assert dialect.parse(told("mark", mark={"name": "3"})) == MarkPlayed("3")
    assert dialect.parse(told("stop", stop={"callSid": "CA1"})) == Stopped("caller")


def test_what_twilio_is_told() -> None:
    dialect = TwilioDialect()
    dialect.parse(told("start", start=START))
    sent = [dialect.sound(b"\xff\xff"), dialect.clear(), dialect.mark("1")]
    assert [json.loads(message or "") for message in sent] == [
        {"event": "media", "streamSid": "MZ1", "media": {"payload": "//8="}},
        {"event": "clear", "streamSid": "MZ1"},
        {"event": "mark", "streamSid": "MZ1", "mark": {"name": "1"}},
    ]
    assert [dialect.keys("1"), dialect.transfer("t", "+12025550142", {}), dialect.hang_up()] == [None, None, None]


@odd_messages(
    other_format={
        "event": "start",
        "start": {**START, "mediaFormat": {"encoding": "audio/l16", "sampleRate": 16000, "channels": 1}},
    },
    no_token={"event": "start", "start": {**START, "customParameters": {}}},
    odd_token={"event": "start", "start": {**START, "customParameters": {"token": 5}}},
    odd_mark={"event": "mark", "mark": "1"},
)
def test_odd_messages_break_the_stream(message: str | bytes) -> None:
    with pytest.raises(BadStream):
        TwilioDialect().parse(message)


def test_an_odd_count_is_none() -> None:
    media = {"track": "inbound", "chunk": "٣", "payload": "//8="}
    assert TwilioDialect().parse(told("media", media=media)) == Sound(b"\xff\xff", None)

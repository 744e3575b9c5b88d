"""Exotel's words."""

from __future__ import annotations

import json

import pytest

from tests.telephony.cloud.odd_messages import odd_messages
from tron.telephony.exotel.dialect import ExotelDialect
from tron.telephony.media_stream.messages import BadStream, Keys, MarkPlayed, Sound, Started, Stopped, WireFormat

START = {
    "stream_sid": "S1",
    "call_sid": "C1",
    "account_sid": "acme1",
    "from": "+12025550150",
    "to": "+12025550190",
    "custom_parameters": {},
    "media_format": {"encoding": "audio/x-raw", "sample_rate": "16000", "bit_rate": "16"},
}


def told(event: str, **values: object) -> str:
    return json.dumps({"event": event, "sequence_number": "2", "stream_sid": "S1", **values})


def test_what_exotel_tells_and_is_told() -> None:
    dialect = ExotelDialect(str.upper, "secret")
    assert dialect.parse(told("connected")) is None
    assert dialect.parse(told("start", start=START)) == Started(
        "SECRET", format=WireFormat("L16", 16000), vendor_call_id="C1"
    )
    media = {"chunk": 2, "timestamp": "10", "payload": "//8="}
    assert dialect.parse(told("media", media=media)) == Sound(b"\xff\xff", 2)
    assert dialect.parse(told("dtmf", dtmf={"digit": "5", "duration": "100"})) == Keys("5")
    assert dialect.parse(told("mark", mark={"name": "3"})) == MarkPlayed("3")
    assert dialect.parse(told("stop", stop={"reason": "callended"})) == Stopped("caller")
    sent = [dialect.sound(b"\xff\xff"), dialect.clear(), dialect.mark("1")]
    assert [json.loads(message or "") for message in sent] == [
        {"event": "media", "stream_sid": "S1", "media": {"payload": "//8="}},
        {"event": "clear", "stream_sid": "S1"},
        {"event": "mark", "stream_sid": "S1", "mark": {"name": "1"}},
    ]
    assert [dialect.keys("1"), dialect.transfer("t", "+12025550142", {}), dialect.hang_up()] == [None, None, None]


def test_narrow_sound_is_fine_too() -> None:
    narrow = {**START, "media_format": {"encoding": "raw", "sample_rate": 8000}}
    started = ExotelDialect(token="t").parse(told("start", start=narrow))
    assert isinstance(started, Started)
    assert started.format == WireFormat("L16", 8000)


@odd_messages(
    wide={"event": "start", "start": {**START, "media_format": {"encoding": "raw", "sample_rate": "24000"}}},
    mulaw={"event": "start", "start": {**START, "media_format": {"encoding": "audio/x-mulaw", "sample_rate": "8000"}}},
    no_id={"event": "start", "start": {**START, "stream_sid": ""}},
    odd_mark={"event": "mark", "mark": "1"},
)
def test_odd_messages_break_the_stream(message: str | bytes) -> None:
    with pytest.raises(BadStream):
        ExotelDialect(token="t").parse(message)
    with pytest.raises(BadStream, match="token"):
        ExotelDialect().parse(told("start", start=START))

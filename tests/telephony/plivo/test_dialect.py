"""Plivo's words."""

from __future__ import annotations

import json

import pytest

from tests.telephony.cloud.odd_messages import odd_messages
from tron.telephony.media_stream.messages import BadStream, Keys, MarkPlayed, Sound, Started, Stopped, WireFormat
from tron.telephony.plivo.dialect import PlivoDialect

START = {
    "callId": "C1",
    "streamId": "S1",
    "accountId": "MA1",
    "tracks": ["inbound"],
    "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000},
}


def told(event: str, **values: object) -> str:
    return json.dumps({"event": event, "sequenceNumber": 2, "streamId": "S1", **values})


def dialect(token: str | None = "secret") -> PlivoDialect:
    return PlivoDialect(str.upper, token)


def test_what_plivo_tells() -> None:
    plivo = dialect()
    assert plivo.parse(told("start", start=START, extra_headers="{}")) == Started(
        "SECRET", format=WireFormat("PCMU", 8000), vendor_call_id="C1"
    )
    media = {"track": "inbound", "chunk": 7, "timestamp": "5", "payload": "//8="}
    assert plivo.parse(told("media", media=media)) == Sound(b"\xff\xff", 7)
    assert plivo.parse(told("media", media={**media, "track": "outbound"})) is None
    assert plivo.parse(told("dtmf", dtmf={"track": "inbound", "digit": "#"})) == Keys("#")
    assert plivo.parse(told("playedStream", name="3")) == MarkPlayed("3")
    assert plivo.parse(told("clearedAudio")) is None
    assert plivo.parse(told("stop")) == Stopped("caller")


@pytest.mark.parametrize(
    ("encoding", "rate", "wire"),
    [
        ("audio/x-mulaw", "8000", WireFormat("PCMU", 8000)),
        ("audio/x-l16", 8000, WireFormat("L16", 8000)),
        ("audio/x-l16", 16000, WireFormat("L16", 16000)),
    ],
)
def test_what_plivo_is_told(encoding: str, rate: object, wire: WireFormat) -> None:
    plivo = dialect()
    form = {"encoding": encoding, "sampleRate": rate}
    started = plivo.parse(told("start", start={**START, "mediaFormat": form}))
    assert isinstance(started, Started)
    assert started.format == wire
    sent = [plivo.sound(b"\xff\xff"), plivo.clear(), plivo.mark("1"), plivo.keys("1#d")]
    assert [json.loads(message or "") for message in sent] == [
        {
            "event": "playAudio",
            "streamId": "S1",
            "media": {"contentType": encoding, "sampleRate": int(str(rate)), "payload": "//8="},
        },
        {"event": "clearAudio", "streamId": "S1"},
        {"event": "checkpoint", "streamId": "S1", "name": "1"},
        {"event": "sendDTMF", "streamId": "S1", "dtmf": "1#D"},
    ]
    assert [plivo.keys("1w2"), plivo.keys(""), plivo.transfer("t", "+12025550142", {}), plivo.hang_up()] == [None] * 4


@odd_messages(
    other_format={
        "event": "start",
        "start": {**START, "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 16000}},
    },
    odd_id={"event": "start", "start": {**START, "streamId": 5}},
    odd_mark={"event": "playedStream", "name": 1},
)
def test_odd_messages_break_the_stream(message: str | bytes) -> None:
    with pytest.raises(BadStream):
        dialect().parse(message)


def test_a_stream_without_a_token_is_refused() -> None:
    with pytest.raises(BadStream, match="token"):
        dialect(None).parse(told("start", start=START))

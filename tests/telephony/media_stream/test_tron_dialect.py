"""Tron's own words on a stream: every message it may send, and whatever else comes."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tron.telephony.media_stream.messages import (
    Answered,
    BadStream,
    Keys,
    MarkPlayed,
    Sound,
    Started,
    Stopped,
    TransferState,
)
from tron.telephony.media_stream.tron_dialect import READERS, TronDialect

START = {"type": "start", "call_id": "c", "token": "t", "phase": "early", "codec": "PCMA", "sip_call_id": "s@h"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("call_id", "token", "phase", "sip_call_id", "headers", "digits", "name", "id", "state", "sip_status", "by")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({**START, "headers": {"X-A": "1"}}, Started("t", "c", False, vendor_call_id="s@h", headers={"X-A": "1"})),
        ({**START, "phase": "answered"}, Started("t", "c", True, vendor_call_id="s@h")),
        ({"type": "answered", "headers": {"X-A": 1}}, Answered({"X-A": "1"})),
        ({"type": "answered"}, Answered()),
        ({"type": "keys", "digits": "1a#"}, Keys("1A#")),
        ({"type": "mark", "name": "m"}, MarkPlayed("m")),
        ({"type": "transfer", "id": "1", "state": "failed", "sip_status": 486}, TransferState("1", "failed", 486)),
        ({"type": "stop", "by": "caller", "sip_status": 200, "reason": "BYE"}, Stopped("caller", 200, "BYE")),
        ({"type": "stop", "by": "somebody", "sip_status": 99}, Stopped("network", None)),
        ({"type": "weather"}, None),
    ],
    ids=lambda value: str(value.get("type")) if isinstance(value, dict) else "",
)
def test_what_the_gateway_tells(body, message) -> None:
    assert TronDialect().parse(json.dumps(body)) == message


def test_what_the_worker_tells() -> None:
    dialect = TronDialect()
    told = [
        dialect.clear(),
        dialect.mark("m"),
        dialect.keys("12"),
        dialect.transfer("t1", "+12025550177", {"X-A": "1"}),
        dialect.hang_up(),
    ]
    assert [json.loads(text or "") for text in told] == [
        {"type": "clear"},
        {"type": "mark", "name": "m"},
        {"type": "keys", "digits": "12", "how": None},
        {"type": "transfer", "id": "t1", "to": "+12025550177", "headers": {"X-A": "1"}},
        {"type": "hang_up"},
    ]
    assert dialect.sound(b"\1\0") == b"\1\0"


@settings(max_examples=40)
@given(st.sampled_from([*READERS, "other"]), st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_object_is_a_message_or_a_bad_stream(type_, fields) -> None:
    with suppress(BadStream):
        TronDialect().parse(json.dumps({**fields, "type": type_}))


@given(st.one_of(st.text(), st.binary()))
def test_any_bytes_and_any_text_are_a_message_or_a_bad_stream(message) -> None:
    try:
        parsed = TronDialect().parse(message)
    except BadStream:
        return
    assert parsed is None or (isinstance(parsed, Sound) and len(parsed.data) % 640 == 0)

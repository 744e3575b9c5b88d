"""What the gateway does without PJSIP: waiting sound, codecs in an SDP, addresses, who may call in, orders."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tron.core.speech import FRAME_BYTES
from tron.telephony.sip.trunk import SipTrunk
from tron.telephony.sip_gateway.orders import BadOrder, Dial, parse_order
from tron.telephony.sip_gateway.playout import MOST_FRAMES, SILENCE, Playout
from tron.telephony.sip_gateway.sdp import with_codecs
from tron.telephony.sip_gateway.sip_text import (
    address_of,
    called_of,
    caller_uri,
    header_lines,
    kept_headers,
    number_called,
    outgoing_headers,
    target_uri,
)
from tron.telephony.sip_gateway.sources import Sources


def frame(number: int) -> bytes:
    return number.to_bytes(2, "little") * (FRAME_BYTES // 2)


def trunk(**more: Any) -> SipTrunk:
    return SipTrunk.model_validate({"domain": "sip.example.com", "registers": False, **more})


def test_the_first_frame_waits_for_the_second_or_until_it_was_there_for_a_moment() -> None:
    at = [0.0]
    playout = Playout(lambda: at[0])
    playout.put(frame(1))
    assert playout.next() == (SILENCE, [])
    at[0] += 0.02
    assert playout.next() == (frame(1), [])
    assert playout.next() == (SILENCE, [])
    playout.put(frame(2))
    playout.put(frame(3))
    assert [playout.next()[0], playout.next()[0]] == [frame(2), frame(3)]


def test_marks_are_reached_when_what_is_before_them_was_played() -> None:
    playout = Playout()
    for number in (1, 2):
        playout.put(frame(number))
    playout.mark("a")
    playout.mark("b")
    assert [playout.next()[1] for _ in range(3)] == [[], [], ["a", "b"]]


def test_cleared_marks_are_never_reached() -> None:
    playout = Playout()
    playout.put(frame(1))
    playout.mark("a")
    playout.clear()
    assert [playout.next() for _ in range(2)] == [(SILENCE, [])] * 2


@given(st.lists(st.one_of(st.integers(0, 9), st.just("mark"), st.just("next")), max_size=80))
def test_never_more_waits_than_it_may_and_order_holds(steps: list[int | str]) -> None:
    times = itertools.count()
    playout, sent, played = Playout(lambda: next(times) * 0.02), [], []
    for count, step in enumerate(steps):
        if step == "next":
            played.append(playout.next()[0])
        elif step == "mark":
            playout.mark(str(count))
        else:
            sent.append(frame(count + 1))
            playout.put(sent[-1])
    for _ in range(MOST_FRAMES * 2):
        played.append(playout.next()[0])
    heard = [one for one in played if one != SILENCE]
    assert heard == [one for one in sent if one in heard]
    assert len(heard) == len(sent) - playout.dropped


OFFER = "\r\n".join(
    [
        "v=0",
        "m=audio 4000 RTP/AVP 0 8 9 120",
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:9 G722/8000",
        "a=rtpmap:120 telephone-event/8000",
        "a=fmtp:120 0-16",
        "",
    ]
)


def test_codecs_stand_in_the_account_s_order_and_others_are_gone() -> None:
    sdp = with_codecs(OFFER, ("G722", "PCMA"))
    assert "m=audio 4000 RTP/AVP 9 8 120\r\n" in sdp
    assert "PCMU" not in sdp
    assert "a=fmtp:120 0-16" in sdp
    assert with_codecs(OFFER, ("PCMU", "PCMA", "G722")) == OFFER


def test_an_offer_without_our_codecs_stays_as_it_is() -> None:
    offer = "v=0\r\nm=audio 4000 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"
    assert with_codecs(offer, ("PCMU",)) == offer


MESSAGE = (
    "INVITE sip:%2B12025550150@192.0.2.1:5060;transport=udp SIP/2.0\r\n"
    'f: "Lena" <sip:+12025550107;phone-context=x@carrier.example>;tag=1\r\n'
    "X-Long: one\r\n two\r\nSubject: none\r\n\r\nX-Body: no\r\n"
)


def test_headers_are_read_folded_short_and_only_from_the_head() -> None:
    assert dict(header_lines(MESSAGE))["from"].startswith('"Lena"')
    assert kept_headers(MESSAGE) == {"X-Long": "one two"}
    assert (called_of(MESSAGE).user, called_of(MESSAGE).host) == ("+12025550150", "192.0.2.1:5060")
    assert address_of(dict(header_lines(MESSAGE))["from"]).user == "+12025550107"
    assert address_of("tel:+12025550107;x=1").user == "+12025550107"
    assert address_of("nonsense").user == ""


def test_numbers_are_written_as_the_carrier_wants_them() -> None:
    plain = trunk()
    assert target_uri("+12025550142", plain) == "sip:+12025550142@sip.example.com"
    odd = trunk(number_format="digits", user_phone=True, transport="tls", port=5071)
    assert target_uri("+12025550142", odd) == "sip:12025550142@sip.example.com:5071;transport=tls;user=phone"
    assert caller_uri("+12025550100", odd) == "<sip:12025550100@sip.example.com>"
    asserted = trunk(caller_id_header="p_asserted_identity")
    assert caller_uri("+12025550100", asserted) is None
    assert outgoing_headers({}, "+12025550100", asserted) == {
        "P-Asserted-Identity": "<sip:+12025550100@sip.example.com>"
    }
    assert outgoing_headers({"X-A": "1"}, "+12025550100", plain) == {"X-A": "1"}
    marked = trunk(headers={"X-A": "of the trunk", "X-Campaign": "diwali"})
    assert outgoing_headers({"X-A": "1"}, None, marked) == {"X-A": "1", "X-Campaign": "diwali"}


@pytest.mark.parametrize(
    ("asked", "dialled", "called"),
    [
        ("+918040000001", "+911800000000", "+918040000001"),
        ("tron1", "+918040000001", "+918040000001"),
        ("1234567", "08040000001", "08040000001"),
        ("tron1", "200", "tron1"),
        ("200", "200", "200"),
        ("", "+918040000001", "+918040000001"),
    ],
)
def test_the_number_that_was_dialled_to_reach_a_registered_account(asked: str, dialled: str, called: str) -> None:
    """The carrier calls the account by its user, as it registered; To says which number of its people dialled."""
    user = f"{asked}@" if asked else ""
    message = f"INVITE sip:{user}192.0.2.7:5060;ob SIP/2.0\r\nTo: <sip:{dialled}@carrier.example>\r\n\r\n"
    assert number_called(message) == called


async def test_calls_come_from_where_an_account_lives() -> None:
    sources = Sources()
    await sources.learn(
        {
            "a": trunk(domain="192.0.2.10", username="lena", registers=True),
            "b": trunk(domain="192.0.2.10", inbound_from=["198.51.100.0/24"]),
        }
    )
    assert sources.account("192.0.2.10:5060", "lena") == "a"
    assert sources.account("198.51.100.9:40000", "anyone") == "b"
    assert sources.account("203.0.113.1:5060", "lena") is None
    assert sources.account("nonsense", "lena") is None


async def test_a_name_that_no_host_can_have_keeps_nobody_elses_calls_away() -> None:
    sources = Sources()
    await sources.learn({"a": trunk(domain=f"{'a' * 64}.example.com"), "b": trunk(domain="192.0.2.10")})
    assert sources.account("192.0.2.10:5060", "lena") == "b"


@pytest.mark.parametrize(
    "wrong",
    [
        {"domain": "two hosts"},
        {"domain": "a.example", "port": 70000},
        {"domain": "a.example", "registers": True},
        {"domain": "a.example", "codecs": []},
        {"domain": "a.example", "codecs": ["PCMU", "PCMU"]},
        {"domain": "a.example", "username": "x>;evil"},
        {"domain": "a.example", "inbound_from": ["everywhere"]},
        {"domain": "a.example", "outbound_proxy": "b.example:0"},
        {"domain": "a.example", "headers": {"Route": "<sip:elsewhere>"}},
        {"domain": "a.example", "headers": {"X-A": "1\r\nVia: z"}},
    ],
    ids=lambda wrong: "-".join(str(key) for key in wrong),
)
def test_a_trunk_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        trunk(**wrong)


def test_orders_are_read_and_bad_ones_named() -> None:
    text = '{"type":"dial","call_id":"c","account":"a","to":"+1","from":"+2","token":"t","stream":{"url":"ws://w"}}'
    order = parse_order(text)
    assert isinstance(order, Dial)
    assert (order.from_, order.stream.url) == ("+2", "ws://w")
    for bad in ("[]", "{", b"\x00", '{"type":"dial","call_id":"c"}', '{"type":"none"}', "[" * 5000):
        with pytest.raises(BadOrder):
            parse_order(bad)
    with pytest.raises(BadOrder) as told:
        parse_order('{"type":"dial","call_id":"c9"}')
    assert told.value.call_id == "c9"

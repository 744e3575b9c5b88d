"""What LiveKit's errors mean, where no server is needed to tell."""

from __future__ import annotations

import aiohttp
import pytest
from livekit import rtc

from tests.telephony.livekit.phones import Listener, Settings
from tron.core.call_engine.sip_outcomes import may_try_another_trunk
from tron.core.clock import SystemClock
from tron.core.ports import DialFailed, HandedOver, Hangup
from tron.telephony.livekit import failures
from tron.telephony.livekit.access import Access, missing_of
from tron.telephony.livekit.dialling import Dialling
from tron.telephony.livekit.room import PhoneRoom
from tron.telephony.livekit.service import PhoneOrder, ServerError
from tron.telephony.livekit.trunk import LivekitTrunk


def error(code: str, status: int, message: str = "", **metadata: str) -> ServerError:
    return ServerError(code, message, status=status, metadata=metadata)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (error("unauthenticated", 401), "key and secret"),
        (error("not_found", 404), "no outbound trunk ST_a"),
        (error("internal", 500, "twirp error unknown: sip not connected (redis required)"), "no SIP service"),
        (error("unavailable", 503, "no response from servers"), "no SIP service"),
        (error("resource_exhausted", 429), "resource_exhausted"),
    ],
    ids=["key", "trunk", "no sip", "sip away", "other"],
)
def test_refusals_are_the_trunks_errors_in_words(refusal, words):
    failed = failures.not_answered(refusal, rang=False, trunk_id="ST_a")
    assert (failed.status, failed.reason, failed.sip_status) == ("failed", "trunk_error", None)
    assert words in str(failed)


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (error("unavailable", 503, sip_status_code="486"), "busy"),
        (error("unavailable", 503, sip_status_code="603", sip_transfer_reason="STR_REJECTED"), "declined"),
        (error("unavailable", 503, sip_transfer_reason="STR_RINGING_TIMEOUT"), "rang_out"),
        (error("unavailable", 503, sip_transfer_reason="STR_CALL_ENDED"), "caller_hung_up"),
        (error("canceled", 408), "rang_out"),
        (error("unavailable", 503, sip_status_code="405"), "not_supported"),
        (error("not_found", 404), "trunk_error"),
    ],
    ids=["busy", "declined", "reason", "ended", "canceled", "no REFER", "other"],
)
def test_why_nobody_took_over(refusal, reason):
    assert failures.transfer_reason(refusal) == reason


@pytest.mark.parametrize(
    ("refusal", "may_ring"),
    [
        (error("unavailable", 503, sip_transfer_reason="STR_RINGING_TIMEOUT"), True),
        (error("canceled", 408), True),
        (error("unknown", 502), True),
        (error("unavailable", 503, sip_status_code="408"), False),
        (error("unavailable", 503, sip_status_code="486"), False),
    ],
    ids=["stopped waiting", "canceled", "a proxy's word", "rang out there", "busy"],
)
def test_where_livekit_stopped_waiting_the_phone_may_ring_on(refusal, may_ring):
    handed = failures.not_handed(refusal, gone=False)
    assert (handed.answered, handed.reason, handed.may_ring) == (False, failures.transfer_reason(refusal), may_ring)
    assert failures.not_handed(refusal, gone=True) == HandedOver(False, "caller_hung_up")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_what_is_no_word_of_livekits_says_nothing_of_the_dial(status):
    assert not failures.is_livekits(error("unknown", status))
    assert failures.is_livekits(error("unknown", status, "twirp error unknown: the trunk has no transport"))
    assert failures.is_livekits(error("unavailable", status, sip_status_code="486"))
    assert failures.is_livekits(error("unknown", 404))


class ClosesRoom:
    """A LiveKit server that ends the room while the phone rings."""

    async def ring(self, order: PhoneOrder) -> str:
        raise error("canceled", 408)

    async def end_room(self, room: str, phone: str | None) -> None:
        """It is gone already."""


async def test_a_room_that_went_while_it_rang_is_no_reason_to_ring_by_another_trunk():
    room = PhoneRoom("call-outbound-x", SystemClock())
    room.end(Hangup("network"))
    order = PhoneOrder(room.name, "ST_a", "+12025550142", 30.0)
    with pytest.raises(DialFailed) as failed:
        await Dialling(ClosesRoom(), room, order, Listener()).run()
    await room.leave()
    assert (failed.value.status, failed.value.reason) == ("failed", "unreachable")
    assert not may_try_another_trunk(failed.value.sip_status, failed.value.reason, rang=False)


def test_a_token_in_an_error_is_told_to_nobody():
    said = "signal failure: client error: 401 Unauthorized - invalid token: eyJhbGciOi.eyJ2aWRlbyI6.c2ln, error: "
    early = failures.not_joined(rtc.ConnectError(said + "validation failed, token not valid yet (nbf)"))
    wrong = failures.not_joined(rtc.ConnectError(said + "error in cryptographic primitive"))
    away = failures.not_joined(rtc.ConnectError("transport connection error: IO error: Connection refused"))
    assert (str(early), str(wrong), str(away)) == (failures.CLOCK, failures.WRONG_KEY, failures.AWAY)
    assert [one.reason for one in (early, wrong, away)] == ["trunk_error", "trunk_error", "unreachable"]


def test_what_was_surely_not_sent():
    assert failures.was_sent(aiohttp.ServerDisconnectedError())
    assert failures.was_sent(TimeoutError())
    assert not failures.was_sent(aiohttp.InvalidURL("x"))
    assert not failures.was_sent(aiohttp.ConnectionTimeoutError())


def test_a_secret_is_not_shown_and_krisp_is_for_the_cloud():
    access = Access("wss://x.livekit.cloud", "key-1", "secret-1")
    assert "secret-1" not in repr(access)
    assert access.in_cloud
    assert not Access("ws://livekit.cloud.example:7880", "k", "s").in_cloud
    assert missing_of(Settings({"livekit.url": "ws://x"})) == ("livekit.api_key", "livekit.api_secret")


@pytest.mark.parametrize(
    "wrong",
    [
        {"outbound_trunk_id": "TK123"},
        {"dispatch_rule_id": "ST_abcdef"},
        {"headers": {"X Y": "1"}},
        {"headers": {"X-Y": "1\r\nVia: z"}},
        {"secret": "x"},
    ],
    ids=["trunk", "rule", "name", "value", "unknown"],
)
def test_a_trunk_that_cannot_be(wrong):
    with pytest.raises(ValueError):
        LivekitTrunk.model_validate(wrong)
    assert LivekitTrunk.model_validate({"headers": {"X-Campaign": "diwali"}}).headers == {"X-Campaign": "diwali"}

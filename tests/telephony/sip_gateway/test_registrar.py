"""The registrar and the door of softphones, by their messages alone."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.telephony.sip_gateway.softphones.door import MARK, SoftphoneDoor
from tron.telephony.sip_gateway.softphones.message import BadMessage, SipMessage, parse
from tron.telephony.sip_gateway.softphones.registrar import MOST_WRONG, Extension, Registrar, Source

PHONE: Source = ("192.168.1.20", 5060)
LANE: Source = ("192.168.1.5", 5061)
PASSWORD = "a-long-password"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Wire:
    """A transport that keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[SipMessage, Source]] = []

    def sendto(self, data: bytes, to: Source) -> None:
        self.sent.append((parse(data), to))

    def get_extra_info(self, _name: str) -> Source:
        return ("0.0.0.0", 5062)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registrar(clock: Clock) -> Registrar:
    made = Registrar(clock, lambda: None)
    made.replace([Extension("desk", "101", PASSWORD)])
    return made


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def door(registrar: Registrar, wire: Wire) -> SoftphoneDoor:
    made = SoftphoneDoor(registrar, lambda: LANE, "s3cret")
    made.connection_made(wire)  # type: ignore[arg-type]
    return made


def request(method: str, *more: tuple[str, str], branch: str = "z9hG4bK1", to: str = "<sip:101@tron>") -> SipMessage:
    headers = [
        ("Via", f"SIP/2.0/UDP 192.168.1.20:5060;branch={branch};rport"),
        ("From", "<sip:101@tron>;tag=a"),
        ("To", to),
        ("Call-ID", "one"),
        ("CSeq", f"1 {method}"),
        ("Contact", "<sip:101@192.168.1.20:5060>"),
    ]
    return SipMessage(f"{method} sip:tron SIP/2.0", [*headers, *more])


def answer(challenge: str, method: str, password: str, user: str = "101") -> str:
    """What a phone says to a challenge."""
    nonce = re.search(r'nonce="([^"]+)"', challenge)
    assert nonce is not None
    a1, a2 = md5(f"{user}:tron:{password}"), md5(f"{method}:sip:tron")
    response = md5(f"{a1}:{nonce.group(1)}:00000001:c:auth:{a2}")
    return (
        f'Digest username="{user}", realm="tron", nonce="{nonce.group(1)}", uri="sip:tron", '
        f'qop=auth, nc=00000001, cnonce="c", response="{response}", algorithm=MD5'
    )


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def challenged(registrar: Registrar) -> str:
    refused = registrar.register(request("REGISTER"), PHONE)
    assert refused is not None
    assert refused.first == "SIP/2.0 401 Unauthorized"
    return refused.get("WWW-Authenticate") or ""


def test_the_right_password_registers_for_a_while(registrar: Registrar, clock: Clock) -> None:
    said = answer(challenged(registrar), "REGISTER", PASSWORD)
    done = registrar.register(request("REGISTER", ("Authorization", said), ("Expires", "3600")), PHONE)
    assert done is not None
    assert (done.first, done.get("Contact")) == ("SIP/2.0 200 OK", "<sip:101@192.168.1.20:5060>;expires=120")
    contact = registrar.contact("desk")
    assert contact is not None
    assert contact.source == PHONE
    clock.now += 121
    assert registrar.contact("desk") is None


def test_a_phone_says_good_bye(registrar: Registrar) -> None:
    said = ("Authorization", answer(challenged(registrar), "REGISTER", PASSWORD))
    registrar.register(request("REGISTER", said), PHONE)
    done = registrar.register(request("REGISTER", said, ("Expires", "0")), PHONE)
    assert done is not None
    assert done.first == "SIP/2.0 200 OK"
    assert registrar.contact("desk") is None


@pytest.mark.parametrize(("user", "password"), [("101", "wrong"), ("102", PASSWORD), ("102", "")])
def test_who_does_not_know_it_is_asked_again_and_then_ignored(
    registrar: Registrar, clock: Clock, user: str, password: str
) -> None:
    said = ("Authorization", answer(challenged(registrar), "REGISTER", password, user))
    answers = [registrar.register(request("REGISTER", said), PHONE) for _ in range(MOST_WRONG + 2)]
    assert [one.first for one in answers if one] == ["SIP/2.0 401 Unauthorized"] * (MOST_WRONG - 1)
    assert registrar.contact("desk") is None
    clock.now += 61
    assert challenged(registrar)


def test_an_old_challenge_is_stale_and_one_of_another_run_too(registrar: Registrar, clock: Clock) -> None:
    said = answer(challenged(registrar), "REGISTER", PASSWORD)
    clock.now += 302
    refused = registrar.register(request("REGISTER", ("Authorization", said)), PHONE)
    assert refused is not None
    assert "stale=true" in (refused.get("WWW-Authenticate") or "")
    other = Registrar(clock, lambda: None)
    other.replace([Extension("desk", "101", PASSWORD)])
    foreign = answer(challenged(other), "REGISTER", PASSWORD)
    registrar.register(request("REGISTER", ("Authorization", foreign)), PHONE)
    assert registrar.contact("desk") is None


def test_a_new_password_ends_the_registration(registrar: Registrar) -> None:
    said = ("Authorization", answer(challenged(registrar), "REGISTER", PASSWORD))
    registrar.register(request("REGISTER", said), PHONE)
    registrar.replace([Extension("desk", "101", PASSWORD)])
    assert registrar.contact("desk") is not None
    registrar.replace([Extension("desk", "101", "another-password")])
    assert registrar.contact("desk") is None


def test_an_invite_with_the_password_is_marked_and_its_answer_finds_back(door: SoftphoneDoor, wire: Wire) -> None:
    forged = (MARK, "s3cret other")
    door.datagram_received(request("INVITE", forged, branch="z9hG4bK1").encode(), PHONE)
    asked, to = wire.sent[-1]
    assert (asked.first[:11], to) == ("SIP/2.0 407", PHONE)
    door.datagram_received(request("ACK", branch="z9hG4bK1").encode(), PHONE)
    assert len(wire.sent) == 1  # the lane never saw that INVITE
    said = answer(asked.get("Proxy-Authenticate") or "", "INVITE", PASSWORD)
    door.datagram_received(request("INVITE", forged, ("Proxy-Authorization", said), branch="z9hG4bK2").encode(), PHONE)
    passed, to = wire.sent[-1]
    assert (passed.method, to) == ("INVITE", LANE)
    assert [value for name, value in passed.headers if name == MARK] == ["s3cret desk"]
    assert passed.get("Proxy-Authorization") is None
    branch = re.search(r"branch=([^;]+)", passed.get("Via") or "")
    door.datagram_received(request("CANCEL", branch="z9hG4bK2").encode(), PHONE)
    assert branch is not None
    assert branch.group(1) in (wire.sent[-1][0].get("Via") or "")
    reply = SipMessage("SIP/2.0 180 Ringing", [(name, value) for name, value in passed.headers if name != MARK])
    door.datagram_received(reply.encode(), ("192.168.1.66", 5060))
    assert wire.sent[-1][1] == LANE  # nobody but the lane answers
    door.datagram_received(reply.encode(), LANE)
    back, to = wire.sent[-1]
    assert (back.first, to) == ("SIP/2.0 180 Ringing", PHONE)
    assert "192.168.1.20" in (back.get("Via") or "")


def test_strangers_get_no_further_than_the_door(door: SoftphoneDoor, wire: Wire) -> None:
    door.datagram_received(request("REGISTER").encode(), ("8.8.8.8", 5060))
    door.datagram_received(request("BYE", to="<sip:101@tron>;tag=b").encode(), PHONE)
    door.datagram_received(request("INVITE", to="<sip:101@tron>;tag=b").encode(), PHONE)
    door.datagram_received(b"\r\n\r\n", PHONE)
    assert wire.sent == []


@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_not(data: bytes) -> None:
    for head in (b"", b"INVITE sip:a SIP/2.0\r\n", b"SIP/2.0 200 OK\r\nVia: x\r\n"):
        try:
            message = parse(head + data)
        except BadMessage:
            continue
        assert parse(message.encode()).first == message.first

"""An account as the codes that apps read."""

from __future__ import annotations

from xml.etree import ElementTree

from tron.core.trunks.softphones import SoftphoneAccount, codes_of

ACCOUNT = SoftphoneAccount("Desk & door", "desk#1", "p:ss/w@rd<1>", "192.168.1.20", 5062)


def test_grandstreams_file_and_a_sip_address() -> None:
    grandstream, sip = codes_of(ACCOUNT)
    [account] = ElementTree.fromstring(grandstream.text)
    told = {part.tag: part.text for part in account}
    assert told["RegisterServer"] == "192.168.1.20:5062"
    assert (told["UserID"], told["AuthID"], told["AuthPass"]) == ("desk#1", "desk#1", "p:ss/w@rd<1>")
    assert (told["AccountName"], told["OutboundServer"]) == ("Desk & door", None)
    assert sip.text == "sip:desk%231:p%3Ass%2Fw%40rd%3C1%3E@192.168.1.20:5062;transport=udp"


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    account = SoftphoneAccount("a", "b", "c", "fd00::5", 5062)
    assert "@[fd00::5]:5062;" in codes_of(account)[1].text


def test_the_password_is_in_no_log_line() -> None:
    assert "p:ss" not in repr(ACCOUNT) + repr(codes_of(ACCOUNT))

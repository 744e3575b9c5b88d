"""The account that a softphone registers with, as the gateway has its door open."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest

from tests.telephony.sip.conftest import Office
from tron.core.errors import Conflict, Unavailable
from tron.core.ids import uuid7
from tron.core.ports import Trunk
from tron.core.trunks.softphones import RegistersPhones
from tron.telephony.sip.softphone import own_address, softphone_account

PHONE = Trunk(uuid7(), "sip", "Desk", {"kind": "softphone", "username": "desk"}, {"password": "a-long-secret"})
CARRIER = Trunk(uuid7(), "sip", "Carrier", {"domain": "pbx.example", "username": "100"}, {"password": "secret"})


async def test_it_registers_where_the_gateway_says(office: Office) -> None:
    office.gateway.softphones = "192.168.1.20:5062"
    assert isinstance(office.line, RegistersPhones)
    account = await office.line.softphone(PHONE)
    assert (account.name, account.user, account.password) == ("Desk", "desk", "a-long-secret")
    assert (account.host, account.port) == ("192.168.1.20", 5062)


@pytest.mark.parametrize("everywhere", ["0.0.0.0:5063", "[::]:5063", ":5063"])
async def test_a_gateway_that_listens_everywhere_is_found_at_this_machines_address(
    office: Office, everywhere: str
) -> None:
    office.gateway.softphones = everywhere
    account = await office.line.softphone(PHONE)
    assert (account.host, account.port) == (own_address(), 5063)


async def test_who_cannot_register_is_told_why(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await office.line.softphone(PHONE)  # there is a gateway, and no door for softphones yet
    with pytest.raises(Unavailable):
        await softphone_account(tmp_path / "nobody.sock", PHONE)
    office.gateway.softphones = "192.168.1.20:5062"
    with pytest.raises(Conflict, match="carrier"):
        await office.line.softphone(CARRIER)
    with pytest.raises(Conflict, match="not complete"):
        await office.line.softphone(Trunk(uuid7(), "sip", "Short", {"kind": "softphone"}, {"password": "short"}))


def test_this_machines_address_is_one() -> None:
    try:
        assert ipaddress.ip_address(own_address())
    except ValueError:
        assert own_address()  # without any network it is its name

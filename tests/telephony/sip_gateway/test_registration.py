"""Accounts: registered with a password, refused, static, several, changed and dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.telephony.sip_gateway.gateway import Control
from tests.telephony.sip_gateway.sipp import free_port, phone
from tron.telephony.sip.state import account_state

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
async def watching(control: Control) -> None:
    await control.say("watch")


def account(name: str, port: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "domain": "127.0.0.1", "port": port, "username": name, "password": "s3cret", **more}


async def test_an_account_registers_with_its_password(control: Control, tmp_path: Path) -> None:
    async with phone("registrar", tmp_path) as registrar:
        await control.say("accounts", accounts=[account("lena", registrar.port, auth_username="lena-auth")])
        told = await control.accounts(lena="registered")
        assert await registrar.finished()
    state = told["states"]["lena"]
    assert (state["sip_status"], state["reason"]) == (200, "OK")
    messages = registrar.messages()
    assert 'Authorization: Digest username="lena-auth", realm="sipp"' in messages
    assert "s3cret" not in messages


async def test_a_refused_account_says_why(control: Control, tmp_path: Path) -> None:
    async with phone("registrar", tmp_path, status="403 Forbidden") as registrar:
        await control.say("accounts", accounts=[account("lena", registrar.port)])
        told = await control.accounts(lena="refused")
    assert (told["states"]["lena"]["sip_status"], told["states"]["lena"]["reason"]) == (403, "Forbidden")


async def test_an_account_that_cannot_be_read_costs_no_other_its_calls(control: Control) -> None:
    good, bad = account("good", free_port(), registers=False), account("bad", free_port(), codecs=["of-tomorrow"])
    await control.say("accounts", accounts=[bad, good])
    told = await control.accounts(good="static", bad="unreadable")
    assert told["states"]["bad"]["reason"].startswith("codecs: 0: ")
    state = account_state(told["states"]["bad"])
    assert (state.state, state.note) == ("failing", "sip_bad_account")
    await control.say("dial", call_id="c1", account="bad", to="1", token="t", stream={"socket": "/s"})
    assert (await control.hear("error", call_id="c1"))["code"] == "unknown_account"
    await control.say("accounts", accounts=[good])
    await control.say("exists", id="after", call_id="none")
    await control.hear("exists", id="after")
    assert set((await control.accounts(good="static"))["states"]) == {"good"}


async def test_the_same_set_again_registers_nothing_anew(control: Control, tmp_path: Path) -> None:
    async with phone("registrar", tmp_path, calls=2) as registrar:
        accounts = [account("lena", registrar.port), account("static", free_port(), registers=False)]
        await control.say("accounts", accounts=accounts)
        await control.accounts(lena="registered", static="static")
        before = registrar.messages().count("REGISTER sip:")
        await control.say("accounts", accounts=accounts)
        await control.say("exists", id="after", call_id="none")
        await control.hear("exists", id="after")
        assert registrar.messages().count("REGISTER sip:") == before == 2
        await control.say("accounts", accounts=[])
        messages = await registrar.seen("Expires: 0")
    assert messages.count("REGISTER sip:") >= 3
    assert (await control.accounts())["states"] == {}


async def test_more_accounts_than_one_lane_holds_have_two(control: Control) -> None:
    port = free_port()
    accounts = [account(f"a{number}", port, registers=False) for number in range(9)]
    await control.say("accounts", accounts=accounts)
    await control.accounts(**{f"a{number}": "static" for number in range(9)})
    call_id = await control.dial(account="a8", ring_timeout=0.5)
    assert (await control.hear("call", call_id=call_id, state="failed"))["sip_status"] == 408
    await control.say("accounts", accounts=[])


@pytest.mark.parametrize("transport", ["t1"], ids=["tcp"])
async def test_an_account_registers_over_tcp(control: Control, tmp_path: Path, transport: str) -> None:
    async with phone("registrar", tmp_path, transport=transport) as registrar:
        await control.say("accounts", accounts=[account("lena", registrar.port, transport="tcp")])
        await control.accounts(lena="registered")
    assert "Via: SIP/2.0/TCP" in registrar.messages()

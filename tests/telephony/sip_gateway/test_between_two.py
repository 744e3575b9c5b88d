"""Two gateways call each other: what sipp cannot show, both sides of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from tests.telephony.sip_gateway.gateway import FROM, TO, Control, Gateway, Stream, running_gateway, tone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def other(gateway: Gateway, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    async with running_gateway(tmp_path_factory.mktemp("other")) as running:
        yield running


@pytest.fixture
async def callee(other: Gateway) -> AsyncIterator[Control]:
    async with other.client() as client:
        await client.say("watch")
        yield client


async def connect(control: Control, callee: Control, *, theirs: dict[str, Any] | None = None, **ours: Any) -> Any:
    """A call from one to the other: both streams, and the offer."""
    await callee.say("accounts", accounts=[static("far", **(theirs or {}))])
    port = (await callee.accounts(far="static"))["address"].rpartition(":")[2]
    await control.say("accounts", accounts=[static("trunk", port=int(port), **ours)])
    await control.accounts(trunk="static")
    call_id = await control.dial(headers={"X-Tron": "yes"}, **{"from": FROM})
    incoming = await callee.hear("incoming")
    door = {"socket": str(callee.door.path)}
    their_id = str(uuid4())
    await callee.say("answer", gateway_call=incoming["gateway_call"], call_id=their_id, stream=door, token="t")
    streams = await control.door.stream(call_id), await callee.door.stream(their_id)
    return (*streams, incoming)


def static(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "domain": "127.0.0.1", "registers": False, **more}


@pytest.mark.parametrize("how", ["rfc4733", "info", "auto"])
async def test_keys_go_both_ways(control: Control, callee: Control, how: str) -> None:
    ours, theirs, _ = await connect(control, callee, dtmf=how)
    await ours.word("start")
    await theirs.word("start")
    await ours.say("keys", digits="1#", how=None)
    assert [(await theirs.word("keys", digits=key))["digits"] for key in "1#"] == ["1", "#"]
    await theirs.say("keys", digits="9", how="rfc4733" if how == "auto" else how)
    assert (await ours.word("keys"))["digits"] == "9"
    await theirs.say("hang_up")
    assert (await ours.word("stop"))["by"] == "caller"


async def test_caller_id_headers_codec_and_user_phone(control: Control, callee: Control) -> None:
    ours, theirs, incoming = await connect(
        control,
        callee,
        codecs=["G722", "PCMU"],
        caller_id_header="both",
        user_phone=True,
        number_format="digits",
        headers={"X-Campaign": "diwali"},
    )
    assert (incoming["from"], incoming["to"]) == (FROM.removeprefix("+"), TO.removeprefix("+"))
    assert (incoming["headers"]["X-Tron"], incoming["headers"]["X-Campaign"]) == ("yes", "diwali")
    assert incoming["headers"]["P-Asserted-Identity"] == f"<sip:{FROM.removeprefix('+')}@127.0.0.1>"
    assert (await ours.word("start"))["codec"] == "G722"
    await theirs.word("start")
    await play_both(ours, theirs)
    assert ours.level(600) > 0.1 > ours.level(3000) * 2
    assert theirs.level(3000) > 0.1  # above 3.4 kHz's half: no telephone of the old kind
    await ours.say("hang_up")


@pytest.mark.parametrize("srtp", ["optional", "required"])
async def test_sound_is_encrypted_over_tcp(control: Control, callee: Control, srtp: str) -> None:
    theirs_too = {"srtp": srtp, "transport": "tcp"}
    ours, theirs, _ = await connect(control, callee, srtp=srtp, transport="tcp", theirs=theirs_too)
    await ours.word("start")
    await theirs.word("start")
    await play_both(ours, theirs)
    assert ours.level(600) > 0.1
    assert theirs.level(3000) > 0.1
    await ours.say("hang_up")
    await theirs.word("stop")


async def test_a_far_side_that_encrypts_nothing_is_refused(control: Control, callee: Control) -> None:
    await callee.say("accounts", accounts=[static("far", srtp="off")])
    port = (await callee.accounts(far="static"))["address"].rpartition(":")[2]
    await control.say("accounts", accounts=[static("trunk", port=int(port), srtp="required")])
    await control.accounts(trunk="static")
    await control.dial()
    failed = await control.hear("call", state="failed")
    assert failed["sip_status"] in (415, 488, 606)


async def test_a_transfer_is_asked_for_and_a_refusal_told(control: Control, callee: Control) -> None:
    ours, theirs, _ = await connect(control, callee)
    await ours.word("start")
    await theirs.word("start")
    await ours.say("transfer", id="t1", to="+12025550143", headers={"X-Why": "asked"})
    failed = await ours.word("transfer", id="t1", state="failed")
    assert failed["sip_status"] == 603
    await ours.say("transfer", id="t2", to="bad number", headers={})
    await ours.word("transfer", id="t2", state="failed")
    await ours.say("hang_up")


async def play_both(ours: Stream, theirs: Stream) -> None:
    await asyncio.gather(ours.play(tone(3000, 1.2)), theirs.play(tone(600, 1.2)))

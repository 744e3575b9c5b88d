"""Calls out, to sipp: each outcome, sound both ways, who hangs up."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.telephony.sip_gateway.gateway import FROM, Control, Gateway, tone
from tests.telephony.sip_gateway.sipp import free_port, phone

pytestmark = pytest.mark.slow


async def trunk(control: Control, port: int, **more: Any) -> None:
    account = {"id": "trunk", "domain": "127.0.0.1", "port": port, "registers": False, **more}
    await control.say("accounts", accounts=[account])
    await control.accounts(trunk="static")


async def trunks(control: Control, **ports: int) -> None:
    accounts = [{"id": name, "domain": "127.0.0.1", "port": port, "registers": False} for name, port in ports.items()]
    await control.say("accounts", accounts=accounts)
    await control.accounts(**dict.fromkeys(ports, "static"))


async def test_an_answered_call_carries_sound_marks_and_headers_and_ends_by_us(
    control: Control, tmp_path: Path
) -> None:
    async with phone("answers", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial(headers={"X-Tron-Call": "7"}, **{"from": FROM})
        stream = await control.door.stream(call_id)
        start = await stream.word("start")
        assert (start["call_id"], start["token"], start["phase"]) == (call_id, "t0ken", "answered")
        assert (start["codec"], start["headers"]) == ("PCMU", {"X-Carrier-Call": "CA-1"})
        await stream.play(tone(500, 1.5))
        await stream.say("mark", name="end")
        await stream.word("mark", name="end")
        await stream.say("hang_up")
        stop = await stream.word("stop")
        ended = await control.hear("call", state="ended")
        assert await callee.finished()
    assert stream.level(500) > 0.15 > 0.01 > stream.level(900)
    assert (stop["by"], stop["sip_status"]) == ("agent", 200)
    assert control.states(call_id) == ["trying", "ringing", "answered", "ended"]
    invite = callee.messages()
    assert ended["sip_call_id"] in invite
    assert "X-Tron-Call: 7" in invite
    assert f"From: <sip:{FROM}@127.0.0.1>" in invite
    assert {len(frame) for frame in stream.sound} == {640}


async def test_the_callee_hangs_up(control: Control, tmp_path: Path) -> None:
    async with phone("hangs_up", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial()
        stream = await control.door.stream(call_id)
        stop = await stream.word("stop")
        assert await callee.finished()
    assert (stop["by"], stop["sip_status"]) == ("caller", 200)
    await asyncio.wait_for(stream.closed.wait(), 10)


@pytest.mark.parametrize(
    "status",
    ["486 Busy Here", "480 Temporarily Unavailable", "603 Decline", "404 Not Found", "503 Service Unavailable",
     "500 Server Internal Error"],
    ids=lambda status: str(status)[:3],
)  # fmt: skip
async def test_a_refusal_is_told_with_its_status_and_reason(control: Control, tmp_path: Path, status: str) -> None:
    async with phone("refuses", tmp_path, status=status) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial()
        failed = await control.hear("call", state="failed")
        assert await callee.finished()
    code, _, reason = status.partition(" ")
    assert (failed["sip_status"], failed["reason"]) == (int(code), reason)
    assert control.states(call_id) == ["trying", "failed"]
    assert call_id not in control.door.streams


async def test_a_call_that_was_refused_before_it_rang_is_dialled_by_another_account(
    control: Control, tmp_path: Path
) -> None:
    async with (
        phone("refuses", tmp_path / "one", status="503 Service Unavailable") as refuses,
        phone("answers", tmp_path / "two") as answers,
    ):
        await trunks(control, one=refuses.port, two=answers.port)
        call_id = await control.dial("one")
        await control.hear("call", call_id=call_id, state="failed", sip_status=503, again=True)
        await control.dial("two", call_id=call_id)
        stream = await control.door.stream(call_id)
        await control.dial("one", call_id=call_id)
        await control.hear("error", call_id=call_id, code="known_call")
        await stream.say("hang_up")
        await control.hear("call", call_id=call_id, state="ended")
        await control.dial("one", call_id=call_id)
        await refused(control, call_id, "known_call", 2)
        assert await answers.finished()
        assert refuses.messages().count("INVITE sip:") == 1
    assert control.states(call_id) == ["trying", "failed", "trying", "ringing", "answered", "ended"]


async def test_a_call_that_rang_or_was_cancelled_is_not_dialled_again(control: Control, tmp_path: Path) -> None:
    async with phone("rings", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial(ring_timeout=0.5)
        await control.hear("call", call_id=call_id, state="failed")
        await control.dial(call_id=call_id)
        await refused(control, call_id, "known_call", 1)
        assert await callee.finished()
    await trunk(control, free_port())
    call_id = await control.dial()
    await control.hear("call", call_id=call_id, state="trying")
    await control.say("hang_up", call_id=call_id)
    await control.hear("call", call_id=call_id, state="failed")
    await control.dial(call_id=call_id)
    await refused(control, call_id, "known_call", 1)


async def refused(control: Control, call_id: str, code: str, times: int) -> None:
    """The order with this call id was refused so often."""
    async with control.changed:
        await control.changed.wait_for(
            lambda: (
                [one.get("call_id") == call_id and one.get("code") == code for one in control.heard].count(True)
                == times
            )
        )


async def test_it_rings_out_and_is_cancelled(control: Control, tmp_path: Path) -> None:
    async with phone("rings", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial(ring_timeout=0.8)
        failed = await control.hear("call", state="failed")
        assert await callee.finished()
    assert (failed["sip_status"], failed["reason"]) == (487, "ring_timeout")
    assert control.states(call_id) == ["trying", "ringing", "failed"]


async def test_nothing_at_that_address(control: Control) -> None:
    await trunk(control, free_port())
    call_id = await control.dial(ring_timeout=1)
    failed = await control.hear("call", state="failed")
    assert failed["sip_status"] == 408
    assert control.states(call_id) == ["trying", "failed"]
    await control.dial(call_id=call_id)  # it may have arrived all the same
    assert (await control.hear("error", call_id=call_id))["code"] == "over"


@pytest.mark.parametrize(
    ("status", "states"),
    [("200 OK", ["trying", "early", "answered"]), ("480 Temporarily Unavailable", ["trying", "early", "failed"])],
    ids=["answered", "refused"],
)
async def test_what_the_network_plays_before_the_answer_is_heard(
    control: Control, tmp_path: Path, status: str, states: list[str]
) -> None:
    async with phone("early", tmp_path, status=status) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial()
        stream = await control.door.stream(call_id)
        assert (await stream.word("start"))["phase"] == "early"
        await stream.play(tone(500, 1.0))
        assert stream.level(500) > 0.1
        if states[-1] == "answered":
            await stream.word("answered")
            await control.say("hang_up", call_id=call_id)
        stop = await stream.word("stop")
        await control.hear("call", state="ended" if states[-1] == "answered" else "failed")
    assert control.states(call_id)[:3] == states
    assert stop["sip_status"] == int(status[:3])


async def test_a_call_lasts_no_longer_than_it_may(control: Control, tmp_path: Path) -> None:
    async with phone("answers", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial(max_seconds=0.5)
        stop = await (await control.door.stream(call_id)).word("stop")
        assert await callee.finished()
    assert (stop["by"], stop["reason"]) == ("agent", "max_seconds")


async def test_clear_drops_what_was_not_played(control: Control, tmp_path: Path) -> None:
    async with phone("answers", tmp_path) as callee:
        await trunk(control, callee.port)
        stream = await control.door.stream(await control.dial())
        await stream.word("start")
        for at in range(0, 6400, 640):
            await stream._socket.send(tone(500, 0.2)[at : at + 640])  # type: ignore[union-attr]
        await stream.say("mark", name="never")
        await stream.say("clear")
        await stream.say("mark", name="after")
        await stream.word("mark", name="after")
        await stream.say("hang_up")
        await stream.word("stop")
    assert not [word for word in stream.words if word.get("name") == "never"]


async def test_the_worker_goes_and_the_call_with_it(control: Control, tmp_path: Path) -> None:
    async with phone("answers", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial()
        stream = await control.door.stream(call_id)
        await stream.word("start")
        await stream.leave()
        ended = await control.hear("call", state="ended")
        assert await callee.finished()
    assert ended["reason"] == "the worker left"


async def test_no_worker_at_the_door_ends_the_call(control: Control, tmp_path: Path) -> None:
    async with phone("answers", tmp_path) as callee:
        await trunk(control, callee.port)
        await control.dial(stream={"socket": str(tmp_path / "none.sock")})
        ended = await control.hear("call", state="ended")
        assert await callee.finished()
    assert ended["reason"] == "the worker cannot be reached"


async def test_who_dialled_leaves_and_the_ringing_stops(gateway: Gateway, tmp_path: Path) -> None:
    async with phone("rings", tmp_path) as callee:
        async with gateway.client() as client:
            await trunk(client, callee.port)
            await client.dial()
            await client.hear("call", state="ringing")
        assert await callee.finished()


async def test_a_call_id_dials_once(control: Control, tmp_path: Path) -> None:
    async with phone("hangs_up", tmp_path) as callee:
        await trunk(control, callee.port)
        call_id = await control.dial()
        await control.hear("call", state="ended")
        assert await callee.finished()
        await control.dial(call_id=call_id)
        refused = await control.hear("error")
    assert (refused["call_id"], refused["code"]) == (call_id, "known_call")
    assert callee.messages().count("INVITE sip:") == 1
    await control.say("exists", id="q", call_id=call_id)
    assert not (await control.hear("exists", id="q"))["exists"]


async def test_what_cannot_be_followed_is_an_error(control: Control) -> None:
    await control.say("dial", call_id="c1", account="nobody", to="+12025550142", token="t", stream={"socket": "/s"})
    assert (await control.hear("error", call_id="c1"))["code"] == "unknown_account"
    await control.say("dial", call_id="c2", account="a", to="+1 <x>", token="t", stream={"socket": "/s"})
    assert (await control.hear("error", call_id="c2"))["code"] == "bad_message"
    headers = {"X-A": "b\r\nRoute: <sip:elsewhere>"}
    await control.say("dial", call_id="c3", account="a", to="1", token="t", stream={"socket": "/s"}, headers=headers)
    assert (await control.hear("error", call_id="c3"))["code"] == "bad_message"
    await control.say("accounts", accounts=[{"id": "", "domain": "127.0.0.1", "registers": False}])
    await control.say("sing")
    await control.say("exists", id="after", call_id="none")
    await control.hear("exists", id="after")
    assert len([one for one in control.heard if one["type"] == "error"]) == 5

"""Calls of a whole Tron that are held on every line while something happens to their worker."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.acceptance.house import wait_until
from tests.acceptance.phone_place import Place
from tests.emulators.cloud_calls import Outcome
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.telephony.sip_gateway import sipp

CALLED = {
    "sip crash": "+12025550140",
    "livekit crash": "+12025550141",
    "twilio answers": "+12025550142",
    "twilio rings": "+12025550144",
    "plivo answers": "+12025550145",
    "plivo rings": "+12025550146",
    "exotel answers": "+12025550147",
    "exotel rings": "+12025550148",
    "sip drain": "+12025550150",
    "livekit drain": "+12025550151",
    "twilio drain": "+12025550152",
    "plivo drain": "+12025550153",
    "exotel drain": "+12025550154",
}
LATER = "+12025550155"


@dataclass(frozen=True)
class Held:
    """A call whose worker will be killed. `left` waits until its phone has nobody to talk to any more."""

    call_id: str
    left: Callable[[], Awaitable[object]]


async def held_over_direct_sip(place: Place, phone: sipp.Phone, name: str) -> Held:
    trunk = await place.trunk("sip", domain="127.0.0.1", port=phone.port, registers=False)
    call_id = await place.dial("sip", CALLED[name], trunk_id=trunk)
    await place.has(call_id, "in_progress")
    return Held(call_id, lambda: phone.seen("BYE"))


async def held_over_livekit(place: Place, front: LiveKitSip) -> Held:
    number = CALLED["livekit crash"]
    front.fates[number] = answers()
    call_id = await place.dial("livekit", number, trunk_id=await place.trunk("livekit"))
    await place.has(call_id, "in_progress")
    return Held(call_id, front.rung(number)[0].over.wait)


async def held_over_a_vendors_stream(place: Place, line: str) -> list[Held]:
    """One that was answered, and one that rings."""
    phone, held = place.vendors[line].phone, []
    ways: tuple[tuple[Outcome, str], ...] = (("answers", "in_progress"), ("rings", "ringing"))
    for outcome, status in ways:
        phone.outcome = outcome
        call_id = await place.dial(line, CALLED[f"{line} {outcome}"], trunk_id=await place.vendors_trunk(line))
        far = await phone.next(30)
        await place.has(call_id, status)
        # Exotel has no request that stops the ringing: whoever answers finds nobody.
        held.append(Held(call_id, _nothing if (line, outcome) == ("exotel", "rings") else far.over.wait))
    phone.outcome = "answers"
    return held


async def _nothing() -> None:
    """Nothing is waited for."""


@asynccontextmanager
async def worker_alone(place: Place) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker beside serve's own, which takes no calls meanwhile."""
    command = [sys.executable, "-m", "tron", "worker", "--data-dir", str(place.house.data)]
    with (place.house.logs / "worker.log").open("wb") as log:
        worker = await asyncio.create_subprocess_exec(
            *command, cwd=place.house.folder, env=place.house.environment, stdin=DEVNULL, stdout=log, stderr=log
        )
    own = place.house.pid_of("tron worker", "--child")
    try:
        await is_seen_as(place, worker.pid, "ready")
        os.kill(own, signal.SIGSTOP)
        yield worker
    finally:
        os.kill(own, signal.SIGCONT)
        if worker.returncode is None:
            worker.kill()
        await worker.wait()


async def is_seen_as(place: Place, pid: int, state: str) -> None:
    def look() -> bool:
        items = place.tron.get("/api/tron/workers")[1]["items"]
        return any((one["pid"], one["state"]) == (pid, state) for one in items)

    await asyncio.to_thread(wait_until, look, 60, f"the worker is {state}", 0.3)


@dataclass(frozen=True)
class Talking:
    """A call whose worker will be told to leave. The person presses a key, and hangs up."""

    call_id: str
    press: Callable[[str], Awaitable[object]]
    hang_up: Callable[[], Awaitable[object]]


async def talking_over_livekit(place: Place, front: LiveKitSip) -> Talking:
    number = CALLED["livekit drain"]
    front.fates[number] = answers()
    call_id = await place.dial("livekit", number, trunk_id=await place.trunk("livekit"))
    await place.has(call_id, "in_progress")
    [phone] = front.rung(number)

    async def press(key: str) -> None:
        phone.press(key)

    return Talking(call_id, press, phone.hang_up)


async def talking_over_a_vendors_stream(place: Place, line: str) -> Talking:
    call_id = await place.dial(line, CALLED[f"{line} drain"], trunk_id=await place.vendors_trunk(line))
    far = await place.vendors[line].phone.next(30)
    await place.has(call_id, "in_progress")
    return Talking(call_id, far.press, far.hang_up)


async def walks_to(place: Place, call_id: str, node: str) -> None:
    async with asyncio.timeout(30):
        while node not in await place.walk(call_id):
            await asyncio.sleep(0.3)

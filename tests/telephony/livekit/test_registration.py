"""When a worker may say that it is ready: not before LiveKit knows it, where LiveKit is set up."""

from __future__ import annotations

from typing import Any

from tests.emulators.server import closed_port
from tests.telephony.livekit.phones import line_of, until
from tron.telephony.livekit.registration import Registration

NOWHERE: dict[str, Any] = {"livekit.url": "", "livekit.api_key": "k", "livekit.api_secret": "s" * 32}


def registration(url: str) -> Registration:
    async def places() -> tuple[int, int]:
        return 5, 5

    return line_of({**NOWHERE, "livekit.url": url, "livekit.agent_name": "tron"}).desk(places)


async def test_without_livekit_there_is_nothing_to_wait_for() -> None:
    desk = registration("")
    assert not desk.settled
    desk.start()
    await until(lambda: desk.settled, 5)
    await desk.close()


async def test_a_worker_that_livekit_does_not_know_yet_is_not_settled() -> None:
    desk = registration(closed_port().replace("http", "ws"))
    desk.start()
    await until(lambda: bool(desk.state["configured"]), 5)
    assert (desk.settled, desk.state["registered"]) == (False, False)
    await desk.close()

"""A worker in a process of its own, to be killed: python -m tests.telephony.livekit.worker_process '{"dsn": ...}'.

Prints "ready" when it takes calls. With `introduces`, a number, each call is joined with a colleague there.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.phones import NOON_IN_NEW_YORK
from tests.support import ScaledClock, plain_secret_box
from tests.telephony.introducing_talks import IntroducingTalks
from tests.telephony.livekit.house import bench
from tests.telephony.livekit.phones import until
from tron.core.database.engine import Database


def noon_clock(zero: float) -> ScaledClock:
    """It was noon in New York when this machine's monotonic clock showed `zero`: the same for all processes."""
    return ScaledClock(1, NOON_IN_NEW_YORK + timedelta(seconds=time.monotonic() - zero))


async def main(given: dict[str, Any]) -> None:
    database = Database(given["dsn"], plain_secret_box())
    clock = noon_clock(given["zero"])
    to = given.get("introduces")
    talks = partial(IntroducingTalks, to=to) if to is not None else None
    async with bench(database, Path(given["folder"]), given["environ"], stays=True, clock=clock, talks=talks) as at:
        at.desk.start()
        await until(lambda: at.desk.state["registered"], 60)
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))

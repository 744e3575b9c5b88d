"""A LiveKit trunk is tested: out by CreateSIPParticipant, in by the dispatch rule, sound over WebRTC both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, comes_back
from tests.line_loops import OUR_CALLER_ID, OURS, Bench
from tests.talks import until
from tests.telephony.livekit.phones import take_callers
from tron.core.database.engine import Database
from tron.telephony.livekit.line import LivekitLine

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

NAMES = {
    "livekit.url": "LIVEKIT_URL",
    "livekit.api_key": "LIVEKIT_API_KEY",
    "livekit.api_secret": "LIVEKIT_API_SECRET",
    "livekit.outbound_trunk_id": "TRON_LIVEKIT_OUTBOUND_TRUNK_ID",
}


async def test_a_trunk_whose_number_comes_in_here_carries_sound_both_ways(
    service: LiveKitSip, settings: dict[str, Any], database: Database, tmp_path: Path
) -> None:
    numbers = (OURS, OUR_CALLER_ID)
    before = [len(service.rung(number)) for number in numbers]
    await take_callers(service, OURS)
    service.fates[OURS] = comes_back()
    environ = {name: settings[key] for key, name in NAMES.items()}
    bench = Bench(database, tmp_path, LivekitLine, environ=environ)
    await bench.start(settings={"outbound_trunk_id": settings["livekit.outbound_trunk_id"]})
    desk = bench.line.desk(bench.worker.places)
    desk.start()
    try:

        async def registered() -> bool:
            return bool(desk.state["registered"])

        await until(registered, 20)
        test = await bench.test()
    finally:
        await desk.close()
        await bench.close()
    assert (test.finding, test.there.sound, test.back.sound) == ("works", "heard", "heard"), test
    assert (test.number, test.caller_id) == (OURS, OUR_CALLER_ID)
    assert [len(service.rung(number)) for number in numbers] == [count + 1 for count in before]

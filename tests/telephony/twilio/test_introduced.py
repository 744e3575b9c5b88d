"""A caller is introduced to a colleague over Twilio: two media streams, joined in the worker."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from tests.emulators.twilio_calls import FRAME, TwilioCall
from tests.telephony.cloud.house import COLLEAGUE, NUMBER, PATIENCE, House
from tests.telephony.introduced import BRIEF_HZ, CALLER_HZ, COLLEAGUE_HZ, introduction
from tests.telephony.livekit.phones import loudness
from tron.core.database.tables import CallLeg
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineCall
from tron.core.ports.colleagues import Invitation
from tron.telephony.media_stream import g711
from tron.telephony.media_stream.call import StreamCall
from tron.telephony.media_stream.resampling import Doubler

pytestmark = pytest.mark.slow


def speaks(far: TwilioCall, hertz: float, seconds: float) -> None:
    """A tone from now on."""
    at = np.arange(int(8000 * seconds)) * (2 * np.pi * hertz / 8000)
    sound = g711.encode((np.sin(at) * 9000).astype(np.int16), "PCMU")
    for begins in range(0, len(sound), FRAME):
        far.far.put_nowait(sound[begins : begins + FRAME])


def heard(far: TwilioCall) -> bytes:
    """What Tron sent there, at 16 kHz."""
    return Doubler().push(g711.decode(b"".join(far.heard), "PCMU")).astype("<i2").tobytes()


async def test_two_streams_hear_each_other_and_end_together(house: House) -> None:
    leg = uuid7()
    async with house.talking() as (ours, call):

        async def dial() -> LineCall:
            assert isinstance(call, StreamCall)
            assert call.can_transfer
            async with house.database.transaction() as session:
                session.add(
                    CallLeg(id=leg, call_id=call.call_id, phone_number=COLLEAGUE, created_at=house.services.clock.now())
                )
            request = DialRequest(leg, COLLEAGUE, "en-IN", ring_timeout=5.0, trunk=house.trunk)
            return await house.line.dial(request, house.listener)

        async with introduction(call, dial) as agent:
            invited = asyncio.create_task(agent.invite(Invitation(COLLEAGUE, "brief", "ask")))
            theirs: TwilioCall = await house.phone.next()
            assert (ours.form["To"], theirs.form["To"]) == (NUMBER, COLLEAGUE)
            await asyncio.wait_for(theirs.talks.wait(), PATIENCE)
            await asyncio.sleep(2.5)  # the brief and what to press
            await theirs.press("1")
            assert (await invited).answered
            theirs.heard, before = [], theirs.heard
            ours.heard = []
            speaks(ours, CALLER_HZ, 1.0)
            speaks(theirs, COLLEAGUE_HZ, 1.0)
            await asyncio.sleep(2.0)
            assert loudness(heard(ours), COLLEAGUE_HZ) > 0.5
            assert loudness(heard(theirs), CALLER_HZ) > 0.5
            theirs.heard = before
            assert loudness(heard(theirs), BRIEF_HZ) > 0.5
            await theirs.hang_up()
            await agent.parted()
    assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "agent"
    async with house.database.transaction() as session:
        row = await session.get_one(CallLeg, leg)
    assert row.vendor_call_id == theirs.sid
    assert await house.fresh().exists(leg) is False, "a process that never had it asks the vendor"

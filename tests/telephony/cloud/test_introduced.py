"""A caller is introduced to a colleague: two calls of a vendor, each with its stream, joined in the worker."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from tests.emulators.cloud_calls import CloudCall
from tests.telephony.cloud.house import COLLEAGUE, PATIENCE, House
from tests.telephony.cloud.sound import FarEar, eventually, far_says
from tests.telephony.introduced import BRIEF_HZ, CALLER_HZ, COLLEAGUE_HZ, introduction
from tests.telephony.livekit.phones import loudness, tone
from tron.core.database.tables import CallLeg
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, HandedOver, LineCall
from tron.core.ports.colleagues import Invitation
from tron.telephony.media_stream.call import StreamCall

pytestmark = pytest.mark.slow


async def new_leg(house: House, call: LineCall) -> UUID:
    assert isinstance(call, StreamCall)
    leg = CallLeg(id=uuid7(), call_id=call.call_id, phone_number=COLLEAGUE, created_at=house.services.clock.now())
    async with house.database.transaction() as session:
        session.add(leg)
    return leg.id


async def test_two_streams_hear_each_other_and_end_together(house: House) -> None:
    legs: list[UUID] = []
    async with house.talking() as (ours, call):

        async def dial() -> LineCall:
            legs.append(await new_leg(house, call))
            request = DialRequest(legs[-1], COLLEAGUE, "en-IN", ring_timeout=5.0, trunk=house.trunk)
            return await house.line.dial(request, house.listener)

        async with introduction(call, dial) as agent:
            house.phone.outcome = "busy"
            assert await agent.invite(Invitation(COLLEAGUE, "brief", "ask")) == HandedOver(False, "busy")
            await house.phone.next()
            house.phone.outcome = "answers"
            invited = asyncio.create_task(agent.invite(Invitation(COLLEAGUE, "brief", "ask")))
            theirs: CloudCall = await house.phone.next()
            await asyncio.wait_for(theirs.talks.wait(), PATIENCE)
            at_caller, at_colleague = FarEar(ours), FarEar(theirs)
            await eventually(lambda: loudness(bytes(at_colleague()), BRIEF_HZ) > 0.5)
            assert loudness(bytes(at_caller()), BRIEF_HZ) < 0.2, "the caller hears nothing of the brief"
            await theirs.press("1")
            assert (await invited).answered
            far_says(ours, tone(CALLER_HZ, 1.0))
            far_says(theirs, tone(COLLEAGUE_HZ, 1.0))
            await eventually(lambda: loudness(bytes(at_caller()), COLLEAGUE_HZ) > 0.5)
            await eventually(lambda: loudness(bytes(at_colleague()), CALLER_HZ) > 0.5)
            await theirs.hang_up()
            await agent.parted()
    assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "agent"
    async with house.database.transaction() as session:
        row = await session.get_one(CallLeg, legs[-1])
    assert row.vendor_call_id == theirs.sid
    assert await house.fresh().exists(legs[-1]) is False, "a process that never had it asks the vendor"
    assert house.phone.dials == 3, "the caller once, the colleague twice"


async def test_a_worker_that_is_gone_leaves_no_colleague_ringing(house: House) -> None:
    """What the reconciler asks about a leg ends it; Exotel has no request for that, and its ringing has an end."""
    async with house.talking() as (_, call):
        leg = await new_leg(house, call)
        house.phone.outcome = "rings"
        request = DialRequest(leg, COLLEAGUE, "en-IN", ring_timeout=1.0, trunk=house.trunk)
        dial = asyncio.create_task(house.line.dial(request, house.listener))
        theirs: CloudCall = await house.phone.next()
        again = house.fresh()
        async with asyncio.timeout(PATIENCE):
            while not await again.exists(leg):  # its id is in its row soon after the dial
                await asyncio.sleep(0.02)
            if house.line.name != "exotel":
                await theirs.over.wait()
        dial.cancel()
        await asyncio.wait({dial}, timeout=PATIENCE)
        await again.aclose()
    assert house.phone.dials == 2

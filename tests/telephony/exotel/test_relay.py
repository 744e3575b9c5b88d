"""A vendor that hands nobody over: the colleague is rung on a second leg and joined at once."""

from __future__ import annotations

import pytest

from tests.telephony.cloud.house import COLLEAGUE, House
from tests.telephony.cloud.sound import eventually, loudness, tone
from tests.telephony.introduced import introduction
from tron.core.database.tables import CallLeg
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, LineCall, Transfers
from tron.core.ports.colleagues import Invitation, MayTransfer
from tron.telephony.media_stream.call import StreamCall

pytestmark = pytest.mark.slow


async def test_the_colleague_is_joined_as_soon_as_they_answer(house: House) -> None:
    leg = uuid7()
    async with house.talking() as (ours, call):
        assert isinstance(call, StreamCall)
        assert isinstance(call, Transfers)
        assert isinstance(call, MayTransfer)
        assert not call.can_transfer
        async with house.database.transaction() as session:
            now = house.services.clock.now()
            session.add(CallLeg(id=leg, call_id=call.call_id, phone_number=COLLEAGUE, created_at=now))

        async def dial() -> LineCall:
            request = DialRequest(leg, COLLEAGUE, "en-IN", ring_timeout=5.0, trunk=house.trunk)
            return await house.line.dial(request, house.listener)

        async with introduction(call, dial) as agent:
            assert (await agent.invite(Invitation(COLLEAGUE, "unsaid", accept="answer"))).answered
            theirs = await house.phone.next()
            for far, other in ((ours, theirs), (theirs, ours)):
                other.heard.clear()
                far.far.put_nowait(tone(16000, seconds=0.5))
                await eventually(lambda other=other: loud(other.heard))
            await theirs.hang_up()
            await agent.parted()


def loud(heard: list[bytes]) -> bool:
    return any(loudness(piece) > 3000 for piece in heard if piece)

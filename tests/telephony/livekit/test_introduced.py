"""A caller is introduced to a colleague: two rooms of a real LiveKit server, joined in the worker."""

from __future__ import annotations

import asyncio

import pytest

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers, refuses
from tests.telephony.introduced import BRIEF_HZ, CALLER_HZ, COLLEAGUE_HZ, introduction
from tests.telephony.livekit.phones import Listener, loudness, request, tone, until
from tron.core.ids import uuid7
from tron.core.ports import HandedOver, Hangup, LineCall
from tron.core.ports.colleagues import Invitation
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.sandbox.people import Person, Step

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLER, COLLEAGUE, BUSY = "+12025550143", "+12025550141", "+12025550142"
SOUNDS = {"caller": tone(CALLER_HZ, 1.2), "colleague": tone(COLLEAGUE_HZ, 1.2)}
TALKS = Person("caller", steps=(Step("caller"), Step("caller")))
TAKES = Person("colleague", steps=(Step("colleague", key="1"), Step("colleague", hangs_up=True)))


async def test_the_two_talk_and_the_colleague_hangs_up(service: LiveKitSip, line: LivekitLine) -> None:
    service.fates |= {CALLER: answers(TALKS, SOUNDS), COLLEAGUE: answers(TAKES, SOUNDS), BUSY: refuses(486)}
    call = await line.dial(request(CALLER), Listener())
    leg = uuid7()

    async def dial() -> LineCall:
        return await line.dial(request(COLLEAGUE, call_id=leg), Listener())

    async def dial_busy() -> LineCall:
        return await line.dial(request(BUSY), Listener())

    async with introduction(call, dial_busy) as agent:
        assert await agent.invite(Invitation(BUSY)) == HandedOver(False, "busy")
        agent._dial = dial
        assert (await agent.invite(Invitation(COLLEAGUE, "brief", "ask"))).answered
        assert await line.exists(leg)
        await agent.parted()
        [theirs], [ours] = service.rung(COLLEAGUE), service.rung(CALLER)
        assert loudness(bytes(theirs.heard), BRIEF_HZ) > 0.6
        assert loudness(bytes(theirs.heard), CALLER_HZ) > 0.6, "they hear the caller"
        assert loudness(bytes(ours.heard), COLLEAGUE_HZ) > 0.6, "the caller hears them"
        assert loudness(bytes(ours.heard), BRIEF_HZ) < 0.2, "and nothing of the brief"
        assert loudness(bytes(agent.heard_by_agent), CALLER_HZ) > 0.6
        assert loudness(bytes(agent.heard_by_agent), COLLEAGUE_HZ) < 0.2
    assert agent.told == ["transfer.picked_up", "transfer.ended"]
    assert (await call.ended()) == Hangup("agent")
    await until(theirs.over.is_set)
    assert await line.exists(leg) is False


async def test_a_worker_that_is_gone_leaves_no_colleague(service: LiveKitSip, line: LivekitLine) -> None:
    """What the reconciler asks about a leg ends it: its room and its phone."""
    service.fates[COLLEAGUE] = answers()
    leg = uuid7()
    call = await line.dial(request(COLLEAGUE, call_id=leg), Listener())
    phone = service.rung(COLLEAGUE)[-1]
    line._forget(leg)  # as a process that never held it
    assert await line.exists(leg) is True
    await asyncio.wait_for(phone.over.wait(), 10)
    await call.hang_up()

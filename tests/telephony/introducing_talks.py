"""A talk for calls on real lines without engines: a colleague is brought into each, and the two are left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from tests.talks import Script
from tests.telephony.sound_talks import Sounds
from tron.core.call_engine.claim import Claim
from tron.core.events.emit import Emit
from tron.core.flow_calls.colleagues import Colleagues
from tron.core.ports import Conversation, LineCall, ScriptResult
from tron.core.ports.colleagues import Invitation
from tron.core.services import Services
from tron.voice.bridge import Bridge
from tron.voice.colleague import ColleagueDesk
from tron.voice.talks import Talk
from tron.voice.text_session import TextSession


class IntroducingTalks:
    """A MakeTalk: `to` is rung in every call, by the gate and on a leg of its own, and is in it as they answer."""

    def __init__(self, services: Services, to: str) -> None:
        self._services = services
        self._to = to

    async def prepare(self, claim: Claim) -> None:
        """Nothing is needed."""

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk:
        assert line_call.audio is not None
        assert claim.agent is not None
        services, bridge = self._services, Bridge(line_call.audio)
        session = TextSession(Sounds(bridge), services.clock, emit, max_duration=600)
        listening = asyncio.create_task(_listen(bridge), name="the agent listens")

        async def tell(type_: str, payload: Mapping[str, Any]) -> None:
            await emit(type_, payload, None)

        desk = ColleagueDesk(bridge, _mute, tell, services.clock)
        targets = frozenset((self._to,))
        colleagues = Colleagues(
            services, claim.agent, claim.call, line_call, over=session.over, targets=targets, desk=desk
        )

        async def run(_conversation: Conversation) -> ScriptResult:
            result = await colleagues.invite(Invitation(self._to, accept="answer"))
            assert result.joined, result
            await tell("transfer.answered", {"to": "a colleague", "mode": "warm"})
            await colleagues.together()
            return ScriptResult("transferred")

        async def leave() -> None:
            await colleagues.aclose()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await bridge.aclose()

        return Talk(session, Script(run), "audio", leave=leave)


async def _listen(bridge: Bridge) -> None:
    async for _frame in bridge.frames():
        pass


async def _mute(_text: str) -> bytes:
    return b""

"""The speaking half of a session: one utterance after the other, each until it was played, cut off, or failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from livekit.agents import AgentSession, llm
from livekit.agents.types import NOT_GIVEN
from livekit.agents.voice import SpeechHandle

from tron.core.ending import Ending
from tron.core.ports import Said
from tron.voice.agent import TronVoiceAgent
from tron.voice.engine import remember
from tron.voice.floor import Floor
from tron.voice.hearing import Hearing
from tron.voice.outcomes import Outcomes
from tron.voice.speaker import Speaker, Utterance

CUT_WITHIN = 0.5


class Speaking:
    """Of one session. `began` is called when an utterance begins; `interruptible` False: nothing may cut any of them.

    `say` and `reply` raise CallOver once the call is over, and return only while nobody speaks in the agent's place.
    """

    def __init__(
        self,
        session: AgentSession[None],
        agent: TronVoiceAgent,
        speaker: Speaker,
        *,
        hearing: Hearing,
        outcomes: Outcomes,
        ending: Ending,
        floor: Floor,
        interruptible: bool,
        began: Callable[[], None],
    ) -> None:
        self._session = session
        self._agent = agent
        self._speaker = speaker
        self._hearing = hearing
        self._outcomes = outcomes
        self._ending = ending
        self._floor = floor
        self._interruptible = interruptible
        self._began = began
        self._handle: SpeechHandle | None = None
        self.cut_by = "caller"
        """What cut the last utterance off, if anything did."""

    @property
    def handle(self) -> SpeechHandle | None:
        """The utterance that is being spoken."""
        return self._handle

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Fixed text; `language` None is the agent's."""
        interruptible = interruptible and self._interruptible
        utterance = Utterance(text, language, asked_at=time.time())
        sound = self._speaker.say(text, utterance)
        return await self._spoken(self._session.say(text, audio=sound, allow_interruptions=interruptible), utterance)

    async def reply(self, message: llm.ChatMessage | None, instructions: str, *, language: str | None) -> Said:
        """The model's answer to the caller's `message`."""
        utterance = self._agent.utterance = Utterance(language=language)
        handle = self._session.generate_reply(
            user_input=message or NOT_GIVEN,
            instructions=instructions or NOT_GIVEN,
            allow_interruptions=self._interruptible,
        )
        return await self._spoken(handle, utterance)

    async def guided(self) -> bool:
        """Says what a supervisor wants said; whether there was anything."""
        guidance = self._floor.guidance
        if not guidance.waits:
            return False
        await self.store_turns()
        while guidance.waits and (text := guidance.take()) is not None:
            await self.say(text)
        return True

    async def store_turns(self) -> None:
        """livekit drops a turn that its hook stopped: the model, where there is one, must know it all the same."""
        turns = self._hearing.unstored
        if turns and self._session.llm is not None:
            await remember(self._session, self._agent, turns)
        turns.clear()

    def cut(self, cause: str) -> None:
        """Ends what is being spoken, if it may be interrupted."""
        handle = self._handle
        if handle is not None and not handle.done() and not handle.interrupted and handle.allow_interruptions:
            self.cut_by = cause
            handle.interrupt()

    def interrupt(self, cause: str) -> None:
        """The same for what nobody else may interrupt."""
        handle = self._handle
        if handle is not None and not handle.done():
            self.cut_by = cause
            handle.interrupt(force=True)

    async def _spoken(self, handle: SpeechHandle, utterance: Utterance) -> Said:
        self._handle, self.cut_by = handle, "caller"
        self._began()
        self._hearing.backchannels.speech_began()
        try:
            await self._played(handle)
        except asyncio.CancelledError:
            # The Script was broken off: nobody goes on speaking for it, and what was heard is written down.
            await self._break_off(handle, utterance, "machine")
            raise
        said = await self._break_off(handle, utterance, "hang_up")
        self._ending.check()
        await self._floor.free()
        return said

    async def _played(self, handle: SpeechHandle) -> None:
        """Until it was played or the call is over."""
        wake, ending = self._hearing.inbox.wake, self._ending
        handle.add_done_callback(lambda _: wake.set())
        while not handle.done() and ending.reason is None:
            wake.clear()
            if not handle.done() and ending.reason is None:
                await wake.wait()

    async def _break_off(self, handle: SpeechHandle, utterance: Utterance, cause: str) -> Said:
        """What came of an utterance; one that still sounds is cut, even where nobody may interrupt it."""
        if not handle.done():
            self.cut_by = cause
            handle.interrupt(force=True)
            await asyncio.wait([asyncio.ensure_future(handle.wait_for_playout())], timeout=CUT_WITHIN)
        self._handle = None
        return await self._outcomes.of(handle, utterance, self.cut_by)

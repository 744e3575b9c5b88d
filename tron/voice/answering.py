"""Who picked up, while the agent already speaks: the ear of a call, and the Script that acts on what it finds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tron.core.call_engine.answered import AnswerSupervisor, Verdict
from tron.core.ports import CallOver, Conversation, Script, ScriptResult
from tron.voice.tones import Tone, ToneDetector

LOOK_SECONDS: Final = 0.1
BEEP_WITHIN: Final = 30.0
QUIET_BEFORE_MESSAGE: Final = 2.5
"""A machine without a beep: so long after its last word it records."""
LAST_WORDS_WITHIN: Final = 1.5
"""What it says belongs to the transcript, though it was known by a beep."""
STAY_SECONDS: Final = 2.0
"""After the message, or its end would be cut off."""
SCREENED_SECONDS: Final = 30.0
ANNOUNCED: Final[Mapping[str, str]] = {
    "switched_off": "switched_off",
    "not_reachable": "not_reachable",
    "not_answering": "rang_out",
    "no_such_number": "invalid_number",
}
"""Reasons of design.md's table."""

VoicemailAction = Literal["hang_up", "leave_message", "flow"]


class CallEar:
    """Implements parts.Ear. `verdict` is what is known; `change` waits for the next one."""

    def __init__(self, now: Callable[[], float] = time.monotonic, *, menus: bool = False) -> None:
        self._now = now
        self._since = now()
        self._supervisor = AnswerSupervisor(menus=menus)
        self._tones = ToneDetector(self._tone)
        self._news: list[Verdict] = []
        self._wake = asyncio.Event()
        self.voice_ended: float | None = None
        self._speaking = False
        self._words_due = False
        self._settled = False

    @property
    def words_due(self) -> bool:
        """Whether what the voice said last is not recognised yet."""
        return self._words_due

    @property
    def verdict(self) -> Verdict | None:
        return self._supervisor.verdict

    @property
    def left_to_people(self) -> bool:
        """Somebody of ours has spoken with whoever is there: to them it is no machine."""
        return self._settled

    @property
    def beep_at(self) -> float | None:
        """Seconds after the answer at which a beep ended."""
        return self._supervisor.beep_at

    @property
    def quiet_for(self) -> float:
        """Seconds since the far side's last word; 0 while it speaks."""
        if self._speaking:
            return 0.0
        return self.at - (self.voice_ended or 0.0)

    @property
    def at(self) -> float:
        """Seconds since the answer."""
        return self._now() - self._since

    def frame(self, frame: bytes) -> None:
        if not self._done:
            self._tones.feed(frame)

    def voice(self, speaking: bool, *, silent_for: float = 0.0) -> None:
        self._speaking = speaking
        if speaking:
            self._words_due = True
            self._tell(self._supervisor.speech_began(self.at))
        else:
            self.voice_ended = self.at - silent_for
            self._tell(self._supervisor.speech_ended(self.voice_ended))

    def words(self, text: str, *, final: bool) -> None:
        self._words_due = self._words_due and not final
        self._tell(self._supervisor.words(text, self.at, final=final))

    def answered(self, text: str) -> None:
        self._tell(self._supervisor.answered(text, self.at))

    def settle(self) -> None:
        self._settled = True

    async def change(self) -> Verdict:
        """The next verdict that differs from the one before."""
        while True:
            if self._news:
                return self._news.pop(0)
            self._wake.clear()
            try:
                async with asyncio.timeout(None if self._done else LOOK_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                self.look()

    def look(self) -> None:
        """Time has gone by: a silence may say something, too."""
        self._tell(self._supervisor.passed(self.at))

    def _tone(self, tone: Tone, _second: float) -> None:
        self._tell(self._supervisor.tone(tone, self.at))

    @property
    def _done(self) -> bool:
        return self._settled or self._supervisor.settled

    def _tell(self, verdict: Verdict | None) -> None:
        if verdict is not None and not self._settled:
            self._news.append(verdict)
            self._wake.set()


@dataclass(frozen=True, slots=True)
class Policy:
    """What to do with a machine, and what is said to it or to a screener; both texts are filled in already.

    `walks_menus`: what may be a recorded menu is talked with.
    """

    action: VoicemailAction
    message: str
    identity: str
    walks_menus: bool = False


class AnsweredScript:
    """Runs a talk and breaks it off where nobody is there to talk with.

    `talk` makes the Script, anew for somebody who picks up late; `voicemail` the flow's way for a machine, if any.
    """

    def __init__(
        self,
        ear: CallEar,
        policy: Policy,
        talk: Callable[[], Script],
        voicemail: Callable[[], Script] | None = None,
    ) -> None:
        self._ear = ear
        self._policy = policy
        self._talk = talk
        self._voicemail = voicemail

    async def run(self, conversation: Conversation) -> ScriptResult:
        while True:
            result = await self._until_nobody(conversation)
            if isinstance(result, ScriptResult):
                return result
            try:
                ended = await self._nobody(result, conversation)
            except CallOver as over:
                return ScriptResult(over.reason)
            if ended is not None:
                return ended

    async def _until_nobody(self, conversation: Conversation) -> ScriptResult | Verdict:
        """The talk's result, or who else but a person is there; the talk is over then."""
        talk = asyncio.create_task(self._talk().run(conversation), name="talk")
        try:
            while True:
                verdict = await self._change_during(talk)
                if verdict is None:
                    return talk.result()
                await _tell(conversation, verdict)
                if verdict.kind != "human" and not (self._policy.walks_menus and verdict.may_be_menu):
                    return verdict
        finally:
            if not talk.done():
                talk.cancel()
                await asyncio.gather(talk, return_exceptions=True)

    async def _change_during(self, talk: asyncio.Task[ScriptResult]) -> Verdict | None:
        change = asyncio.create_task(self._ear.change())
        try:
            await asyncio.wait({talk, change}, return_when=asyncio.FIRST_COMPLETED)
            return None if talk.done() else change.result()
        finally:
            change.cancel()

    async def _nobody(self, verdict: Verdict, conversation: Conversation) -> ScriptResult | None:
        """How the call ends; None where a person is there after all."""
        if verdict.kind == "fax":
            return ScriptResult("fax")
        if await self._person_before(conversation, lambda: not self._ear.words_due, LAST_WORDS_WITHIN):
            return None
        if verdict.kind == "announcement":
            return ScriptResult(ANNOUNCED.get(verdict.what, "not_reachable"))
        if verdict.kind == "screening":
            return await self._screened(conversation)
        return await self._machine(conversation)

    async def _machine(self, conversation: Conversation) -> ScriptResult | None:
        if self._policy.action == "hang_up" or (self._policy.action == "flow" and self._voicemail is None):
            return ScriptResult("machine")
        if await self._person_before(conversation, self._recording, BEEP_WITHIN):
            return None
        if self._policy.action == "flow" and self._voicemail is not None:
            return await self._voicemail().run(conversation)
        await conversation.say(self._policy.message, interruptible=False)
        if await self._person_before(conversation, lambda: False, STAY_SECONDS):
            return None
        return ScriptResult("voicemail_left")

    def _recording(self) -> bool:
        """Whether what is said now is recorded: after a beep, or a while after the last word."""
        beep = self._ear.beep_at
        if beep is not None and self._ear.verdict is not None and beep >= self._ear.verdict.at - 1.0:
            return True
        return self._ear.quiet_for >= QUIET_BEFORE_MESSAGE

    async def _screened(self, conversation: Conversation) -> ScriptResult | None:
        """Says who calls and why; the person may pick up then, or the machine says that nobody will."""
        await conversation.say(self._policy.identity)
        until = self._ear.at + SCREENED_SECONDS
        while not self._ear.left_to_people and (left := until - self._ear.at) > 0:
            verdict = await self._change_within(conversation, min(LOOK_SECONDS, left))
            if verdict is None:
                continue
            if verdict.kind == "human":
                return None
            if verdict.kind != "screening":
                return await self._nobody(verdict, conversation)
        return None

    async def _person_before(self, conversation: Conversation, ready: Callable[[], bool], seconds: float) -> bool:
        """Waits until `ready`, at most so long; True as soon as a person picks up, or one of ours takes over."""
        until = self._ear.at + seconds
        while not self._ear.left_to_people and self._ear.at < until and not ready():
            verdict = await self._change_within(conversation, min(LOOK_SECONDS, until - self._ear.at))
            if verdict is not None and verdict.kind == "human":
                return True
        return self._ear.left_to_people

    async def _change_within(self, conversation: Conversation, seconds: float) -> Verdict | None:
        change = asyncio.create_task(self._ear.change())
        try:
            await _raise_if_over(conversation, asyncio.wait({change}, timeout=max(seconds, 0)))
            if not change.done():
                return None
            await _tell(conversation, change.result())
            return change.result()
        finally:
            change.cancel()


async def _tell(conversation: Conversation, verdict: Verdict) -> None:
    told = {"kind": verdict.kind, "cause": verdict.cause, "what": verdict.what, "at": round(verdict.at, 2)}
    await conversation.emit("call.answered_by", told)


async def _raise_if_over(conversation: Any, waiting: Awaitable[Any]) -> None:
    """Waits; CallOver where the call ends meanwhile."""
    over, waited = asyncio.ensure_future(conversation.over()), asyncio.ensure_future(waiting)
    try:
        await asyncio.wait({over, waited}, return_when=asyncio.FIRST_COMPLETED)
        if over.done():
            raise CallOver(over.result())
    finally:
        over.cancel()
        waited.cancel()

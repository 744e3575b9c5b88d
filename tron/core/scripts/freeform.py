"""Freeform talk: greeting, turns, silence, opt-out, goodbye. The first Script; flows are the second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.guardrails.disclosures import Disclosures
from tron.core.models.agent_parts import PreparedLines
from tron.core.ports import CallOver, Conversation, Heard, Said, ScriptResult
from tron.core.scripts import phrases
from tron.core.scripts.documents import Documents
from tron.core.scripts.prepared import PreparedTalk
from tron.core.scripts.render import render
from tron.core.scripts.talk_language import TalkLanguage
from tron.core.scripts.trouble import Trouble
from tron.core.scripts.wishes import wants_no_calls
from tron.core.tools.call_tools import CallTools

log = logging.getLogger(__name__)

OPENING_SECONDS = 3.0
LAST_WORDS_SECONDS = 0.5
"""How long it listens after its goodbye: what was said over it may hold an opt-out."""
OPT_OUT_SECONDS = 3.0
OVER_DISCLOSURE_SECONDS = 0.05
"""A look at what was said over a disclosure; longer only while somebody is still speaking."""
DO_NOT_CALL = "do_not_call"
GO_ON = "Your last words broke off in the middle. Finish what you were saying in one short sentence."


@dataclass(frozen=True, slots=True)
class FreeformConfig:
    """What freeform talk needs of its agent. `silence_seconds` is how long it waits before it asks again.

    `disclosures` are sentences that the far side must have heard before the call is over.
    """

    greeting: str
    short_greeting: str
    lines: PreparedLines
    variables: Mapping[str, Any] = field(default_factory=dict)
    silence_seconds: float = 6.0
    instructions: str = ""
    disclosures: Sequence[str] = ()
    language: str = "en-IN"
    carries_on: bool = True
    """Whether its prepared lines hold the talk while the model fails."""
    known_language: str | None = None
    """What this number spoke in its last call, BCP 47."""
    follows_language: bool = True


class Freeform:
    """Talks until somebody ends it. `opt_out` records that the person must never be called again.

    `tools` are what the model behind `generate` uses: by them it ends the call and keeps values. `documents`: what it
    answers from; they are closed by the caller.
    """

    def __init__(
        self,
        config: FreeformConfig,
        opt_out: Callable[[str], Awaitable[None]],
        tools: CallTools | None = None,
        documents: Documents | None = None,
    ) -> None:
        self._tools = tools
        self._documents = documents
        self._config = config
        self._opt_out = opt_out
        self._talk = PreparedTalk(config.lines, config.variables)
        self._disclosures = Disclosures([render(text, config.variables) for text in config.disclosures])
        self._disclosed = False
        self._trouble = Trouble(config.language, carries_on=config.carries_on)
        self.language = TalkLanguage(config.language, config.known_language, follows=config.follows_language)
        """The language of the talk so far."""
        self._result = ScriptResult("agent_ended")
        self._silences = 0
        self._never_again = False

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Hold the talk; when the call ends under it, what was found so far is kept."""
        if self._documents is not None and conversation.can_generate:
            self._documents.follow(conversation)
        try:
            reason = await self._open(conversation)
            while reason is None:
                reason = await self._turn(conversation)
            self._result.reason = reason
            await self._last_words(conversation)
        except CallOver as over:
            self._result.reason = over.reason
        self._take_from_tools()
        for index in self._disclosures.missing:
            await conversation.emit("disclosure.missed", {"index": index})
        return self._result

    async def _open(self, conversation: Conversation) -> str | None:
        said = await self._say(conversation, self._config.greeting)
        if self.language.now != self._config.language and conversation.can_generate:
            await self._speak_in(conversation, self._config.language, self.language.now, "known")
        if not (said.interrupted and said.seconds <= OPENING_SECONDS):
            return None
        heard = await conversation.listen(self._config.silence_seconds)
        if heard.kind != "silence" and not self._asks_only_who(heard):
            return await self._heard(conversation, heard)
        # "Hello? Kaun?" over the opening: it was lost, say it again in short.
        await self._say(conversation, self._config.short_greeting or self._config.greeting)
        return None

    def _asks_only_who(self, heard: Heard) -> bool:
        if heard.kind != "speech" or wants_no_calls(heard.text) or self._talk.is_urgent(heard.text):
            return False
        return phrases.is_who_is_this(heard.text)

    async def _turn(self, conversation: Conversation) -> str | None:
        """One turn; the reason when the talk is over."""
        return await self._heard(conversation, await conversation.listen(self._config.silence_seconds))

    async def _heard(self, conversation: Conversation, heard: Heard) -> str | None:
        if heard.kind == "time_up":
            if (over := await self._disclose_rest(conversation)) is not None:
                return await self._answer(conversation, over)
            await self._say(conversation, self._config.lines.time_up, interruptible=False)
            return "max_duration"
        if heard.kind == "silence":
            return await self._silent(conversation)
        self._silences = 0
        if heard.kind == "unclear":
            return await self._ask_again(conversation)
        self._trouble.understood()
        await self._follow(conversation, heard)
        return await self._answer(conversation, heard)

    async def _follow(self, conversation: Conversation, heard: Heard) -> None:
        """Answers in the caller's language. Prepared lines have one of their own: without a model nothing changes."""
        if heard.kind != "speech":
            return
        change = self.language.heard(heard)
        if change is not None and conversation.can_generate:
            await self._speak_in(conversation, change.before, change.after, change.why)

    async def _speak_in(self, conversation: Conversation, before: str, after: str, why: str) -> None:
        self._trouble.speak(after)
        await conversation.set_language(after)
        await conversation.emit("language.changed", {"before": before, "after": after, "why": why})

    async def _silent(self, conversation: Conversation) -> str | None:
        prompts = self._config.lines.silence
        self._silences += 1
        await conversation.emit("silence", {"count": self._silences})
        if self._silences > len(prompts):
            if (over := await self._disclose_rest(conversation)) is not None:
                return await self._answer(conversation, over)
            await self._say(conversation, self._config.lines.silence_goodbye, interruptible=False)
            return "no_input"
        await self._say(conversation, prompts[self._silences - 1])
        return None

    async def _answer(self, conversation: Conversation, heard: Heard) -> str | None:
        # Somebody in danger is answered first, from prepared words, whatever model there is.
        urgent = heard.kind == "speech" and self._talk.is_urgent(heard.text)
        if heard.kind == "keys":
            self._keep_keys(heard)
        elif wants_no_calls(heard.text):
            await self._keep_opt_out(conversation, heard.text)
            if not urgent:
                return await self._acknowledge_opt_out(conversation)
        if not (self._disclosed or urgent or self._talk.state()["urgent"]):
            self._disclosed = True
            if (over := await self._disclose(conversation)) is not None:
                return await self._heard(conversation, _after(heard, over))
        return await self._reply(conversation, heard, urgent=urgent)

    async def _reply(self, conversation: Conversation, heard: Heard, *, urgent: bool) -> str | None:
        reply = self._talk.reply(heard.text or heard.keys)
        if reply.outcome:
            self._result.outcome = reply.outcome
        self._result.extracted_data.update(reply.extracted)
        if conversation.can_generate and heard.kind == "speech" and not (reply.ends or urgent):
            facts = await self._documents.instructions(conversation, heard.text) if self._documents is not None else ""
            instructions = (self._config.instructions, self.language.instructions(), facts)
            said = await conversation.generate("\n\n".join(part for part in instructions if part))
            await self._note(conversation, said)
            if said.failed and said.heard and not said.interrupted:
                said = await conversation.generate("\n\n".join([*filter(None, instructions), GO_ON]))
                await self._note(conversation, said)
            failed = said.failed and not said.heard
            if self._trouble.replied(failed=failed):
                return await self._give_up(conversation)
            if not failed or self._end_is_wanted():
                return await self._end_if_wanted(conversation, said)
            # The model gave nothing to say: the prepared line stands in.
        if reply.ends and (over := await self._disclose_rest(conversation)) is not None:
            return await self._answer(conversation, over)
        await self._say(conversation, reply.text, interruptible=not reply.ends)
        return "agent_ended" if reply.ends else None

    # ------------------------------------------------------------ what the model's tools left

    def _end_is_wanted(self) -> bool:
        return self._tools is not None and self._tools.end_wanted is not None

    async def _end_if_wanted(self, conversation: Conversation, said: Said) -> str | None:
        """The model wants to hang up: not over somebody who speaks, and not before what must be said."""
        if self._tools is None or not self._end_is_wanted():
            return None
        if said.interrupted:
            self._tools.stay()
            return None
        if (over := await self._disclose_rest(conversation)) is not None:
            self._tools.stay()
            return await self._answer(conversation, over)
        if said.failed and not said.heard:
            await self._say(conversation, self._config.lines.goodbye, interruptible=False)
        return "agent_ended"

    def _take_from_tools(self) -> None:
        if self._tools is None:
            return
        # What the prepared lines took stands: a caller can talk a model into any value.
        self._result.extracted_data = {**self._tools.remembered, **self._result.extracted_data}
        if self._tools.end_wanted and not self._never_again:
            self._result.outcome = self._tools.end_wanted

    # ------------------------------------------------------------ trouble

    async def _ask_again(self, conversation: Conversation) -> str | None:
        text = self._trouble.ask_again()
        if text is None:
            return await self._give_up(conversation)
        await self._say(conversation, text, language=self._trouble.language)
        return None

    async def _give_up(self, conversation: Conversation) -> str:
        await self._say(conversation, self._trouble.goodbye, interruptible=False, language=self._trouble.language)
        return "vendor_failed"

    # ------------------------------------------------------------ disclosures

    async def _disclose(self, conversation: Conversation) -> Heard | None:
        """Speaks what the far side has not heard yet; what it said over that, if anything.

        A wish never to be called again, or danger, ends it there: nothing more is said before it is answered.
        """
        over: Heard | None = None
        for index in self._disclosures.missing:
            await self._say(conversation, self._config.disclosures[index], interruptible=False)
            heard = await conversation.listen(OVER_DISCLOSURE_SECONDS)
            if heard.kind == "keys":
                self._keep_keys(heard)
            elif heard.kind == "time_up" or self._matters_most(heard):
                return heard
            elif heard.kind == "speech" and not phrases.is_backchannel(heard.text):
                over = _after(over, heard)
        return over

    async def _disclose_rest(self, conversation: Conversation) -> Heard | None:
        """The same before a goodbye, which only those two things hold up."""
        over = await self._disclose(conversation)
        return over if over is not None and self._matters_most(over) else None

    def _matters_most(self, heard: Heard) -> bool:
        return heard.kind == "speech" and (wants_no_calls(heard.text) or self._talk.is_urgent(heard.text))

    async def _note(self, conversation: Conversation, said: Said) -> None:
        """What was really heard may have been a disclosure."""
        for index in self._disclosures.heard(said.heard):
            await conversation.emit("disclosure.said", {"index": index})

    def _keep_keys(self, heard: Heard) -> None:
        self._result.extracted_data["keys"] = self._result.extracted_data.get("keys", "") + heard.keys

    # ------------------------------------------------------------ opt-out and speech

    async def _keep_opt_out(self, conversation: Conversation, words: str) -> None:
        """Record the wish before anything is said. A database that is away holds up nobody: the call's end retries."""
        self._never_again = True
        if self._talk.state()["urgent"] is None:
            self._result.outcome = DO_NOT_CALL
        await conversation.emit("call.opted_out", {"words": None})
        try:
            async with asyncio.timeout(OPT_OUT_SECONDS):
                await self._opt_out(words)
        except DATABASE_ERRORS as error:
            log.error("an opt-out waits for the database: %s", type(error).__name__)

    async def _acknowledge_opt_out(self, conversation: Conversation) -> str:
        # They may hang up on the acknowledgement; the wish counts all the same.
        with contextlib.suppress(CallOver):
            await self._say(conversation, self._config.lines.opt_out_ack, interruptible=False)
        return "opted_out"

    async def _last_words(self, conversation: Conversation) -> None:
        """What was said over the goodbye changes nothing any more, but for one wish."""
        if self._never_again:
            return
        with contextlib.suppress(CallOver):
            heard = await conversation.listen(LAST_WORDS_SECONDS)
            if heard.kind == "speech" and wants_no_calls(heard.text):
                await self._keep_opt_out(conversation, heard.text)
                self._result.reason = await self._acknowledge_opt_out(conversation)

    async def _say(
        self, conversation: Conversation, text: str, *, interruptible: bool = True, language: str | None = None
    ) -> Said:
        """Speaks `text`; once more when no sound came out at all. CallOver when the voice fails for good."""
        spoken = render(text, self._config.variables)
        # What the owner wrote is in the agent's language, whatever the talk is in.
        how = {} if language in (None, self._config.language) else {"language": language}
        said = await conversation.say(spoken, interruptible=interruptible, **how)
        if said.failed and not said.heard:
            said = await conversation.say(spoken, interruptible=interruptible, **how)
            if said.failed and not said.heard:
                raise CallOver("vendor_failed")
        await self._note(conversation, said)
        return said


def _after(heard: Heard | None, later: Heard) -> Heard:
    """What was said, and what was said over the agent after it, as one turn. A wish or the end of time stands alone."""
    if heard is None or heard.kind != "speech" or later.kind != "speech" or wants_no_calls(later.text):
        return later
    return replace(later, text=f"{heard.text} {later.text}")

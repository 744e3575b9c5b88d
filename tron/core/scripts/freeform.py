"""Freeform talk: greeting, turns, silence, opt-out, goodbye. The first Script; flows are the second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.models.agent_parts import PreparedLines
from tron.core.ports import CallOver, Conversation, Heard, Said, ScriptResult
from tron.core.scripts import phrases
from tron.core.scripts.prepared import PreparedTalk
from tron.core.scripts.render import render

log = logging.getLogger(__name__)

OPENING_SECONDS = 3.0
LAST_WORDS_SECONDS = 0.5
"""How long it listens after its goodbye: what was said over it may hold an opt-out."""
OPT_OUT_SECONDS = 3.0
DO_NOT_CALL = "do_not_call"


@dataclass(frozen=True, slots=True)
class FreeformConfig:
    """What freeform talk needs of its agent. `silence_seconds` is how long it waits before it asks again."""

    greeting: str
    short_greeting: str
    lines: PreparedLines
    variables: Mapping[str, Any] = field(default_factory=dict)
    silence_seconds: float = 6.0
    instructions: str = ""


class Freeform:
    """Talks until somebody ends it. `opt_out` records that the person must never be called again."""

    def __init__(self, config: FreeformConfig, opt_out: Callable[[str], Awaitable[None]]) -> None:
        self._config = config
        self._opt_out = opt_out
        self._talk = PreparedTalk(config.lines, config.variables)
        self._result = ScriptResult("agent_ended")
        self._silences = 0
        self._never_again = False

    async def run(self, conversation: Conversation) -> ScriptResult:
        """Hold the talk; when the call ends under it, what was found so far is kept."""
        try:
            reason = await self._open(conversation)
            while reason is None:
                reason = await self._turn(conversation)
            self._result.reason = reason
            await self._last_words(conversation)
        except CallOver as over:
            self._result.reason = over.reason
        return self._result

    async def _open(self, conversation: Conversation) -> str | None:
        said = await self._say(conversation, self._config.greeting)
        if not (said.interrupted and said.seconds <= OPENING_SECONDS):
            return None
        heard = await conversation.listen(self._config.silence_seconds)
        if heard.kind != "silence" and not self._asks_only_who(heard):
            return await self._heard(conversation, heard)
        # "Hello? Kaun?" over the opening: it was lost, say it again in short.
        await self._say(conversation, self._config.short_greeting or self._config.greeting)
        return None

    def _asks_only_who(self, heard: Heard) -> bool:
        if heard.kind != "speech" or phrases.is_opt_out(heard.text) or self._talk.is_urgent(heard.text):
            return False
        return phrases.is_who_is_this(heard.text)

    async def _turn(self, conversation: Conversation) -> str | None:
        """One turn; the reason when the talk is over."""
        return await self._heard(conversation, await conversation.listen(self._config.silence_seconds))

    async def _heard(self, conversation: Conversation, heard: Heard) -> str | None:
        if heard.kind == "time_up":
            await self._say(conversation, self._config.lines.time_up, interruptible=False)
            return "max_duration"
        if heard.kind == "silence":
            return await self._silent(conversation)
        self._silences = 0
        return await self._answer(conversation, heard)

    async def _silent(self, conversation: Conversation) -> str | None:
        prompts = self._config.lines.silence
        self._silences += 1
        await conversation.emit("silence", {"count": self._silences})
        if self._silences > len(prompts):
            await self._say(conversation, self._config.lines.silence_goodbye, interruptible=False)
            return "no_input"
        await self._say(conversation, prompts[self._silences - 1])
        return None

    async def _answer(self, conversation: Conversation, heard: Heard) -> str | None:
        # Somebody in danger is answered first, from prepared words, whatever model there is.
        urgent = heard.kind == "speech" and self._talk.is_urgent(heard.text)
        if heard.kind == "keys":
            self._result.extracted_data["keys"] = self._result.extracted_data.get("keys", "") + heard.keys
        elif phrases.is_opt_out(heard.text):
            await self._keep_opt_out(conversation, heard.text)
            if not urgent:
                return await self._acknowledge_opt_out(conversation)
        reply = self._talk.reply(heard.text or heard.keys)
        if reply.outcome:
            self._result.outcome = reply.outcome
        self._result.extracted_data.update(reply.extracted)
        if conversation.can_generate and heard.kind == "speech" and not (reply.ends or urgent):
            said = await conversation.generate(self._config.instructions)
            if not (said.failed and not said.heard):
                return None
            # The model gave nothing to say: the prepared line stands in.
        await self._say(conversation, reply.text, interruptible=not reply.ends)
        return "agent_ended" if reply.ends else None

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
            if heard.kind == "speech" and phrases.is_opt_out(heard.text):
                await self._keep_opt_out(conversation, heard.text)
                self._result.reason = await self._acknowledge_opt_out(conversation)

    async def _say(self, conversation: Conversation, text: str, *, interruptible: bool = True) -> Said:
        """Speaks `text`; once more when no sound came out at all. CallOver when the voice fails for good."""
        spoken = render(text, self._config.variables)
        said = await conversation.say(spoken, interruptible=interruptible)
        if said.failed and not said.heard:
            said = await conversation.say(spoken, interruptible=interruptible)
            if said.failed and not said.heard:
                raise CallOver("vendor_failed")
        return said

"""What holds whenever a flow speaks: disclosures, danger, opt-out, words said over it, the goodbye."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from tron.core.flow_engine.confidence import speakable
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.signals import Ended, Jump
from tron.core.flow_engine.state import LONGEST_WORDS, MOST_KEYS, FlowState, Words
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flow_engine.watched import Watched
from tron.core.guardrails.disclosures import Disclosures
from tron.core.ports import CallOver, Compose, Heard, Said
from tron.core.scripts.partings import answers_goodbye
from tron.core.scripts.phrases import asks_again, is_hello
from tron.core.scripts.talk_language import TalkLanguage
from tron.core.scripts.wishes import wants_no_calls

BOOL: Final = TypeAdapter(bool)
DO_NOT_CALL: Final = "do_not_call"
OVER_SPEECH_SECONDS: Final = 3.0
"""How long it waits for the words of somebody who spoke over the agent."""
GOODBYE_SECONDS: Final = 0.5
MOST_LAST_TURNS: Final = 4
_NOTHING: Final = Said("", "", False, 0.0)


class Speaking:
    """Of one walk; shared by its nodes."""

    def __init__(self, state: FlowState, outside: Outside, rules: FlowRules, watched: Watched) -> None:
        self._state = state
        self._outside = outside
        self._rules = rules
        self._watched = watched
        self.language = TalkLanguage(rules.language, rules.known_language, follows=rules.follows_language)
        if state.language is not None:
            self.language.recall(state.language)
        if state.must_say is None:
            state.must_say = [filled_or_plain(text, state.variables).text for text in rules.disclosures]
        self._disclosures = Disclosures(state.must_say)
        if state.undisclosed is not None:
            self._disclosures.recall(state.undisclosed)

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Speaks; what the caller says over it waits for the next node that listens."""
        if not text or text.isspace():
            return _NOTHING
        said = await self._outside.say(text, interruptible=interruptible, language=language)
        if said.failed and not said.heard:
            said = await self._outside.say(text, interruptible=interruptible, language=language)
        if self._keep(said):
            await self._after(said)
        return said

    async def compose(self, wanted: Compose) -> Said:
        """The model speaks, in the language of the talk."""
        language = self.language.instructions()
        if language:
            wanted = replace(wanted, instructions=f"{wanted.instructions}\n\n{language}")
        said = await self._outside.compose(wanted)
        if self._keep(said):
            await self._after(said)
        return said

    def line(self, text: str) -> str:
        """One of the agent's own lines, its {{names}} filled in."""
        return filled_or_plain(text, speakable(self._state)).text

    def _keep(self, said: Said) -> bool:
        """Whether more is to be done about it than to know that it was said: nearly never."""
        state = self._state
        state.said, state.cut = said.text or said.heard, said.interrupted
        state.add_row("agent", said.heard)
        if state.farewell and said.heard:
            state.farewell = "said"
        return said.interrupted or self._disclosures.incomplete

    async def _after(self, said: Said) -> None:
        state = self._state
        newly = self._disclosures.heard(said.heard)
        state.undisclosed = self._disclosures.memory()
        for index in newly:
            state.disclosed = sorted({*state.disclosed, index})
            await self._outside.emit("disclosure.said", {"index": index}, state.short_path)
        if said.interrupted and state.pending is None:
            heard = await self._outside.listen(OVER_SPEECH_SECONDS, dictation=False)
            if heard.kind == "time_up":
                await self.time_up()
            elif heard.kind != "silence":
                await self.over_speech(heard)

    async def over_speech(self, heard: Heard) -> None:
        """A wish never to be called again, and danger, do not wait for the next node that listens."""
        bound = await self.binding(heard.text, private=heard.private)
        if heard.kind in ("speech", "keys"):
            said = words_of(heard, bound=bound)
            before = self._state.pending
            self._state.pending = said if before is None else before.and_then(said)

    async def disclose(self) -> None:
        """What the agent must have said, after the caller's first words: not over somebody who hangs up at once."""
        for index, text in enumerate(self._disclosures.texts):
            if index not in self._state.disclosed:
                self._state.disclosed = sorted({*self._state.disclosed, index})
                if index in self._disclosures.missing:
                    await self.say(text, interruptible=False)

    @property
    def undisclosed(self) -> list[int]:
        """Places of the disclosures that nobody heard whole."""
        return self._disclosures.missing

    # ------------------------------------------------------------ what binds every call

    async def binding(self, said: str, *, private: bool = False) -> bool:
        """Danger first, then the wish never to be called again, whatever is drawn; whether one of them was there."""
        if not said:
            return False
        urgent = await self._outside.urgent(said)
        if await self._outside.decided(wants_no_calls(said), BOOL, private=private):
            await self.opt_out(said, silent=urgent is not None)
        if urgent is not None:
            await self.say(urgent, interruptible=False)
        return urgent is not None

    async def opt_out(self, said: str, *, silent: bool) -> None:
        """Keeps the wish, before anything else; then, unless `silent`, the flow's own node for it, or the end."""
        state = self._state
        if not state.opted_out:
            state.opted_out = True
            state.outcome = DO_NOT_CALL
            await self._outside.emit("call.opted_out", {"words": None}, state.short_path)
            await self._outside.opt_out(said[:LONGEST_WORDS])
        if silent:
            return
        state.farewell = state.farewell or "owed"
        node = self._watched.opt_out(state)
        if node is not None:
            raise Jump(node)
        await self.leave()

    async def leave(self) -> None:
        """Ends a call whose caller asked never to be called again, politely. Raises Ended, always."""
        lines = self._rules.lines
        text = lines.goodbye if self._state.farewell == "said" else lines.opt_out_ack
        # They may hang up on it; the wish counts all the same.
        with contextlib.suppress(CallOver):
            await self.say(self.line(text), interruptible=False)
        raise Ended("opted_out", DO_NOT_CALL)

    async def time_up(self) -> None:
        """The call has lasted as long as it may. Raises Ended, always."""
        await self.part(self._rules.lines.time_up)
        raise Ended("max_duration")

    # ------------------------------------------------------------ goodbye

    async def part(self, template: str) -> None:
        """Says it as the last words of the call, after what must have been said."""
        if not self._state.opted_out:
            await self.disclose()
        await self.say(self.line(template), interruptible=False)
        # They may hang up on it; what the call ended by stands.
        with contextlib.suppress(CallOver):
            await self.overhear(GOODBYE_SECONDS)

    async def overhear(self, seconds: float) -> None:
        """What was said into words that nobody could interrupt waits for the next node that listens.

        A wish never to be called again, and danger, are acted on at once.
        """
        if self._state.opted_out:
            return
        heard = await self._outside.listen(seconds, dictation=False)
        if heard.kind == "time_up":
            self._state.out_of_time = True  # some conversations tell it once
        elif heard.kind != "silence":
            await self.over_speech(heard)

    async def goodbye(self, text: str) -> bool:
        """Says it; True where the caller spoke into it and the call goes on. Once in a call.

        Who did not hear it is told it once more.
        """
        if not self._state.opted_out:
            await self.disclose()
        said = await self.say(text, interruptible=not self._state.reopened)
        quiet, repeated = said.interrupted and self._state.pending is None, False
        for _turn in range(MOST_LAST_TURNS):
            if not repeated and await self._was_unheard():
                self._state.pending, repeated = None, True
                await self.say(text, interruptible=False)
            if quiet or await self._reopens():
                break
            # Thanks and goodbyes change nothing, but a wish may follow them.
            self._state.pending = None
            heard = await self._outside.listen(GOODBYE_SECONDS, dictation=False)
            quiet = heard.kind in ("silence", "time_up")
            if not quiet:
                await self.over_speech(heard)
        if await self._reopens():
            return True
        self._state.pending = None
        return False

    async def _was_unheard(self) -> bool:
        words = self._state.pending
        if words is None or words.kind != "speech":
            return False
        return await self._outside.decided(asks_again(words.text) or is_hello(words.text), BOOL, private=words.private)

    async def _reopens(self) -> bool:
        """Whether what the caller said into the goodbye is a reason to go on."""
        words = self._state.pending
        state = self._state
        if words is None or words.kind != "speech" or state.reopened or state.listener is None or state.farewell:
            return False
        return not await self._outside.decided(answers_goodbye(words.text), BOOL, private=words.private)


def words_of(heard: Heard, *, bound: bool = False) -> Words:
    """What was heard as it is kept. `bound`: see Words."""
    kind = "speech" if heard.kind in ("speech", "unclear") else heard.kind
    return Words(
        kind=kind if kind in ("speech", "keys") else "silence",
        text=heard.text[:LONGEST_WORDS],
        keys=heard.keys[:MOST_KEYS],
        language=heard.language,
        confidence=heard.confidence,
        bound=bound,
        private=heard.private,
    )

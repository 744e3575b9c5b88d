"""What holds whenever a flow listens: silence, unclear words, the caller's language, global nodes, time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter

from tron.core.flow_engine.ahead import likely_texts
from tron.core.flow_engine.asides import Asides, Prompt
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.inquiry import Inquiry
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.signals import Ended, Jump
from tron.core.flow_engine.speaking import BOOL, Speaking, words_of
from tron.core.flow_engine.state import LONGEST_WORDS, MAIN, MASK, FlowState, Place, Words
from tron.core.flow_engine.watched import Watched
from tron.core.flow_engine.world import TransferResult
from tron.core.ports import Heard
from tron.core.scripts.trouble import Trouble
from tron.core.scripts.wishes import wants_no_calls

if TYPE_CHECKING:
    from tron.core.flow_engine.ringing import Ringing

_NAME: Final[TypeAdapter[str | None]] = TypeAdapter(str | None)


class Listening:
    """Of one walk; shared by its nodes."""

    def __init__(
        self,
        flows: Flows,
        state: FlowState,
        outside: Outside,
        rules: FlowRules,
        watched: Watched,
        speaking: Speaking,
        inquiry: Inquiry,
    ) -> None:
        self._flows = flows
        self._state = state
        self._outside = outside
        self._rules = rules
        self._watched = watched
        self._speaking = speaking
        self._inquiry = inquiry
        self._trouble = Trouble(state.speaks or rules.language, carries_on=True, unclear=state.unclear)

    async def hear(
        self,
        timeout: float,
        *,
        on_silence: str,
        tries: int,
        prompt: Prompt,
        dictation: bool,
        repeats: int,
        keys: bool = False,
    ) -> Words:
        """`prompt` gives the words to ask again with; empty: what was said last. What is said beside an answer is
        answered at once, `repeats` times (Asides). `keys`: what was pressed ahead is taken first."""
        state = self._state
        inner = None if state.flow == MAIN else dict(state.variables)
        said = state.said
        state.listener = Place(state.flow, state.node, list(state.stack), inner, said)
        asides = Asides(
            self._speaking, self._outside, self._rules, said=said, cut=state.cut, prompt=prompt, repeats=repeats
        )
        silences = 0
        while True:
            words = self._pressed_ahead() if keys else None
            words = words or await self._next(timeout, dictation=dictation)
            if words is None:
                continue
            if words.kind == "silence":
                silences += 1
                await self._silent(silences, on_silence, tries, prompt, said)
                if on_silence == "continue":
                    self._take(words)
                    return words
                continue
            self._take(words)
            if words.kind == "speech":
                await self._heed(words, dictation=dictation)
                if await asides.answered(words):
                    continue
            return words

    async def rings(self, ringing: Ringing) -> TransferResult:
        """Waits for somebody else to answer, and listens meanwhile. A wish never to be called again ends the ringing;
        other words wait for the next node that listens."""
        out_of_time = self._state.out_of_time
        try:
            while True:
                came = await self._outside.rings(ringing, listen=not out_of_time)
                if isinstance(came, TransferResult):
                    self._state.out_of_time = False  # people who talk are not cut by it
                    if out_of_time and not came.answered:
                        await self._speaking.time_up()
                    return came
                if came.kind == "time_up":  # who is put through outlasts the agent's time
                    out_of_time = True
                elif came.kind != "silence":
                    await self._over_ringing(came, ringing)
        finally:
            await ringing.stop()

    async def _over_ringing(self, heard: Heard, ringing: Ringing) -> None:
        own = await self._outside.decided(self._watched.by_words(self._state, heard.text), _NAME, private=heard.private)
        own_wish = own is not None and self._watched.is_opt_out(own)
        if own_wish or await self._outside.decided(wants_no_calls(heard.text), BOOL, private=heard.private):
            await ringing.stop()
        await self._speaking.over_speech(heard)
        if own_wish:
            await self._speaking.opt_out(heard.text, silent=False)

    async def _heed(self, words: Words, *, dictation: bool) -> None:
        """What binds every call, and what is watched in every flow."""
        if not words.bound:
            await self._speaking.binding(words.text, private=words.private)
        if not dictation and not words.private:  # numbers and addresses are read out in English in any talk
            await self._follow(words)
        await self._speaking.disclose()
        await self._look_for_globals(words, ask=not dictation)

    async def _next(self, timeout: float, *, dictation: bool) -> Words | None:
        """One thing that the caller did; None where it was asked again."""
        state = self._state
        if state.pending is not None:
            words, state.pending = state.pending, None
            if words.kind == "speech" and not words.bound and self._unsure(words.confidence):
                await self._ask_again(Heard("speech", words.text, confidence=words.confidence))
                return None
            return words
        if state.out_of_time:
            await self._speaking.time_up()
        heard = await self._listen(timeout, dictation=dictation)
        if heard.kind == "time_up":
            await self._speaking.time_up()
        if heard.kind == "unclear" or (heard.kind == "speech" and self._unsure(heard.confidence)):
            await self._ask_again(heard)
            return None
        state.unclear = 0
        self._trouble.understood()
        # A wish may stand at the end of a long speech, of which only the beginning is kept.
        long = await self._outside.decided(len(heard.text) > LONGEST_WORDS, BOOL, private=heard.private)
        bound = long and await self._speaking.binding(heard.text, private=heard.private)
        return words_of(heard, bound=bound)

    async def _listen(self, timeout: float, *, dictation: bool) -> Heard:
        """Meanwhile what may come next is made ready."""
        self._outside.expect(likely_texts(self._flows.graphs[self._state.flow], self._state))
        if not dictation:
            self._inquiry.begin_early()
        try:
            return await self._outside.listen(timeout, dictation=dictation)
        finally:
            self._inquiry.end_early()

    def _unsure(self, confidence: float | None) -> bool:
        """Whether to ask for it again; words that come again as unclear are taken as they are."""
        return confidence is not None and confidence < self._rules.low_confidence and self._state.unclear < 1

    def _pressed_ahead(self) -> Words | None:
        """Keys that a menu left over. Who said something since means that instead."""
        state = self._state
        if not state.ahead or (state.pending is not None and state.pending.kind == "speech"):
            return None
        return Words(kind="keys", keys=state.ahead, ahead=True)

    def _take(self, words: Words) -> None:
        state = self._state
        state.heard = words
        state.answers = {}
        state.ahead = ""
        if words.kind != "silence":
            state.since_input = []
        if words.kind != "silence" and not words.ahead:
            state.add_row("caller", MASK if words.private else words.text or words.keys)

    async def _ask_again(self, heard: Heard) -> None:
        if await self._speaking.binding(heard.text, private=heard.private):
            return
        trouble = self._trouble
        self._state.unclear += 1
        text = trouble.ask_again()
        await self._outside.emit("flow.unclear", {"confidence": heard.confidence}, self._state.short_path)
        if text is None:
            await self._speaking.say(trouble.goodbye, interruptible=False, language=trouble.language)
            raise Ended("vendor_failed")
        await self._speaking.say(text, language=trouble.language)

    async def _silent(self, count: int, on_silence: str, tries: int, prompt: Prompt, said: str) -> None:
        await self._outside.emit("silence", {"count": count}, self._state.short_path)
        if on_silence == "continue":
            return
        lines = self._rules.lines
        if on_silence == "end_call" or count > tries:
            await self._speaking.part(lines.silence_goodbye)
            raise Ended("no_input")
        asks = count > 1 or not lines.silence
        await self._speaking.say((await prompt() or said) if asks else self._speaking.line(lines.silence[0]))

    async def _look_for_globals(self, words: Words, *, ask: bool) -> None:
        """`ask`: the model too. What is read out waits for no model, and is none of its business."""
        state = self._state
        found = self._watched.by_words(state, words.text)
        node = await self._outside.decided(found, _NAME, private=words.private)
        questions = self._watched.questions(state) if ask else []
        if node is None and questions:
            await self._inquiry.ask(questions)
            node = self._watched.by_answers(state)
        if node is None:
            return
        if self._watched.is_opt_out(node):
            await self._speaking.opt_out(words.text, silent=False)
        raise Jump(node)

    async def _follow(self, words: Words) -> None:
        """The caller's language."""
        state, language = self._state, self._speaking.language
        change = language.heard(Heard("speech", words.text, words.language, confidence=words.confidence))
        state.language = language.memory()
        if change is None or not await self._outside.can_generate():
            return
        state.speaks = change.after
        self._trouble.speak(change.after)
        await self._outside.set_language(change.after)
        told = {"before": change.before, "after": change.after, "why": change.why}
        await self._outside.emit("language.changed", told, state.short_path)

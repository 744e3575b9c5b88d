"""What holds whenever a flow speaks or listens: silence, unclear words, opt-out, danger, global nodes, time."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from tron.core.flow_engine.early import EarlyAnswers
from tron.core.flow_engine.graph import Flows, Graph, GraphNode
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.questions import Answers, Asking, Question, asked
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.signals import Ended, Jump
from tron.core.flow_engine.state import LONGEST_WORDS, MAIN, FlowState, Place, Words
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flow_engine.watched import Watched
from tron.core.guardrails.disclosures import Disclosures
from tron.core.ports import CallOver, Compose, Heard, Said
from tron.core.scripts import phrases
from tron.core.scripts.talk_language import TalkLanguage
from tron.core.scripts.trouble import Trouble
from tron.core.scripts.wishes import wants_no_calls

_BOOL: Final = TypeAdapter(bool)
_NAME: Final[TypeAdapter[str | None]] = TypeAdapter(str | None)
Prompt = Callable[[], Awaitable[str]]
DO_NOT_CALL: Final = "do_not_call"
OVER_SPEECH_SECONDS: Final = 3.0
"""How long it waits for the words of somebody who spoke over the agent."""
GOODBYE_SECONDS: Final = 0.5
MOST_LAST_TURNS: Final = 4
LOOK_AHEAD: Final = 4
MOST_QUESTIONS: Final = 6
MOST_LIKELY: Final = 6


class Listening:
    """Of one walk; shared by its nodes."""

    def __init__(self, flows: Flows, state: FlowState, outside: Outside, rules: FlowRules) -> None:
        self._flows = flows
        self._state = state
        self._outside = outside
        self._rules = rules
        self.language = TalkLanguage(rules.language, rules.known_language, follows=rules.follows_language)
        if state.language is not None:
            self.language.recall(state.language)
        self._trouble = Trouble(state.speaks or rules.language, carries_on=True, unclear=state.unclear)
        if state.must_say is None:
            state.must_say = [filled_or_plain(text, state.variables).text for text in rules.disclosures]
        self._disclosures = Disclosures(state.must_say)
        if state.undisclosed is not None:
            self._disclosures.recall(state.undisclosed)
        self._watched = Watched(flows)
        self._early = EarlyAnswers(outside)

    def close(self) -> None:
        """The walk is over: what was asked ahead is of no use any more."""
        self._early.drop()

    # ------------------------------------------------------------ speaking

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Speaks; what the caller says over it waits for the next node that listens."""
        if not text.strip():
            return Said("", "", False, 0.0)
        said = await self._outside.say(text, interruptible=interruptible, language=language)
        if said.failed and not said.heard:
            said = await self._outside.say(text, interruptible=interruptible, language=language)
        await self._spoken(said)
        return said

    async def compose(self, wanted: Compose) -> Said:
        language = self.language.instructions()
        if language:
            wanted = Compose(
                f"{wanted.instructions}\n\n{language}", wanted.max_tokens, wanted.temperature, wanted.tools
            )
        said = await self._outside.compose(wanted)
        await self._spoken(said)
        return said

    async def _spoken(self, said: Said) -> None:
        state = self._state
        state.said = said.heard or said.text
        state.add_row("agent", said.heard)
        newly = self._disclosures.heard(said.heard)
        state.undisclosed = self._disclosures.memory()
        for index in newly:
            state.disclosed = sorted({*state.disclosed, index})
            await self._outside.emit("disclosure.said", {"index": index}, self._node)
        if said.interrupted and state.pending is None:
            heard = await self._outside.listen(OVER_SPEECH_SECONDS, dictation=False)
            if heard.kind == "time_up":
                await self._time_up()
            elif heard.kind != "silence":
                await self._over_speech(heard)

    async def _over_speech(self, heard: Heard) -> None:
        """A wish never to be called again, and danger, do not wait for the next node that listens."""
        bound = await self._binding(heard.text)
        if heard.kind in ("speech", "keys"):
            self._state.pending = _words(heard).model_copy(update={"bound": bound})

    # ------------------------------------------------------------ listening

    async def hear(self, timeout: float, *, on_silence: str, tries: int, prompt: Prompt, dictation: bool) -> Words:
        """`prompt` gives the words to ask again with; empty: what was said last."""
        state = self._state
        inner = None if state.flow == MAIN else state.variables
        state.listener = Place(flow=state.flow, node=state.node, stack=list(state.stack), variables=inner)
        said = state.said
        silences = 0
        while True:
            words = await self._next(timeout, dictation=dictation)
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
                if not words.bound:
                    await self._binding(words.text)
                if not dictation:  # numbers and addresses are read out in English in any talk
                    await self._follow(words)
                await self._disclose()
                await self._look_for_globals(words, ask=not dictation)
            return words

    async def _next(self, timeout: float, *, dictation: bool) -> Words | None:
        """One thing that the caller did; None where it was asked again."""
        state = self._state
        if state.pending is not None:
            words, state.pending = state.pending, None
            if words.kind == "speech" and not words.bound and self._unsure(words.confidence):
                await self._ask_again(Heard("speech", words.text, confidence=words.confidence))
                return None
            return words
        self._outside.expect(self._likely_texts())
        if not dictation:
            self._early.begin(self._expected_questions, state.talk)
        try:
            heard = await self._outside.listen(timeout, dictation=dictation)
        finally:
            self._early.end()
        if heard.kind == "time_up":
            await self._time_up()
        if heard.kind == "unclear" or (heard.kind == "speech" and self._unsure(heard.confidence)):
            await self._ask_again(heard)
            return None
        state.unclear = 0
        self._trouble.understood()
        # A wish may stand at the end of a long speech, of which only the beginning is kept.
        long = await self._outside.decided(len(heard.text) > LONGEST_WORDS, _BOOL)
        bound = long and await self._binding(heard.text)
        return _words(heard).model_copy(update={"bound": bound})

    def _unsure(self, confidence: float | None) -> bool:
        """Whether to ask for it again; words that come again as unclear are taken as they are."""
        return confidence is not None and confidence < self._rules.low_confidence and self._state.unclear < 1

    def _take(self, words: Words) -> None:
        state = self._state
        state.heard = words
        state.answers = {}
        if words.kind != "silence":
            state.since_input = []
            state.add_row("caller", words.text or words.keys)

    async def _ask_again(self, heard: Heard) -> None:
        if await self._binding(heard.text):
            return
        self._state.unclear += 1
        text = self._trouble.ask_again()
        await self._outside.emit("flow.unclear", {"confidence": heard.confidence}, self._node)
        if text is None:
            await self.say(self._trouble.goodbye, interruptible=False, language=self._trouble.language)
            raise Ended("vendor_failed")
        await self.say(text, language=self._trouble.language)

    async def _silent(self, count: int, on_silence: str, tries: int, prompt: Prompt, said: str) -> None:
        await self._outside.emit("silence", {"count": count}, self._node)
        if on_silence == "continue":
            return
        if on_silence == "end_call" or count > tries:
            await self.part(self._rules.lines.silence_goodbye)
            raise Ended("no_input")
        words = self._rules.lines.silence
        await self.say((await prompt() or said) if count > 1 or not words else self._line(words[0]))

    async def _time_up(self) -> None:
        await self.part(self._rules.lines.time_up)
        raise Ended("max_duration")

    def _line(self, text: str) -> str:
        return filled_or_plain(text, self._state.variables).text

    # ------------------------------------------------------------ what binds every call

    async def _binding(self, said: str) -> bool:
        """Danger first, then the wish never to be called again, whatever is drawn; whether one of them was there."""
        if not said:
            return False
        urgent = await self._outside.urgent(said)
        if await self._outside.decided(wants_no_calls(said), _BOOL):
            await self._opt_out(said, silent=urgent is not None)
        if urgent is not None:
            await self.say(urgent, interruptible=False)
        return urgent is not None

    async def _opt_out(self, said: str, *, silent: bool) -> None:
        state = self._state
        if not state.opted_out:
            state.opted_out = True
            state.outcome = DO_NOT_CALL
            await self._outside.emit("call.opted_out", {"words": None}, self._node)
            await self._outside.opt_out(said[:LONGEST_WORDS])
        if silent:
            return
        node = self._watched.opt_out(state)
        if node is not None:
            raise Jump(node)
        # They may hang up on it; the wish counts all the same.
        with contextlib.suppress(CallOver):
            await self.say(self._line(self._rules.lines.opt_out_ack), interruptible=False)
        raise Ended("opted_out", DO_NOT_CALL)

    async def _look_for_globals(self, words: Words, *, ask: bool) -> None:
        """`ask`: the model too. What is read out waits for no model, and is none of its business."""
        state = self._state
        node = await self._outside.decided(self._watched.by_words(state, words.text), _NAME)
        questions = self._watched.questions(state) if ask else []
        if node is None and questions:
            await self._ask(questions)
            node = self._watched.by_answers(state)
        if node is None:
            return
        if self._watched.is_opt_out(node):
            await self._opt_out(words.text, silent=False)
        raise Jump(node)

    async def _follow(self, words: Words) -> None:
        change = self.language.heard(Heard("speech", words.text, words.language, confidence=words.confidence))
        self._state.language = self.language.memory()
        if change is None or not await self._outside.can_generate():
            return
        self._state.speaks = change.after
        self._trouble.speak(change.after)
        await self._outside.set_language(change.after)
        told = {"before": change.before, "after": change.after, "why": change.why}
        await self._outside.emit("language.changed", told, self._node)

    async def _disclose(self) -> None:
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

    # ------------------------------------------------------------ goodbye

    async def part(self, template: str) -> None:
        """Says it as the last words of the call, after what must have been said."""
        if not self._state.opted_out:
            await self._disclose()
        await self.say(self._line(template), interruptible=False)
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
        if heard.kind not in ("silence", "time_up"):
            await self._over_speech(heard)

    async def goodbye(self, text: str) -> bool:
        """Says it; True where the caller spoke into it and the call goes on. Once in a call."""
        if not self._state.opted_out:
            await self._disclose()
        said = await self.say(text, interruptible=not self._state.reopened)
        quiet = said.interrupted and self._state.pending is None
        for _turn in range(MOST_LAST_TURNS):
            if quiet or self._reopens():
                break
            # Thanks and goodbyes change nothing, but a wish may follow them.
            self._state.pending = None
            heard = await self._outside.listen(GOODBYE_SECONDS, dictation=False)
            quiet = heard.kind in ("silence", "time_up")
            if not quiet:
                await self._over_speech(heard)
        if self._reopens():
            return True
        self._state.pending = None
        return False

    def _reopens(self) -> bool:
        """Whether what the caller said into the goodbye is a reason to go on."""
        words = self._state.pending
        if words is None or words.kind != "speech" or self._state.reopened or self._state.listener is None:
            return False
        return not (phrases.is_backchannel(words.text) or phrases.is_goodbye(words.text))

    # ------------------------------------------------------------ asking the model

    async def answer(self, question: Question) -> Any:
        if question.id not in self._state.answers:
            await self._ask([question])
        return self._state.answers.get(question.id)

    async def _ask(self, needed: Sequence[Question]) -> None:
        """One request for all that is not known yet of the last words: for what is `needed`, and what comes next."""
        state = self._state
        wanted = asked([*needed, *self._expected_questions()], state.answers)[: max(MOST_QUESTIONS, len(needed))]
        if state.heard is None or state.heard.kind != "speech" or not wanted:
            return
        asking = Asking(state.heard.text, wanted, tuple(state.talk))
        answers = await self._outside.ask(asking, self._early.ready(asking))
        told: dict[str, Any] = {"questions": [question.id for question in wanted], "answered": answers is not None}
        if answers is not None:
            state.answers = {**state.answers, **answers.values}
            told |= _told(answers)
        await self._outside.emit("flow.asked", told, self._node)

    def _expected_questions(self) -> list[Question]:
        """What the nodes ahead would ask about the words that come next."""
        state = self._state
        graph = self._flows.graphs.get(state.flow)
        if graph is None:
            return []
        found = self._watched.questions(state)
        watched = len(found)
        node, seen = state.node, set[str]()
        while len(seen) < LOOK_AHEAD and node in graph.nodes and node not in seen:
            seen.add(node)
            one = graph.nodes[node]
            found += one.type.questions(one.data)
            following = [graph.target(node, handle.id) for handle in one.handles]
            node = next((target for target in following if target), "")
            if node in graph.nodes and graph.nodes[node].type.listens(graph.nodes[node].data):
                break
        return found[: max(MOST_QUESTIONS, watched)]

    def _likely_texts(self) -> list[str]:
        """What may be said next, as far as its variables are known: spoken by the nodes up to the next that listens."""
        state = self._state
        graph = self._flows.graphs.get(state.flow)
        found: list[str] = []
        level, seen = [state.node], {state.node}
        while graph is not None and level and len(found) < MOST_LIKELY:
            following = [graph.target(id_, handle.id) for id_ in level for handle in graph.nodes[id_].handles]
            level = [id_ for id_ in dict.fromkeys(following) if id_ and id_ in graph.nodes and id_ not in seen]
            seen.update(level)
            for id_ in level:
                node = graph.nodes[id_]
                filled = [filled_or_plain(text, state.variables) for text in node.type.likely_texts(node.data)]
                found += [one.text for one in filled if one.text and not one.missing]
            level = [id_ for id_ in level if _goes_on(graph.nodes[id_])]
        return found[:MOST_LIKELY]

    def targets(self, node: GraphNode) -> list[tuple[str, str]]:
        graph: Graph = self._flows.graphs[self._state.flow]
        found = []
        for handle in node.handles:
            target = graph.target(node.id, handle.id)
            if target is not None and target in graph.nodes:
                found.append((handle.id, graph.nodes[target].label))
        return found

    @property
    def _node(self) -> str:
        return self._state.path()[:100]


def _goes_on(node: GraphNode) -> bool:
    """Whether a walk passes it without a word and without listening."""
    return not (node.type.likely_texts(node.data) or node.type.listens(node.data))


def _words(heard: Heard) -> Words:
    kind = "speech" if heard.kind in ("speech", "unclear") else heard.kind
    return Words(
        kind=kind if kind in ("speech", "keys") else "silence",
        text=heard.text[:LONGEST_WORDS],
        keys=heard.keys[:100],
        language=heard.language,
        confidence=heard.confidence,
    )


def _told(answers: Answers) -> dict[str, Any]:
    return {
        "answers": dict(answers.values),
        "seconds": round(answers.seconds, 3),
        "input_tokens": answers.input_tokens,
        "output_tokens": answers.output_tokens,
    }

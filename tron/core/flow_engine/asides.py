"""What callers say beside an answer: they ask for a moment, or are back; who it is that calls; what was said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from pydantic import TypeAdapter

from tron.core.flow_engine.holding import MOST_HOLDS, asks_to_wait, is_back
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.run import last_sentence
from tron.core.flow_engine.speaking import BOOL, Speaking
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.wording import wording
from tron.core.scripts.phrases import asks_again, asks_if_machine, is_hello, is_who_is_this

_NAME: Final[TypeAdapter[str | None]] = TypeAdapter(str | None)
MOST_WORDS: Final = 8
"""Who says more when they ask who it is wants something else, too."""
Prompt = Callable[[], Awaitable[str]]


class Asides:
    """Of one question, `said`. `prompt` gives other words for it; `repeats`: how often it is said again."""

    def __init__(
        self, speaking: Speaking, outside: Outside, rules: FlowRules, *, said: str, prompt: Prompt, repeats: int
    ) -> None:
        self._speaking = speaking
        self._outside = outside
        self._rules = rules
        self._said = self._again = said
        self._prompt = prompt
        self._repeats = repeats
        self._holds = 0

    async def answered(self, words: Words) -> bool:
        """Whether the words were only such, and were answered: the question stands."""
        if self._holds < MOST_HOLDS and await self._waits_for(words):
            self._holds += 1
        elif self._said and self._holds and await self._decided(is_back(words.text), words):
            await self._speaking.say(last_sentence(self._said))
        elif self._said and self._repeats > 0 and await self._decided(_asks_who(words.text), words):
            self._repeats -= 1
            await self._speaking.say(self._speaking.line(self._rules.lines.identity))
            await self._speaking.say(last_sentence(self._said))
        elif self._said and self._repeats > 0 and await self._decided(self._was_unheard(words.text), words):
            self._repeats -= 1
            await self._speaking.say(self._again)
            self._again = last_sentence(await self._prompt() or self._said)
        else:
            return False
        return True

    async def _waits_for(self, words: Words) -> bool:
        """Whether they asked for a moment; a person is told that they have it."""
        who = await self._outside.decided(asks_to_wait(words.text), _NAME, private=words.private)
        if who == "person":
            await self._speaking.say(wording(self._rules.language).take_time)
        return who is not None

    def _was_unheard(self, text: str) -> bool:
        """A bare "hello?" is no answer to a question: it was not heard. To anything else it is a greeting."""
        question = last_sentence(self._said)
        unheard = question.endswith("?") and is_hello(text) and not is_hello(question)
        return asks_again(text) or unheard

    async def _decided(self, found: bool, words: Words) -> bool:
        return await self._outside.decided(found, BOOL, private=words.private)


def _asks_who(text: str) -> bool:
    """Whether they ask who calls, or whether that is a machine: it is told to everybody, whatever is drawn."""
    who = is_who_is_this(text) and not is_hello(text)
    return len(text.split()) <= MOST_WORDS and (who or asks_if_machine(text))

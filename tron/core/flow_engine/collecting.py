"""One typed value, asked for: dictation in pieces, read back and confirmed, by keypad where speech does not do."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tron.core.flow_engine.confidence import speakable
from tron.core.flow_engine.dictated import (
    DICTATED,
    PARSED,
    REFUSED,
    STRUCTURED,
    VERDICT,
    Verdict,
    Wanted,
    chunk_spoken,
    end_of,
    end_spoken,
    judged,
    masked,
    masked_verdict,
    read,
)
from tron.core.flow_engine.fields_of_collect import CollectData
from tron.core.flow_engine.fields_of_when import said_already
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flow_engine.values import Parsed, keypad_possible
from tron.core.flow_engine.wording import in_other_words, wording

OVER: Final = "over"
"""In the node's memory: it was left by one of its ways."""
MOST_CHUNKS: Final = 12
CLOSING: Final = "#"
OPEN_ENDED: Final = frozenset({"number", "digits", "money", "date", "time"})
"""Kinds of which only a closing key, or a pause, tells that all keys were pressed."""
IN_PARTS: Final = frozenset({"date", "time"})
"""Kinds whose missing part is asked for: "kitne baje", of "shaam ko"."""
BETWEEN_KEYS: Final = 3.0
MOST_KEYS: Final = 20


def in_confidence(run: NodeRun, data: CollectData) -> bool:
    """Whether the value is masked: it is sensitive, as is a time whose day is, or the recording is paused."""
    return data.sensitive or run.off_record or data.on_day in run.state.sensitive


class Collecting:
    """One visit of the node. `wanted` is what its answers are read as."""

    def __init__(self, run: NodeRun, data: CollectData, wanted: Wanted) -> None:
        self._run = run
        self._data = data
        self._wanted = wanted
        self._words = wording(run.rules.language)
        self._sensitive = in_confidence(run, data)
        self._so_far = ""
        self._asked: Parsed | None = None
        """What is being read back."""
        self._failed = 0

    async def collect(self) -> Parsed | None:
        """The value; None once all tries are used."""
        memory = self._run.memory
        if self._run.again and memory.get(OVER):
            found = await self._after_all()
        else:
            found = await self._collected(await self._begun())
        memory.clear()
        memory[OVER] = True
        return found

    async def _after_all(self) -> Parsed | None:
        """Words into the goodbye led back here. They answer no question: what there is stays, unless they correct it.

        Where there is nothing yet, it is asked for anew.
        """
        run, data = self._run, self._data
        kept = run.value(data.variable) if data.variable else None
        for turn in range(2):
            words = await self._hear(data.timeout_seconds, dictation=False)
            if kept is None:
                await run.say_short(data.prompt)
                return await self._collected(None)
            verdict = await self._judged(words, Parsed(kept))
            if verdict.kind == "value" and (data.kind in STRUCTURED or (turn and data.confirm)):
                return await self._collected(verdict.parsed)
            if not turn:
                await run.say(self._words.go_on)
        return Parsed(kept)

    async def _begun(self) -> Parsed | None:
        """Asks; goes on where something led away in the middle: with the pieces there were, or the value read back."""
        run, kept = self._run, dict(self._run.memory)
        run.memory.clear()
        if run.again and kept.get("value") is not None:
            return PARSED.validate_python(kept["value"])
        if said := said_already(run, self._data, self._data.kind):
            found = await self._read(Words(text=said), "")
            if found.value is not None or found.problem in REFUSED:
                return replace(found, unsure=True)
        self._so_far = str(kept.get("so_far") or "") if run.again else ""
        if self._so_far:
            await self._say_so_far()
        elif run.state.pending is None or not run.again:
            await (run.say_short if run.again else run.say)(self._data.prompt)
        return None

    async def _collected(self, found: Parsed | None) -> Parsed | None:
        while True:
            found = found or await self._dictated()
            if found.value is not None:
                found = await self._confirmed(found)
            if found.value is not None:
                return found
            self._failed += 1
            if self._failed >= self._data.tries:
                return None
            await self._ask_again(found)
            found = None

    async def _ask_again(self, found: Parsed) -> None:
        if found.problem in REFUSED:
            await self._refuse(found.problem)
            return
        wrong = found.problem in ("invalid", "check_digit")
        if wrong:
            await self._run.say(self._words.not_right)
        after = self._data.keypad_after
        if self._so_far and not self._sensitive:
            await self._say_so_far()
        elif after and self._failed >= after and keypad_possible(self._data.kind):
            await self._run.say(self._words.by_keypad)
        elif others := self._data.reprompts:
            await self._run.say(others[(self._failed - 1) % len(others)])
        elif self._failed % 2 == 0:
            await self._run.say(self._data.prompt)
        else:
            how = in_other_words(self._words, self._data.kind, [one.label for one in self._wanted.choices])
            await self._run.speak(how if wrong else f"{self._words.not_heard} {how}")

    async def _refuse(self, problem: str) -> None:
        """It was understood: neither other words for it nor keys would help."""
        others, closed = self._data.reprompts, self._data.closed_text or self._words.closed
        question = others[(self._failed - 1) % len(others)] if others else self._data.prompt
        await self._run.say(f"{self._words.over if problem == 'over' else closed} {question}")

    async def _say_so_far(self) -> None:
        spoken = chunk_spoken(self._data.kind, self._so_far, "", self._wanted.language)
        await self._say(self._words.so_far, spoken)

    # ------------------------------------------------------------ the value

    async def _dictated(self) -> Parsed:
        """Pieces until they are a value, or it is plain that they will not be one."""
        for _chunk in range(MOST_CHUNKS):
            words = await self._hear(self._data.timeout_seconds, dictation=self._data.kind in DICTATED)
            before, self._so_far = self._so_far, ""
            if words.kind == "silence":
                # Half a number is kept: it is gone on with.
                self._so_far = before if self._failed == 0 else ""
                return Parsed(None, "incomplete" if before else "nothing")
            if words.kind == "keys" and self._data.kind in OPEN_ENDED:
                words = await self._typed(words)
            found = await self._read(words, before)
            if found.problem != "incomplete":
                return found
            if words.keys.endswith(CLOSING):
                return Parsed(None, "invalid")
            self._so_far = found.partial
            if words.kind == "speech" and self._data.kind in IN_PARTS:
                await self._run.speak(in_other_words(self._words, self._data.kind, ()))
            elif words.kind == "speech" and self._data.echo:
                await self._echo(found.partial, before)
        return Parsed(None, "invalid")

    async def _typed(self, words: Words) -> Words:
        """All keys of a value whose length nobody knows: up to the closing key, or a pause."""
        keys = words.keys
        while not keys.endswith(CLOSING) and len(keys) < MOST_KEYS:
            more = await self._hear(BETWEEN_KEYS, dictation=True)
            if more.kind != "keys":
                # Words are the answer to what is asked next.
                self._run.state.pending = more if more.kind == "speech" else None
                break
            keys += more.keys
        return replace(words, keys=keys)

    async def _read(self, words: Words, so_far: str) -> Parsed:
        found = read(self._wanted, words, so_far)
        if self._sensitive:
            found = await self._run.outside.secret(found, masked(found), PARSED)
        return found

    async def _echo(self, partial: str, before: str) -> None:
        if self._sensitive:
            await self._run.say(self._words.go_on)
            return
        spoken = chunk_spoken(self._data.kind, partial, before, self._wanted.language)
        await self._say(("{spoken}... " if spoken else "") + self._words.go_on, spoken)

    # ------------------------------------------------------------ whether it is right

    async def _confirmed(self, value: Parsed) -> Parsed:
        """The value that the caller agrees to; none where they refuse it, or say nothing of it twice."""
        if self._data.kind == "yes_no" or not (self._data.confirm or value.unsure):
            return value
        unclear, corrections = 0, 0
        self._so_far = ""
        while unclear < 2 and corrections < self._data.tries:
            self._asked = value
            await self._ask_if_right(value)
            words = await self._hear(self._data.timeout_seconds, dictation=self._sensitive)
            verdict = await self._judged(words, value)
            if verdict.kind == "yes":
                return value
            if verdict.kind == "no":
                break
            if verdict.kind == "value":
                value, corrections = verdict.parsed, corrections + 1
                if value.value is None:
                    self._asked = None
                    return value
            else:
                unclear += 1
        self._asked = None
        return Parsed(None, "nothing")

    async def _ask_if_right(self, value: Parsed) -> None:
        own, usual, spoken, written = self._data.confirm_text, self._words.confirm, value.spoken, value.value
        if self._sensitive:
            usual, spoken, written = self._words.confirm_end, end_spoken(value, self._wanted.language), end_of(value)
        if own.strip():
            values = {**speakable(self._run.state), "spoken": spoken, "value": written}
            await self._run.speak(filled_or_plain(own, values).text)
        else:
            await self._say(usual, spoken)

    async def _judged(self, words: Words, value: Parsed) -> Verdict:
        verdict = Verdict("unclear") if words.kind == "silence" else judged(self._wanted, words, value)
        if self._sensitive:
            verdict = await self._run.outside.secret(verdict, masked_verdict(verdict), VERDICT)
        return verdict

    # ------------------------------------------------------------ talking

    async def _hear(self, timeout: float, *, dictation: bool) -> Words:
        wanted = dictation or self._sensitive
        self._keep()
        try:
            return await self._run.hear(timeout, on_silence="continue", prompt=self._other(), dictation=wanted)
        finally:
            # Also where the words led elsewhere: to a person, to the end.
            if self._sensitive:
                self._run.hide()

    def _other(self) -> str:
        """Another wording of the question, for those who did not understand it."""
        others = self._data.reprompts
        return others[0] if others and self._asked is None and not self._so_far else ""

    def _keep(self) -> None:
        """For the time after a global node: what there is so far."""
        if not self._sensitive:
            asked = None if self._asked is None else PARSED.dump_python(self._asked, mode="json")
            self._run.memory.update({"so_far": self._so_far, "value": asked})

    async def _say(self, text: str, spoken: str) -> None:
        await self._run.speak(text.replace("{spoken}", spoken))

"""Talk without a model: the template's own lines, chosen by what the caller said. Deterministic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from tron.core.models.agent_parts import GREETING, PreparedLine, PreparedLines
from tron.core.scripts import phrases
from tron.core.scripts.answers import all_values, answer_value, branch_of, present, typed_values
from tron.core.scripts.matching import WORD, Phrases, fold
from tron.core.scripts.render import render

URGENT = 100
OPTED_OUT = "do_not_call"
_PATIENCE = 2


@dataclass(frozen=True, slots=True)
class PreparedReply:
    """What to say next. `extracted` holds only what this turn gave; `ends` means hang up after the text."""

    line_id: str
    text: str
    outcome: str | None = None
    extracted: dict[str, Any] = field(default_factory=dict)
    ends: bool = False


class _State(BaseModel):
    """What the talk remembers. `pending` is the line whose answer is awaited; the greeting counts as one.

    `urgent` is the outcome of an urgent line once it was said: it stays, and the agenda is over.
    """

    model_config = ConfigDict(extra="ignore")

    pending: str | None = GREETING
    used: dict[str, int] = {}
    misses: int = 0
    retried: bool = False
    urgent: str | None = None
    extracted: dict[str, Any] = {}


class PreparedTalk:
    """One call's talk. `variables` and what was extracted fill `{{ name }}`; without them lines stay as written.

    Order of what is tried: urgent lines (priority 100 and more), opt-out, a human wanted, who is this, goodbye, the
    answer that is awaited, other lines, then the agenda, then a fallback.
    """

    def __init__(
        self,
        lines: PreparedLines,
        variables: Mapping[str, Any] | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        self._lines = lines
        self._by_id = {line.id: line for line in lines.lines}
        self._phrases = {line.id: Phrases(line.when) for line in lines.lines if line.when}
        self._variables = None if variables is None else dict(variables)
        self._state = _State.model_validate(dict(state or {}))

    def state(self) -> dict[str, Any]:
        """All that is needed to go on elsewhere, as JSON types; give it back as `state`."""
        return self._state.model_dump(mode="json")

    def is_urgent(self, utterance: str) -> bool:
        """Whether the utterance needs its prepared line at once, before anything else: somebody is in danger."""
        return self._best_line(fold(utterance), urgent=True) is not None

    def reply(self, utterance: str) -> PreparedReply:
        """The next line for what the caller said. Never raises; an empty utterance gets a fallback."""
        folded = fold(utterance)
        if urgent := self._best_line(folded, urgent=True):
            self._state.urgent = urgent.outcome or urgent.id
            return self._say(urgent, utterance)
        reply = self._choose(utterance, folded)
        return replace(reply, outcome=self._state.urgent) if self._state.urgent else reply

    # ------------------------------------------------------------ steps

    def _choose(self, utterance: str, folded: str) -> PreparedReply:
        if fixed := self._fixed(utterance):
            return fixed
        if phrases.is_goodbye(utterance):
            return self._leave(utterance, folded)
        if answered := self._answer(utterance, folded):
            return answered
        if line := self._best_line(folded):
            return self._aside(line, utterance)
        return self._go_on(utterance, folded)

    def _fixed(self, utterance: str) -> PreparedReply | None:
        """Answers that every call has."""
        if phrases.is_opt_out(utterance):
            return PreparedReply("opt_out", self._render(self._lines.opt_out_ack), outcome=OPTED_OUT, ends=True)
        if phrases.asks_human(utterance):
            return PreparedReply("human", self._render(self._lines.human), outcome="human_requested")
        if phrases.asks_if_machine(utterance) or phrases.is_who_is_this(utterance):
            return PreparedReply("identity", self._render(self._with_question(self._lines.identity)))
        return None

    def _leave(self, utterance: str, folded: str) -> PreparedReply:
        """The caller says goodbye: what they said on the way still counts."""
        pending = self._by_id.get(self._state.pending or "")
        values = typed_values(pending, utterance) if pending else {}
        line = self._best_line(folded)
        if line is None and pending is not None:
            line = self._by_id.get(branch_of(pending, utterance) or "")
        extracted = present(values)
        if line is None:
            self._state.extracted.update(extracted)
            return PreparedReply("goodbye", self._render(self._lines.goodbye), None, extracted, ends=True)
        reply = self._say(line, utterance, extracted)
        text = reply.text if line.ends else self._render(self._lines.goodbye)
        if not (line.asks or line.ends):
            text = f"{reply.text} {text}"
        return PreparedReply(line.id, text, reply.outcome, reply.extracted, ends=True)

    def _answer(self, utterance: str, folded: str) -> PreparedReply | None:
        """The reply when the utterance answers the pending line; None when something else was said."""
        if self._state.pending == GREETING:
            return self._answer_greeting(utterance, folded)
        pending = self._by_id.get(self._state.pending or "")
        if pending is None:
            return None
        values = typed_values(pending, utterance)
        complete = bool(values) and None not in values.values()
        branch = branch_of(pending, utterance)
        statement = bool(folded) and not phrases.is_question(utterance)
        free = not values and bool(pending.expects or pending.then or not (pending.on_yes or pending.on_no))
        aside = self._best_line(folded)
        if aside is pending:
            aside = None
        plain_answer = statement and (branch or free)
        if aside and not complete and not (plain_answer and not self._outweighs(aside, folded)):
            return None
        if branch:
            return self._advance(utterance, present(values), branch)
        if complete or (free and statement):
            return self._advance(utterance, all_values(pending, utterance), pending.then)
        return self._ask_again(pending, utterance) if values and statement else None

    def _answer_greeting(self, utterance: str, folded: str) -> PreparedReply | None:
        said = phrases.yes_no(utterance)
        aside = self._best_line(folded)
        if aside or not folded or phrases.is_question(utterance):
            return None
        if said is None and self._lines.greeting_yes:
            return None
        return self._advance(utterance, {}, self._lines.greeting_no if said is False else self._lines.greeting_yes)

    def _ask_again(self, pending: PreparedLine, utterance: str) -> PreparedReply:
        """Once more for a value that was not given; then the words are kept as they are."""
        if not self._state.retried:
            self._state.retried = True
            text = pending.retry or self._with_question(self._fallback())
            return PreparedReply(pending.id, self._render(text))
        return self._advance(utterance, dict.fromkeys(pending.expects, utterance.strip()), pending.then)

    def _advance(self, utterance: str, extracted: dict[str, Any], target: str | None) -> PreparedReply:
        """Say the target line, or the next one of the agenda, or goodbye when it is done."""
        self._state.misses = 0
        self._state.extracted.update(extracted)
        line = self._by_id.get(target or self._following() or "")
        if line is None:
            self._state.pending = None
            return PreparedReply("goodbye", self._render(self._lines.goodbye), extracted=extracted, ends=True)
        return self._say(line, utterance, extracted)

    def _following(self) -> str | None:
        """The next line of the agenda that was not said and whose answer is not known yet."""
        if self._state.urgent:
            return None
        for id_ in self._lines.next:
            expected = self._by_id[id_].expects
            known = bool(expected) and all(name in self._state.extracted for name in expected)
            if id_ not in self._state.used and not known:
                return id_
        return None

    def _aside(self, line: PreparedLine, utterance: str) -> PreparedReply:
        """A line the caller's words called for; the question that was open is asked again after it."""
        self._state.misses = 0
        if line.moves_on or self._settles_question(line):
            said = self._say(line, utterance)
            onward = self._advance(utterance, said.extracted, None)
            text = f"{said.text} {onward.text}"
            return PreparedReply(onward.line_id, text, onward.outcome or said.outcome, onward.extracted, onward.ends)
        takes_over = line.asks or line.ends or line.id in self._lines.next
        return self._say(line, utterance, question=None if takes_over else self._question())

    def _settles_question(self, line: PreparedLine) -> bool:
        """Whether what the line takes from the words is all that the pending question wanted to know."""
        pending = self._by_id.get(self._state.pending or "")
        wanted = set(pending.expects) if pending else set()
        return bool(wanted) and wanted <= set(line.extract) and not (line.asks or line.ends)

    def _go_on(self, utterance: str, folded: str) -> PreparedReply:
        """Nothing matched: an acknowledgement moves the agenda on, anything else gets a fallback."""
        acknowledges = bool(folded) and not phrases.is_question(utterance) and phrases.yes_no(utterance) is not False
        if acknowledges and self._state.pending is None:
            return self._advance(utterance, {}, None)
        self._state.misses += 1
        if self._state.misses > _PATIENCE:
            pending = self._by_id.get(self._state.pending or "")
            if pending and pending.then and not pending.expects:
                return self._advance(utterance, {}, pending.then)
            return PreparedReply("goodbye", self._render(self._lines.goodbye), ends=True)
        return PreparedReply("fallback", self._render(self._with_question(self._fallback())))

    # ------------------------------------------------------------ saying

    def _say(
        self,
        line: PreparedLine,
        utterance: str,
        extracted: dict[str, Any] | None = None,
        question: str | None = None,
    ) -> PreparedReply:
        times = self._state.used.get(line.id, 0)
        empty = phrases.is_backchannel(utterance)
        found = {
            name: answer_value(kind, utterance)
            for name, kind in line.extract.items()
            if not (empty and kind == "$text")
        }
        extracted = {**(extracted or {}), **present(found)}
        self._state.extracted.update(extracted)
        self._state.used[line.id] = times + 1
        if line.asks or line.id in self._lines.next:
            self._state.pending = line.id
            self._state.retried = False
        elif question is None and self._state.pending != GREETING:
            self._state.pending = None
        text = line.say[times % len(line.say)]
        text = f"{text} {question}" if question else text
        return PreparedReply(line.id, self._render(text), line.outcome, extracted, line.ends)

    def _question(self) -> str | None:
        if self._state.pending == GREETING:
            return self._lines.greeting_again
        pending = self._by_id.get(self._state.pending or "")
        return pending.again if pending else None

    def _with_question(self, text: str) -> str:
        question = self._question()
        return f"{text} {question}" if question else text

    def _fallback(self) -> str:
        misses = max(self._state.misses - 1, 0)
        return self._lines.fallback[misses % len(self._lines.fallback)]

    def _render(self, text: str) -> str:
        return text if self._variables is None else render(text, {**self._variables, **self._state.extracted})

    def _outweighs(self, line: PreparedLine, folded: str) -> bool:
        """Whether the line's words say more than an answer beside them."""
        if line.priority != 0:
            return line.priority > 0
        return line.outcome is not None or self._phrases[line.id].score(folded) >= 2 * WORD

    def _best_line(self, folded: str, *, urgent: bool = False) -> PreparedLine | None:
        """The line whose keywords fit best: priority first, then the longest phrase, then the earlier line."""
        best: tuple[int, int] = (-100, 0)
        found: PreparedLine | None = None
        for line in self._lines.lines:
            skip = (line.priority >= URGENT) is not urgent or (line.once and line.id in self._state.used)
            # In danger nothing leads away from help: only plain answers to questions are left.
            leads_away = self._state.urgent and not urgent and (line.asks or line.ends or line.moves_on)
            if skip or leads_away or line.id not in self._phrases:
                continue
            score = self._phrases[line.id].score(folded)
            if score and (line.priority, score) > best:
                best, found = (line.priority, score), line
        return found


def generic_lines(language: str) -> PreparedLines:
    """Lines for an agent without a template: in Hindi for hi-IN, else in English. They use `{{ agent_name }}`."""
    return _generic()["hi" if language.startswith("hi") else "en"]


@cache
def _generic() -> dict[str, PreparedLines]:
    text = files("tron.core.scripts").joinpath("generic_lines.json").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, PreparedLines]).validate_json(text)

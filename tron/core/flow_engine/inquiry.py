"""What a walk asks the model about the caller's last words: one request for all that is wanted, begun early."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tron.core.flow_engine.ahead import questions_ahead
from tron.core.flow_engine.early import EarlyAnswers
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.questions import Answers, Asking, Question, asked
from tron.core.flow_engine.state import FlowState
from tron.core.flow_engine.watched import Watched

MOST_QUESTIONS: Final = 6


class Inquiry:
    """Of one walk. Answers are kept in the state, until the caller says something else."""

    def __init__(self, flows: Flows, state: FlowState, outside: Outside, watched: Watched) -> None:
        self._flows = flows
        self._state = state
        self._outside = outside
        self._watched = watched
        self._early = EarlyAnswers(outside)

    def close(self) -> None:
        """The walk is over: what was asked ahead is of no use any more."""
        self._early.drop()

    def begin_early(self) -> None:
        """From here on partial transcripts are looked at, for the questions that will be asked."""
        if self._state.off_record:
            return
        self._early.begin(self._expected, self._state.talk)

    def end_early(self) -> None:
        """The turn is over."""
        self._early.end()

    async def answer(self, question: Question) -> Any:
        """About the last words; None where the model has none in time, NONE where no choice fits."""
        if question.id not in self._state.answers:
            await self.ask([question])
        return self._state.answers.get(question.id)

    async def ask(self, needed: Sequence[Question]) -> None:
        """One request for all that is not known yet of the last words: for what is `needed`, and what comes next."""
        state = self._state
        wanted = asked([*needed, *self._expected()], state.answers)[: max(MOST_QUESTIONS, len(needed))]
        if state.heard is None or state.heard.kind != "speech" or state.heard.private or not wanted:
            return
        asking = Asking(state.heard.text, wanted, tuple(state.talk))
        answers = await self._outside.ask(asking, self._early.ready(asking))
        told: dict[str, Any] = {"questions": [question.id for question in wanted], "answered": answers is not None}
        if answers is not None:
            state.answers = {**state.answers, **answers.values}
            told |= _told(answers)
        await self._outside.emit("flow.asked", told, state.short_path)

    def _expected(self) -> list[Question]:
        """What the global nodes and the nodes ahead would ask about the words that come next."""
        state = self._state
        watched = self._watched.questions(state)
        ahead = questions_ahead(self._flows.graphs[state.flow], state.node)
        return [*watched, *ahead][: max(MOST_QUESTIONS, len(watched))]


def _told(answers: Answers) -> dict[str, Any]:
    return {
        "answers": dict(answers.values),
        "seconds": round(answers.seconds, 3),
        "input_tokens": answers.input_tokens,
        "output_tokens": answers.output_tokens,
    }

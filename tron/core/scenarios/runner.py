"""One scenario over one flow, in writing: the caller's turns, then what is asked for."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final
from uuid import UUID

from tron.core.database.tables import Agent
from tron.core.errors import TronError
from tron.core.flow_engine.replay import LEFT
from tron.core.flows.loading import LoadedFlows
from tron.core.models.flow_simulation import CallerTurn
from tron.core.models.scenario import AssertionResult, Definition, Judged, Persona, Script, Spoken, TryOut
from tron.core.ports import LanguageModel
from tron.core.scenarios.held import Held, Visit, objection, path_of
from tron.core.scenarios.playing import judged, next_line
from tron.core.scenarios.told import NoAnswer, Told
from tron.core.settings import SettingsSnapshot
from tron.core.simulator.flow_simulation import BROKEN, FlowSimulation
from tron.core.simulator.flow_stage import Stage, open_stage

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)

TURN_SECONDS: Final = 60.0
TRY_SECONDS: Final = 180.0
NO_MODEL: Final = Told("No model is set up that could play the caller.", "no_model")
NO_JUDGE: Final = Told("No model is set up that could judge.", "no_judge")
TOO_LONG: Final = Told("The flow did not listen again in time.", "too_long")
DEFECT: Final = Told("The conversation broke.", "broke")
JUDGED_NO: Final = Told("The judge says that it does not hold.", "judged_no")


async def run_try(
    services: Services,
    loaded: LoadedFlows,
    agent: Agent,
    settings: SettingsSnapshot,
    scenario: Definition,
    *,
    may_use_secrets: bool,
) -> TryOut:
    """Holds the conversation once. Raises Invalid for a node to begin at that is not there."""
    began = time.monotonic()
    stage = await open_stage(
        services, loaded, agent, settings, scenario, node=scenario.node or "", may_use_secrets=may_use_secrets
    )
    try:
        async with asyncio.timeout(TRY_SECONDS):
            problem = await _talk(stage, scenario)
            held = held_of(stage.simulation)
            results = await looked_at(stage.model, scenario, held)
    except TimeoutError:
        problem, held, results = TOO_LONG, held_of(stage.simulation), []
    finally:
        await stage.aclose()
    return try_out(held, results, problem, began, stage.meter.total)


def try_out(
    held: Held,
    results: list[AssertionResult],
    problem: Told | None,
    began: float,
    tokens: int,
    call_id: UUID | None = None,
) -> TryOut:
    """What is kept of one conversation; `began` by time.monotonic."""
    return TryOut(
        passed=problem is None and len(results) > 0 and all(one.held for one in results),
        problem=problem.text if problem else None,
        problem_note=problem.note if problem else None,
        problem_values=dict(problem.values) if problem else {},
        assertions=results,
        talk=held.talk,
        path=held.path,
        ways=held.ways,
        variables=dict(held.variables),
        outcome=held.outcome,
        reason=held.reason,
        seconds=round(time.monotonic() - began, 3),
        tokens=tokens,
        call_id=call_id,
    )


async def looked_at(model: LanguageModel | None, scenario: Definition, held: Held) -> list[AssertionResult]:
    """Every assertion; `model` judges."""
    return [await _look(number, model, scenario, held) for number in range(len(scenario.assertions))]


def held_of(simulation: FlowSimulation) -> Held:
    """What was said, walked and found out so far."""
    state = simulation.state()
    talk = [
        Spoken(role="agent" if step.type == "agent" else "caller", text=step.text or step.keys or "…")
        for step in simulation.steps
        if step.type in ("agent", "caller")
    ]
    path, ways = path_of(
        Visit(step.type == "node", step.node or "", step.node_type, step.handle)
        for step in simulation.steps
        if step.type == "node" or step.event == LEFT
    )
    return Held(talk, path, state.variables, state.outcome, state.reason, ways)


async def _talk(stage: Stage, scenario: Definition) -> Told | None:
    """The caller's side to its end; why that was not possible."""
    simulation = stage.simulation
    caller = _Scripted(scenario.caller) if isinstance(scenario.caller, Script) else _Played(scenario.caller, stage)
    simulation.begin(*caller.over())
    while await simulation.settled(TURN_SECONDS):
        if simulation.over:
            return DEFECT if simulation.state().reason == BROKEN else None
        try:
            turn = await caller.next()
            simulation.take(turn, *caller.over())
        except NoAnswer as none:
            return none.told
        except TronError as error:
            return Told(error.message)
    return TOO_LONG


_LEAVES: Final = CallerTurn(hang_up=True)


class _Scripted:
    """Says its lines; when all is said and the flow still listens, it hangs up."""

    def __init__(self, script: Script) -> None:
        self._left = [CallerTurn(text=turn) if isinstance(turn, str) else turn for turn in script.turns][::-1]

    def over(self) -> list[CallerTurn]:
        """What comes next over the agent's words."""
        turns = []
        while self._left and self._left[-1].after_words is not None:
            turns.append(self._left.pop())
        return turns

    async def next(self) -> CallerTurn:
        return self._left.pop() if self._left else _LEAVES


class _Played:
    """Somebody whom the model plays; they let the agent finish."""

    def __init__(self, persona: Persona, stage: Stage) -> None:
        self._persona = persona
        self._stage = stage
        self._taken = 0

    def over(self) -> list[CallerTurn]:
        return []

    async def next(self) -> CallerTurn:
        """Raises NoAnswer."""
        if self._stage.model is None:
            raise NoAnswer(NO_MODEL)
        self._taken += 1
        if self._taken > self._persona.most_turns:
            return _LEAVES
        line = await next_line(self._stage.model, self._persona, held_of(self._stage.simulation).talk)
        return _LEAVES if line is None else CallerTurn(text=line)


async def _look(number: int, model: LanguageModel | None, scenario: Definition, held: Held) -> AssertionResult:
    assertion = scenario.assertions[number]
    told = objection(assertion, held)
    if isinstance(assertion, Judged):
        told = await _judge(model, assertion, held)
    if told is None:
        return AssertionResult(assertion=number, held=True, message=None)
    return AssertionResult(assertion=number, held=False, message=told.text, note=told.note, values=dict(told.values))


async def _judge(model: LanguageModel | None, assertion: Judged, held: Held) -> Told | None:
    if model is None:
        return NO_JUDGE
    try:
        holds, why = await judged(model, assertion.criterion, held.talk)
    except NoAnswer as none:
        return none.told
    if holds:
        return None
    return Told(why) if why else JUDGED_NO

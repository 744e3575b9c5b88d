"""A scenario as a spoken call on the practice line: 8 kHz, noise, lost packets, and all that a call has."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from tron.core import audit
from tron.core.call_engine.requests import CallRequest, request_call, request_hangup
from tron.core.call_engine.states import FINAL, QUEUED
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call, CallEvent
from tron.core.errors import Conflict, invalid_field
from tron.core.events.after_commit import publish_after_commit
from tron.core.flow_engine.replay import ENTERED, LEFT
from tron.core.models.flow_simulation import CallerTurn
from tron.core.models.scenario import Definition, Script, Spoken
from tron.core.repositories.calls import CallRepository
from tron.core.scenarios.held import Held, Visit, path_of
from tron.core.scenarios.told import Told

if TYPE_CHECKING:
    from tron.core.services import Services

LINE: Final = "sandbox"
TALKER: Final = "+910000000001"
"""A practice number whose person answers, and says what it is told."""
WEAR: Final = {"noise_db": 15.0, "loss": 0.02}
WORDS_A_SECOND: Final = 2.5
"""About how fast agents speak."""
LOOK_SECONDS: Final = 0.5
CLAIM_SECONDS: Final = 60.0
"""How long a call waits for a worker that takes it."""
CALL_SECONDS: Final = 600.0
HANG_UP_SECONDS: Final = 2.0
NO_WORKER: Final = Told("No worker took the call.", "no_worker")
TOO_LONG: Final = Told("The call did not come to an end in time.", "call_too_long")
MOST_EVENTS: Final = 20_000


@dataclass(frozen=True, slots=True)
class SpokenTalk:
    """A call that is over, as scenarios look at it. `problem`: why it could not be held."""

    call_id: UUID
    held: Held
    tokens: int
    problem: Told | None = None


def check_speakable(scenario: Definition) -> None:
    """Raises Invalid for what only a conversation in writing can do."""
    if scenario.agent_id is None:
        raise invalid_field("spoken", "A spoken run needs an agent: choose one in the scenario.")
    if not isinstance(scenario.caller, Script):
        raise invalid_field("spoken", "Only scripted callers can speak; a persona is played in writing.")
    if scenario.node is not None:
        raise invalid_field("spoken", "A call begins at the flow's start: take the node out of the scenario.")


async def hold_call(
    services: Services,
    flow: tuple[UUID, int],
    scenario: Definition,
    actor: audit.Doer,
    *,
    seed: int = 0,
    fidelity: str = "audio",
) -> SpokenTalk:
    """Places the call over this version and waits for its end. Raises what request_call raises.

    Who cancels this hangs up.
    """
    call_id = await _place(services, flow, scenario, actor, seed, fidelity)
    try:
        problem = await _ended(services, call_id)
    except asyncio.CancelledError:
        with suppress(*DATABASE_ERRORS, TimeoutError):
            async with asyncio.timeout(HANG_UP_SECONDS):
                await _end(services, call_id)
        raise
    async with services.database.transaction() as session:
        call = await session.get_one(Call, call_id, populate_existing=True)
        events = await CallRepository(session).events(call_id, limit=MOST_EVENTS)
    if problem is None and call.answered_at is None:
        why = str(call.reason or call.status)
        problem = Told(f"The call was not answered ({why}).", "not_answered", {"reason": why})
    return SpokenTalk(call_id, _held(call, events, scenario.variables), _tokens(events), problem)


def lines_of(turns: Sequence[CallerTurn | str]) -> list[str]:
    """The turns as the practice line takes them: #12 presses keys, "" stays silent, ! hangs up, ~2.0 comes first where
    they come over the agent, so many seconds after it began."""
    return [_line(CallerTurn(text=turn) if isinstance(turn, str) else turn) for turn in turns]


def _line(turn: CallerTurn) -> str:
    over = "" if turn.after_words is None else f"~{turn.after_words / WORDS_A_SECOND:.1f} "
    if turn.keys is not None:
        return f"{over}#{turn.keys}"
    if turn.hang_up:
        return f"{over}!"
    # A text that begins like a command is said, not done.
    return over + (turn.text or "").lstrip("#!~ ") if not turn.silence else ""


async def _place(
    services: Services, flow: tuple[UUID, int], scenario: Definition, actor: audit.Doer, seed: int, fidelity: str
) -> UUID:
    assert scenario.agent_id is not None
    assert isinstance(scenario.caller, Script)
    given = dict(scenario.variables)
    name = given.pop("contact_name", None)
    options: dict[str, Any] = {"fidelity": fidelity, "says": lines_of(scenario.caller.turns)}
    if fidelity == "audio":
        options["wear"] = {**WEAR, "seed": seed}
    request = CallRequest(
        scenario.agent_id,
        TALKER,
        LINE,
        contact_name=str(name)[:100] if name else None,
        contact_metadata=given,
        line_options=options,
        flow=flow,
    )
    async with services.database.transaction() as session:
        call = await request_call(session, request, services.lines, services.clock.now())
        changes = {"agent_id": str(call.agent_id), "line": LINE, "scenario": True}
        await audit.record(session, actor, "call.dial", "call", call.id, changes)
        publish_after_commit(session, services.bus, f"call:{call.id}", "dial")
        return call.id


async def _ended(services: Services, call_id: UUID) -> Told | None:
    """Waits; why it did not come to an end by itself."""
    clock = services.clock
    began = clock.monotonic()
    while True:
        async with services.database.transaction() as session:
            status = (await session.get_one(Call, call_id, populate_existing=True)).status
        waited = clock.monotonic() - began
        if status in FINAL:
            return None
        if waited > CALL_SECONDS or (status == QUEUED and waited > CLAIM_SECONDS):
            await _end(services, call_id)
            return NO_WORKER if status == QUEUED else TOO_LONG
        await clock.sleep(LOOK_SECONDS)


async def _end(services: Services, call_id: UUID) -> None:
    try:
        async with services.database.transaction() as session:
            await request_hangup(session, call_id, "scenario", services.clock.now())
            publish_after_commit(session, services.bus, f"call:{call_id}", f"hangup:{call_id}")
    except Conflict:
        pass  # it is over by now


def _held(call: Call, events: Sequence[CallEvent], given: dict[str, Any]) -> Held:
    talk = [
        Spoken(role="agent" if row["role"] == "agent" else "caller", text=str(row["text"])) for row in call.transcript
    ]
    variables = dict(given)
    for event in events:
        if event.type == LEFT:
            variables |= event.payload.get("set") or {}
    path, ways = path_of(
        Visit(event.type == ENTERED, event.node or "", event.payload.get("type"), event.payload.get("handle"))
        for event in events
        if event.type in (ENTERED, LEFT)
    )
    return Held(talk, path, variables, call.outcome, call.reason, ways)


def _tokens(events: Sequence[CallEvent]) -> int:
    asked = [event.payload for event in events if event.type == "flow.asked"]
    return sum(int(one.get("input_tokens") or 0) + int(one.get("output_tokens") or 0) for one in asked)

"""The one door to a phone: what was claimed (claim.py) is dialled here, once, and nowhere else."""

from __future__ import annotations

from tron.core.call_engine.claim import Claim
from tron.core.call_engine.inbound import NOT_NOW
from tron.core.call_engine.legs import Leg
from tron.core.call_engine.loop_marks import is_loop
from tron.core.call_engine.loops import RING_SECONDS, WHOLE_SECONDS
from tron.core.call_engine.offers import OFFER
from tron.core.call_engine.states import RINGING
from tron.core.clock import Clock
from tron.core.database.tables import Call
from tron.core.lines import Lines
from tron.core.ports import AnswerRequest, Answers, DialRequest, Line, LineCall, RingListener
from tron.core.ports.colleagues import COLLEAGUE, LONGEST_TALK
from tron.core.ports.lines import HoldsCallers, TurnsAway

LINE_GRACE_SECONDS = 30.0
"""The line's own limit comes after the talk's: it is for a worker that is gone."""
BRIEF_SECONDS = 180.0
"""So long a colleague may take to hear what it is about, and to answer."""


async def place(claim: Claim, lines: Lines, listener: RingListener, *, ring_timeout: float = 45.0) -> LineCall:
    """Ring the phone of an allowed claim, once, or take the call that came in.

    Raises DialFailed; a refused or used claim raises PermissionError.
    """
    call = claim.call
    if not claim.decision.allowed or call.status != RINGING or claim.placed:
        raise PermissionError(f"call {call.id} was not allowed to ring")
    claim.placed = True
    line = lines.get(call.line)
    language = claim.agent.language if claim.agent else "en-IN"
    if line.rings_phone and call.direction == "inbound":
        return await _answer(line, claim, language)
    if claim.trunk is not None:
        claim.tried.append(claim.trunk.id)
    request = DialRequest(
        call_id=call.id,
        to=call.phone_number,
        language=language,
        caller_id=call.our_number,
        ring_timeout=min(ring_timeout, RING_SECONDS) if is_loop(call) else ring_timeout,
        options={
            **call.line_options,
            "direction": call.direction,
            "template": claim.agent.template if claim.agent else None,
        },
        trunk=claim.trunk,
        headers=dict(call.line_options.get("headers") or {}),
        max_seconds=_longest(claim),
    )
    return await _dial(line, request, listener)


async def turn_away(claim: Claim, lines: Lines) -> None:
    """Tells the network that a caller whom the claim refused is not answered: nobody rings in vain. Raises nothing."""
    if not claim.decision.allowed:
        await let_go_of(claim, lines)


async def let_go_of(claim: Claim, lines: Lines) -> None:
    """The same of a caller who may be answered, and is not wanted any more before the line was asked to."""
    line = lines.find(claim.call.line)
    if claim.call.direction == "inbound" and not claim.placed and isinstance(line, TurnsAway):
        await line.turn_away(_asked_of(claim, claim.agent.language if claim.agent else "en-IN"), NOT_NOW)


async def pass_on(call: Call, lines: Lines) -> None:
    """A caller who was left by the worker that they were promised to: where others must be asked, they are."""
    line = lines.find(call.line)
    if isinstance(line, HoldsCallers):
        await line.pass_on(dict(call.line_options.get(OFFER) or {}))


async def place_leg(leg: Leg, lines: Lines, listener: RingListener, clock: Clock, *, ring_timeout: float) -> LineCall:
    """Ring a colleague within a call, once, in the turn of the leg. Raises DialFailed; a used leg PermissionError."""
    if leg.placed:
        raise PermissionError(f"leg {leg.id} was rung already")
    leg.placed = True
    if leg.waits:
        await clock.sleep(leg.waits)
    request = DialRequest(
        call_id=leg.id,
        to=leg.to,
        language=leg.language,
        caller_id=leg.caller_id,
        ring_timeout=ring_timeout,
        options={"leg": COLLEAGUE, "of": str(leg.call.id)},
        trunk=leg.trunk,
        max_seconds=BRIEF_SECONDS + LONGEST_TALK + LINE_GRACE_SECONDS,
    )
    return await _dial(lines.get(leg.call.line), request, listener)


async def _dial(line: Line, request: DialRequest, listener: RingListener) -> LineCall:
    """The one place where a phone is rung."""
    return await line.dial(request, listener)


def _longest(claim: Claim) -> float | None:
    if is_loop(claim.call):
        return WHOLE_SECONDS
    if claim.agent is None:
        return None
    return claim.agent.max_call_duration + BRIEF_SECONDS + LONGEST_TALK + LINE_GRACE_SECONDS


async def _answer(line: Line, claim: Claim, language: str) -> LineCall:
    if not isinstance(line, Answers):
        raise PermissionError(f"the line {line.name} takes no calls, and dialling would ring the caller")
    return await line.answer(_asked_of(claim, language))


def _asked_of(claim: Claim, language: str) -> AnswerRequest:
    call = claim.call
    offer = dict(call.line_options.get(OFFER) or {})
    return AnswerRequest(call.id, call.phone_number, call.our_number, language, offer, claim.trunk)

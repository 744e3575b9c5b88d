"""Tells what the agent's page promises and a call does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tron.core.call_model import CallModel
from tron.core.events.emit import Emit
from tron.core.events.payloads.vendors import StandInCode
from tron.core.scripts.for_agent import PREPARED_LINES
from tron.voice.answered_call import AnsweredCall
from tron.voice.call_hearing import HEARS_ENGLISH_ONLY, Ears
from tron.voice.call_voice import NO_KEY, Cast

CODES: Final[Mapping[str, StandInCode]] = {
    HEARS_ENGLISH_ONLY: "english_only",
    NO_KEY: "no_key",
    PREPARED_LINES: "prepared_lines",
}


async def tell_stand_ins(answered: AnsweredCall, cast: Cast, ears: Ears, mind: CallModel) -> None:
    """An engine.stand_in for each of voice, recogniser and model that another one stands in for."""
    agent, emit = answered.agent, answered.emit
    if cast.stand_in is not None:
        await _tell(emit, "tts", agent.voice_id, cast.stand_in, NO_KEY)
    if ears.wanted is not None:
        await _tell(emit, "stt", ears.wanted, "builtin/whisper (en)", HEARS_ENGLISH_ONLY)
    if mind.model is None:
        await _tell(emit, "llm", f"{agent.llm_provider}/{agent.llm_model}", "prepared lines", PREPARED_LINES)


async def _tell(emit: Emit, component: str, wanted: str, used: str, why: str) -> None:
    told = {"component": component, "wanted": wanted, "used": used, "why": why, "code": CODES.get(why)}
    await emit("engine.stand_in", told, None)

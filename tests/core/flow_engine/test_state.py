"""A walk that goes on from its stored state knows what it knew: the caller's language, what was disclosed."""

from __future__ import annotations

from dataclasses import replace

from tests.core.flow_engine.talks import Room, Talk, canvas, flows
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.ports import Heard

HINDI = Heard("speech", "मुझे हिंदी में बात करनी है, ठीक है", "hi-IN", confidence=0.9)
ROUND = canvas(
    [("s", "start_inbound", {}), ("a", "greeting", {"text": "Hello."}), ("b", "listen", {"on_silence": "continue"})],
    ["s > a", "a > b", "b > b"],
)


async def steps(state: FlowState, talk: Talk, rules: FlowRules, count: int) -> tuple[Walk, FlowState]:
    """Each step in a walk of its own; the last one and the state as it was stored."""
    for _ in range(count):
        walk = Walk(flows(ROUND), state, Outside(talk, Room()), rules)
        await walk.step()
        state = FlowState.restored(walk.state.stored())
    return Walk(flows(ROUND), state, Outside(talk, Room()), rules), state


async def test_the_callers_language_is_kept() -> None:
    talk = Talk(HINDI, model=lambda _wanted: "जी।")
    walk, state = await steps(FlowState(), talk, FlowRules(), 2)
    assert walk.speaking.language.now == "hi-IN"
    assert state.speaks == "hi-IN"
    assert "Hindi" in walk.speaking.language.instructions()


async def test_what_was_disclosed_is_not_said_again() -> None:
    rules = FlowRules(disclosures=("Hello {{contact_name}}.", "It is recorded. It costs ten rupees."))
    talk = Talk("ok", "yes")
    walk, state = await steps(FlowState(variables={"contact_name": "Ravi"}), talk, rules, 2)
    assert talk.said == ["Hello.", "Hello Ravi.", "It is recorded. It costs ten rupees."]
    assert walk.speaking.undisclosed == []
    _walk, state = await steps(replace(state, variables={}), talk, rules, 1)
    assert talk.said[3:] == []
    assert state.must_say == ["Hello Ravi.", "It is recorded. It costs ten rupees."]


async def test_half_of_a_disclosure_counts_in_the_next_walk() -> None:
    rules = FlowRules(disclosures=("Hello. Thank you for the time.",))
    state = FlowState(node="a")
    walk = Walk(flows(ROUND), state, Outside(Talk(), Room()), rules)
    await walk.speaking.say("Hello.")
    stored = FlowState.restored(state.stored())
    later = Walk(flows(ROUND), stored, Outside(Talk(), Room()), rules)
    assert later.speaking.undisclosed == [0]
    await later.speaking.say("Thank you for the time.")
    assert later.speaking.undisclosed == []

"""Where a walk goes when something is missing, broken, nested, or over."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine import engine as module
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.graph import subflow_key
from tron.core.flow_engine.nodes.end_call import EndCall
from tron.core.flow_engine.nodes.speak import Speak
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.signals import GoBack, Reopened
from tron.core.flow_engine.state import FlowState
from tron.core.ports import CallOver, Said

START = ("s", "start_inbound", {})
INNER = "11111111-1111-4111-8111-111111111111"
KEY = subflow_key(INNER, None)


async def test_a_flow_without_a_start_ends_politely() -> None:
    talk = Talk()
    result = await walk(canvas([("a", "speak", {"text": "Hi"})], []), talk)
    assert talk.of("flow.cannot_run") == [{"node": ""}]
    assert (result.reason, len(talk.said)) == ("agent_ended", 1)


async def test_an_edge_to_nowhere_ends_politely_and_says_where() -> None:
    talk = Talk()
    await walk(canvas([START], ["s > gone"]), talk)
    assert talk.of("flow.cannot_run") == [{"node": "gone"}]


async def test_a_dead_end_says_goodbye_and_which_way_it_was() -> None:
    talk = Talk()
    result = await walk(canvas([START, ("a", "speak", {"text": "Hi"})], ["s > a"]), talk)
    assert talk.of("flow.dead_end") == [{"handle": "next", "type": "speak"}]
    assert result.reason == "agent_ended"
    assert len(talk.said) == 2


async def test_a_hang_up_over_the_polite_end_ends_it_too() -> None:
    class Leaves(Talk):
        async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
            raise CallOver("caller_hung_up")

    result = await walk(canvas([START], []), Leaves())
    assert result.reason == "caller_hung_up"


# ---------------------------------------------------------------- defects


def broken(monkeypatch: pytest.MonkeyPatch, node_type: type[Any], error: BaseException) -> None:
    async def execute(*_: Any) -> str:
        raise error

    monkeypatch.setattr(node_type, "execute", execute)


async def test_a_defect_takes_the_fallback(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from tron.core.flow_engine.nodes.branch_keyword import BranchKeyword

    broken(monkeypatch, BranchKeyword, RuntimeError("a defect"))
    nodes = [START, ("b", "branch_keyword", {}), ("e", "end_call", {"message": "Bye."})]
    talk = Talk()
    await walk(canvas(nodes, ["s > b", "b.fallback > e"]), talk)
    assert talk.path() == ["s", "b", "e"]
    assert talk.of("flow.node_failed") == [{"type": "branch_keyword"}]
    talk = Talk()
    await walk(canvas(nodes, ["s > b"]), talk)
    assert talk.path() == ["s", "b"]
    assert len(talk.said) == 1
    assert "a defect" in caplog.text


async def test_a_defect_on_the_way_has_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk()
    one = Walk(flows(canvas([], [])), FlowState(node="gone"), Outside(talk, Room()), FlowRules())

    async def goodbye() -> None:
        monkeypatch.undo()
        raise RuntimeError("a defect")

    monkeypatch.setattr(one, "_goodbye", goodbye)
    await one.run()
    assert talk.of("flow.node_failed") == [{"type": ""}]


async def test_a_cancelled_walk_says_how_far_it_came() -> None:
    class Waits(Talk):
        async def listen(self, timeout: float) -> Any:
            await asyncio.sleep(3600)

    talk = Waits()
    task = asyncio.ensure_future(walk(canvas([START, ("l", "listen", {})], ["s > l"]), talk))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert talk.of("flow.node_left")[-1]["handle"] is None


@pytest.mark.parametrize("signal", [GoBack(), Reopened()])
async def test_a_way_back_to_nowhere_ends_it(monkeypatch: pytest.MonkeyPatch, signal: Exception) -> None:
    broken(monkeypatch, Speak, signal)
    result = await walk(canvas([START, ("a", "speak", {"text": "Hi"})], ["s > a"]), Talk())
    assert result.reason == "agent_ended"


# ---------------------------------------------------------------- subflows


def outer(*edges: str, **data: Any) -> dict[str, Any]:
    nodes = [START, ("sub", "subflow", {"flow_id": INNER, **data}), ("after", "end_call", {"message": "Bye {{got}}."})]
    return canvas(nodes, ["s > sub", *edges])


INSIDE = canvas([START, ("ask", "listen", {"variable": "x"})], ["s > ask"])
TAKES = {"outputs": [{"variable": "got", "inner": "x"}]}


async def test_a_subflow_runs_and_gives_back() -> None:
    talk = Talk("blue")
    await walk(outer("sub > after", **TAKES), talk, **{KEY: INSIDE})
    assert talk.path() == ["s", "sub", "sub/s", "sub/ask", "after"]
    assert talk.said == ["Bye blue."]


async def test_a_subflow_at_the_end_ends_the_call() -> None:
    result = await walk(outer(**TAKES), Talk("blue"), **{KEY: INSIDE})
    assert (result.reason, result.extracted_data) == ("agent_ended", {"got": "blue"})


async def test_two_subflows_at_the_end_end_the_call() -> None:
    other = "22222222-2222-4222-8222-222222222222"
    middle = canvas([START, ("deep", "subflow", {"flow_id": other})], ["s > deep"])
    talk = Talk("blue")
    result = await walk(outer("sub > after"), talk, **{KEY: middle, subflow_key(other, None): INSIDE})
    assert talk.path()[-3:] == ["sub/deep/s", "sub/deep/ask", "after"]
    assert result.reason == "agent_ended"


async def test_an_edge_to_nowhere_within_a_subflow_goes_back() -> None:
    talk = Talk()
    await walk(outer("sub > after"), talk, **{KEY: canvas([START], ["s > gone"])})
    assert talk.path() == ["s", "sub", "sub/s", "after"]


async def test_a_subflow_that_is_not_there_takes_its_way() -> None:
    talk = Talk()
    await walk(outer("sub.failed > after"), talk)
    assert talk.of("flow.cannot_run") == [{"node": KEY}]
    assert talk.path() == ["s", "sub", "after"]


async def test_subflows_that_enter_each_other_come_to_an_end() -> None:
    again = canvas([START, ("me", "subflow", {"flow_id": INNER})], ["s > me"])
    talk = Talk()
    result = await walk(outer("sub > after"), talk, **{KEY: again})
    assert result.reason == "agent_ended"
    assert max(path.count("/") for path in talk.path()) == module.MOST_DEPTH


async def test_somebody_who_asked_never_to_be_called_is_not_talked_on_to() -> None:
    raw = canvas(
        [
            START,
            ("hi", "greeting", {"text": "Do you want tea?"}),
            ("never", "global", {"condition": "do_not_call"}),
            ("sorry", "speak", {"text": "We will not call again."}),
        ],
        ["s > hi", "hi > hi", "never > sorry"],
    )
    talk = Talk("don't ever call me again")
    result = await walk(raw, talk)
    assert talk.said == ["Do you want tea?", "We will not call again."]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


# ---------------------------------------------------------------- loops and returns


async def test_a_loop_is_left_by_the_fallback_once() -> None:
    nodes = [START, ("b", "branch_custom", {}), ("r", "retry", {"max_attempts": 10}), ("a", "speak", {"text": "a"})]
    edges = ["s > a", "a > b", "b.true > a", "b.false > a"]
    talk = Talk()
    rules = FlowRules(most_steps=4)
    result = await walk(canvas(nodes, edges), talk, rules=rules)
    assert len(talk.of("flow.loop")) == 2
    assert talk.of("flow.loop")[0]["nodes"] == ["b", "a"]
    assert result.reason == "agent_ended"


async def test_a_call_has_a_most_of_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 7)
    talk = Talk(*["hm"] * 50)
    result = await walk(canvas([START, ("l", "listen", {})], ["s > l", "l > l"]), talk)
    assert result.reason == "agent_ended"
    assert len(talk.path()) == 7
    assert talk.of("flow.loop")


async def test_words_into_the_goodbye_of_a_subflow_go_on_within_it() -> None:
    inside = canvas(
        [START, ("ask", "greeting", {"text": "Which?"}), ("e", "end_call", {"message": "Bye."})], ["s > ask", "ask > e"]
    )
    talk = Talk("blue", "wait, I meant green")
    await walk(outer("sub > after"), talk, **{KEY: inside})
    assert talk.path() == ["s", "sub", "sub/s", "sub/ask", "sub/e", "sub/ask", "sub/e"]


async def test_an_ending_that_returns_goes_back_to_the_outer_flow() -> None:
    inside = canvas([START, ("e", "end_call", {"message": "Done.", "returns": True})], ["s > e"])
    talk = Talk()
    await walk(outer("sub > after"), talk, **{KEY: inside})
    assert talk.path() == ["s", "sub", "sub/s", "sub/e", "after"]
    assert isinstance(EndCall().handles_of(EndCall.data()), list)


async def test_an_outcome_after_an_opt_out_is_not_kept() -> None:
    raw = canvas(
        [
            START,
            ("hi", "greeting", {"text": "Tea?"}),
            ("never", "global", {"condition": "do_not_call"}),
            ("e", "end_call", {"message": "Bye.", "outcome": "sold"}),
        ],
        ["s > hi", "hi > e", "never > e"],
    )
    result = await walk(raw, Talk("never call me again"))
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")

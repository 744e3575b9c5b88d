"""Whatever a caller does, nothing of a sensitive value is written down, and the call's way is found again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.flow_engine.nodes.walks import around
from tests.core.flow_engine.random_flows import RandomRoom, RandomTalk
from tests.core.flow_engine.talks import flows
from tests.support import finished
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.ports import Heard

SECRETS = ("98000 00012", "my card is 98000 00012 345", "98000", "00012", "no sorry, 98000", "haan, 98000 00012")
BREATH = ("98000 00012, I want to talk to a human", "98000 00012 and never call me again", "98000 00012, I am driving")
OTHERS = ("yes", "no", "what for", "talk to a human", "hm", "never call me again", None, "!", "#1", "##")
caller = st.lists(
    st.one_of(
        st.sampled_from((*SECRETS, *BREATH)),
        st.sampled_from((*SECRETS, *BREATH)).map(lambda text: Heard("speech", text, confidence=0.1)),
        st.sampled_from(BREATH).map(lambda text: Heard("unclear", text)),
        st.sampled_from(["98000", "0001298000", "9800000012#"]).map(lambda keys: Heard("keys", keys=keys)),
        st.sampled_from(OTHERS),
    ),
    max_size=12,
)


@pytest.mark.parametrize("type_", ["collect", "dtmf"])
@given(
    caller, st.dictionaries(st.integers(0, 6), st.just(""), max_size=2), st.sampled_from(["phone", "number", "text"])
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_written_down(type_: str, turns: list[Any], cut: dict[int, str], kind: str) -> None:
    raw = around(type_, {"prompt": "Well?", "variable": "x", "kind": kind, "sensitive": True}, "next", "failed")
    raw["nodes"] += [
        {"id": "g", "type": "global", "data": {}},
        {"id": "b", "type": "global", "data": {"condition": "busy", "keywords": ["98000"]}},
    ]
    talk = RandomTalk(turns, cut, model=True)
    script = FlowScript(flows(raw), FlowRules(), RandomRoom(1))
    result = finished(script.run(talk))
    assert not talk.of("flow.node_failed")
    inside = json.dumps([told for told in talk.events if told[2] == "it"], ensure_ascii=False)
    assert "9800" not in inside.replace(" ", "")
    assert "9800" not in str(result.extracted_data)
    events = [(kind, json.loads(json.dumps(payload))) for kind, payload, _node in talk.events]
    assert finished(replayed_path(flows(raw), FlowRules(), {}, events)) == talk.path()

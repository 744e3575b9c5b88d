"""What holds for every node type: words for people, a form, and that it never breaks a call."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.core.flow_engine.nodes.walks import around
from tests.core.flow_engine.random_flows import RandomRoom, RandomTalk, cuts, turns
from tests.core.flow_engine.talks import flows
from tests.support import finished
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.spec import describe
from tron.core.flow_engine.state import FlowState
from tron.core.ports import Heard

TYPES = sorted(node_types())
ICONS = Path(__file__).parents[4] / "tron/web/node_modules/lucide-react/dist/esm/icons"
ALL = """start_outbound start_inbound greeting speak listen llm_response branch_intent branch_keyword branch_sentiment
branch_dtmf branch_custom dtmf set_variable webhook transfer record wait send_message retry end_call schedule_callback
collect subflow set_outcome note group global"""


def test_all_types_are_there() -> None:
    assert sorted(ALL.split()) == TYPES


def fields(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field, those of rows included."""
    for name, info in model.model_fields.items():
        yield f"{path}{name}", info
        for inner in (info.annotation, *get_args(info.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from fields(inner, f"{path}{name}.")


@pytest.mark.parametrize("type_", TYPES)
def test_it_tells_people_what_it_is(type_: str) -> None:
    told = describe(node_types()[type_])
    assert told.title
    assert told.help.endswith(".")
    assert len(told.help) < 200
    assert told.data_schema["type"] == "object"
    for handle in told.handles:
        assert handle.rows or (handle.id and handle.title)
    for path, info in fields(node_types()[type_].data):
        assert info.title, path
        assert info.description, path
        assert info.description.endswith((".", "?")), path


@pytest.mark.parametrize("type_", TYPES)
def test_its_defaults_are_what_its_form_takes(type_: str) -> None:
    one = node_types()[type_]
    data = one.data.model_validate(describe(one).defaults)
    assert data == one.data()
    assert len({handle.id for handle in one.handles_of(data)}) == len(one.handles_of(data))
    known = {path.split(".")[0] for path, _info in fields(one.data)}
    for path, *_rest in [*one.texts(data), *one.reads(data)]:
        assert path.split(".")[0] in known
    for _code, path, message in one.problems(data):
        assert path.split(".")[0] in known
        assert message.endswith(".")


@pytest.mark.parametrize("type_", TYPES)
def test_nothing_that_a_new_node_lacks_is_folded_away_and_what_is_spoken_is_filled_in_first(type_: str) -> None:
    one = node_types()[type_]
    shown = describe(one).data_schema.get("properties", {})
    advanced = {name for name, field in shown.items() if field.get("advanced")}
    assert not advanced & {path.split(".")[0] for _code, path, _message in one.problems(one.data())}
    assert len(advanced) < max(len(shown), 1)
    for name, field in shown.items():
        if field.get("spoken"):
            assert field["template"], name
            assert field["widget"] == "long_template", name


@pytest.mark.parametrize("type_", TYPES)
def test_no_two_fields_are_called_alike(type_: str) -> None:
    titles = [field.title for field in node_types()[type_].data.model_fields.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.skipif(not ICONS.exists(), reason="the web app's packages are not installed")
@pytest.mark.parametrize("type_", TYPES)
def test_its_icon_is_one_of_lucides(type_: str) -> None:
    assert list(ICONS.glob(f"{node_types()[type_].icon}.*js"))


HEARD = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.text("0123456789#*", min_size=1, max_size=12).map(lambda keys: Heard("keys", keys=keys)),
    ),
    max_size=8,
)


async def _walked(raw: Mapping[str, Any], talk: RandomTalk, seed: int) -> FlowState:
    async with asyncio.timeout(10):
        walk = Walk(flows(raw), FlowState(variables={"order": ["A-7"]}), Outside(talk, RandomRoom(seed)), FlowRules())
        return await walk.run()


@pytest.mark.parametrize("type_", [name for name in TYPES if node_types()[name].entered_by_edge])
@given(st.one_of(turns, HEARD), cuts, st.booleans(), st.integers(0, 9), st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_caller_breaks_it(
    type_: str, caller: list[Any], cut: dict[int, str], model: bool, seed: int, greeted: bool
) -> None:
    one = node_types()[type_]
    handles = [handle.id for handle in one.handles_of(one.data())]
    talk = RandomTalk(caller, cut, model=model)
    state = finished(_walked(around(type_, {}, *handles, ask="Hello?" if greeted else ""), talk, seed))
    assert state.ended
    assert talk.of("flow.node_failed") == []

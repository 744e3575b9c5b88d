"""Every type of node, in the simulator and on practice calls, by the API of one running Tron.

Calls in words run all at once. A few calls in sound, held at the same time, run every type between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance import spoken_scenario
from tests.acceptance.flow_calls_in_sound import Sounding, sound_calls
from tests.acceptance.flow_cases import Case, cases, inner
from tests.acceptance.house import FINAL, House, Serving, wait_until
from tron.commands.sound import decode_channels
from tron.core.flow_engine.registry import node_types
from tron.telephony.sandbox.wear import HIGH

pytestmark = [pytest.mark.slow, pytest.mark.sound]

TYPES = sorted(node_types())
TALKER = "+910000000001"
IN_TIME = 150.0
STAYS = ("", "", "")
"""Who has nothing left to say stays on the line for so many utterances."""


@dataclass
class Calls:
    """All calls of this file, asked for at once."""

    house: House
    tron: Serving
    cases: Mapping[str, Case]
    sound: Mapping[str, Sounding]
    flows: Mapping[str, str]
    ids: Mapping[str, str]

    def over(self, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The call of this name and its events, once it is over."""
        call_id = self.ids[name]
        wait_until(lambda: self.tron.call(call_id)["status"] in FINAL, IN_TIME, f"the call {name} is over", every=0.3)
        code, page = self.tron.get(f"/api/tron/calls/{call_id}/events?limit=500")
        assert code == 200, page
        return self.tron.call(call_id), page["items"]


def published(tron: Serving, name: str, flow: Mapping[str, Any]) -> str:
    code, made = tron.post("/api/tron/flows", {"name": name, "canvas_data": flow})
    assert code == 201, made
    code, version = tron.post(f"/api/tron/flows/{made['id']}/publish", {"revision": made["revision"]})
    assert code == 201, (name, version)
    return str(made["id"])


def dialled(tron: Serving, flow_id: str, says: Sequence[str], fidelity: str, *, recording: bool = False) -> str:
    agent = tron.agent("support_agent", flow_id=flow_id, recording=recording)
    body = {"agent_id": agent["id"], "phone_number": TALKER, "line": "sandbox", "contact_name": "Asha"}
    code, call = tron.post("/api/tron/calls/dial", {**body, "fidelity": fidelity, "says": list(says)})
    assert code == 202, call
    return str(call["id"])


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    house = House(tmp_path_factory.mktemp("flows"))
    house.environment["TRON_TOOLS_ALLOWED_HOSTS"] = "127.0.0.1"
    try:
        tron = house.serve().ready("worker", "engine.piper")
        url = f"http://127.0.0.1:{tron.port}/healthz"
        subflow = published(tron, "inner", inner())
        table = cases(url, subflow)
        sound = {one.name: one for one in sound_calls(url, subflow)}
        flows = {name: published(tron, name, case.flow) for name, case in table.items()}
        ids = {
            name: dialled(tron, published(tron, name, one.flow), one.says, "audio", recording=one.recording)
            for name, one in sound.items()
        }
        ids |= {name: dialled(tron, flows[name], [*case.says, *STAYS], "text") for name, case in table.items()}
        yield Calls(house, tron, table, sound, flows, ids)
    finally:
        house.close()


def test_the_table_has_every_type(calls: Calls) -> None:
    assert sorted(calls.cases) == TYPES


# ------------------------------------------------------------------ in the simulator


def turn_of(line: str) -> dict[str, Any]:
    if line.startswith("#"):
        return {"keys": line[1:]}
    return {"text": line} if line else {"silence": True}


@pytest.mark.parametrize("name", TYPES)
def test_in_the_simulator(calls: Calls, name: str) -> None:
    case, tron = calls.cases[name], calls.tron
    code, simulation = tron.post(f"/api/tron/flows/{calls.flows[name]}/simulate", {"variables": {}})
    assert code == 201, simulation
    steps, state = simulation["steps"], simulation["state"]
    for line in case.says:
        if state["ended"]:
            break
        path = f"/api/tron/flows/simulations/{simulation['session_id']}/input"
        code, more = tron.post(path, turn_of(line))
        assert code == 200, more
        steps, state = [*steps, *more["steps"]], more["state"]
    assert state["ended"], steps[-3:]
    assert (state["reason"], state["outcome"]) == (case.reason, case.outcome)
    path = [step["node"] for step in steps if step["type"] == "node"]
    assert (name == "note") or case.visits in path
    assert case.keeps.items() <= state["variables"].items()
    told = {step["event"]: step["payload"] for step in steps if step["type"] == "event"}
    check_told(case.tells, told)


# ------------------------------------------------------------------ on calls in words


@pytest.mark.parametrize("name", TYPES)
def test_on_a_call_in_words(calls: Calls, name: str) -> None:
    case = calls.cases[name]
    call, events = calls.over(name)
    assert (call["status"], call["reason"], call["outcome"]) == ("completed", case.reason, case.outcome)
    assert call["flow_version"] == 1
    path = [event["node"] for event in events if event["type"] == "flow.node_entered"]
    assert ("n" not in path) if name in {"note", "group"} else (case.visits in path)
    assert case.keeps.items() <= call["extracted_data"].items()
    check_told(case.tells, {event["type"]: event["payload"] for event in events})


def check_told(wanted: Mapping[str, Mapping[str, Any]], told: Mapping[str, Mapping[str, Any]]) -> None:
    for type_, part in wanted.items():
        assert part.items() <= told[type_].items(), (type_, told.get(type_))


# ------------------------------------------------------------------ on calls in sound


def test_calls_in_sound_run_every_type(calls: Calls) -> None:
    types = {(one.name, node["id"]): node["type"] for one in calls.sound.values() for node in one.flow["nodes"]}
    assert set(types.values()) == set(TYPES)
    walked = {types[one.name, node] for one in calls.sound.values() for node in one.path if "/" not in node}
    assert set(TYPES) - walked == {"note", "group"}


@pytest.mark.parametrize("name", ["order", "visit", "questions", "human"])
def test_on_a_call_in_sound(calls: Calls, name: str) -> None:
    wanted = calls.sound[name]
    call, events = calls.over(name)
    assert (call["status"], call["reason"], call["outcome"]) == ("completed", wanted.reason, wanted.outcome)
    path = [event["node"] for event in events if event["type"] == "flow.node_entered"]
    assert path == list(wanted.path)
    assert wanted.keeps.items() <= call["extracted_data"].items(), call["extracted_data"]
    check_told(wanted.tells, {event["type"]: event["payload"] for event in events})
    assert call["turns"]


@pytest.mark.parametrize("name", ["order", "visit"])
def test_a_flow_says_what_is_recorded(calls: Calls, name: str) -> None:
    call, _events = calls.over(name)
    assert call["recording_url"], "also where the agent does not record by itself"
    agent = decode_channels(calls.house.data / "recordings" / f"{call['id']}.ogg")[1].astype(int)
    for beginning, wanted in calls.sound[name].recorded.items():
        [entry] = [one for one in call["transcript"] if one["text"].startswith(beginning)]
        first = int(((entry["start"] + entry["end"]) / 2 - 0.25) * 16_000)
        sound = abs(agent[first : first + 8000])
        assert len(sound) == 8000
        assert (sound.max() > 500) == wanted, beginning


def test_what_was_said_in_confidence_stands_nowhere(calls: Calls) -> None:
    call, events = calls.over("order")
    assert "411001" not in json.dumps([call["transcript"], call["extracted_data"], events])
    boxes = list(Path(calls.house.data).rglob("messages.jsonl"))
    assert any("411001" in box.read_text() for box in boxes), "it was used all the same"


# ------------------------------------------------------------------ a scenario as a call


def test_a_spoken_scenario_is_a_call_that_says_what_it_should(calls: Calls) -> None:
    house, tron = calls.house, calls.tron
    for name in calls.sound:
        calls.over(name)
    tron.ready("engine.whisper")
    run = spoken_scenario.held(tron, published(tron, "Visit", spoken_scenario.VISIT))
    assert (run["state"], run["spoken"], run["version"], run["error"]) == ("passed", True, 1, None), run
    [tried] = run["results"]
    assert tried["path"] == spoken_scenario.PATH
    call = tron.call(tried["call_id"])
    assert (call["status"], call["outcome"]) == ("completed", "praised")
    greeting = call["transcript"][0]
    assert greeting["interrupted"]
    assert greeting["text"].startswith("Hello Asha, this is an automated assistant")
    assert not greeting["text"].endswith("like?")
    caller, agent = decode_channels(house.data / "recordings" / f"{call['id']}.ogg")
    heard = spoken_scenario.said(house, agent, call, "agent") & spoken_scenario.AGENT
    assert len(heard) >= len(spoken_scenario.AGENT) - 2, heard
    assert spoken_scenario.said(house, caller, call, "caller") >= spoken_scenario.CALLER
    # The telephone carries nothing so high.
    assert spoken_scenario.above(caller, HIGH + 300) < 0.01 < spoken_scenario.above(agent, HIGH + 300)

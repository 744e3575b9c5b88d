"""A scenario as a call: spoken by the built-in voices over 8 kHz, recorded, and read again from the recording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.acceptance.house import House, Serving, wait_until
from tests.core.flow_engine.talks import canvas
from tests.support import finished
from tron.core.speech import SAMPLE_RATE
from tron.providers.engines.client import EngineClient
from tron.providers.engines.supervisor import socket_path_for

HELLO = (
    "Hello {{contact_name}}, this is an automated assistant of the tea shop. How was our visit, and what did you like?"
)
VISIT = canvas(
    [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": HELLO}),
        ("feel", "branch_sentiment", {}),
        ("stars", "dtmf", {"prompt": "Please press a key, from one to five.", "variable": "stars", "max_digits": 1}),
        ("bye", "end_call", {"message": "Thank you, we will come again tomorrow.", "outcome": "praised"}),
        ("sorry", "end_call", {"message": "Goodbye.", "outcome": "failed"}),
    ],
    [
        "s > hi",
        "hi > feel",
        "feel.positive > stars",
        "feel.neutral > sorry",
        "feel.negative > sorry",
        "stars.next > bye",
        "stars.failed > sorry",
    ],
)
OVER = {"text": "It was great, I am very happy.", "after_words": 12}
SCENARIO = {
    "name": "Praises",
    "variables": {"contact_name": "Asha"},
    "caller": {"kind": "script", "turns": [OVER, {"keys": "4"}]},
    "assertions": [
        {"kind": "visited", "nodes": ["stars", "bye"]},
        {"kind": "variable", "name": "stars", "operator": "equals", "value": "4"},
        {"kind": "outcome", "outcome": "praised"},
        {"kind": "reason", "reason": "agent_ended"},
        {"kind": "said", "regex": "hello asha"},
    ],
}
PATH = ["s", "hi", "feel", "stars", "bye"]
AGENT = {"automated", "assistant", "press", "key", "again", "tomorrow"}
CALLER = {"very", "happy"}
"""A small model over a bad telephone: it cannot be asked for every word."""
Sound = npt.NDArray[np.int16]


def held(tron: Serving, flow: str) -> dict[str, Any]:
    """A run of SCENARIO in sound over the published VISIT, once it is over."""
    agent = tron.post("/api/tron/agents", {"name": "Meera", "language": "en-IN", "recording": True})[1]
    where = f"/api/tron/flows/{flow}/scenarios"
    code, scenario = tron.post(where, {**SCENARIO, "agent_id": agent["id"]})
    assert code == 201, scenario
    code, run = tron.post(f"{where}/{scenario['id']}/run", {"spoken": True})
    assert code == 202, run

    def look() -> dict[str, Any] | None:
        found: dict[str, Any] = tron.get(f"{where}/{scenario['id']}/runs/{run['id']}")[1]
        return found if found["ended_at"] else None

    over: dict[str, Any] = wait_until(look, 120, "the run is over", every=0.3)
    return over


def said(house: House, channel: Sound, call: dict[str, Any], role: str) -> set[str]:
    """The words of this side, as the built-in recogniser hears them in the recording."""
    parts = [(row["start"], row["end"]) for row in call["transcript"] if row["role"] == role]
    assert parts
    return set(" ".join(finished(heard(house, channel, parts))).lower().replace(",", " ").replace(".", " ").split())


async def heard(house: House, channel: Sound, parts: Sequence[tuple[float, float]]) -> list[str]:
    client = EngineClient(socket_path_for(house.data))
    try:
        cut = [channel[max(0, int((a - 0.3) * SAMPLE_RATE)) : int((b + 0.4) * SAMPLE_RATE)] for a, b in parts]
        return [(await client.transcribe(one.astype("<i2").tobytes(), "en-IN")).text for one in cut]
    finally:
        await client.close()


def above(channel: Sound, hertz: float) -> float:
    """The part of the sound's power that lies above this pitch."""
    power = np.abs(np.fft.rfft(channel.astype(np.float64))) ** 2
    high = np.fft.rfftfreq(len(channel), 1 / SAMPLE_RATE) > hertz
    return float(power[high].sum() / power.sum())

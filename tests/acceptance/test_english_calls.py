"""English transcripts by the real processes: after a call, and by the next worker when one stops in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import FINAL, House, Serving, wait_until
from tests.emulators.model_vendors import OpenAICloudEmulator
from tests.voice.test_after_call import Translating

pytestmark = [pytest.mark.slow, pytest.mark.sound]

AGENT = {"language": "hi-IN", "llm_provider": "openai", "llm_model": "gpt-4o-mini"}


@pytest.fixture
async def openai() -> AsyncIterator[OpenAICloudEmulator]:
    async with OpenAICloudEmulator(brain=Translating()) as emulator:
        yield emulator


@pytest.fixture
def house(tmp_path: Path, openai: OpenAICloudEmulator) -> Iterator[House]:
    made = House(tmp_path)
    made.environment |= {
        "TRON_AI_OPENAI_API_KEY": str(openai.key),
        "TRON_AI_OPENAI_ENDPOINT": openai.url + openai.base,
    }
    yield made
    made.close()


def held(tron: Serving, **agent: Any) -> str:
    """A short call in words with a practice person, that is over; its id."""
    made = tron.agent("support_agent", **AGENT, **agent)
    body = {"agent_id": made["id"], "phone_number": "+910000000001", "line": "sandbox", "fidelity": "text"}
    body |= {"says": ["मेरा इंटरनेट नहीं चल रहा", "!"]}
    code, call = tron.post("/api/tron/calls/dial", body)
    assert code == 202, call
    wait_until(lambda: tron.call(call["id"])["status"] in FINAL, 120, "the call is over")
    return str(call["id"])


def english_of(tron: Serving, call_id: str) -> dict[str, Any]:
    wait_until(lambda: tron.call(call_id)["english_state"] in ("done", "failed"), 30, "the English is there")
    return tron.call(call_id)


def told(tron: Serving, call_id: str) -> list[str]:
    return [event["type"] for event in tron.get(f"/api/tron/calls/{call_id}/events")[1]["items"]]


async def test_a_call_is_translated_and_one_that_waits_survives_a_restart(
    house: House, openai: OpenAICloudEmulator
) -> None:
    def first() -> str:
        tron = house.serve()
        call = english_of(tron, held(tron, english_transcript=True))
        assert call["english_state"] == "done", call
        assert all(line["english"] for line in call["transcript"])
        assert "openai/gpt-4o-mini" in {part["name"] for part in call["cost"]["components"]}
        assert told(tron, call["id"])[-1] == "transcript.translated"
        openai.first_token = 60
        waits = held(tron, english_transcript=True)
        wait_until(lambda: tron.call(waits)["english_state"] == "running", 10, "it is being written")
        assert tron.post(f"/api/tron/calls/{waits}/english", {})[0] == 409
        tron.process.terminate()
        assert tron.process.wait(20) == 0
        return waits

    waits = await asyncio.to_thread(first)
    openai.first_token = 0

    def again() -> dict[str, Any]:
        return english_of(house.serve(), waits)

    call = await asyncio.to_thread(again)
    assert call["english_state"] == "done", call

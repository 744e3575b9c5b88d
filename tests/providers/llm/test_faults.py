"""What each fault of each vendor is told as, and that nothing is asked twice once words have come."""

from __future__ import annotations

import time

import pytest

from tests.emulators.server import closed_port
from tests.providers.llm.conftest import EMULATORS, MODELS, QUICK
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice
from tron.core.vendors import VendorTrouble
from tron.providers.llm.models import Models

pytestmark = pytest.mark.thorough

PROVIDERS = sorted(EMULATORS)
TALK = [{"role": "user", "content": "What is the price?"}]
STATES = {
    "unauthorised": "wrong_key",
    "forbidden": "wrong_key",
    "busy": "refused",
    "broken": "refused",
    "stall": "timed_out",
    "slow": "timed_out",
    "garbage": "refused",
    "hangup": "unreachable",
    "stall_midway": "timed_out",
    "cut_midway": "unreachable",
    "malformed": "refused",
}
ASKED_AGAIN = {"broken", "stall", "slow", "hangup"}
MIDWAY = {"stall_midway", "cut_midway", "malformed"}


async def said(stage) -> tuple[str, VendorTrouble]:
    """The words before the trouble, and the trouble."""
    found: list[str] = []

    async def listen() -> None:
        async for piece in (await stage.model()).reply(TALK, temperature=0.0, max_tokens=100):
            found.append(str(piece))

    with pytest.raises(VendorTrouble) as trouble:
        await listen()
    return "".join(found), trouble.value


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("fault", STATES)
async def test_every_fault_has_its_state(stage_of, provider, fault):
    stage = await stage_of(provider, patience=QUICK)
    stage.emulator.order(fault, times=None)
    words, trouble = await said(stage)
    assert trouble.state == STATES[fault]
    assert trouble.hint
    assert bool(words) == (fault in MIDWAY)
    assert len(stage.emulator.asked) == (2 if fault in ASKED_AGAIN else 1)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("fault", sorted(ASKED_AGAIN))
async def test_what_passes_is_got_over(stage_of, provider, fault):
    stage = await stage_of(provider, patience=QUICK)
    stage.emulator.order(fault)
    model = await stage.model()
    found = [piece async for piece in model.reply(TALK, temperature=0.0, max_tokens=100) if isinstance(piece, str)]
    assert found[0] == ""
    assert "rupees" in "".join(found)


async def test_a_short_wait_is_waited_for(stage_of, monkeypatch):
    monkeypatch.setattr("tests.emulators.server.RETRY_AFTER", "0.2")
    stage = await stage_of("openai", patience=QUICK)
    stage.emulator.order("busy")
    began = time.perf_counter()
    model = await stage.model()
    found = [piece async for piece in model.reply(TALK, temperature=0.0, max_tokens=100) if isinstance(piece, str)]
    assert "rupees" in "".join(found)
    assert time.perf_counter() - began > 0.2


async def test_a_long_wait_is_told_with_its_length(stage_of):
    stage = await stage_of("openai", patience=QUICK)
    stage.emulator.order("busy", times=None)
    _, trouble = await said(stage)
    assert trouble.details["retry_after"] == "2"


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_wrong_key_and_a_missing_model(stage_of, provider):
    stage = await stage_of(provider)
    stage.emulator.models = ["another"]
    _, trouble = await said(stage)
    assert trouble.state == "model_not_found"
    stage.emulator.key = "another-key-that-is-right"
    _, trouble = await said(stage)
    assert trouble.state == "wrong_key"
    assert "key-that-is" not in repr(trouble) + trouble.message


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_nobody_listens(provider):
    address = closed_port()
    models = Models(patience=QUICK)
    own = ModelChoice(provider, MODELS[provider], f"{address}/v1", "some-key")
    model = await models.find(own, settings_with())
    assert model is not None
    with pytest.raises(VendorTrouble) as trouble:
        async for _ in model.reply(TALK, temperature=0.0, max_tokens=10):
            pass
    assert trouble.value.state == "unreachable"
    await models.aclose()

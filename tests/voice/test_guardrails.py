"""Guardrails in a call with sound: what is said over a disclosure, and a model that says what it may not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.core.guardrails.fakes import Speaking, Told, make_guard
from tests.core.scripts.test_freeform import LINES, Wishes
from tests.voice import sounds
from tests.voice.fakes import Call, call
from tron.core.guardrails.model import GuardedModel
from tron.core.guardrails.refusals import DECLINES
from tron.core.ports import ScriptResult
from tron.core.scripts.freeform import Freeform, FreeformConfig
from tron.voice.parts import SharedModels

pytestmark = [pytest.mark.slow, pytest.mark.sound]

RECORDED = "This whole call is recorded so that we can learn from it"  # 3.6 s
CONFIG = FreeformConfig("Namaste", "", LINES, disclosures=(RECORDED, "Taking part is voluntary"))


@asynccontextmanager
async def talking(
    c: Call, wishes: Wishes, config: FreeformConfig = CONFIG
) -> AsyncIterator[asyncio.Task[ScriptResult]]:
    """The Script runs; at the end the caller hangs up."""
    running = asyncio.create_task(Freeform(config, wishes).run(c.session))
    try:
        async with asyncio.timeout(25):
            await until(c, "Namaste")
            yield running
    finally:
        c.line.hang_up()
        await asyncio.gather(running, return_exceptions=True)


async def until(c: Call, words: str) -> None:
    while words not in " ".join(entry.text for entry in c.session.transcript):
        await asyncio.sleep(0.02)


async def test_an_opt_out_over_a_disclosure_is_honoured_before_anything_else_is_said(models: SharedModels) -> None:
    model, wishes = Speaking("It ships today. "), Wishes()
    async with call(models, model=model) as c, talking(c, wishes) as running:
        c.line.say("what is the price please", sounds.words("question"))
        await until(c, "what is the price please")
        await asyncio.sleep(1.0)  # the disclosure has begun
        c.line.say("never call me again", sounds.words("stop"))
        result = await running
    said = [entry.text for entry in c.session.transcript if entry.role == "agent"]
    assert said == ["Namaste", RECORDED, LINES.opt_out_ack]
    assert wishes.words == ["never call me again"]
    assert result.reason == "opted_out"
    assert model.asked == []
    assert [row["index"] for row in c.named("disclosure.said")] == [0]
    assert [row["index"] for row in c.named("disclosure.missed")] == [1]


async def test_the_question_before_the_disclosures_is_what_the_model_answers(models: SharedModels) -> None:
    model = Speaking("It ships today. ")
    async with call(models, model=GuardedModel(model, make_guard(Told()))) as c, talking(c, Wishes()):
        c.line.say("what is the price please", sounds.words("question"))
        await until(c, "It ships today.")
    roles = [row["role"] for row in model.asked[0] if row["role"] != "system"]
    assert roles == ["assistant", "assistant", "assistant", "user"]
    assert model.asked[0][-1]["content"] == "what is the price please"
    assert [row["index"] for row in c.named("disclosure.said")] == [0, 1]
    assert c.named("disclosure.missed") == []


async def test_a_forbidden_sentence_never_becomes_sound(models: SharedModels) -> None:
    told = Told()
    model = GuardedModel(
        Speaking("It ships today. ", "But vote ", "for the BJP. ", "Yes."), make_guard(told, "Politics")
    )
    config = FreeformConfig("Namaste", "", LINES)
    async with call(models, model=model) as c, talking(c, Wishes(), config):
        c.line.say("what is the price please", sounds.words("question"))
        await until(c, DECLINES["en"][0])
        await asyncio.sleep(0.3)
    said = [entry.text for entry in c.session.transcript if entry.role == "agent"]
    assert said == ["Namaste", f"It ships today. {DECLINES['en'][0]}"]
    assert told.payloads == [{"kind": "topic", "topic": "Politics"}]

"""A call on a real line under supervision: all that a supervisor can do, as the page and the caller hear it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.talks import has_status, story, until
from tests.voice.fakes import FakeModel
from tests.voice.supervised import AGENT, CALLER, SUPERVISOR, House, VoiceTalks, who
from tron.core.ports import Conversation, ScriptResult
from tron.core.speech import FRAME_BYTES
from tron.voice.parts import SharedModels

PATIENCE = 20.0
LATEST = 15 * FRAME_BYTES
WHISPERED, SAID = "Offer ten percent.", "I have found your order."
CallerHears = Callable[..., Awaitable[None]]
"""Waits until the caller hears exactly these tones."""


async def talk(conversation: Conversation) -> ScriptResult:
    """An agent that says something, asks its model, and listens, over and over."""
    while True:
        await conversation.say("one two three four five six")
        await conversation.generate("Be kind.")
        await conversation.listen(0.1)


def supervised_talks(models: SharedModels) -> VoiceTalks:
    return VoiceTalks(models, talk, FakeModel("Yes."))


def ear(heard: Callable[[], bytes | bytearray]) -> CallerHears:
    """By what reached the caller so far (16 kHz, s16le)."""

    async def hears(*tones: int) -> None:
        begun = len(heard())

        async def there() -> bool:
            sound = heard()
            return len(sound) >= begun + LATEST and who([bytes(sound[-LATEST:])]) == set(tones)

        await until(there, PATIENCE)

    return hears


async def whoever_listens(*_tones: int) -> None:
    """For a phone that shows only afterwards what it heard."""
    await asyncio.sleep(1.0)


async def is_supervised(made: House, talks: VoiceTalks, caller_hears: CallerHears = whoever_listens) -> None:
    """Listen, take over, hand back, mute, whisper, say, end; each one is told in the call's story."""
    listening = await made.ask("listen")
    async with made.page(listening.token) as asha:
        asha.speaks = True  # nobody hears it yet
        await asha.hears(AGENT, CALLER)
        await caller_hears(AGENT)
        await made.ask("take_over", seat=listening.seat)
        await caller_hears(SUPERVISOR)
        await asha.hears(CALLER)
        await made.ask("hand_back")
        await asha.hears(AGENT, CALLER)
        await caller_hears(AGENT)
        await made.mute(True)
        await asha.hears(CALLER)
        await caller_hears()
        await made.mute(False)
        await asha.hears(AGENT, CALLER)
        await caller_hears(AGENT)
        await made.ask("whisper", text=WHISPERED)
        await made.ask("say", text=SAID)
        await until(lambda: _was_whispered(talks), PATIENCE)
        await until(lambda: _was_said(made), PATIENCE)
        await made.hang_up()
        call = await has_status(made.database, made.call_id, seconds=PATIENCE)
        assert (call.status, call.reason) == ("completed", "agent_ended")
        await until(lambda: _was_told_the_end(asha), PATIENCE)
    assert [state for state, _, _ in await made.happened()] == ["joined", "took_over", "handed_back"]


async def _was_whispered(talks: VoiceTalks) -> bool:
    assert talks.model is not None
    return any(WHISPERED in str(rows) for rows in talks.model.asked)


async def _was_said(made: House) -> bool:
    rows = [event.payload for event in await story(made.database, made.call_id) if event.type == "call.transcript"]
    return any((row["role"], row["text"]) == ("agent", SAID) for row in rows)


async def _was_told_the_end(asha: Any) -> bool:
    return bool(asha.told[-1]["type"] == "ended")

"""Partial transcripts heard by two."""

from __future__ import annotations

from collections.abc import Callable

from tests.core.flow_engine.talks import Talk
from tron.core.flow_calls.overheard import overheard


class Telling(Talk):
    told: Callable[[str], None] | None = None

    def watch(self, told: Callable[[str], None] | None) -> None:
        self.told = told


async def test_both_are_told_what_the_caller_is_saying() -> None:
    talk, over, watched = Telling("yes"), list[str](), list[str]()
    conversation = overheard(talk, over.append)
    assert talk.told is not None
    talk.told("what")
    conversation.watch(watched.append)
    talk.told("what does")
    conversation.watch(None)
    talk.told("what does it cost")
    assert over == ["what", "what does", "what does it cost"]
    assert watched == ["what does"]


async def test_all_else_is_the_conversations() -> None:
    talk = Telling("yes")
    conversation = overheard(talk, print)
    assert (await conversation.say("Hello.")).heard == "Hello."
    assert (await conversation.listen(5)).text == "yes"
    assert conversation.can_generate is False

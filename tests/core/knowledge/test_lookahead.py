"""Looking up while the caller still speaks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from tron.core.ids import uuid7
from tron.core.knowledge.lookahead import Lookahead
from tron.core.knowledge.search import Passage

DOCUMENT = uuid7()


@dataclass
class Shelf:
    """Fulfils Knowledge: answers with the question, after `seconds`."""

    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    fails: bool = False

    async def find(self, query: str, *, limit: int = 3) -> list[Passage]:
        self.asked.append(query)
        await asyncio.sleep(self.seconds)
        if self.fails:
            raise RuntimeError("a bug")
        return [Passage(DOCUMENT, "Paper", query, 0.9)]


async def found(ahead: Lookahead, final: str, within: float = 0.3) -> list[str]:
    return [passage.text for passage in (await ahead.result(final, within)).passages]


async def test_the_search_that_was_begun_on_the_same_words_is_taken():
    shelf = Shelf()
    ahead = Lookahead(shelf)
    ahead.begin("what is the price of the gold plan")
    await asyncio.sleep(0.01)
    assert await found(ahead, "Umm, what is the price of the gold plan, please?") == [
        "what is the price of the gold plan"
    ]
    assert len(shelf.asked) == 1


async def test_other_words_in_the_end_are_looked_up_anew():
    shelf = Shelf()
    ahead = Lookahead(shelf)
    ahead.begin("what is the price of the gold")
    await asyncio.sleep(0.01)
    assert await found(ahead, "what is the price of the silver plan") == ["what is the price of the silver plan"]


async def test_partials_start_one_search_at_a_time_and_none_without_new_words():
    shelf = Shelf(seconds=0.05)
    ahead = Lookahead(shelf)
    for partial in ("the", "the price", "the price of", "the price of gold"):
        ahead.begin(partial)
    await asyncio.sleep(0.08)
    assert shelf.asked == ["the price"]
    ahead.begin("so the price of the")
    assert shelf.asked == ["the price"]
    ahead.begin("the price of gold")
    await asyncio.sleep(0)
    assert shelf.asked == ["the price", "the price of gold"]
    await ahead.aclose()


async def test_a_slow_search_holds_up_the_turn_no_longer_than_that():
    ahead = Lookahead(Shelf(seconds=10))
    began = asyncio.get_running_loop().time()
    assert await found(ahead, "price of gold", within=0.05) == []
    assert asyncio.get_running_loop().time() - began < 0.2
    await ahead.aclose()


async def test_what_the_words_so_far_found_stands_in_for_a_slow_search():
    shelf = Shelf()
    ahead = Lookahead(shelf)
    ahead.begin("price of gold")
    await asyncio.sleep(0.01)
    shelf.seconds = 10
    assert await found(ahead, "price of gold plan", within=0.05) == ["price of gold"]
    await ahead.aclose()


@pytest.mark.parametrize("words", ["haan ji, theek hai", "ok", ""])
async def test_words_that_ask_for_nothing_are_not_looked_up(words):
    shelf = Shelf()
    ahead = Lookahead(shelf)
    ahead.begin(words)
    result = await ahead.result(words)
    assert (result.asked, result.passages, shelf.asked) == (False, [], [])


async def test_the_turn_before_is_forgotten():
    shelf = Shelf()
    ahead = Lookahead(shelf)
    await found(ahead, "price of gold")
    shelf.seconds = 10
    assert await found(ahead, "price of silver", within=0.05) == []
    await ahead.aclose()


async def test_a_bug_in_a_search_is_nothing_found():
    assert await found(Lookahead(Shelf(fails=True)), "price of gold") == []

"""The language of a number is known in its next call."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from tron.core.database.engine import Database
from tron.core.database.tables import NumberLanguage
from tron.core.number_languages import known_language, remember_language

NUMBER, PRACTICE = "+12025550123", "+910000012345"


async def remember(database: Database, number: str | None, language: str, turns: int = 3) -> bool:
    async with database.transaction() as session:
        return await remember_language(session, number, language, turns)


async def known(database: Database, number: str | None) -> str | None:
    async with database.transaction() as session:
        return await known_language(session, number)


async def turns_of(database: Database, number: str) -> int | None:
    async with database.transaction() as session:
        return await session.scalar(select(NumberLanguage.turns).where(NumberLanguage.e164 == number))


@pytest.mark.parametrize("number", [NUMBER, PRACTICE])
async def test_a_number_keeps_its_language(database: Database, number: str) -> None:
    assert await known(database, number) is None
    assert await remember(database, number, "ta-IN")
    assert await known(database, number) == "ta-IN"


async def test_the_last_language_wins(database: Database) -> None:
    await remember(database, NUMBER, "ta-IN", 9)
    await remember(database, NUMBER, "en-IN", 2)
    assert (await known(database, NUMBER), await turns_of(database, NUMBER)) == ("en-IN", 2)
    assert await known(database, PRACTICE) is None


async def test_turns_add_up_over_calls_in_one_language(database: Database) -> None:
    await remember(database, NUMBER, "hi-IN", 4)
    await remember(database, NUMBER, "hi-IN", 3)
    assert await turns_of(database, NUMBER) == 7


@pytest.mark.parametrize(("number", "turns"), [(None, 3), ("", 3), (NUMBER, 0)])
async def test_nothing_is_kept_without_a_number_or_a_turn(database: Database, number: str | None, turns: int) -> None:
    assert not await remember(database, number, "hi-IN", turns)
    assert await known(database, number) is None


async def test_an_unknown_language_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="fr-FR"):
        await remember(database, NUMBER, "fr-FR")


async def test_two_calls_that_end_at_once_do_not_hinder_each_other(database: Database) -> None:
    await asyncio.gather(*(remember(database, NUMBER, "bn-IN", 1) for _ in range(5)))
    assert await turns_of(database, NUMBER) == 5

"""The language of a number: kept when a call ends, so that the next one begins in it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.repositories.number_languages import NumberLanguageRepository
from tron.core.voices import LANGUAGE_CODES


async def remember_language(session: AsyncSession, number: str | None, language: str, turns: int) -> bool:
    """Keep what was spoken last with `number` (E.164), in the caller's transaction.

    `turns` is how many turns the caller took in `language` (BCP 47) in this call. Nothing is kept, and False answered,
    without a number (browser, terminal) or without a turn. Raises ValueError for a language that Tron does not speak.
    """
    if language not in LANGUAGE_CODES:
        raise ValueError(f"{language} is no language of Tron.")
    if not number or turns < 1:
        return False
    await NumberLanguageRepository(session).save(number, language, turns)
    return True


async def known_language(session: AsyncSession, number: str | None) -> str | None:
    """The language (BCP 47) last spoken with `number`, None where none is known."""
    return await NumberLanguageRepository(session).language(number) if number else None

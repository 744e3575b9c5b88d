"""SQL for the languages of numbers."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import NumberLanguage


class NumberLanguageRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def save(self, e164: str, language: str, turns: int) -> None:
        """The last language wins; turns add up for as long as it stays the same."""
        new = insert(NumberLanguage).values(e164=e164, language=language, turns=turns)
        kept = case((NumberLanguage.language == new.excluded.language, NumberLanguage.turns), else_=0)
        changes = {"language": new.excluded.language, "turns": kept + new.excluded.turns, "updated_at": func.now()}
        await self._session.execute(new.on_conflict_do_update(index_elements=["e164"], set_=changes))

    async def language(self, e164: str) -> str | None:
        return await self._session.scalar(select(NumberLanguage.language).where(NumberLanguage.e164 == e164))

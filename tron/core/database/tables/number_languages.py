"""The language last spoken with each number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, func
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base


class NumberLanguage(Base):
    """One row for each number, practice numbers too. `turns`: the caller's turns in this language, over all calls."""

    __tablename__ = "number_languages"

    e164: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(10))
    turns: Mapped[int]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

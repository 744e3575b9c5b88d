"""settings: stored values, and one row that holds the revision of them all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base
from tron.core.database.encrypted import Encrypted


class Setting(Base):
    """A stored value: JSON in `value`, or in `secret` (encrypted) where the registry says it is one."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str | None] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(Encrypted)
    category: Mapped[str] = mapped_column(String(50))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class SettingsState(Base):
    """One row: the revision of all settings, and a sealed word that tells a wrong key at start."""

    __tablename__ = "settings_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    key_check: Mapped[str | None] = mapped_column(Encrypted)

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

"""The one column type for secrets. The key travels on the engine's dialect, so there is no global."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class SecretBox(Protocol):
    """Encrypts and decrypts one string."""

    def seal(self, plain: str) -> str: ...

    def open(self, sealed: str) -> str: ...


class Encrypted(TypeDecorator[str]):
    """Text that is ciphertext in the database and plain in Python. Needs `dialect.secret_box`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _box(dialect).seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _box(dialect).open(value)


def _box(dialect: Dialect) -> SecretBox:
    box: SecretBox | None = getattr(dialect, "secret_box", None)
    if box is None:
        raise RuntimeError("this database was opened without a key for its secrets")
    return box

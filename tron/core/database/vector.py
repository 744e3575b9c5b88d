"""pgvector's column type, with as many dimensions as the model that wrote it has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.types import UserDefinedType


class Vector(UserDefinedType[Any]):
    """`vector`. Written and compared by SQL text alone, as `CAST(CAST(:it AS text) AS vector)` of `as_text`."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        return "VECTOR"


def as_text(numbers: Iterable[float]) -> str:
    """A vector as Postgres reads it."""
    return "[" + ",".join(f"{number:.7g}" for number in numbers) + "]"

"""Values as JSON columns take them. Postgres refuses NUL, lone surrogates and NaN: none of them may cost a call."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

_REFUSED = re.compile("[\x00\ud800-\udfff]")


def plain_text(text: str) -> str:
    """The text with characters that Postgres refuses shown as U+FFFD."""
    return _REFUSED.sub("\ufffd", text)


def plain(value: Any) -> Any:
    """The value made of JSON's types alone: odd numbers become None, odd objects their text."""
    if isinstance(value, str):
        return plain_text(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {plain_text(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return plain_text(str(value))

"""Opaque cursors of lists: where the last page ended, for one sort order."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tron.core.errors import Invalid, invalid_field

MAX_LENGTH = 1000


def encode(sort: str, value: Any, row_id: UUID) -> str:
    """The cursor behind a row: its sort value (text, number or time) and its id."""
    plain = value.isoformat() if isinstance(value, datetime) else value
    packed = json.dumps([sort, plain, row_id.hex], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(cursor: str | None, sort: str, kind: type) -> Sequence[Any] | None:
    """(sort value, id) of a cursor, None without one. `kind` is the sort value's type: str, int or datetime.

    Raises Invalid with the path `cursor` for one that is broken or belongs to another sort order.
    """
    if cursor is None:
        return None
    if len(cursor) > MAX_LENGTH:
        raise _bad()
    try:
        raw = base64.b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii"), altchars=b"-_", validate=True)
        made_for, value, row_id = json.loads(raw)
        after = _as(kind, value), UUID(hex=row_id)
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
        raise _bad() from error
    if made_for != sort:
        raise invalid_field("cursor", "This cursor belongs to another sort order.", hint="Start without a cursor.")
    return after


def _as(kind: type, value: Any) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None or not 1970 <= moment.year <= 9000:
            raise ValueError("no time that a row can have")
        return moment
    if type(value) is not kind:
        raise ValueError("another type")
    if isinstance(value, int) and abs(value) >= 2**31:
        raise ValueError("too large")
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError("no text that a row can have")
    return value


def _bad() -> Invalid:
    return invalid_field("cursor", "This is no cursor of this list.", hint="Use next_cursor as it was given.")

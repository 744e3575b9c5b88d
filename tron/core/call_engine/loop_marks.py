"""How the two calls of a test are known among all others."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement

from tron.core.database.tables import Call

LOOP: Final = "loop"
"""Key in a call's line_options: NEAR in the call that is dialled, the dialled call's id in the one that came in. In
extracted_data: what its end heard."""
NEAR: Final = "near"


def is_loop(call: Call) -> bool:
    """Whether it is one of a test's two calls."""
    return LOOP in call.line_options


def is_near(call: Call) -> bool:
    """Whether it is the one that is dialled."""
    return call.line_options.get(LOOP) == NEAR


def no_loop() -> ColumnElement[bool]:
    """SQL: all calls but those of tests."""
    none: ColumnElement[bool] = Call.line_options[LOOP].astext.is_(None)
    return none

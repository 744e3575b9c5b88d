"""What one process of PJSIP can hold: lengths of arrays in the wheel, which nothing at run time makes longer."""

from __future__ import annotations

from typing import Final

MOST_CALLS: Final = 4
"""PJSUA_MAX_CALLS."""
MOST_ACCOUNTS: Final = 8
"""PJSUA_MAX_ACC; with one more, PJSIP ends the process on an assertion."""

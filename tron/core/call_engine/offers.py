"""Where a call that came in keeps what its line needs to take it."""

from __future__ import annotations

from typing import Final

OFFER: Final = "offer"
"""Key in a call's line_options; gone in every new attempt, which is a dial."""

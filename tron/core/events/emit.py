"""How the parts of a call tell its story."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Emit = Callable[[str, Mapping[str, Any], str | None], Awaitable[None]]
"""Tells an event of a call: its type, its payload, and the node of the flow that it is about, if any."""

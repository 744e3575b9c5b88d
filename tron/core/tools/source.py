"""What a process needs to use and to offer tools."""

from __future__ import annotations

from dataclasses import dataclass

from tron.core.tools.discovery import Discovery
from tron.core.tools.ports import ToolReach


@dataclass(frozen=True, slots=True)
class ToolSource:
    """One for each process; wired in commands/tool_parts.py."""

    reach: ToolReach
    discovery: Discovery

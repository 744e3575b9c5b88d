"""The agent's prepared lines beside a flow: answers to questions, and what must be said to somebody in danger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tron.core.models.agent_parts import PreparedLines
from tron.core.scripts.prepared import PreparedTalk


class AgentLines:
    """Of one call. `own` False: there are only the general ones, which answer no question."""

    def __init__(self, lines: PreparedLines, variables: Mapping[str, Any], *, own: bool) -> None:
        self._lines = lines
        self._variables = dict(variables)
        self._own = own

    def prepared(self, words: str) -> str | None:
        """What the lines answer to these words; None where none fits, and without lines of its own."""
        reply = PreparedTalk(self._lines, self._variables).fitting(words) if self._own else None
        return reply.text if reply is not None else None

    def urgent(self, words: str) -> str | None:
        """What must be said at once; None nearly always."""
        talk = PreparedTalk(self._lines, self._variables)
        return talk.reply(words).text if talk.is_urgent(words) else None

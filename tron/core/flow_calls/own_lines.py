"""The agent's prepared lines beside a flow: what it says in danger, and where no model talks."""

from __future__ import annotations

from typing import Any

from tron.core.database.tables import Agent, Call
from tron.core.scripts.for_agent import has_lines_of_its_own, options_of, prepared_lines, variables
from tron.core.scripts.prepared import PreparedTalk


class OwnLines:
    """Of one call. The same words are answered alike however often they are looked at."""

    def __init__(self, agent: Agent, call: Call) -> None:
        options = options_of(agent)
        self._talk = PreparedTalk(prepared_lines(agent, options), variables(agent, call))
        self._talks = has_lines_of_its_own(agent, options)
        self._urgent: dict[str, str] = {}

    def prepared(self, words: str) -> str | None:
        """The line that answers these words; None without lines of its own."""
        return self._talk.reply(words).text if self._talks else None

    def urgent(self, words: str) -> str | None:
        """What must be said at once; None nearly always."""
        if words not in self._urgent and self._talk.is_urgent(words):
            self._urgent[words] = self._talk.reply(words).text
        return self._urgent.get(words)

    @property
    def outcome(self) -> str | None:
        """Of the danger that was spoken of; nothing outweighs it."""
        found: str | None = self._talk.state()["urgent"]
        return found

    @property
    def extracted(self) -> dict[str, Any]:
        """What its lines took from the words that they answered."""
        return dict(self._talk.state()["extracted"])

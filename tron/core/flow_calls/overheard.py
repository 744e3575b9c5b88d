"""A conversation whose partial transcripts somebody else hears too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from tron.core.ports import FlowConversation


def overheard(conversation: FlowConversation, overhear: Callable[[str], None]) -> FlowConversation:
    """The same conversation; `overhear` is told what the caller is saying, beside who watches."""
    return cast(FlowConversation, _Overheard(conversation, overhear))


class _Overheard:
    def __init__(self, conversation: FlowConversation, overhear: Callable[[str], None]) -> None:
        self._conversation = conversation
        self._overhear = overhear
        self._told: Callable[[str], None] | None = None
        conversation.watch(self._partial)

    def watch(self, told: Callable[[str], None] | None) -> None:
        self._told = told

    def _partial(self, text: str) -> None:
        self._overhear(text)
        if self._told is not None:
            self._told(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conversation, name)

"""A catalogue for each call: a recogniser can only hear the people that are really on its line."""

from __future__ import annotations

from uuid import UUID

from tron.core.speech import SpokenUtterance
from tron.providers.stt.practice.catalogue import PracticeCatalogue


class CallCatalogues:
    """Filled by the practice line while it rings, read by the call's recogniser, forgotten when the call is over."""

    def __init__(self) -> None:
        self._by_call: dict[UUID, PracticeCatalogue] = {}

    def add(self, call_id: UUID, utterance: SpokenUtterance) -> None:
        self.of(call_id).add(utterance)

    def of(self, call_id: UUID) -> PracticeCatalogue:
        """The call's catalogue, empty when its people are silent."""
        return self._by_call.setdefault(call_id, PracticeCatalogue())

    def forget(self, call_id: UUID) -> None:
        self._by_call.pop(call_id, None)

    def __len__(self) -> int:
        return len(self._by_call)

"""Which kinds of senders this Tron has. One is a file in providers/messages that registers itself here."""

from __future__ import annotations

from collections.abc import Iterator

from tron.core.errors import invalid_field
from tron.core.ports.messages import MessageSender


class Senders:
    """Kinds of senders by name."""

    def __init__(self) -> None:
        self._senders: dict[str, MessageSender] = {}

    def register(self, sender: MessageSender) -> None:
        if sender.name in self._senders:
            raise ValueError(f"two senders are called {sender.name}")
        self._senders[sender.name] = sender

    def find(self, name: str) -> MessageSender | None:
        return self._senders.get(name)

    def get(self, name: str) -> MessageSender:
        """The kind, or an Invalid that names those there are."""
        sender = self._senders.get(name)
        if sender is None:
            hint = f"Kinds: {', '.join(self._senders) or 'none'}."
            raise invalid_field("kind", f"There is no kind of sender {name!r}.", hint=hint)
        return sender

    def __iter__(self) -> Iterator[MessageSender]:
        return iter(self._senders.values())

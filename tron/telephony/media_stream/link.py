"""One connection of a call's stream, in its vendor's words."""

from __future__ import annotations

from websockets.asyncio.server import ServerConnection

from tron.telephony.media_stream.dialect import Dialect
from tron.telephony.media_stream.messages import BadStream
from tron.telephony.sender import StreamSender


class Link(StreamSender):
    """Sends what the dialect has words for."""

    def __init__(self, websocket: ServerConnection, dialect: Dialect) -> None:
        super().__init__(websocket)
        self.dialect = dialect

    def clear(self) -> None:
        """Barge-in: nothing of what was sent may be heard any more."""
        self.drop_sound()
        self.say(self.dialect.clear())

    def say(self, message: str | None) -> bool:
        """False when the vendor has no such message."""
        if message is None:
            return False
        self.tell(message)
        return True

    def refuse(self, bad: BadStream) -> None:
        """Close, and say why."""
        self.close(bad.code, str(bad))

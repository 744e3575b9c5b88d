"""One WebSocket of a page."""

from __future__ import annotations

from tron.telephony.browser.messages import StreamRefused, encode
from tron.telephony.sender import StreamSender


class Connection(StreamSender):
    """Sends what a page is told."""

    def clear(self) -> None:
        """Barge-in: nothing of what was sent may be heard any more."""
        self.drop_sound()
        self.tell(encode("clear"))

    def finish(self, text: str) -> None:
        """Say this, then close."""
        self.tell(text)
        self.close()

    def refuse(self, refusal: StreamRefused) -> None:
        """Say why, then close; the call itself goes on."""
        self.tell(refusal.text())
        self.close(refusal.close_code, str(refusal))

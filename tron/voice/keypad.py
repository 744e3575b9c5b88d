"""Presses the keys that the model wants pressed, while nobody of ours speaks."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from tron.core.flow_engine.state import masked_keys
from tron.core.tools.call_tools import PRESS_KEYS, CallNotes
from tron.core.tools.press_keys import key_runs
from tron.voice.outbox import Outbox

SendKeys = Callable[[str], Awaitable[None]]

KEY_SECONDS = 0.25
"""From one key to the next on lines that take them all at once and play them later."""
PAUSE_SECONDS = 0.5

log = logging.getLogger(__name__)


class Keypad:
    """Of one session. `send` None: the line has no keys, and the model's tool says so. `private`: events get masks."""

    def __init__(
        self, notes: CallNotes | None, send: SendKeys | None, outbox: Outbox, private: Callable[[], bool]
    ) -> None:
        self._notes = notes or CallNotes()
        self._notes.has_keypad = send is not None
        self._send = send
        self._outbox = outbox
        self._private = private

    def forget(self) -> None:
        """What was wanted, and never pressed, was for a menu that is over."""
        self._notes.keys_wanted = ""

    @property
    def waits(self) -> bool:
        """Whether there are keys to press."""
        return bool(self._notes.keys_wanted)

    async def press(self, over: asyncio.Event) -> None:
        """Sends what is wanted and returns when the tones are over, or the call is (`over`). Raises nothing."""
        keys = self._notes.take_keys()
        if self._send is None or not keys:
            return
        sending = asyncio.ensure_future(_send_runs(self._send, keys))
        ending = asyncio.ensure_future(over.wait())
        try:
            await asyncio.wait({sending, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()
            sending.cancel()
            await asyncio.gather(sending, ending, return_exceptions=True)
        self._tell(keys, sending)

    def _tell(self, keys: str, sending: asyncio.Task[None]) -> None:
        if sending.cancelled():
            return
        if (error := sending.exception()) is None:
            self._outbox.put("keys.sent", {"keys": masked_keys(keys) if self._private() else keys})
            return
        log.warning("keys could not be sent", exc_info=error)
        failed = {"name": PRESS_KEYS, "seconds": 0.0, "ok": False, "status": None}
        self._outbox.put("tool.failed", {**failed, "code": "rejected", "message": "The line did not take the keys."})


async def _send_runs(send: SendKeys, keys: str) -> None:
    for run, pauses in key_runs(keys):
        began = time.monotonic()
        if run:
            await send(run)
        left = len(run) * KEY_SECONDS - (time.monotonic() - began)
        await asyncio.sleep(max(left, 0.0) + pauses * PAUSE_SECONDS)

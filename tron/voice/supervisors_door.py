"""The worker's door for supervisors: `/supervision/<call id>`, in the messages of a browser call's stream."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from websockets.asyncio.server import ServerConnection

from tron.telephony.browser.call import BrowserCall
from tron.telephony.browser.messages import BAD_MESSAGE, GONE, HELLO, Hello, StreamRefused
from tron.telephony.browser.serving import serve_page
from tron.voice.supervision import CALL_OVER, CallSupervision, Redeem

Find = Callable[[UUID], Awaitable[CallSupervision | None]]


class SupervisorsDoor:
    """Implements Streams. `open` it with what finds the supervision of a call that this process owns."""

    def __init__(self, redeem: Redeem) -> None:
        self._redeem = redeem
        self._find: Find | None = None

    def open(self, find: Find) -> None:
        self._find = find

    async def stream(self, call_id: UUID, websocket: ServerConnection) -> None:
        """Serve one connection of a supervisor's page, from its hello to its end."""
        await serve_page(websocket, lambda hello: self._admit(call_id, hello))

    async def _admit(self, call_id: UUID, hello: Hello) -> BrowserCall:
        if hello.declined:
            raise StreamRefused(BAD_MESSAGE, "bad_message", "A seat cannot be declined.", HELLO)
        supervision = await self._find(call_id) if self._find is not None else None
        if supervision is None:
            raise StreamRefused(GONE, *CALL_OVER)
        return await supervision.admit(hello.token, self._redeem)

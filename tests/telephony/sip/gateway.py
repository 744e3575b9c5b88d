"""A SIP gateway that speaks both of its protocols and has no telephone behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import unix_connect
from websockets.asyncio.server import Server, ServerConnection, unix_serve

from tests.telephony.media_stream.exchange import PATIENCE, Vendor
from tron.telephony.sip.paths import gateway_socket


class FakeGateway:
    """`orders` is what it was told, `tell` answers the client that dialled last or watches."""

    def __init__(self, data_dir: Path) -> None:
        self._path = gateway_socket(data_dir)
        self._server: Server | None = None
        self._client: ServerConnection | None = None
        self.orders: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.seen: list[dict[str, Any]] = []
        self.accounts: dict[str, Any] = {}
        self.softphones = ""
        self.knows: set[str] = set()
        self.watchers = 0

    async def start(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        self._server = await unix_serve(self._serve, str(self._path))

    async def die(self) -> None:
        """As after kill -9: connections are cut, the socket stays behind."""
        if self._server is not None:
            server, self._server = self._server, None
            for connection in tuple(server.connections):
                connection.transport.abort()
            server.close()
            await server.wait_closed()

    async def alone(self) -> bool:
        """Waits until nobody is connected any more."""
        async with asyncio.timeout(PATIENCE):
            while self._server is not None and self._server.connections:
                await asyncio.sleep(0.01)
        return True

    async def tell(self, type_: str, **values: Any) -> None:
        assert self._client is not None
        await self._client.send(json.dumps({"type": type_, **values}))

    async def order(self, type_: str) -> dict[str, Any]:
        """The next message of this type."""
        while True:
            body = await asyncio.wait_for(self.orders.get(), PATIENCE)
            if body["type"] == type_:
                return body

    @asynccontextmanager
    async def stream(self, order: dict[str, Any], *, phase: str = "answered", **values: Any) -> AsyncIterator[Vendor]:
        path = f"ws://localhost/sip/{order['call_id']}"
        async with unix_connect(order["stream"]["socket"], path, compression=None) as websocket:
            vendor = Vendor(websocket)
            start = {"call_id": order["call_id"], "token": order["token"], "codec": "PCMU", "sip_call_id": "abc@far"}
            await vendor.send("start", phase=phase, **{**start, "headers": {}, **values})
            yield vendor

    async def _serve(self, websocket: ServerConnection) -> None:
        async for message in websocket:
            body = json.loads(message)
            self.seen.append(body)
            self.orders.put_nowait(body)
            if body["type"] in ("dial", "answer"):
                self._client = websocket
            elif body["type"] == "watch":
                self._client = self._client or websocket
                self.watchers += 1
                told = {"states": self.accounts, "softphones": self.softphones}
                await websocket.send(json.dumps({"type": "accounts", **told}))
            elif body["type"] == "exists":
                known = body["call_id"] in self.knows
                await websocket.send(json.dumps({"type": "exists", "id": body["id"], "exists": known}))

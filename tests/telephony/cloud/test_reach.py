"""Whether a vendor would reach Tron at its public address: looked at as the vendor does it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, WebSocket

from tests.emulators.server import closed_port
from tests.serving import serving
from tron.telephony.cloud.addresses import reach

CODES = [(4404, "reached"), (1013, "reached"), (1000, "no_websocket"), (None, "no_websocket")]


@pytest.mark.parametrize(("code", "note"), CODES, ids=["Tron", "its database is away", "another server", "a proxy"])
async def test_streams_have_to_come_through_too(code: int | None, note: str) -> None:
    """`code` None: a proxy that passes no WebSockets on, the commonest reason for calls without sound."""
    app = FastAPI()

    @app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    if code is not None:

        @app.websocket("/hooks/twilio/stream/{call_id}")
        async def stream(websocket: WebSocket, call_id: str) -> None:
            await websocket.accept()
            await websocket.close(code)

    async with serving(app) as port:
        state = await reach("Twilio", f"http://127.0.0.1:{port}/", "twilio")
    assert (state.note, state.state) == (note, "ready" if note == "reached" else "failing")
    assert state.values == {"vendor": "Twilio", "url": f"http://127.0.0.1:{port}"}


@pytest.mark.parametrize("url", ["", "https://nowhere.invalid", "no address"], ids=["closed", "unknown", "none"])
async def test_where_nobody_answers(url: str) -> None:
    assert (await reach("Twilio", url or closed_port(), "twilio")).note == "not_reached"

"""What Twilio's refusal of a hang-up says of the call."""

from __future__ import annotations

import pytest
from aiohttp import web

from tests.emulators.server import Emulator
from tests.emulators.twilio import SID, TOKEN
from tron.telephony.twilio.client import TwilioAccount

CALL = "CA" + "0" * 32


class Refuses(Emulator):
    """An account that is told no, whatever it asks."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/{anything:.*}", self._refuse)]

    async def _refuse(self, _: web.Request) -> web.Response:
        body = {"code": 20003, "message": "No.", "status": self.status}
        return web.json_response(body, status=self.status)


@pytest.mark.parametrize(("status", "over"), [(404, True), (400, True), (401, False), (403, False), (429, False)])
async def test_only_a_word_about_the_call_ends_the_hanging_up(status: int, over: bool) -> None:
    async with Refuses(status) as twilio:
        account = TwilioAccount(SID, TOKEN, twilio.url, "https://tron.example", None)
        assert await account.end(CALL) is over

"""The Exotel line. Its accounts are its trunks."""

from __future__ import annotations

import hashlib
import json
from typing import ClassVar, Final
from uuid import UUID

from tron.core.compliance import GateSettings
from tron.core.ports import Trunk
from tron.core.ports.hooks import HookAnswer, HookRequest
from tron.telephony.cloud.account import Event
from tron.telephony.cloud.addresses import FROM_NUMBER, PUBLIC_URL, TOKEN
from tron.telephony.cloud.line import STATUS, Offered, Proven, same
from tron.telephony.cloud.trunks import TrunkAccountsLine
from tron.telephony.exotel.account import ExotelAccount
from tron.telephony.exotel.dialect import ExotelDialect
from tron.telephony.exotel.orders import NAME, to_stream
from tron.telephony.exotel.outcomes import CALL_SID, event_of
from tron.telephony.exotel.proofs import is_from, status_token
from tron.telephony.exotel.trunk import ExotelTrunk

JSON: Final = "application/json"
FLOW: Final = "flow"
"""A call that Tron made, asked for by the Voicebot applet of a flow: only its worker knows its token."""
NOT_TAKEN: Final = 404


class ExotelLine(TrunkAccountsLine):
    """Line `exotel`. Implements Configurable and TakesHooks."""

    name = NAME
    title = "Exotel"
    hands_over = False
    trunk_model = ExotelTrunk
    dialect = ExotelDialect
    for_worker: ClassVar[frozenset[str]] = frozenset({STATUS, FLOW})
    speaks: ClassVar[str] = JSON

    def _account_of(self, trunk: Trunk, settings: GateSettings) -> ExotelAccount | None:
        return ExotelAccount.of(trunk, str(settings.get(PUBLIC_URL)), settings.get(FROM_NUMBER))

    async def _proven(self, request: HookRequest) -> Proven | None:
        given = request.query.get(TOKEN, "")
        async for trunk, account in self._accounts():
            assert isinstance(account, ExotelAccount)
            wanted = account.webhook_token
            if request.what == STATUS:
                wanted = status_token(wanted, request.call_id) if request.call_id is not None else ""
            if same(given, wanted) and is_from(request.address, account.networks):
                return Proven(account, trunk)
        return None

    def _once(self, request: HookRequest) -> str:
        """A status says the same but once; an applet may ask again, and is answered the same."""
        if request.what != STATUS:
            return ""
        said = json.dumps([str(request.call_id), sorted(request.form.items())])
        return hashlib.sha256(said.encode()).hexdigest()

    def _event(self, request: HookRequest) -> Event | None:
        return event_of(request.form)

    def _offered(self, request: HookRequest) -> Offered | None:
        call_sid = request.form.get("CallSid", "")
        if not CALL_SID.match(call_sid):
            return None
        return Offered(call_sid, request.form.get("CallTo"), request.form.get("CallFrom"))

    def _to_stream(self, proven: Proven, url: str, token: str) -> HookAnswer:
        return HookAnswer(to_stream(url, token), JSON)

    def _rejected(self, *, busy: bool) -> HookAnswer:
        return HookAnswer(json.dumps({"error": "busy" if busy else "rejected"}), JSON, status=NOT_TAKEN)

    async def _incoming(self, proven: Proven, request: HookRequest) -> HookAnswer:
        own = _call_id(request.form.get("CustomField", ""))
        if own is None or request.form.get("Direction") == "incoming":
            return await super()._incoming(proven, request)
        return HookAnswer(media_type=JSON, tell=self._message(request, FLOW), call_id=own)

    async def _answered(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        if request.what != FLOW:
            return await super()._answered(proven, request, call_id)
        call = self._live.get(call_id)
        assert isinstance(proven.account, ExotelAccount)
        if call is None:
            return json.dumps({"error": "over"})
        return to_stream(self._stream_url(call, proven.account.public_url), call.token)


def _call_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

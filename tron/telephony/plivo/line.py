"""The Plivo line. Its accounts are its trunks."""

from __future__ import annotations

from typing import ClassVar, Final
from uuid import UUID

from tron.core.compliance import GateSettings
from tron.core.ports import Trunk
from tron.core.ports.hooks import HookAnswer, HookRequest
from tron.telephony.cloud.account import Event
from tron.telephony.cloud.addresses import FROM_NUMBER, PUBLIC_URL, hook_url
from tron.telephony.cloud.line import STATUS, Offered, Proven
from tron.telephony.cloud.transfers import DIALLED, JOINED, joined, not_joined
from tron.telephony.cloud.trunks import TrunkAccountsLine
from tron.telephony.plivo.account import TRANSFER, PlivoAccount
from tron.telephony.plivo.dialect import PlivoDialect
from tron.telephony.plivo.orders import ANSWER, NAME, hang_up, to_number, to_stream
from tron.telephony.plivo.outcomes import event_of, failure_of, is_id
from tron.telephony.plivo.proofs import NONCE, SIGNATURE, is_signed
from tron.telephony.plivo.trunk import PlivoTrunk

XML: Final = "application/xml"
TAKEN_OVER: Final = frozenset({"answer", "connected"})


class PlivoLine(TrunkAccountsLine):
    """Line `plivo`. Implements Configurable and TakesHooks."""

    name = NAME
    title = "Plivo"
    trunk_model = PlivoTrunk
    dialect = PlivoDialect
    proofs: ClassVar[tuple[str, ...]] = (SIGNATURE, NONCE)
    for_worker: ClassVar[frozenset[str]] = frozenset({STATUS, ANSWER, TRANSFER, JOINED, DIALLED})

    def _account_of(self, trunk: Trunk, settings: GateSettings) -> PlivoAccount | None:
        return PlivoAccount.of(trunk, str(settings.get(PUBLIC_URL)), settings.get(FROM_NUMBER))

    async def _proven(self, request: HookRequest) -> Proven | None:
        async for trunk, account in self._accounts():
            assert isinstance(account, PlivoAccount)
            url = hook_url(account.public_url, NAME, request.what, request.call_id)
            if is_signed(account.auth_token, request.method, url, request.form, request.headers):
                return Proven(account, trunk)
        return None

    def _once(self, request: HookRequest) -> str:
        return request.headers.get(SIGNATURE, "")

    def _event(self, request: HookRequest) -> Event | None:
        return event_of(request.form)

    def _offered(self, request: HookRequest) -> Offered | None:
        call_uuid = request.form.get("CallUUID", "")
        return Offered(call_uuid, request.form.get("To"), request.form.get("From")) if is_id(call_uuid) else None

    def _to_stream(self, proven: Proven, url: str, token: str) -> HookAnswer:
        return HookAnswer(to_stream(url, token, _plivo(proven).sound), XML)

    def _rejected(self, *, busy: bool) -> HookAnswer:
        return HookAnswer(hang_up("busy" if busy else "rejected"), XML)

    def _for_worker(self, request: HookRequest) -> HookAnswer:
        return HookAnswer(media_type=XML, tell=self._message(request))

    # ------------------------------------------------------------ in the worker

    async def _answered(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        match request.what:
            case "answer":
                await super()._answered(proven, request, call_id)
                call = self._live.get(call_id)
                return self._stream_of(call_id, proven, call.token if call is not None else None)
            case "transfer":
                return self._other_phone(proven, call_id)
            case "joined":
                if request.form.get("DialAction") in TAKEN_OVER:
                    joined(self._cloud, call_id)
                return hang_up()
            case "dialled":
                return self._after(proven, request, call_id)
            case _:
                return await super()._answered(proven, request, call_id)

    def _stream_of(self, call_id: UUID, proven: Proven, token: str | None) -> str:
        """The call's sound comes here; of a call that nobody holds any more, the end."""
        call = self._live.get(call_id)
        if call is None or token is None:
            return hang_up()
        account = _plivo(proven)
        return to_stream(self._stream_url(call, account.public_url), token, account.sound)

    def _other_phone(self, proven: Proven, call_id: UUID) -> str:
        handing = self._cloud.handing(call_id)
        if handing is None:
            return self._stream_of(call_id, proven, None)
        account = _plivo(proven)
        number = self._cloud.our_number(call_id) or account.from_number
        return to_number(handing, account.public_url, number, DIALLED, JOINED)

    def _after(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        failure = failure_of(request.form.get("DialStatus", ""), {})
        if failure is None:
            joined(self._cloud, call_id)  # its answer was not told, or long ago
            return hang_up()
        handing = not_joined(self._cloud, call_id, failure)
        return self._stream_of(call_id, proven, handing.token if handing is not None else None)


def _plivo(proven: Proven) -> PlivoAccount:
    assert isinstance(proven.account, PlivoAccount)
    return proven.account

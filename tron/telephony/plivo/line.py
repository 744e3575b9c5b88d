"""The Plivo line. Its accounts are its trunks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final
from uuid import UUID

from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed, Trunk
from tron.core.ports.hooks import HookAnswer, HookRequest
from tron.telephony.cloud.account import Event
from tron.telephony.cloud.addresses import FROM_NUMBER, PUBLIC_URL, hook_url
from tron.telephony.cloud.line import Offered, Proven
from tron.telephony.cloud.transfers import DIALLED, JOINED, HandsOverLine
from tron.telephony.cloud.trunks import TrunkAccountsLine
from tron.telephony.plivo.account import TRANSFER, PlivoAccount
from tron.telephony.plivo.dialect import PlivoDialect
from tron.telephony.plivo.orders import ANSWER, NAME, hang_up, to_number, to_stream
from tron.telephony.plivo.outcomes import event_of, failure_of, is_id
from tron.telephony.plivo.proofs import NONCE, SIGNATURE, is_signed
from tron.telephony.plivo.trunk import PlivoTrunk

XML: Final = "application/xml"
TAKEN_OVER: Final = frozenset({"answer", "connected"})


class PlivoLine(HandsOverLine, TrunkAccountsLine):
    """Line `plivo`. Implements Configurable and TakesHooks."""

    name = NAME
    title = "Plivo"
    trunk_model = PlivoTrunk
    dialect = PlivoDialect
    proofs: ClassVar[tuple[str, ...]] = (SIGNATURE, NONCE)
    for_worker: ClassVar[frozenset[str]] = HandsOverLine.for_worker | {ANSWER, TRANSFER}
    asks: ClassVar[frozenset[str]] = HandsOverLine.asks | {ANSWER, TRANSFER}
    speaks: ClassVar[str] = XML

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

    def _took_over(self, form: Mapping[str, str]) -> bool:
        return form.get("DialAction") in TAKEN_OVER

    def _not_answered(self, form: Mapping[str, str]) -> DialFailed | None:
        return failure_of(form.get("DialStatus", ""), {})

    def _ended(self) -> str:
        return hang_up()

    async def _answered(self, proven: Proven, request: HookRequest, call_id: UUID) -> str:
        if request.what == TRANSFER:
            return self._other_phone(proven, call_id)
        said = await super()._answered(proven, request, call_id)
        if request.what != ANSWER:
            return said
        call = self._live.get(call_id)
        return self._stream_of(proven, call_id, call.token if call is not None else None)

    def _other_phone(self, proven: Proven, call_id: UUID) -> str:
        handing, account = self._cloud.handing(call_id), _plivo(proven)
        if handing is None:
            return hang_up()
        number = self._cloud.our_number(call_id) or account.from_number
        return to_number(handing, account.public_url, number, DIALLED, JOINED)


def _plivo(proven: Proven) -> PlivoAccount:
    assert isinstance(proven.account, PlivoAccount)
    return proven.account

"""The Twilio line. Its account is in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed, Trunk
from tron.core.ports.hooks import HookAnswer, HookRequest
from tron.core.trunks.spec import LineState
from tron.telephony.cloud.account import Account, Event
from tron.telephony.cloud.addresses import PUBLIC_URL, hook_url
from tron.telephony.cloud.line import Offered, Proven
from tron.telephony.cloud.transfers import HandsOverLine
from tron.telephony.twilio.client import CALL_SID, SID, TOKEN, TwilioAccount, missing
from tron.telephony.twilio.dialect import TwilioDialect
from tron.telephony.twilio.orders import NAME, hung_up, rejected, to_stream
from tron.telephony.twilio.outcomes import event_of, failure_of
from tron.telephony.twilio.proofs import SIGNATURE, is_signed
from tron.telephony.twilio.trunk import TwilioTrunk

XML: Final = "application/xml"
WHAT: Final = {PUBLIC_URL: "the public URL", SID: "the account SID", TOKEN: "the auth token"}


class TwilioLine(HandsOverLine):
    """Line `twilio`. Implements Configurable and TakesHooks."""

    name = NAME
    title = "Twilio"
    trunk_model = TwilioTrunk
    dialect = TwilioDialect
    proofs: ClassVar[tuple[str, ...]] = (SIGNATURE,)
    speaks: ClassVar[str] = XML

    async def _account(self, trunk: Trunk | None) -> Account:
        settings = await self._settings()
        account, lacks = TwilioAccount.of(settings), missing(settings)
        if account is None or lacks:
            raise DialFailed("failed", "trunk_error", None, f"Settings are missing: {', '.join(lacks)}.")
        return account

    async def _lacks(self, settings: GateSettings, trunk: Trunk | None) -> LineState | None:
        if lacks := missing(settings):
            lacking = f"Settings lack {', '.join(WHAT[key] for key in lacks)}."
            return LineState("missing", lacking, lacks, "settings_missing", {"vendor": self.title})
        return None

    async def _proven(self, request: HookRequest) -> Proven | None:
        settings = await self._settings()
        account = TwilioAccount.of(settings)
        if account is None or missing(settings) or request.method != "POST":
            return None
        url = hook_url(account.public_url, NAME, request.what, request.call_id)
        ours = request.form.get("AccountSid") == account.sid
        signed = is_signed(account.token, url, request.form, request.headers.get(SIGNATURE, ""))
        return Proven(account) if ours and signed else None

    def _once(self, request: HookRequest) -> str:
        return request.headers.get(SIGNATURE, "")

    def _event(self, request: HookRequest) -> Event | None:
        return event_of(request.form)

    def _offered(self, request: HookRequest) -> Offered | None:
        call_sid = request.form.get("CallSid", "")
        if not CALL_SID.match(call_sid):
            return None
        return Offered(call_sid, request.form.get("To"), request.form.get("From"))

    def _to_stream(self, proven: Proven, url: str, token: str) -> HookAnswer:
        return HookAnswer(to_stream(url, token), XML)

    def _rejected(self, *, busy: bool) -> HookAnswer:
        return HookAnswer(rejected(busy=busy), XML)

    def _took_over(self, form: Mapping[str, str]) -> bool:
        return form.get("CallStatus") == "in-progress"

    def _not_answered(self, form: Mapping[str, str]) -> DialFailed | None:
        return failure_of(form.get("DialCallStatus", ""), None)

    def _ended(self) -> str:
        return hung_up()

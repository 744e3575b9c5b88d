"""SMS by Twilio's Messages API. Its webhooks are signed; the account is that of the settings unless it has its own.

India's DLT is registered at Twilio itself: the header is the sender, and the words must be those of the template.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final
from urllib.parse import quote

from pydantic import Field, SecretStr

from tron.core.ports.hooks import HookRefused
from tron.core.ports.messages import (
    HookResult,
    Incoming,
    MessageHook,
    MessageRefused,
    MessageState,
    Outgoing,
    Reach,
    RefusedReason,
    Report,
    SenderAccount,
)
from tron.providers.messages.asking import FORM, basic, brief, check, fields_of, form, post, read, sure
from tron.providers.messages.forms import Header, SenderModel, SmsSender, Url
from tron.providers.messages.proofs import NOT_THEIRS, same, twilio_signature

VENDOR: Final = "Twilio"
STATES: Final[dict[str, MessageState]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
}
INVALID_NUMBERS: Final = frozenset({21211, 21217, 21401, 21614})
"""Twilio's error codes for a number that no message reaches."""
STOPPED: Final = 21610
"""They answered STOP, which Twilio keeps for itself."""
NOTHING: Final = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class TwilioAccount(SenderModel):
    account_sid: str = Field("", title="Account SID", description="Starts with AC. Empty: that of the settings.")
    auth_token: SecretStr | None = Field(None, title="Auth token", description="Empty: that of the settings.")
    sender: str = Field(
        "", title="From", description="A number, or a messaging service (MG...). Empty: the settings' From number."
    )
    header: Header = ""
    endpoint: Url | None = Field(None, title="Address", description="Only where a proxy stands before Twilio.")


class TwilioSms(SmsSender):
    """Implements MessageSender."""

    name = "twilio"
    title = "Twilio SMS"
    model = TwilioAccount
    inherits: ClassVar[dict[str, str]] = {
        "account_sid": "telephony.twilio_account_sid",
        "auth_token": "telephony.twilio_auth_token",
        "endpoint": "telephony.twilio_endpoint",
        "sender": "telephony.from_number",
    }

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        sid, token = str(account.settings.get("account_sid") or ""), account.secrets.get("auth_token", "")
        sender = (message.template.header if message.template else "") or str(account.settings.get("sender") or "")
        if not sid or not token or not sender:
            raise MessageRefused("account", "The account SID, the auth token or the number to send from is missing.")
        fields = {
            "To": message.to,
            "Body": message.text,
            "MessagingServiceSid" if sender.startswith("MG") else "From": sender,
            "StatusCallback": message.report_url,
        }
        url = f"{account.settings.get('endpoint')}/2010-04-01/Accounts/{quote(sid, safe='')}/Messages.json"
        headers = {**basic(sid, token), "Content-Type": FORM}
        answer = await post(reach, url, headers, vendor=VENDOR, body=form(fields))
        said = read(answer)
        code = said.get("code")
        told = f"{said.get('message') or ''} ({code})" if code else said.get("message")
        check(answer, VENDOR, brief(told), why=_why(code))
        return sure(said.get("sid"), VENDOR)

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        fields, token = fields_of(hook.body), account.secrets.get("auth_token", "")
        signature = hook.headers.get("x-twilio-signature", "")
        ours = fields.get("AccountSid") == account.settings.get("account_sid")
        if not token or not ours or not same(signature, twilio_signature(token, hook.url, fields)):
            raise HookRefused(NOT_THEIRS)
        state, message_sid = STATES.get(fields.get("MessageStatus", "")), fields.get("MessageSid", "")
        if state is not None:
            code = fields.get("ErrorCode", "")
            error, stopped = f"Twilio's code {code}." if code else "", code == str(STOPPED)
            return HookResult(reports=(Report(state, message_sid, hook.message_id, error, stopped),))
        if fields.get("SmsStatus") == "received" and "MessageStatus" not in fields:
            # Which words mean STOP an account may say itself, in any language: then only Twilio knows.
            stops = fields.get("OptOutType") == "STOP"
            came = Incoming(fields.get("From", ""), fields.get("Body", ""), message_sid, opted_out=stops)
            return HookResult(incoming=(came,), body=NOTHING, media_type="application/xml")
        return HookResult()


def _why(code: Any) -> RefusedReason:
    if code == STOPPED:
        return "opted_out"
    return "invalid_number" if code in INVALID_NUMBERS else "refused"


SENDER = TwilioSms()

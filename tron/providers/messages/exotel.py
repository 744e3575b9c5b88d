"""SMS by Exotel. It signs nothing: reports prove themselves by the account's token in their address."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pydantic import Field, SecretStr

from tron.core.ports.messages import (
    HookResult,
    Incoming,
    MessageHook,
    MessageState,
    Outgoing,
    Reach,
    Report,
    SenderAccount,
)
from tron.providers.messages.asking import FORM, basic, brief, check, fields_of, form, post, read, sure
from tron.providers.messages.forms import EntityId, Header, HookToken, SenderModel, SmsSender, Url
from tron.providers.messages.proofs import check_token, with_token

VENDOR: Final = "Exotel"
STATES: Final[dict[str, MessageState]] = {"submitted": "sent", "sent": "delivered", "failed": "failed"}
"""Exotel calls a message sent once the operator says that it arrived."""
TYPES: Final = {"promotional": "promotional", "service": "transactional_opt_in", "transactional": "transactional"}


class ExotelAccount(SenderModel):
    account_sid: str = Field(
        pattern=r"^[A-Za-z0-9_-]{2,60}$", title="Account SID", description="In the API settings of the dashboard."
    )
    api_key: SecretStr = Field(title="API key", description="In the API settings of the dashboard.")
    api_token: SecretStr = Field(title="API token", description="Beside the key.")
    sender: str = Field("", max_length=20, title="From", description="An ExoPhone, for messages without a header.")
    header: Header = ""
    entity_id: EntityId = ""
    hook_token: HookToken = None
    url: Url = Field(
        "https://api.in.exotel.com", title="Address", description="Of Mumbai; Singapore's is api.exotel.com."
    )


class ExotelSms(SmsSender):
    """Implements MessageSender."""

    name = "exotel"
    title = "Exotel SMS"
    model = ExotelAccount

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        settings, template = account.settings, message.template
        fields = {
            "From": (template.header if template else "") or str(settings.get("sender") or ""),
            "To": message.to,
            "Body": message.text,
            "EncodingType": "plain" if message.text.isascii() else "unicode",
            "SmsType": TYPES[message.category],
            "DltEntityId": str(settings.get("entity_id") or "") or None,
            "DltTemplateId": template.dlt_id or None if template else None,
            "StatusCallback": with_token(account, message.report_url),
            "CustomField": str(message.id),
        }
        sid = quote(str(settings["account_sid"]), safe="")
        url = f"{str(settings['url']).rstrip('/')}/v1/Accounts/{sid}/Sms/send.json"
        headers = {**basic(account.secrets.get("api_key", ""), account.secrets.get("api_token", ""))}
        headers["Content-Type"] = FORM
        answer = await post(reach, url, headers, vendor=VENDOR, body=form(fields))
        said = read(answer)
        wrong, sent = said.get("RestException"), said.get("SMSMessage")
        check(answer, VENDOR, brief(wrong.get("Message") if isinstance(wrong, dict) else ""))
        return sure(sent.get("Sid") if isinstance(sent, dict) else None, VENDOR)

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        check_token(account, hook)
        fields = fields_of(hook.body) if hook.method == "POST" else dict(hook.query)
        vendor_id = fields.get("SmsSid", "")
        status = fields.get("Status", "").replace("-", "_").removesuffix("_dnd")
        if (state := STATES.get(status)) is not None:
            why = brief(fields.get("DetailedStatus")) if state == "failed" else ""
            return HookResult(reports=(Report(state, vendor_id, hook.message_id, why),))
        if fields.get("Body") and hook.message_id is None:
            return HookResult(incoming=(Incoming(fields.get("From", ""), fields["Body"], vendor_id),))
        return HookResult()


SENDER = ExotelSms()

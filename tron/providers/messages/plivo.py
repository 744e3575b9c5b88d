"""SMS by Plivo's Message API. Its webhooks are signed (V2)."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote

from pydantic import Field, SecretStr

from tron.core.ports.hooks import HookRefused
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
from tron.providers.messages.asking import JSON, basic, brief, check, fields_of, post, read, sure
from tron.providers.messages.forms import EntityId, Header, SenderModel, SmsSender, Url
from tron.providers.messages.proofs import NOT_THEIRS, plivo_signature, same

VENDOR: Final = "Plivo"
STATES: Final[dict[str, MessageState]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "failed",
    "rejected": "failed",
}
CATEGORIES: Final = {"promotional": "promotional", "service": "service_implicit", "transactional": "transactional"}


class PlivoAccount(SenderModel):
    auth_id: str = Field(pattern=r"^[A-Za-z0-9]{5,40}$", title="Auth id", description="On the console's first page.")
    auth_token: SecretStr = Field(title="Auth token", description="Beside the auth id.")
    sender: str = Field("", max_length=20, title="From", description="A number of yours, for numbers outside India.")
    header: Header = ""
    entity_id: EntityId = ""
    url: Url = Field(
        "https://api.plivo.com", title="Address", description="Only another one where a proxy stands there."
    )


class PlivoSms(SmsSender):
    """Implements MessageSender."""

    name = "plivo"
    title = "Plivo SMS"
    model = PlivoAccount

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        auth_id, token = str(account.settings["auth_id"]), account.secrets.get("auth_token", "")
        url = f"{str(account.settings['url']).rstrip('/')}/v1/Account/{quote(auth_id, safe='')}/Message/"
        headers = {**basic(auth_id, token), "Content-Type": JSON}
        body = json.dumps(_order(account, message)).encode()
        answer = await post(reach, url, headers, vendor=VENDOR, body=body)
        said = read(answer)
        check(answer, VENDOR, brief(said.get("error")))
        ids = said.get("message_uuid")
        return sure(ids[0] if isinstance(ids, list) and ids else None, VENDOR)

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        token, nonce = account.secrets.get("auth_token", ""), hook.headers.get("x-plivo-signature-v2-nonce", "")
        signature = hook.headers.get("x-plivo-signature-v2", "")
        if not token or not nonce or not same(signature, plivo_signature(token, hook.url, nonce)):
            raise HookRefused(NOT_THEIRS)
        fields = fields_of(hook.body)
        vendor_id, state = fields.get("MessageUUID", ""), STATES.get(fields.get("Status", ""))
        if state is not None:
            error = f"Plivo's code {fields['ErrorCode']}." if fields.get("ErrorCode") and state == "failed" else ""
            return HookResult(reports=(Report(state, vendor_id, hook.message_id, error),))
        if "Text" in fields and hook.message_id is None:
            return HookResult(incoming=(Incoming(_number(fields.get("From", "")), fields["Text"], vendor_id),))
        return HookResult()


def _number(said: str) -> str:
    """Plivo writes numbers with their country code and without a plus; short codes and headers are none."""
    return f"+{said}" if said.isdigit() else said


def _order(account: SenderAccount, message: Outgoing) -> dict[str, str]:
    template, order = message.template, {"dst": message.to.removeprefix("+"), "text": message.text, "type": "sms"}
    order["src"] = (template.header if template else "") or str(account.settings.get("sender") or "")
    if message.report_url:
        order |= {"url": message.report_url, "method": "POST"}
    if template is not None and template.dlt_id:
        order |= {
            "dlt_entity_id": str(account.settings.get("entity_id") or ""),
            "dlt_template_id": template.dlt_id,
            "dlt_template_category": CATEGORIES[message.category],
        }
    return order


SENDER = PlivoSms()

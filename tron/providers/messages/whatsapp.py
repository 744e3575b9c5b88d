"""WhatsApp by Meta's Cloud API: approved templates, and free text to people who wrote within 24 hours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from pydantic import Field, SecretStr

from tron.core.ports.hooks import HookRefused
from tron.core.ports.messages import (
    Channel,
    HookResult,
    Incoming,
    MessageHook,
    MessageRefused,
    MessageState,
    Outgoing,
    Reach,
    Report,
    SenderAccount,
)
from tron.providers.messages.asking import JSON, brief, check, post, read, sure
from tron.providers.messages.forms import SenderModel, Token, Url
from tron.providers.messages.proofs import NOT_THEIRS, check_meta, same

VENDOR: Final = "WhatsApp"
WINDOW_CLOSED: Final = 131047
STOPPED: Final = 131050
"""They told WhatsApp that they want no offers from this business."""
NUMBERS: Final = frozenset({131026, 131030, 133010})
"""Meta's codes for a number that WhatsApp does not reach."""
ACCOUNT: Final = frozenset({0, 3, 10, 190, 131031, 131042, 131045})
STATES: Final[dict[str, MessageState]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
}


class WhatsAppAccount(SenderModel):
    phone_number_id: str = Field(
        pattern=r"^[0-9]{5,30}$", title="Phone number id", description="Not the number itself: Meta's id of it."
    )
    access_token: SecretStr = Field(title="Access token", description="Of a system user, so that it does not expire.")
    app_secret: SecretStr = Field(title="App secret", description="It proves that webhooks come from Meta.")
    verify_token: Token | None = Field(
        None, title="Verify token", description="At least 16 characters; write the same one into Meta's webhook form."
    )
    url: Url = Field(
        "https://graph.facebook.com/v23.0", title="Address", description="Meta's address with its version."
    )


class WhatsApp:
    """Implements MessageSender."""

    name = "whatsapp"
    title = "WhatsApp Cloud API"
    channel: Channel = "whatsapp"
    model = WhatsAppAccount
    inherits: ClassVar[dict[str, str]] = {}

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        url = f"{str(account.settings['url']).rstrip('/')}/{account.settings['phone_number_id']}/messages"
        headers = {"Content-Type": JSON, "Authorization": f"Bearer {account.secrets.get('access_token', '')}"}
        body = json.dumps(_order(message)).encode()
        answer = await post(reach, url, headers, vendor=VENDOR, body=body)
        said = read(answer)
        if answer.status < 500:  # what Meta says with a 5xx is its own trouble, and no word about the message
            _check_error(said.get("error"))
        check(answer, VENDOR, "")
        sent = said.get("messages")
        return sure(
            sent[0].get("id") if isinstance(sent, list) and sent and isinstance(sent[0], dict) else None, VENDOR
        )

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        if hook.method == "GET":
            return HookResult(body=_challenge(account, hook))
        check_meta(account.secrets.get("app_secret", ""), hook)
        values = list(_values(hook.body, str(account.settings.get("phone_number_id") or "")))
        return HookResult(
            reports=tuple(one for value in values for one in _reports(value)),
            incoming=tuple(one for value in values for one in _incoming(value)),
        )


def _order(message: Outgoing) -> dict[str, Any]:
    order: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": message.to.removeprefix("+"),
        "biz_opaque_callback_data": str(message.id),
    }
    template = message.template
    if template is None:
        return {**order, "type": "text", "text": {"preview_url": True, "body": message.text}}
    made: dict[str, Any] = {"name": template.name, "language": {"code": template.language}}
    if message.values:
        parameters = [{"type": "text", "text": value} for value in message.values]
        made["components"] = [{"type": "body", "parameters": parameters}]
    return {**order, "type": "template", "template": made}


def _check_error(error: Any) -> None:
    if not isinstance(error, dict):
        return
    code, details = error.get("code"), error.get("error_data")
    told = (details.get("details") if isinstance(details, dict) else None) or error.get("message")
    sentence = f"WhatsApp refused it ({code}): {brief(told)}"
    if code == WINDOW_CLOSED:
        raise MessageRefused("window", sentence)
    if code == STOPPED:
        raise MessageRefused("opted_out", sentence)
    if code in NUMBERS:
        raise MessageRefused("invalid_number", sentence)
    raise MessageRefused("account" if code in ACCOUNT else "refused", sentence)


def _challenge(account: SenderAccount, hook: MessageHook) -> str:
    """Meta asks once whether the address is ours."""
    asked = hook.query.get("hub.mode") == "subscribe"
    if not asked or not same(hook.query.get("hub.verify_token", ""), account.secrets.get("verify_token", "")):
        raise HookRefused(NOT_THEIRS)
    challenge = hook.query.get("hub.challenge", "")
    if not challenge.isalnum() or len(challenge) > 200:
        raise HookRefused(NOT_THEIRS)
    return challenge


def _values(body: bytes, phone_number_id: str) -> Iterator[Mapping[str, Any]]:
    """What is told of this account's number: Meta tells an app of all its numbers."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return
    for entry in _rows(raw, "entry"):
        for change in _rows(entry, "changes"):
            value = change.get("value")
            if isinstance(value, dict) and _number_of(value) == phone_number_id:
                yield value


def _number_of(value: Mapping[str, Any]) -> str:
    metadata = value.get("metadata")
    return str(metadata.get("phone_number_id")) if isinstance(metadata, dict) else ""


def _reports(value: Mapping[str, Any]) -> Iterator[Report]:
    for row in _rows(value, "statuses"):
        state = STATES.get(str(row.get("status")))
        if state is None:
            continue
        errors = _rows(row, "errors")
        error = next((f"{brief(one.get('title'))} ({one.get('code')})" for one in errors), "")
        stopped = any(one.get("code") == STOPPED for one in errors)
        yield Report(state, str(row.get("id") or ""), _uuid(row.get("biz_opaque_callback_data")), error, stopped)


def _incoming(value: Mapping[str, Any]) -> Iterator[Incoming]:
    for row in _rows(value, "messages"):
        sender = str(row.get("from") or "")
        if sender.isdigit() and row.get("id"):
            yield Incoming(f"+{sender}", _text(row), str(row["id"]), _moment(row.get("timestamp")))
    for row in _rows(value, "user_preferences"):
        person = str(row.get("wa_id") or "")
        if person.isdigit() and row.get("value") == "stop":
            yield Incoming(f"+{person}", "", "", _moment(row.get("timestamp")), opted_out=True)


def _text(row: Mapping[str, Any]) -> str:
    """The words of a text, a button or a choice from a list; of anything else its kind."""
    kind = str(row.get("type") or "")
    inner = row.get(kind)
    if not isinstance(inner, dict):
        return f"[{kind or 'message'}]"
    replies = (inner.get(name) for name in ("button_reply", "list_reply"))
    chosen: Mapping[str, Any] = next((one for one in replies if isinstance(one, dict)), {})
    words = inner.get("body") or inner.get("text") or chosen.get("title") or inner.get("caption")
    return words if isinstance(words, str) else f"[{kind}]"


def _rows(raw: Any, name: str) -> list[dict[str, Any]]:
    rows = raw.get(name) if isinstance(raw, dict) else None
    return [row for row in rows if isinstance(row, dict)][:1000] if isinstance(rows, list) else []


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(text)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


SENDER = WhatsApp()

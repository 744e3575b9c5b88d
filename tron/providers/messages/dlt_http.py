"""SMS by an Indian aggregator over HTTP: as MSG91 wants it, or in a body of one's own, with what the DLT needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import Field, SecretStr, field_validator

from tron.core.ports.messages import (
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
from tron.providers.messages.asking import JSON, brief, check, fields_of, post, read, sure
from tron.providers.messages.forms import EntityId, Header, HookToken, SenderModel, SmsSender, Url
from tron.providers.messages.proofs import check_token

VENDOR: Final = "The SMS service"
BODY: Final = json.dumps(
    {
        "sender": "<header>",
        "route": "<route>",
        "country": "91",
        "DLT_TE_ID": "<template_id>",
        "PE_ID": "<entity_id>",
        "unicode": "<unicode>",
        "sms": [{"message": "<text>", "to": ["<local_number>"]}],
    }
)
"""MSG91's sendsms."""
ROUTES: Final[Mapping[str, str]] = {"promotional": "1", "service": "4", "transactional": "4"}
DELIVERED, FAILED = frozenset({"1", "delivered", "delivrd"}), frozenset({"2", "failed", "undeliv", "undelivered"})
REJECTED: Final = frozenset({"9", "16", "17", "25", "ndnc", "rejected", "rejectd", "blocked", "expired"})
_PLACE: Final = re.compile(r"<([a-z_]+)>")
_NAMES: Final = frozenset(
    {
        *("header", "route", "template_id", "entity_id", "unicode", "text", "number", "local_number"),
        *("message_id", "category"),
    }
)


class DltAccount(SenderModel):
    url: Url = Field("https://api.msg91.com/api/v2/sendsms", title="Address", description="Where orders are posted.")
    key: SecretStr = Field(title="Key", description="The service's key (MSG91: authkey).")
    key_header: str = Field(
        "authkey", pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$", title="Key header", description="The key's HTTP header."
    )
    entity_id: EntityId = ""
    header: Header = ""
    id_field: str = Field(
        "message", max_length=100, title="Id in the answer", description="Where it stands, such as data.id."
    )
    body: str = Field(
        BODY,
        max_length=4000,
        title="Body",
        description="JSON with <text>, <number>, <local_number>, <header>, <template_id>, <entity_id>, <category>.",
    )
    hook_token: HookToken = None

    @field_validator("body")
    @classmethod
    def _is_json(cls, body: str) -> str:
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            raise ValueError("The body is JSON.") from None
        unknown = set(_PLACE.findall(body)) - _NAMES
        if unknown:
            raise ValueError(f"There is no <{min(unknown)}>. There are: {', '.join(sorted(_NAMES))}.")
        if "<text>" not in body or ("<number>" not in body and "<local_number>" not in body):
            raise ValueError("The body needs <text> and <number> or <local_number>.")
        return body


class DltHttp(SmsSender):
    """Implements MessageSender."""

    name = "dlt_http"
    title = "MSG91 or another DLT service"
    model = DltAccount

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        settings = account.settings
        headers = {"Content-Type": JSON, str(settings["key_header"]): account.secrets.get("key", "")}
        body = _placed(json.loads(str(settings["body"])), _values(account, message))
        answer = await post(reach, str(settings["url"]), headers, vendor=VENDOR, body=json.dumps(body).encode())
        said = read(answer)
        told = said.get("message") or said.get("error")
        check(answer, VENDOR, brief(told))
        if str(said.get("type") or said.get("status") or "").lower() in ("error", "failed", "failure"):
            raise MessageRefused("refused", f"{VENDOR} refused it: {brief(told) or 'without a word'}")
        return sure(_at(said, str(settings["id_field"])), VENDOR)

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        check_token(account, hook)
        told = _told(hook.body)
        return HookResult(reports=tuple(_reports(told)), incoming=tuple(_incoming(told)))


def _values(account: SenderAccount, message: Outgoing) -> dict[str, str]:
    template = message.template
    return {
        "header": template.header if template else str(account.settings.get("header") or ""),
        "template_id": template.dlt_id if template else "",
        "entity_id": str(account.settings.get("entity_id") or ""),
        "route": ROUTES[message.category],
        "category": message.category,
        "unicode": "0" if message.text.isascii() else "1",
        "text": message.text,
        "number": message.to,
        "local_number": message.to.removeprefix("+91").removeprefix("+"),
        "message_id": str(message.id),
    }


def _placed(shape: Any, values: Mapping[str, str]) -> Any:
    """The shape with values in its texts: JSON is made of it afterwards, so no value can break out."""
    if isinstance(shape, str):
        return _PLACE.sub(lambda found: values[found[1]], shape)
    if isinstance(shape, list):
        return [_placed(one, values) for one in shape]
    if isinstance(shape, dict):
        return {key: _placed(one, values) for key, one in shape.items()}
    return shape


def _at(said: Any, path: str) -> Any:
    for part in path.split("."):
        said = said.get(part) if isinstance(said, dict) else None
    return said


def _told(body: bytes) -> list[dict[str, Any]]:
    """MSG91's reports: JSON, or a form whose `data` is JSON; one or many."""
    try:
        raw = json.loads(fields_of(body).get("data") or body or b"null")
    except (ValueError, RecursionError):
        return []
    rows = raw if isinstance(raw, list) else [raw]
    return [row for row in rows if isinstance(row, dict)][:1000]


def _reports(told: list[dict[str, Any]]) -> Iterator[Report]:
    for row in told:
        vendor_id = str(row.get("requestId") or row.get("request_id") or "")
        inner = row.get("report")
        for one in inner if isinstance(inner, list) else [row]:
            if isinstance(one, dict) and vendor_id and (state := _state(one)) is not None:
                why = brief(one.get("failedReason") or one.get("desc") or one.get("description"))
                yield Report(state, vendor_id, error=why if state == "failed" else "")


def _state(row: Mapping[str, Any]) -> MessageState | None:
    words = {str(row.get(name) or "").strip().lower() for name in ("status", "desc", "description")}
    if words & DELIVERED:
        return "delivered"
    return "failed" if words & (FAILED | REJECTED) else None


def _incoming(told: list[dict[str, Any]]) -> Iterator[Incoming]:
    """An answer: its words in `message`, who wrote it in `mobile` or `number`."""
    for row in told:
        text, sender = row.get("message") or row.get("content"), row.get("mobile") or row.get("number")
        vendor_id = row.get("uuid") or row.get("messageId") or row.get("id")
        if isinstance(text, str) and sender and not {"requestId", "request_id"} & row.keys():
            yield Incoming(str(sender), text, str(vendor_id or ""))


SENDER = DltHttp()

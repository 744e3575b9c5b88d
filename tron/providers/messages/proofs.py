"""Proofs that a webhook comes from its vendor: signatures over what it says, or a secret that only the vendor knows."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from tron.core.ports.hooks import HookRefused
from tron.core.ports.messages import MessageHook, SenderAccount

TOKEN: Final = "token"
HOOK_TOKEN: Final = "hook_token"
NOT_THEIRS: Final = "This does not come from the vendor."


def same(given: str, wanted: str) -> bool:
    """Compared in constant time; nothing is never the same."""
    return bool(wanted) and hmac.compare_digest(given.encode(errors="replace"), wanted.encode(errors="replace"))


def check_token(account: SenderAccount, hook: MessageHook) -> None:
    """The account's hook token stands in the address. Raises HookRefused."""
    if not same(hook.query.get(TOKEN, ""), account.secrets.get(HOOK_TOKEN, "")):
        raise HookRefused(NOT_THEIRS)


def with_token(account: SenderAccount, url: str | None) -> str | None:
    """The address for reports, with the token that proves them; None where the account has none."""
    token = account.secrets.get(HOOK_TOKEN)
    return f"{url}?{urlencode({TOKEN: token})}" if url and token else None


def check_meta(secret: str, hook: MessageHook) -> None:
    """Meta's X-Hub-Signature-256 over the body. Raises HookRefused."""
    digest = hmac.new(secret.encode(), hook.body, hashlib.sha256).hexdigest()
    if not secret or not same(hook.headers.get("x-hub-signature-256", ""), f"sha256={digest}"):
        raise HookRefused(NOT_THEIRS)


def twilio_signature(token: str, url: str, fields: Mapping[str, str]) -> str:
    """Twilio's X-Twilio-Signature of a form."""
    said = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), said.encode(), hashlib.sha1).digest()).decode()


def plivo_signature(token: str, url: str, nonce: str) -> str:
    """Plivo's X-Plivo-Signature-V2: of the address without its query, and a nonce."""
    said = url.partition("?")[0] + nonce
    return base64.b64encode(hmac.new(token.encode(), said.encode(), hashlib.sha256).digest()).decode()

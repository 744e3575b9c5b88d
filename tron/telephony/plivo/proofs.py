"""Whether a webhook comes from Plivo: its signature (V3) over our public address, all that it says, and a nonce."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

SIGNATURE, NONCE = "x-plivo-signature-v3", "x-plivo-signature-v3-nonce"


def signature_of(auth_token: str, method: str, url: str, params: Mapping[str, str], nonce: str) -> str:
    """As Plivo's own libraries make it. `url` has no query: Tron's addresses for webhooks have none."""
    said = base_of(method, url, params)
    return base64.b64encode(hmac.digest(auth_token.encode(), f"{said}.{nonce}".encode(), "sha256")).decode()


def base_of(method: str, url: str, params: Mapping[str, str]) -> str:
    """What is signed, before the nonce."""
    path = urlsplit(url)._replace(query="", fragment="").geturl()
    if not params:
        return path
    if method == "GET":
        return path + "?" + "&".join(f"{name}={params[name]}" for name in sorted(params))
    return path + "?" + "".join(f"{name}{params[name]}" for name in sorted(params))


def is_signed(auth_token: str, method: str, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether the account signed this. While a token changes, Plivo sends several signatures."""
    nonce = headers.get(NONCE, "")
    wanted = signature_of(auth_token, method, url, params, nonce)
    given = headers.get(SIGNATURE, "").split(",")
    return bool(nonce) and any(hmac.compare_digest(one.strip().encode(), wanted.encode()) for one in given)

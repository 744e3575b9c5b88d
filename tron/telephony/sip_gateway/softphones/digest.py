"""Passwords of softphones: digest authentication (RFC 8760's MD5, which every telephone knows)."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

NONCE_SECONDS = 300.0
REALM = "tron"
_FIELD = re.compile(r'([a-zA-Z]+)\s*=\s*(?:"([^"]*)"|([^,\s]+))')


class Digest:
    """`now` is a clock of seconds; nonces are good for five minutes and no other run of the gateway takes them."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._secret = secrets.token_bytes(32)

    def challenge(self, answered: str | None) -> str:
        """The value of WWW-Authenticate or Proxy-Authenticate. `answered` is what came for an earlier one."""
        at = f"{int(self._now()):x}"
        stale = answered is not None and not self._fresh(_fields(answered).get("nonce", ""))
        old = ", stale=true" if stale else ""
        return f'Digest realm="{REALM}", nonce="{at}-{self._sign(at)}", algorithm=MD5, qop="auth"{old}'

    def user(self, authorization: str) -> str:
        """Who it says it is."""
        return _fields(authorization).get("username", "")

    def holds(self, authorization: str, method: str, password: str) -> bool:
        """Whether the answer to a challenge shows that it knows the password."""
        given = _fields(authorization)
        nonce, uri = given.get("nonce", ""), given.get("uri", "")
        if not self._fresh(nonce) or given.get("realm") != REALM or given.get("qop") != "auth":
            return False
        a1 = _md5(f"{given.get('username', '')}:{REALM}:{password}")
        a2 = _md5(f"{method}:{uri}")
        wanted = _md5(f"{a1}:{nonce}:{given.get('nc', '')}:{given.get('cnonce', '')}:auth:{a2}")
        return hmac.compare_digest(wanted, given.get("response", "").lower())

    def _fresh(self, nonce: str) -> bool:
        at, _, signed = nonce.partition("-")
        if not hmac.compare_digest(self._sign(at), signed):
            return False
        return 0 <= self._now() - int(at, 16) <= NONCE_SECONDS + 1

    def _sign(self, at: str) -> str:
        return hmac.new(self._secret, at.encode(), "sha256").hexdigest()[:32]


def _fields(authorization: str) -> dict[str, str]:
    if not authorization.lower().startswith("digest "):
        return {}
    return {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(authorization[7:])}


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

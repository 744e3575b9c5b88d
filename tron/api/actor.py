"""Who asks: the local owner on loopback, or the holder of the access token. Roles and what they may do."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from tron.core.config import BootConfig, is_loopback
from tron.core.errors import Forbidden, Unauthorized

Role = Literal["owner", "manager", "operator", "analyst"]
Permission = Literal[
    "agents.read",
    "agents.write",
    "calls.read",
    "calls.write",
    "docs.read",
    "events.read",
    "flows.read",
    "flows.write",
    "recordings.read",
    "settings.read",
    "settings.write",
    "voices.read",
]

_READ: frozenset[Permission] = frozenset(
    {"agents.read", "calls.read", "docs.read", "events.read", "flows.read", "voices.read"}
)
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    "owner": frozenset(get_args(Permission)),
    "manager": _READ | {"agents.write", "calls.write", "flows.write", "recordings.read", "settings.read"},
    "operator": _READ | {"calls.write", "recordings.read"},
    "analyst": _READ,
}

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_PROXY_HEADERS = frozenset({"via", "x-real-ip", "true-client-ip", "x-client-ip", "x-cluster-client-ip"})
_PROXY_PREFIXES = ("forwarded", "x-forwarded", "x-original-", "cf-", "fastly-", "x-envoy-", "x-amzn-", "x-arr-")
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class ForeignPage(Forbidden):
    """A page of another origin tried to change something."""

    code = "foreign_page"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something. `permissions` come from the role."""

    name: str
    role: Role

    @property
    def permissions(self) -> frozenset[Permission]:
        return PERMISSIONS[self.role]

    def check(self, permission: Permission) -> None:
        """Raises Forbidden when the role lacks it."""
        if permission not in self.permissions:
            raise Forbidden(f"Your role ({self.role}) may not do this.", hint=f"It needs {permission}.")


LOCAL_OWNER = Actor("local", "owner")
TOKEN_OWNER = Actor("token", "owner")


def identify(connection: HTTPConnection, config: BootConfig) -> Actor:
    """The actor behind a request or WebSocket. Raises Unauthorized, or ForeignPage for a change from elsewhere."""
    scope = connection.scope
    if scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS:
        _refuse_foreign_page(connection.headers, scope)
    if _token_fits(connection.headers, config):
        return TOKEN_OWNER
    if _is_local(scope, connection.headers, config):
        return LOCAL_OWNER
    raise Unauthorized(
        "An access token is needed.",
        hint="Send `Authorization: Bearer <TRON_ACCESS_TOKEN>`, or open Tron on the machine it runs on, "
        f"at http://127.0.0.1:{_own_port(scope, config)}{config.base_path.rstrip('/')}.",
    )


def _token_fits(headers: Headers, config: BootConfig) -> bool:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if config.access_token is None or scheme.lower() != "bearer":
        return False
    wanted = config.access_token.get_secret_value()
    return hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), wanted.encode())


def _is_local(scope: Scope, headers: Headers, config: BootConfig) -> bool:
    """From this machine, through no proxy, and addressed by a local name (a rebound DNS name is none)."""
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return False
    # Some proxies add no header at all, but pass requests on as HTTP/1.0.
    if scope.get("http_version") == "1.0":
        return False
    if any(name in _PROXY_HEADERS or name.startswith(_PROXY_PREFIXES) for name in headers):
        return False
    hosts = headers.getlist("host")
    asked = _host_port(hosts[0], "http") if len(hosts) == 1 else None
    return asked is not None and is_loopback(asked[0]) and asked[1] == _own_port(scope, config)


def _refuse_foreign_page(headers: Headers, scope: Scope) -> None:
    """Browsers always say where a change comes from; other clients send neither header."""
    site = headers.get("sec-fetch-site")
    origins = headers.getlist("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise ForeignPage("A page from elsewhere may not do this.")
    for origin in origins:
        if not _is_own_origin(origin, headers):
            raise ForeignPage("A page from elsewhere may not do this.")


def _is_own_origin(origin: str, headers: Headers) -> bool:
    """Same host and port as the page was asked for. A proxy may have renamed the Host and kept it beside."""
    scheme, _, rest = origin.partition("://")
    if scheme not in {"http", "https"}:
        return False
    ours = [headers.get("host", ""), *headers.getlist("x-forwarded-host")]
    return _host_port(rest, scheme) in {_host_port(host, scheme) for host in ours if host}


def _host_port(value: str, scheme: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(f"//{value}")
        port = parts.port or _DEFAULT_PORTS[scheme]
    except ValueError:
        return None
    if not parts.hostname or parts.path or parts.query or parts.username is not None:
        return None
    return parts.hostname.lower(), port


def _own_port(scope: Scope, config: BootConfig) -> int:
    """The port this connection came in on; the configured one may be 0 (any)."""
    server = scope.get("server")
    return int(server[1]) if server and server[1] else config.port

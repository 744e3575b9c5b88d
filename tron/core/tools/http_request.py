"""From a tool's definition and a model's arguments to one request. Only values come from the model, never targets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from tron.core.tools.addresses import parse_target
from tron.core.tools.ports import HttpRequest, Method
from tron.core.tools.trouble import ToolTrouble

PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,59})\}")
SECRET: Final = re.compile(r"\{\{\s*secret:([A-Za-z_][A-Za-z0-9_]{0,59})\s*\}\}")
BODY_METHODS: Final = frozenset({"POST", "PUT", "PATCH"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_SEPARATORS: Final = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class HttpDefinition:
    """What a person decided: everything but the values."""

    name: str
    description: str
    parameters: Mapping[str, Any]
    method: Method
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 8.0

    @property
    def secrets(self) -> set[str]:
        """Names of the secrets its headers refer to."""
        return secret_names(self.headers.values())


def secret_names(values: Iterable[str]) -> set[str]:
    return {name for value in values for name in SECRET.findall(value)}


def closed_schema(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of the parameters, with nothing allowed beside them."""
    return {**parameters, "additionalProperties": False}


def build_request(definition: HttpDefinition, arguments: Mapping[str, Any], secrets: Mapping[str, str]) -> HttpRequest:
    """The request. Raises ToolTrouble: a value that cannot stand in an address, or a secret that is not there."""
    parts = urlsplit(definition.url)
    path = _filled_path(parts.path, arguments)
    query = _filled_query(parts.query, arguments)
    placed = set(PLACEHOLDER.findall(parts.path + "?" + parts.query))
    rest = {name: value for name, value in arguments.items() if name not in placed}
    headers = filled_headers(definition.headers, secrets)
    headers.setdefault("Accept", "application/json, text/plain;q=0.9, */*;q=0.5")
    body = None
    if definition.method in BODY_METHODS:
        headers["Content-Type"] = "application/json"
        body = json.dumps(rest, ensure_ascii=False).encode()
    else:
        query += [f"{quote(name, safe='')}={quote(_plain(value), safe='')}" for name, value in rest.items()]
    url = f"{parts.scheme}://{parts.netloc}{path or '/'}" + (f"?{'&'.join(query)}" if query else "")
    if parse_target(url).origin != parse_target(f"{parts.scheme}://{parts.netloc}/").origin:
        raise ToolTrouble("bad_arguments", "A value changes where the request goes.")
    return HttpRequest(definition.method, url, headers, body, definition.seconds)


def filled_headers(headers: Mapping[str, str], secrets: Mapping[str, str]) -> dict[str, str]:
    """Headers with their secrets. Raises ToolTrouble when one is missing."""
    if missing := sorted(secret_names(headers.values()) - set(secrets)):
        hint = f"Give a value to the secret {', '.join(missing)} on the Settings page."
        raise ToolTrouble("rejected", "A secret that it needs is not set.", hint=hint)
    return {name: SECRET.sub(lambda found: secrets[found[1]], value) for name, value in headers.items()}


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret hidden, also as JSON writes it: some services send back what they were sent."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= 4:
            for written in {secret, json.dumps(secret)[1:-1]}:
                text = text.replace(written, "••••••••")
    return text


def _filled_path(path: str, arguments: Mapping[str, Any]) -> str:
    def fill(found: re.Match[str]) -> str:
        value = _needed(found[1], arguments)
        if any(part.strip() in ("", ".", "..") for part in _SEPARATORS.split(unquote(value))):
            raise ToolTrouble("bad_arguments", f"{found[1]}: this value cannot stand in an address.")
        return quote(value, safe="")

    filled = PLACEHOLDER.sub(fill, path)
    if any(unquote(part) in (".", "..") for part in filled.split("/")):  # of several values, or the person's own
        raise ToolTrouble("bad_arguments", "These values cannot stand in an address.")
    return filled


def _filled_query(query: str, arguments: Mapping[str, Any]) -> list[str]:
    """The pairs of the query; one whose value was not given falls away."""
    kept: list[str] = []
    for pair in filter(None, query.split("&")):
        names = PLACEHOLDER.findall(pair)
        if not any(arguments.get(name) is None for name in names):
            kept.append(PLACEHOLDER.sub(lambda found: quote(_needed(found[1], arguments), safe=""), pair))
    return kept


def _needed(name: str, arguments: Mapping[str, Any]) -> str:
    value = arguments.get(name)
    if value is None:
        raise ToolTrouble("bad_arguments", f"{name} is needed.")
    text = _plain(value)
    if _CONTROL.search(text):
        raise ToolTrouble("bad_arguments", f"{name}: this value cannot stand in an address.")
    return text


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def definition_problems(
    url: str, method: str, parameters: Mapping[str, Any], headers: Mapping[str, str]
) -> Sequence[tuple[str, str]]:
    """(field, message) of everything that is wrong with a definition besides its schema."""
    return [*_url_problems(url, method, parameters), *header_problems(headers)]


def _url_problems(url: str, method: str, parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    try:
        parts = urlsplit(url)
        parse_target(PLACEHOLDER.sub("x", url))
    except (ToolTrouble, ValueError) as error:
        return [("url", str(error))]
    if "{" in parts.netloc or "}" in parts.netloc:
        return [("url", "The host is fixed: placeholders may stand in the path and in values of the query only.")]
    bare = PLACEHOLDER.sub("", url)
    if "{" in bare or "}" in bare:
        return [("url", "A placeholder is the name of a parameter in braces, such as {order_id}.")]
    return _placement_problems(url, method, parameters)


def _placement_problems(url: str, method: str, parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    parts = urlsplit(url)
    fixed = {unquote(pair.partition("=")[0]) for pair in parts.query.split("&") if pair}
    if any("{" in name for name in fixed) or "{" in parts.fragment:
        return [("url", "Placeholders may stand in the path and in values of the query only.")]
    properties = parameters.get("properties")
    known = set(properties) if isinstance(properties, dict) else set()
    placed = set(PLACEHOLDER.findall(url))
    if unknown := sorted(placed - known):
        return [("url", f"There is no parameter {', '.join(unknown)}.")]
    if method not in BODY_METHODS and (both := sorted((known - placed) & fixed)):
        return [("parameters", f"The address sets {', '.join(both)} already.")]
    return []


_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_OURS: Final = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "cookie", "te", "trailer", "upgrade", "expect"}
)
_SECRET_LIKE: Final = re.compile(r"authorization|token|secret|password|api[-_]?key|(^|-)key$", re.IGNORECASE)


def can_be_set(name: str, value: str) -> bool:
    """Whether a request may carry this header: not one of those that say where and how it is sent."""
    ours = name.lower() in _OURS or name.lower().startswith("proxy-")
    return bool(_TOKEN.fullmatch(name)) and not ours and not _CONTROL.search(value) and value.isascii()


def header_problems(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(field, message) of each header that cannot be."""
    problems = []
    for name, value in headers.items():
        field_name = f"headers.{name[:60]}"
        if not _TOKEN.fullmatch(name) or name.lower() in _OURS or name.lower().startswith("proxy-"):
            problems.append((field_name, "This header cannot be set."))
        elif _CONTROL.search(value) or not value.isascii() or "{{" in SECRET.sub("", value):
            problems.append((field_name, "A header's value is one line of plain characters, or {{secret:NAME}}."))
        elif _SECRET_LIKE.search(name) and not SECRET.search(value):
            problems.append((field_name, "Keep this in a secret and write {{secret:NAME}} here."))
    if len({name.lower() for name in headers}) < len(headers):
        problems.append(("headers", "A header stands here twice."))
    return problems

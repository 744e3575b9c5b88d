"""From a webhook node's templates to one request. Values fill path, query and body; where it goes is fixed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from tron.core.flow_engine.run import look_up
from tron.core.flow_engine.templating import TemplateProblem, fill, fill_json
from tron.core.tools.addresses import is_public, parse_target
from tron.core.tools.http_request import HttpDefinition, build_request, definition_problems, header_problems
from tron.core.tools.ports import Method
from tron.core.tools.trouble import ToolTrouble

LONGEST_BODY: Final = 100_000
LONGEST_KEPT: Final = 20_000
"""Characters, as JSON, of one value that is kept of an answer."""
DEEPEST_KEPT: Final = 60
"""Levels of it: what is nested deeper no event could hold."""
_HOLE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_INDEX: Final = re.compile(r"\[(\d+)\]")
_INSIDE: Final = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")


class BadRequest(Exception):
    """It cannot be sent; the message says why in a sentence."""


def filled_url(template: str, values: Mapping[str, Any]) -> str:
    """The address; no value changes its host, a pair of the query without a value falls away. Raises BadRequest."""
    plain, holes = _placeholders(template)
    try:
        arguments = {name: fill(hole, values, spoken=False).text or None for name, hole in holes.items()}
        return build_request(HttpDefinition("", "", {}, "GET", plain), arguments, {}).url
    except TemplateProblem as problem:
        raise BadRequest(str(problem)) from problem
    except (ToolTrouble, ValueError) as trouble:
        raise BadRequest("The address cannot be filled in: a value is missing, or cannot stand there.") from trouble


def filled_body(template: str, values: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The body and the names that had no value; no body for an empty template. Raises BadRequest."""
    if not template.strip():
        return None, ()
    try:
        filled = fill_json(template, values)
        json.loads(filled.text, parse_constant=_no_constant)
    except TemplateProblem as problem:
        raise BadRequest(str(problem)) from problem
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"The body is no JSON: {error}.") from error
    if len(filled.text) > LONGEST_BODY:
        raise BadRequest(f"The body has more than {LONGEST_BODY:,} characters.")
    return filled.text, filled.missing


def taken(data: Any, rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Of an answer, the values under these names: (variable, path). What is not there, or too large, is left out."""
    found = {name: part(data, path) for name, path in rows if name}
    return {name: value for name, value in found.items() if value is not None and _flat(value) and _small(value)}


def part(data: Any, path: str) -> Any:
    """The part at order.items[0].price, or $.order...; the whole for an empty path, None where there is nothing."""
    path = _INDEX.sub(r".\1", path.strip().removeprefix("$")).strip(".")
    return look_up(data, path) if path else data


def url_problems(url: str, method: Method) -> list[tuple[str, str]]:
    """(code, message) of an address that no webhook can have, or that leads into a private network."""
    plain, holes = _placeholders(url)
    parameters: dict[str, Any] = {"properties": {name: {} for name in holes}}
    if problems := definition_problems(plain, method, parameters, {}):
        return [("bad_url", message.replace("{order_id}", "{{order_id}}")) for _field, message in problems]
    target = parse_target(re.sub(r"\{p\d+\}", "x", plain))
    private = target.address is not None and not is_public(target.address)
    if private or target.host.endswith(_INSIDE):
        return [("internal_host", "This address is inside a private network: it needs an entry in Allowed hosts.")]
    return []


def body_problem(template: str) -> str:
    """What is wrong with a body, as far as can be told without values; empty for nothing."""
    try:
        filled_body(template, {})
    except BadRequest as bad:
        return str(bad)
    return ""


def bad_headers(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(field, message) of each header that cannot be."""
    return header_problems(headers)


def _placeholders(template: str) -> tuple[str, dict[str, str]]:
    """The template with {p0}, {p1} for its holes, and the holes by these names."""
    holes: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        holes[f"p{len(holes)}"] = match[0]
        return f"{{p{len(holes) - 1}}}"

    return _HOLE.sub(name, template.strip()), holes


def _flat(value: Any) -> bool:
    level = [value]
    for _depth in range(DEEPEST_KEPT):
        parts = (one.values() if isinstance(one, Mapping) else one for one in level if isinstance(one, Mapping | list))
        level = [part for inner in parts for part in inner]
        if not level:
            return True
    return False


def _small(value: Any) -> bool:
    return len(json.dumps(value, ensure_ascii=False, default=str)) <= LONGEST_KEPT


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def host_of(url: str) -> str:
    """For events: where a request goes, without its path."""
    return urlsplit(url).netloc

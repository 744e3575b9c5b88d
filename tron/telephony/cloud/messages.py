"""A webhook on its way from the process of the API to the worker that owns its call."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tron.core.ports.hooks import HookRequest


def written(request: HookRequest, headers: Iterable[str]) -> str:
    """The request with these headers, its proof."""
    kept = {name: request.headers[name] for name in headers if name in request.headers}
    return json.dumps(
        {
            "what": request.what,
            "method": request.method,
            "form": dict(request.form),
            "query": dict(request.query),
            "headers": kept,
        }
    )


def read(call_id: UUID, message: str | bytes) -> HookRequest:
    """Who is connected was looked at before. Raises ValueError."""
    body: Any = json.loads(message)
    if not isinstance(body, dict) or not isinstance(what := body.get("what"), str):
        raise ValueError("no webhook")
    form, headers, query = (_texts(body.get(key)) for key in ("form", "headers", "query"))
    return HookRequest(what, call_id, form, headers, str(body.get("method")), query)


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("no texts")
    return value

"""Messages that break a stream of every cloud vendor."""

from __future__ import annotations

import json
from typing import Any

import pytest

NO_JSON = {
    "binary": b"\xff",
    "garbage": "garbage",
    "list": "[]",
    "deep": "[" * 4000,
    "no event": '{"event": 5}',
    "long": "x" * 40_000,
}
IN_EVENTS: dict[str, dict[str, Any]] = {
    "no start": {"event": "start"},
    "no payload": {"event": "media", "media": {}},
    "odd payload": {"event": "media", "media": {"payload": 5}},
    "no base64": {"event": "media", "media": {"payload": "%%%"}},
    "half a character": {"event": "media", "media": {"payload": "\ud800"}},
    "long sound": {"event": "media", "media": {"payload": "AAAA" * 6000}},
    "two keys": {"event": "dtmf", "dtmf": {"digit": "12"}},
    "no key": {"event": "dtmf", "dtmf": {"digit": "x"}},
}


def odd_messages(**own: object) -> pytest.MarkDecorator:
    """Parametrizes `message` with these, and with a vendor's own ones (objects, by what is odd about them)."""
    said = {**IN_EVENTS, **own}
    messages = {**NO_JSON, **{name: json.dumps(body) for name, body in said.items()}}
    return pytest.mark.parametrize("message", list(messages.values()), ids=list(messages))

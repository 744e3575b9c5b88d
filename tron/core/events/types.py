"""All event types: every module of payloads/ holds those of one family."""

from __future__ import annotations

import inspect
import logging
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from pydantic import ValidationError

from tron.core.events import payloads
from tron.core.events.payload import Payload

log = logging.getLogger(__name__)


def _all() -> Iterator[type[Payload]]:
    for module in pkgutil.iter_modules(payloads.__path__, f"{payloads.__name__}."):
        for _name, one in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(one, Payload) and one.__module__ == module.name and "type" in vars(one):
                yield one


def by_type(found: Iterable[type[Payload]]) -> dict[str, type[Payload]]:
    """Raises TypeError where two have one name."""
    types: dict[str, type[Payload]] = {}
    for one in found:
        if one.type in types:
            raise TypeError(f"two events are called {one.type}")
        types[one.type] = one
    return types


EVENT_TYPES: Mapping[str, type[Payload]] = by_type(_all())


def validated(type_: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload checked against its type, ready for JSON. Unknown types pass as they are.

    A payload of another shape is logged and kept: losing a call's story would be worse than an odd row in it.
    """
    model = EVENT_TYPES.get(type_)
    if model is None:
        return dict(payload)
    try:
        return model.model_validate(dict(payload)).model_dump(mode="json")
    except ValidationError as error:
        log.error("event %s has another shape: %s", type_, error.errors(include_input=False, include_url=False))
        return dict(payload)

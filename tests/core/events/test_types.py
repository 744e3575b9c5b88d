"""The event types: all families are found, and a payload of another shape is kept."""

from __future__ import annotations

import pkgutil
from typing import Any

import pytest

from tron.core.events import payloads
from tron.core.events.payload import Payload
from tron.core.events.types import EVENT_TYPES, by_type, validated


class Rung(Payload):
    type = "call.rung"


class RungToo(Payload):
    type = "call.rung"


def test_each_family_brings_its_events():
    families = {one.__module__.rpartition(".")[2] for one in EVENT_TYPES.values()}
    assert families == {module.name for module in pkgutil.iter_modules(payloads.__path__)}


def test_bases_of_payloads_are_no_events():
    assert not any(one.__name__.startswith("About") for one in EVENT_TYPES.values())


def test_two_events_of_one_name_are_refused():
    with pytest.raises(TypeError, match=r"call\.rung"):
        by_type([Rung, RungToo])


@pytest.mark.parametrize(
    ("type_", "payload", "kept"),
    [
        ("disclosure.said", {"index": 1}, {"index": 1}),
        ("keys.sent", {"keys": "1w2", "new": True}, {"keys": "1w2", "new": True}),
        ("silence", {"count": "many"}, {"count": "many"}),
        ("nobody.knows", {"a": 1}, {"a": 1}),
    ],
    ids=["right", "more", "another shape", "unknown"],
)
def test_what_a_payload_becomes(type_: str, payload: dict[str, Any], kept: dict[str, Any]):
    assert validated(type_, payload) == kept

"""Cursors go round, and broken ones are refused with their path."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from tron.core import cursor
from tron.core.errors import Invalid
from tron.core.ids import uuid7


@pytest.mark.parametrize(
    ("value", "kind"), [("आशा “a”", str), (-1, int), (datetime(2026, 11, 23, 10, 0, 0, 123456, UTC), datetime)]
)
def test_a_cursor_goes_round(value, kind):
    row = uuid7()
    assert cursor.decode(cursor.encode("-name", value, row), "-name", kind) == (value, row)


def test_no_cursor_is_the_first_page():
    assert cursor.decode(None, "name", str) is None


ROW = "01a208a85908751282f74a68d295165c"  # fixed: parallel workers must collect the same tests


def _pack(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "a",
        "!!!",
        "é",
        "A" * 2000,
        _pack("[]"),
        _pack("{}"),
        _pack("1"),
        _pack('["name", "x"]'),
        _pack('["name", "x", "no-id"]'),
        _pack('["name", "x", 5]'),
        _pack(f'["name", 5, "{ROW}"]'),
        _pack(f'["name", null, "{ROW}"]'),
        _pack(f'["name", "\\u0000", "{ROW}"]'),
        _pack(f'["name", "\\ud800", "{ROW}"]'),
        _pack(f'["-name", "x", "{ROW}"]'),
        _pack("[" * 700),
    ],
)
def test_a_broken_cursor_is_refused(raw):
    with pytest.raises(Invalid) as refused:
        cursor.decode(raw, "name", str)
    assert [field.path for field in refused.value.fields] == ["cursor"]


@pytest.mark.parametrize("value", ["true", "99999999999", "1.5", '"2026-01-01"', '"9999-12-31T23:59:59-12:00"', "[]"])
@pytest.mark.parametrize("kind", [int, datetime])
def test_a_value_of_another_type_is_refused(value, kind):
    with pytest.raises(Invalid):
        cursor.decode(_pack(f'["x", {value}, "{uuid7().hex}"]'), "x", kind)

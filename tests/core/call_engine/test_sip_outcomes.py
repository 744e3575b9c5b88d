"""SIP statuses of unanswered dials, as design.md's table has them."""

from __future__ import annotations

import pytest

from tron.core.call_engine.sip_outcomes import dial_failed, outcome_of
from tron.core.call_engine.states import FINAL

ROWS = [
    (486, True, ("busy", "busy")),
    (600, False, ("busy", "busy")),
    (480, False, ("no_answer", "unavailable")),
    (408, True, ("no_answer", "rang_out")),
    (408, False, ("failed", "unreachable")),
    (487, True, ("no_answer", "rang_out")),
    (603, True, ("failed", "declined")),
    (607, True, ("failed", "declined")),
    (404, False, ("failed", "invalid_number")),
    (410, False, ("failed", "invalid_number")),
    (484, False, ("failed", "invalid_number")),
    (604, False, ("failed", "invalid_number")),
    (500, False, ("failed", "trunk_error")),
    (403, False, ("failed", "trunk_error")),
    (503, False, ("failed", "unreachable")),
    (None, False, ("failed", "unreachable")),
    (None, True, ("failed", "unreachable")),
]


@pytest.mark.parametrize(("sip_status", "rang", "outcome"), ROWS)
def test_each_status_has_its_row(sip_status: int | None, rang: bool, outcome: tuple[str, str]) -> None:
    assert outcome_of(sip_status, rang=rang) == outcome


@pytest.mark.parametrize("sip_status", [None, *range(300, 700)])
def test_every_status_ends_the_call(sip_status: int | None) -> None:
    assert outcome_of(sip_status, rang=False)[0] in FINAL


def test_the_exception_carries_status_reason_and_code() -> None:
    failed = dial_failed(486, rang=True, message="They talk to somebody else.")
    assert (failed.status, failed.reason, failed.sip_status) == ("busy", "busy", 486)

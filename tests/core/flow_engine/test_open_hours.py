"""Hours as they are written down, and which days and times they hold."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tron.core.flow_engine.open_hours import BadHours, When, open_hours

CLINIC = "Mon-Sat 10:00-13:00, 17:00-20:00; Sun 10-12"
SATURDAY, SUNDAY = date(2026, 11, 28), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "day", "at", "open_"),
    [
        (CLINIC, SATURDAY, "10:00", True),
        (CLINIC, SATURDAY, "12:59", True),
        (CLINIC, SATURDAY, "13:00", False),
        (CLINIC, SATURDAY, "19:59", True),
        (CLINIC, SATURDAY, "20:00", False),
        (CLINIC, SUNDAY, "11:00", True),
        (CLINIC, SUNDAY, "18:00", False),
        (CLINIC, None, "18:00", True),
        (CLINIC, None, "09:00", False),
        ("10:30-24:00", SUNDAY, "23:59", True),
        ("friday - monday: 9.30–10", SUNDAY, "09:45", True),
        ("friday - monday: 9.30–10", date(2026, 12, 1), "09:45", False),
        ("Mon, Wed-Fri 9-10", date(2026, 12, 2), "09:00", True),
        ("Mon, Wed-Fri 9-10\nTUE 11-12", date(2026, 12, 1), "11:00", True),
    ],
)
def test_times(text: str, day: date | None, at: str, open_: bool) -> None:
    hours = open_hours(text)
    assert hours is not None
    assert hours.hold(time.fromisoformat(at), day) is open_


@pytest.mark.parametrize(
    "text", ["soon", "Mon", "Mon 10", "Mon 13-10", "Mon 10:75-12", "Mon 10-25", "Moon 10-12", "Mon-Tue-Wed 10-12", "-"]
)
def test_what_tells_no_hours(text: str) -> None:
    with pytest.raises(BadHours):
        open_hours(text)


def test_nothing_limits_nothing() -> None:
    assert open_hours(" \n") is None
    when = When(datetime(2026, 11, 28, 15))
    assert not when.is_closed(SUNDAY)
    assert not when.is_over(date(2020, 1, 1))
    assert not when.is_over(time(10))


@pytest.mark.parametrize(
    ("hour", "day", "over", "closed"),
    [
        (15, date(2026, 11, 27), True, False),
        (15, SATURDAY, False, False),
        (20, SATURDAY, False, True),
        (20, date(2026, 12, 5), False, False),
        (15, SUNDAY, False, True),
    ],
)
def test_days_ahead(hour: int, day: date, over: bool, closed: bool) -> None:
    when = When(datetime(2026, 11, 28, hour), open_hours("Mon-Sat 10-13, 17-20"), ahead=True)
    assert (when.is_over(day), when.is_closed(day)) == (over, closed)


@pytest.mark.parametrize(
    ("day", "at", "over"),
    [
        (SATURDAY, "10:00", True),
        (SATURDAY, "15:00", True),
        (SATURDAY, "15:01", False),
        (SUNDAY, "10:00", False),
        (date(2026, 11, 27), "18:00", True),
        (None, "10:00", False),
    ],
)
def test_times_ahead(day: date | None, at: str, over: bool) -> None:
    assert When(datetime(2026, 11, 28, 15), ahead=True, day=day).is_over(time.fromisoformat(at)) is over

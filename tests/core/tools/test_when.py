"""Spoken times of callbacks. It is Friday 27 November 2026, 15:20 in Kolkata."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tron.core.tools.when import Hours, TimeRefused, parse_when, told

INDIA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 27, 9, 50, tzinfo=UTC)
LAW = Hours(time(10), time(21))

MEANT = [
    ("2026-11-28T16:30", "28 16:30"),
    ("2026-11-28T16:30:00+05:30", "28 16:30"),
    ("2026-11-28T11:00:00Z", "28 16:30"),
    ("2026-11-30", "30 11:00"),
    ("kal shaam ko", "28 18:00"),
    ("कल शाम को", "28 18:00"),
    ("kal subah", "28 10:00"),
    ("kal", "28 11:00"),
    ("tomorrow", "28 11:00"),
    ("tomorrow morning", "28 10:00"),
    ("tomorrow at 4", "28 16:00"),
    ("tomorrow at 4 pm", "28 16:00"),
    ("kal 11 baje", "28 11:00"),
    ("कल 11 बजे", "28 11:00"),
    ("कल ११ बजे", "28 11:00"),
    ("kal raat 8 baje", "28 20:00"),
    ("kal saadhe paanch baje", "28 17:30"),
    ("कल साढ़े पाँच बजे", "28 17:30"),
    ("kal sava 6 baje", "28 18:15"),
    ("kal paune 5 baje", "28 16:45"),
    ("kal 5:45", "28 17:45"),
    ("kal 17:45", "28 17:45"),
    ("kal dopahar", "28 13:00"),
    ("kal dopahar 2 baje", "28 14:00"),
    ("kal dopahar 12 baje", "28 12:00"),
    ("kal 12 baje", "28 12:00"),
    ("after 5", "27 17:00"),
    ("5 ke baad", "27 17:00"),
    ("5 बजे के बाद", "27 17:00"),
    ("aaj shaam", "27 18:00"),
    ("aaj shaam 7 baje", "27 19:00"),
    ("tonight", "27 20:00"),
    ("8 baje", "27 20:00"),
    ("11 baje", "28 11:00"),
    ("10:30", "28 10:30"),
    ("10", "28 10:00"),
    ("kal 8 baje", "28 20:00"),
    ("Friday 11 baje", "12-04 11:00"),
    ("12 baje", "28 12:00"),
    ("subah 10 baje", "28 10:00"),
    ("2 baje", "28 14:00"),
    ("Monday 11 baje", "30 11:00"),
    ("somvar ko", "30 11:00"),
    ("सोमवार शाम 4 बजे", "30 16:00"),
    ("on Monday afternoon", "30 14:00"),
    ("next Friday 10 am", "12-04 10:00"),
    ("Friday 10 am", "12-04 10:00"),
    ("Friday 6 pm", "27 18:00"),
    ("Sunday at 3.30 pm", "29 15:30"),
    ("itvar ko subah", "29 10:00"),
    ("parso shaam ko 6 baje", "29 18:00"),
    ("परसों सुबह", "29 10:00"),
    ("day after tomorrow at 5 pm", "29 17:00"),
    ("in 2 hours", "27 17:20"),
    ("2 ghante baad", "27 17:20"),
    ("दो घंटे बाद", "27 17:20"),
    ("aadhe ghante baad", "27 15:50"),
    ("half an hour later", "27 15:50"),
    ("noon tomorrow", "28 12:00"),
    ("dedh ghante mein", "27 16:50"),
    ("saadhe teen ghante baad", "27 18:50"),
    ("after 30 minutes", "27 15:50"),
    ("15 minute baad", "27 15:35"),
    ("3 din baad", "30 11:00"),
    ("2 din baad shaam ko", "29 18:00"),
    ("after 2 days at 4 pm", "29 16:00"),
    ("next week", "12-04 11:00"),
    ("agle hafte", "12-04 11:00"),
    ("a week later", "12-04 11:00"),
    ("15 December at 3 pm", "12-15 15:00"),
    ("December 15th, 3 pm", "12-15 15:00"),
    ("15 दिसंबर को 11 बजे", "12-15 11:00"),
    ("15th of january", "2027-01-15 11:00"),
    ("15 disambar", "12-15 11:00"),
    ("somvaar ko", "30 11:00"),
    ("15 tarikh ko 4 baje", "12-15 16:00"),
    ("30 तारीख", "30 11:00"),
    ("1/12 ko 10 baje", "12-01 10:00"),
    ("01/12/2026 4 pm", "12-01 16:00"),
    ("5 o'clock tomorrow", "28 17:00"),
    ("kal shaam 5.30 baje ke baad", "28 17:30"),
    ("around 6 in the evening tomorrow", "28 18:00"),
]


# Some days are named to be left out.
MEANT += [
    ("not tomorrow, monday", "30 11:00"),
    ("don't call tomorrow, monday 4 pm", "30 16:00"),
    ("I can’t tomorrow, Monday at 11", "30 11:00"),
    ("tomorrow is not possible, Monday", "30 11:00"),
    ("Monday, not tomorrow", "30 11:00"),
    ("not the day after tomorrow, Monday", "30 11:00"),
    ("kal nahi parso", "29 11:00"),
    ("aaj nahi kal", "28 11:00"),
    ("kal ko nahi, parso shaam ko", "29 18:00"),
    ("kal nahi parso nahi somvar", "30 11:00"),
    ("aaj mat karna kal karna", "28 11:00"),
    ("mat karna kal, parso karna", "29 11:00"),
    ("कल नहीं, परसों शाम को", "29 18:00"),
    ("कल मत करना, सोमवार को", "30 11:00"),
    ("15 december nahi, 16 december ko 4 baje", "12-16 16:00"),
    ("15 tarikh nahi 16 tarikh", "12-16 11:00"),
    ("nahi, kal shaam ko", "28 18:00"),
    ("no, tomorrow", "28 11:00"),
    ("kal 5 baje karna na", "28 17:00"),
    ("kal 5 baje se pehle nahi", "28 17:00"),
    ("tomorrow, not before 5", "28 17:00"),
]


# Who is called at a bad time says so first.
MEANT += [
    ("abhi nahi, kal", "28 11:00"),
    ("abhi nahi, shaam ko 6 baje", "27 18:00"),
    ("अभी नहीं, कल शाम को", "28 18:00"),
    ("not now, tomorrow", "28 11:00"),
    ("abhi mat karo, kal karna", "28 11:00"),
    ("abhi time nahi hai, kal shaam ko call karna", "28 18:00"),
    ("अभी समय नहीं है, परसों सुबह", "29 10:00"),
    ("abhi baat nahi kar sakta, do ghante baad karna", "27 17:20"),
    ("main free nahi hoon abhi, shaam ko karna", "27 18:00"),
    ("I can't talk right now, call me tomorrow at 5", "28 17:00"),
    ("I don't have time now, call me on monday", "30 11:00"),
    ("I am not free. Call after 5", "27 17:00"),
    ("I am not free tomorrow, Monday at 4", "30 16:00"),
    ("kal time nahi hai, parso karna", "29 11:00"),
]


# Days in other spellings, and hours by what is left to them.
MEANT += [
    ("itvaar ko subah", "29 10:00"),
    ("budhvaar shaam", "12-02 18:00"),
    ("guruvaar 4 baje", "12-03 16:00"),
    ("shanivaar ko", "28 11:00"),
    ("jumme ko", "12-04 11:00"),
    ("kal shaam sade paanch", "28 17:30"),
    ("paanch bajne mein das minute", "27 16:50"),
    ("पाँच बजने में दस मिनट", "27 16:50"),
    ("kal 10 minute kam paanch", "28 16:50"),
    ("15 minutes to 6 tomorrow", "28 17:45"),
    ("chhe baje se bees minute pehle", "27 17:40"),
    ("paanch bajne mein das minute baki", "27 16:50"),
    ("five bajne 10 minute", "27 16:50"),
]


@pytest.mark.parametrize(("said", "meant"), MEANT)
def test_a_spoken_time(said, meant):
    day, clock = meant.split()
    written = "2026-11-27"[: 10 - len(day)] + day
    expected = datetime.fromisoformat(f"{written}T{clock}").replace(tzinfo=INDIA)
    assert told(parse_when(said, NOW, INDIA, LAW)) == told(expected)


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-27T10:00",
        "2020-01-01",
        "aaj subah 9 baje",
        "today at 2 pm",
        "26/11/2026",
    ],
)
def test_a_time_that_is_over(said):
    with pytest.raises(TimeRefused, match="is over: it is now Friday 27 November 2026, 15:20"):
        parse_when(said, NOW, INDIA, LAW)


@pytest.mark.parametrize(
    "said", ["", "sometime", "jab time ho", "9999", "99 baje", "31 February", "32/13/2026", "order 4421", "?" * 500]
)
def test_a_time_that_is_not_clear(said):
    with pytest.raises(TimeRefused, match="not clear"):
        parse_when(said, NOW, INDIA, LAW)


@pytest.mark.parametrize(
    "said",
    [
        "kal mat karna",
        "कल मत करना",
        "not tomorrow",
        "kal nahi",
        "kal nahi to parso",
        "kal nahi, 5 baje",
        "kal shaam nahi, subah",
        "kal 5 baje nahi, parso 6 baje",
        "kal free nahi hoon",
        "I am not free tomorrow",
        "abhi nahi",
        "abhi baat nahi karni, kal",
        "paanch bajne wale hain",
        "never",
        "nahi",
    ],
)
def test_a_day_that_was_refused_is_not_taken(said):
    with pytest.raises(TimeRefused, match="not clear"):
        parse_when(said, NOW, INDIA, LAW)


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("tomorrow 9am", "09:00"),
        ("kal subah 7 baje", "07:00"),
        ("kal 9 baje", "09:00"),
        ("kal raat 9 baje", "21:00"),
        ("raat 11 baje", "23:00"),
        ("raat 1 baje", "01:00"),
        ("aaj 11 baje", "23:00"),
        ("in 8 hours", "23:20"),
        ("2026-11-28T06:00", "06:00"),
    ],
)
def test_a_time_outside_the_hours(said, at):
    with pytest.raises(TimeRefused, match=rf"{at} is outside .* from 10:00 and before 21:00"):
        parse_when(said, NOW, INDIA, LAW)


def test_narrower_hours_of_the_settings():
    narrow = Hours(time(12, 30), time(18))
    assert parse_when("kal", NOW, INDIA, narrow).isoformat() == "2026-11-28T12:30:00+05:30"
    assert parse_when("2026-11-28", NOW, INDIA, narrow).isoformat() == "2026-11-28T12:30:00+05:30"
    with pytest.raises(TimeRefused, match=r"19:00 is outside .* from 12:30 and before 18:00"):
        parse_when("kal 7 baje", NOW, INDIA, narrow)


def test_a_time_too_far_away():
    with pytest.raises(TimeRefused, match="too far"):
        parse_when("2027-11-27", NOW, INDIA, LAW)
    with pytest.raises(TimeRefused):
        parse_when("500000000 days later", NOW, INDIA, LAW)


def test_the_zone_of_the_settings_counts():
    dubai = ZoneInfo("Asia/Dubai")
    assert parse_when("kal 11 baje", NOW, dubai, LAW).isoformat() == "2026-11-28T11:00:00+04:00"


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("tomorrow half past five", "28 17:30"),
        ("half past 5", "27 17:30"),
        ("tomorrow at quarter past 4", "28 16:15"),
        ("quarter to six", "27 17:45"),
        ("a quarter to six tomorrow", "28 17:45"),
        ("five thirty", "27 17:30"),
        ("monday at four forty five", "30 16:45"),
        ("5 30", "27 17:30"),
        ("kal 5 30 baje", "28 17:30"),
        ("five fifteen pm", "27 17:15"),
        ("in thirty minutes", "27 15:50"),
        ("5 15 december", "15 17:00"),
    ],
)
def test_minutes_as_english_says_them(said, at):
    assert f"{parse_when(said, NOW, INDIA, LAW):%d %H:%M}" == at

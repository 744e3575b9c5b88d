"""When which calls may ring: the table of the law, and the gate that asks it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from tests.phones import NUMBERS, open_gate
from tron.core.caller_ids import Caller, Category
from tron.core.calling_law import CallingLaw, calling_law, legal_hours, widest_hours
from tron.core.compliance import Facts, Rules, decide, decide_message
from tron.core.settings.registry import REGISTRY
from tron.core.tools.when import Hours

FACTS = Facts(NUMBERS[0], "fake", rings_phone=True, now=datetime(2026, 11, 23, 17, tzinfo=UTC))
OPEN = Rules.of(open_gate())
PROMOTIONAL, SERVICE, TRANSACTIONAL = (Caller(each) for each in ("promotional", "service", "transactional"))
LOAN = Caller("service", loan_recovery=True)
OFFER_OF_A_LOAN = Caller("promotional", loan_recovery=True)


def at(clock: str) -> datetime:
    """On the number's own clock."""
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


@pytest.mark.parametrize(
    ("category", "loan", "start", "end"),
    [
        ("promotional", False, 10, 21),
        ("service", False, 9, 21),
        ("transactional", False, 9, 21),
        (None, False, 10, 21),
        ("promotional", True, 10, 19),
        ("service", True, 9, 19),
        ("transactional", True, 9, 19),
        (None, True, 10, 19),
    ],
)
def test_the_hours_of_each_kind_of_calls(category: Category | None, loan: bool, start: int, end: int) -> None:
    assert legal_hours(category, loan_recovery=loan) == Hours(time(start), time(end))


@pytest.mark.parametrize(
    ("caller", "opens", "closes"),
    [
        (Caller(), "10:00", "21:00"),
        (PROMOTIONAL, "10:00", "21:00"),
        (SERVICE, "09:00", "21:00"),
        (TRANSACTIONAL, "09:00", "21:00"),
        (LOAN, "09:00", "19:00"),
        (OFFER_OF_A_LOAN, "10:00", "19:00"),
    ],
    ids=["not said", "promotional", "service", "transactional", "loan", "offer of a loan"],
)
def test_the_gate_opens_and_closes_by_what_the_calls_are_for(caller: Caller, opens: str, closes: str) -> None:
    def rule(clock: str) -> str | None:
        return decide(replace(FACTS, now=at(clock), caller=caller), OPEN).rule

    before = (datetime.fromisoformat(f"2026-11-23T{opens}") - datetime.resolution).time().isoformat()
    last = (datetime.fromisoformat(f"2026-11-23T{closes}") - datetime.resolution).time().isoformat()
    assert [rule(clock) for clock in ("03:00", before, opens, "12:00", last, closes, "23:00")] == [
        *("hours", "hours", None, None, None, "hours", "hours")
    ]


@pytest.mark.parametrize(
    ("caller", "clock", "said", "again"),
    [
        (PROMOTIONAL, "09:30", "Promotional calls ring from 10:00 to 21:00 where this number is.", "23T10:00"),
        (SERVICE, "21:30", "Service calls ring from 09:00 to 21:00 where this number is.", "24T09:00"),
        (LOAN, "19:00", "Calls that collect a loan ring from 09:00 to 19:00 where this number is.", "24T09:00"),
    ],
    ids=["promotional", "service", "loan"],
)
def test_a_refusal_says_which_hours_and_when_they_begin(caller: Caller, clock: str, said: str, again: str) -> None:
    decision = decide(replace(FACTS, now=at(clock), caller=caller), OPEN)
    begins = datetime.fromisoformat(f"2026-11-{again}").replace(tzinfo=ZoneInfo("America/New_York"))
    assert (decision.detail, decision.retry_at) == (said, begins.astimezone(UTC))


def test_after_the_days_last_call_the_next_day_begins_by_the_category() -> None:
    capped = replace(FACTS, dials_today=3, caller=SERVICE)
    assert decide(capped, OPEN).retry_at == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert decide(replace(capped, caller=PROMOTIONAL), OPEN).retry_at == datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.mark.parametrize(("start", "end"), [("00:00", "23:59"), ("09:00", "21:00")])
@pytest.mark.parametrize("caller", [PROMOTIONAL, SERVICE, LOAN], ids=["promotional", "service", "loan"])
def test_settings_narrow_the_law_and_never_widen_it(caller: Caller, start: str, end: str) -> None:
    wide = open_gate(compliance__calling_hours_start=start, compliance__calling_hours_end=end)
    assert Rules.of(wide).hours_of(caller) == legal_hours(caller.category, loan_recovery=caller.loan_recovery)
    narrow = open_gate(compliance__calling_hours_start="11:30", compliance__calling_hours_end="17:00")
    assert Rules.of(narrow).hours_of(caller) == Hours(time(11, 30), time(17))


def test_the_settings_default_leaves_each_category_all_of_its_hours() -> None:
    default = [REGISTRY[f"compliance.calling_hours_{edge}"].default for edge in ("start", "end")]
    assert default == ["09:00", "21:00"]
    assert widest_hours() == Hours(time(9), time(21))


def test_an_evening_that_ends_before_it_begins_never_opens() -> None:
    late = Rules.of(open_gate(compliance__calling_hours_start="19:00"))
    for clock in ("18:59", "19:00", "20:00"):
        decision = decide(replace(FACTS, now=at(clock), caller=LOAN), late)
        assert (decision.rule, decision.retry_at) == ("hours", None)
    assert decide(replace(FACTS, now=at("20:00"), caller=SERVICE), late).allowed


def test_promotional_messages_keep_the_hours_of_promotional_calls() -> None:
    assert decide_message(replace(FACTS, now=at("09:30")), OPEN, any_hour=False).rule == "hours"
    assert decide_message(replace(FACTS, now=at("10:00")), OPEN, any_hour=False).allowed


# ---------------------------------------------------------------- the file


def test_each_line_names_its_source() -> None:
    assert all(len(each.source) > 40 for each in calling_law().hours)


@pytest.mark.parametrize(
    "change",
    [
        lambda law: law["hours"].pop(),
        lambda law: law["hours"].append(law["hours"][0]),
        lambda law: law["hours"][0].update(calls="everything"),
        lambda law: law["hours"][0].update(start="21:00"),
        lambda law: law["hours"][0].update(end="soon"),
        lambda law: law["hours"][0].update(source=""),
        lambda law: law.update(more=1),
    ],
    ids=["one is missing", "twice", "unknown", "never opens", "no time", "no source", "unknown part"],
)
def test_a_broken_file_is_refused(change: Any) -> None:
    law = json.loads(files("tron.core").joinpath("calling_law.json").read_text(encoding="utf-8"))
    CallingLaw.model_validate(law)
    change(law)
    with pytest.raises(ValidationError):
        CallingLaw.model_validate(law)

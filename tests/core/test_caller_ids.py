"""Which number of ours an Indian number sees: by category, by series, by exception. No phone has these numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.phones import NUMBERS, GateValues, open_gate
from tron.core import phone
from tron.core.caller_ids import Caller, Verdict, best_of, judge
from tron.core.compliance import Facts, Rules, decide, decide_message

PERSON = "+911600000099"
PROMOTIONAL, SERVICE = "+911400000001", "+911600000001"
ORDINARY, FOREIGN = "+910000000009", NUMBERS[90]
DAY_IN_INDIA = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "series"),
    [
        (PROMOTIONAL, "140"),
        (SERVICE, "1600"),
        ("+911400000000", "140"),
        ("+911600999999", "1600"),
        ("+911601000001", None),
        ("+91140000000", None),
        ("+9114000000000", None),
        ("+91160000000", None),
        ("1400000001", None),
        ("+11400000001", None),
        (ORDINARY, None),
        (FOREIGN, None),
        ("", None),
    ],
)
def test_a_series_is_told_by_its_digits(number: str, series: str | None) -> None:
    assert phone.series(number) == series


@pytest.mark.parametrize(
    ("category", "number", "verdict"),
    [
        ("promotional", PROMOTIONAL, "fits"),
        ("promotional", SERVICE, "wrong_series"),
        ("promotional", ORDINARY, "wrong_series"),
        ("promotional", FOREIGN, "wrong_series"),
        ("service", SERVICE, "fits"),
        ("service", PROMOTIONAL, "wrong_series"),
        ("transactional", SERVICE, "fits"),
        ("transactional", PROMOTIONAL, "wrong_series"),
        ("transactional", ORDINARY, "wrong_series"),
        ("service", None, "no_number"),
        (None, SERVICE, "no_category"),
        (None, None, "no_category"),
    ],
)
def test_an_indian_number_sees_the_series_of_the_category(category: Any, number: str | None, verdict: Verdict) -> None:
    assert judge(Caller(category, number), PERSON, ()) == verdict
    assert judge(Caller(category, number), NUMBERS[0], ()) == "free", "not in other countries"
    assert judge(Caller(category, number, own_phone=True), PERSON, ()) == "free", "a softphone is no customer"


def test_an_excepted_number_may_be_seen_but_no_category_may_be_left_out() -> None:
    assert judge(Caller("service", ORDINARY), PERSON, [ORDINARY]) == "excepted"
    assert judge(Caller("service", SERVICE), PERSON, [SERVICE]) == "fits", "it needs no exception"
    assert judge(Caller("service", FOREIGN), PERSON, [ORDINARY]) == "wrong_series"
    assert judge(Caller(None, ORDINARY), PERSON, [ORDINARY]) == "no_category"
    assert judge(Caller("service", None), PERSON, [ORDINARY]) == "no_number"


@pytest.mark.parametrize(
    ("to", "category", "exceptions", "best"),
    [
        (PERSON, "promotional", (), PROMOTIONAL),
        (PERSON, "service", (), SERVICE),
        (PERSON, "service", (ORDINARY,), SERVICE),
        (PERSON, None, (), ORDINARY),
        (NUMBERS[0], "service", (), ORDINARY),
        (None, "service", (), ORDINARY),
    ],
    ids=["promotional", "service", "fits first", "no category", "abroad", "nobody"],
)
def test_the_number_that_fits_is_shown(to: str | None, category: Any, exceptions: Any, best: str) -> None:
    assert best_of([ORDINARY, PROMOTIONAL, SERVICE], to, category, exceptions) == best


def test_without_a_number_that_fits_the_excepted_one_is_shown_else_the_first() -> None:
    assert best_of([FOREIGN, ORDINARY], PERSON, "service", [ORDINARY]) == ORDINARY
    assert best_of([FOREIGN, ORDINARY], PERSON, "service", []) == FOREIGN
    assert best_of([], PERSON, "service", []) is None


# ---------------------------------------------------------------- in the gate

FACTS = Facts(PERSON, "fake", rings_phone=True, now=DAY_IN_INDIA)
OPEN = Rules.of(open_gate([PERSON]))


@pytest.mark.parametrize(
    ("caller", "rule", "said"),
    [
        (Caller(), "call_category", "promotional, service or transactional"),
        (Caller(None, SERVICE), "call_category", "promotional, service or transactional"),
        (Caller("promotional"), "caller_id", "nobody knows which one"),
        (Caller("promotional", SERVICE), "caller_id", f"140 series, and {SERVICE} is none"),
        (Caller("transactional", ORDINARY), "caller_id", f"1600 series, and {ORDINARY} is none"),
    ],
    ids=["unknown", "no category", "no number", "wrong series", "ordinary"],
)
def test_the_gate_refuses_and_says_what_to_do(caller: Caller, rule: str, said: str) -> None:
    decision = decide(replace(FACTS, caller=caller), OPEN)
    assert (decision.allowed, decision.rule, decision.retry_at) == (False, rule, None)
    assert said in (decision.detail or "")


@pytest.mark.parametrize(
    ("caller", "said"),
    [
        (Caller("service", PROMOTIONAL), "That is one for promotional calls: if they are that, say so on the agent's"),
        (Caller("promotional", SERVICE), "That is one for all but promotional calls: if they are that, say so"),
        (Caller("service", ORDINARY), "is none. Give the trunk a number that fits"),
        (Caller("service"), "nobody knows which one the trunk shows. Give the trunk a number that fits"),
    ],
    ids=["140 and service", "1600 and promotional", "ordinary", "no number"],
)
def test_who_chose_the_wrong_category_is_told_so(caller: Caller, said: str) -> None:
    decision = decide(replace(FACTS, caller=caller), OPEN)
    assert (decision.rule, said in (decision.detail or "")) == ("caller_id", True), decision.detail


def test_the_gate_lets_the_right_series_through_and_marks_an_exception() -> None:
    fits = decide(replace(FACTS, caller=Caller("service", SERVICE)), OPEN)
    assert (fits.allowed, fits.excepted) == (True, False)
    rules = Rules.of(open_gate([PERSON], compliance__caller_id_exceptions=[ORDINARY]))
    excepted = decide(replace(FACTS, caller=Caller("service", ORDINARY)), rules)
    assert (excepted.allowed, excepted.excepted) == (True, True)
    refused = decide(replace(FACTS, caller=Caller("service", ORDINARY), dials_today=3), rules)
    assert (refused.rule, refused.excepted) == ("daily_cap", False), "an exception of one rule is none of another"


def test_by_default_nothing_is_excepted() -> None:
    rules = Rules.of(GateValues(compliance__test_numbers=[PERSON]))
    assert decide(replace(FACTS, caller=Caller("service", ORDINARY)), rules).rule == "caller_id"


def test_other_countries_calls_that_ring_nobody_and_messages_show_what_they_like() -> None:
    abroad = replace(FACTS, number=NUMBERS[0], now=datetime(2026, 11, 23, 17, tzinfo=UTC))
    assert decide(abroad, Rules.of(open_gate())).allowed
    assert decide(Facts(ORDINARY, "sandbox", rings_phone=False, now=DAY_IN_INDIA), OPEN).exempt
    assert decide(replace(FACTS, rings_phone=False, inbound=True), OPEN).exempt
    assert decide_message(FACTS, OPEN, any_hour=False).allowed, "a message has a sender of its own"

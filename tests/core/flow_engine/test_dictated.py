"""What is said to a value that was read back: yes, no, another value, or a yes that is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from tron.core.flow_engine.dictated import Wanted, judged
from tron.core.flow_engine.open_hours import When, open_hours
from tron.core.flow_engine.state import Words
from tron.core.flow_engine.values import Choice, Parsed, ValueKind

NOW = datetime(2026, 11, 27, 15, 20)
PLANS = (Choice("gold", "Gold plan"), Choice("silver", "Silver plan"))
SIX, MONDAY, ORDER = "18:00", "2026-11-30", "0045"
ROWS: list[tuple[ValueKind, str | int, str, str | int]] = [
    ("time", SIX, "haan", "yes"),
    ("time", SIX, "bilkul, kar do", "yes"),
    ("time", SIX, "haan 6 baje theek hai", "yes"),
    ("time", SIX, "haan ek dum sahi", "yes"),
    ("time", SIX, "6 baje", "yes"),
    ("time", SIX, "6 baje?", "unclear"),
    ("time", SIX, "haan lekin 7 baje", "19:00"),
    ("time", SIX, "yes but make it 7", "19:00"),
    ("time", SIX, "haan 7 baje", "19:00"),
    ("time", SIX, "7 kar do", "19:00"),
    ("time", SIX, "हाँ लेकिन सात बजे", "19:00"),
    ("time", SIX, "haan par subah", "06:00"),
    ("time", SIX, "thoda late kar do", "unclear"),
    ("time", SIX, "थोड़ा जल्दी कर दीजिए", "unclear"),
    ("time", SIX, "nahi", "no"),
    ("date", MONDAY, "haan monday", "yes"),
    ("date", MONDAY, "monday hi", "yes"),
    ("date", MONDAY, "हाँ, सोमवार", "yes"),
    ("date", MONDAY, "haan ek dum sahi", "yes"),
    ("date", MONDAY, "haan lekin tuesday ko", "2026-12-01"),
    ("date", MONDAY, "tuesday kar do", "2026-12-01"),
    ("date", MONDAY, "मंगलवार कर दीजिए", "2026-12-01"),
    ("date", MONDAY, "monday nahi tuesday", "2026-12-01"),
    ("date", MONDAY, "haan par agle hafte", "2026-12-04"),
    ("date", MONDAY, "yes, change it", "unclear"),
    ("money", 250000, "haan dhai lakh", "yes"),
    ("money", 250000, "haan kar do", "yes"),
    ("money", 250000, "yes, but three lakhs", 300000),
    ("money", 250000, "haan lekin teen lakh", 300000),
    ("number", 4, "chaar", "yes"),
    ("number", 4, "yes, one hundred percent right", "yes"),
    ("choice", "gold", "gold hi", "yes"),
    ("choice", "gold", "haan lekin silver", "silver"),
    ("choice", "gold", "silver kar do", "silver"),
    ("text", "Rani", "haan kar do", "yes"),
    ("text", "Rani", "Rani", "unclear"),
    ("phone", "+910000012345", "00000 12345", "yes"),
    ("digits", ORDER, "haan sahi hai ji", "yes"),
    ("digits", ORDER, "yes 0045", "yes"),
    ("digits", ORDER, "zero zero four five", "yes"),
    ("digits", ORDER, "no, 46", "0046"),
    ("digits", ORDER, "haan lekin last mein 6", "0046"),
    ("digits", ORDER, "and six seven", "004567"),
    ("digits", ORDER, "does it take two days", "unclear"),
    ("digits", ORDER, "nahi", "no"),
]


@pytest.mark.parametrize(("kind", "value", "said", "expected"), ROWS)
def test_what_is_said_to_a_value(kind: ValueKind, value: str | int, said: str, expected: str | int) -> None:
    verdict = judged(Wanted(kind, PLANS, "hi-IN", NOW), Words(text=said), Parsed(value))
    assert (verdict.parsed.value if verdict.kind == "value" else verdict.kind) == expected


def test_another_value_that_is_not_taken_is_told_as_such() -> None:
    when = When(NOW, open_hours("Mon-Sat 10-13, 17-20"), ahead=True)
    wanted = Wanted("date", (), "hi-IN", NOW, when=when)
    for said in ("haan lekin sunday", "nahi, itvaar", "sunday"):
        assert judged(wanted, Words(text=said), Parsed(MONDAY)).parsed.problem == "closed"

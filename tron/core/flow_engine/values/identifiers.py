"""PAN, GSTIN and vehicle numbers: their forms, check digits and codes of states."""

from __future__ import annotations

from typing import Final

from tron.core.flow_engine.values.codes import CodeRule, parse_code
from tron.core.flow_engine.values.model import Parsed, Problem

HOLDERS: Final = frozenset("ABCEFGHJKLPT")
"""Fourth letter of a PAN: a person, company, firm, trust and so on."""
_GST_STATES: Final = frozenset({*range(1, 39), 97, 99})
_BASE36: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STATES: Final = """
AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UA
UK UP WB
"""
STATES: Final = frozenset(_STATES.split())
"""Letters with which vehicle numbers begin, old ones too."""
_FIRST_BH: Final = 21
"""The BH series began in 2021."""


def pan_problem(pan: str) -> Problem:
    """A PAN has no public check digit; its fourth letter tells the kind of holder."""
    return "" if pan[3] in HOLDERS else "invalid"


def gstin_problem(gstin: str) -> Problem:
    """State, the PAN inside, and the check digit."""
    if int(gstin[:2]) not in _GST_STATES or pan_problem(gstin[2:12]) or gstin[12] == "0":
        return "invalid"
    return "" if gstin_check_digit(gstin[:14]) == gstin[14] else "check_digit"


def gstin_check_digit(body: str) -> str:
    """The 15th character for the 14 before it: weights 1 and 2 in turn, to the base of 36."""
    total = 0
    for index, char in enumerate(body):
        product = _BASE36.index(char) * (1 + index % 2)
        total += product // 36 + product % 36
    return _BASE36[-total % 36]


def vehicle_problem(number: str) -> Problem:
    """The state, or the year and letters of the BH series."""
    if number[:2].isdigit():
        return "" if _begins_bh(number) else "invalid"
    return "" if number[:2] in STATES else "invalid"


def _vehicle_begins(text: str) -> bool:
    if text[0].isdigit():
        return _begins_bh(text)
    return text[:2] in STATES if len(text) > 1 else any(state[0] == text for state in STATES)


def _begins_bh(text: str) -> bool:
    return int(text[:2].ljust(2, "9")) >= _FIRST_BH and "BH".startswith(text[2:4])


PAN: Final = CodeRule(("LLLLLDDDDL",), pan_problem)
GSTIN: Final = CodeRule(("DDLLLLLDDDDLALA",), gstin_problem)
VEHICLE: Final = CodeRule(
    (
        *(f"LL{'D' * district}{'L' * series}DDDD" for series in (3, 2, 1) for district in (2, 1)),
        "LLDDDDDD",
        "DDLLDDDDLL",
        "DDLLDDDDL",
    ),
    vehicle_problem,
    _vehicle_begins,
)


def parse_pan(said: str, so_far: str) -> Parsed:
    """Five letters, four digits, a letter."""
    return parse_code(said, so_far, PAN)


def parse_gstin(said: str, so_far: str) -> Parsed:
    """Fifteen characters with a check digit."""
    return parse_code(said, so_far, GSTIN)


def parse_vehicle(said: str, so_far: str) -> Parsed:
    """MH12AB1234, DL3CAB1234, or 22BH1234AB."""
    return parse_code(said, so_far, VEHICLE)

"""A whole value of before that is corrected: what came before is passed as `so_far`."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.values.test_rows import NOW
from tron.core.flow_engine.values import parse_value


@pytest.mark.parametrize(
    ("kind", "before", "said", "meant"),
    [
        ("phone", "+910000012345", "no sorry, 6", "+910000012346"),
        ("phone", "+910000012345", "nahi nahi, 12346", "+910000012346"),
        ("phone", "+910000012345", "sorry, 0000012399", "+910000012399"),
        ("phone", "+910000012345", "no sorry, it is 46 at the end", "+910000012346"),
        ("pincode", "110001", "no sorry, two", "110002"),
        ("pincode", "110001", "nahi, galat, 110092", "110092"),
        ("pan", "ABCPK1234L", "no sorry, M", "ABCPK1234M"),
        ("pan", "ABCPK1234L", "sorry, 4 m", "ABCPK1234M"),
        ("pan", "ABCPK1234L", "phir se, x y z p k 1234 l", "XYZPK1234L"),
        ("vehicle", "MH12AB1234", "no sorry, five", "MH12AB1235"),
        ("vehicle", "MH12AB1234", "no sorry, 5678", "MH12AB5678"),
        ("vehicle", "MH12AB1234", "galat, MH 14 CD 1234", "MH14CD1234"),
        ("email", "ravi@gmail.com", "no sorry, rani", "rani@gmail.com"),
        ("email", "ravi@gmail.com", "no sorry, yahoo dot com", "ravi@yahoo.com"),
        ("email", "ravi@gmail.com", "no sorry, rani at yahoo dot com", "rani@yahoo.com"),
        ("upi", "ravi@okaxis", "sorry, at ybl", "ravi@ybl"),
        ("number", "5", "no sorry, six", 6),
        ("date", "15 august", "no sorry, 16", "2027-08-16"),
        ("time", "5 baje", "nahi nahi, 6 baje", "18:00"),
    ],
)
def test_a_correction(kind, before, said, meant) -> None:
    found = parse_value(kind, said, language="hi-IN", now=NOW, so_far=before)
    assert (found.value, found.problem) == (meant, "")


@pytest.mark.parametrize(
    ("kind", "before", "said", "left"),
    [
        ("phone", "98000", "arre nahi, nau saat shunya shunya shunya", "97000"),
        ("phone", "98000", "no, nine seven zero zero zero", "97000"),
        ("phone", "98000", "नहीं, 97000", "97000"),
        ("phone", "98000", "sorry 97000", "97000"),
        ("phone", "9800000", "nahi, 001", "9800001"),
        ("pincode", "411", "no, 412", "412"),
        ("phone", "98000", "no ek do teen", "98000123"),
    ],
)
def test_a_piece_that_is_said_anew_takes_the_place_of_what_it_resembles(kind, before, said, left) -> None:
    found = parse_value(kind, said, language="en-IN", now=NOW, so_far=before)
    assert (found.value, found.problem, found.partial) == (None, "incomplete", left)


@pytest.mark.parametrize(
    ("kind", "before", "said", "value"),
    [
        ("phone", "98000", "no 00012", "+919800000012"),
        ("phone", "98000", "sorry, 00012", "+919800000012"),
        ("phone", "98000", "97000", "+919800097000"),
        ("pincode", "411", "sorry 412 001", "412001"),
    ],
)
def test_other_pieces_go_on(kind, before, said, value) -> None:
    assert parse_value(kind, said, language="en-IN", now=NOW, so_far=before).value == value


@pytest.mark.parametrize("kind", ["phone", "pincode", "pan", "vehicle", "email", "upi"])
def test_a_correction_without_a_value_leaves_what_was_said(kind) -> None:
    before = {"phone": "98", "pincode": "110", "pan": "ABC", "vehicle": "MH12", "email": "ravi.k", "upi": "ravi"}[kind]
    found = parse_value(kind, "no sorry", language="en-IN", now=NOW, so_far=before)
    assert (found.value, found.problem, found.partial) == (None, "incomplete", before)

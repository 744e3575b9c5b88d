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


@pytest.mark.parametrize("kind", ["phone", "pincode", "pan", "vehicle", "email", "upi"])
def test_a_correction_without_a_value_leaves_what_was_said(kind) -> None:
    before = {"phone": "98", "pincode": "110", "pan": "ABC", "vehicle": "MH12", "email": "ravi.k", "upi": "ravi"}[kind]
    found = parse_value(kind, "no sorry", language="en-IN", now=NOW, so_far=before)
    assert (found.value, found.problem, found.partial) == (None, "incomplete", before)

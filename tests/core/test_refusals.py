"""What to change after the gate refused."""

from __future__ import annotations

from typing import get_args

import pytest

from tron.core.compliance import Rule
from tron.core.models.agent import AgentOut
from tron.core.models.trunk import TrunkIn
from tron.core.refusals import FIELDS, field_of
from tron.core.settings.registry import REGISTRY


@pytest.mark.parametrize("rule", FIELDS)
def test_each_field_is_one_that_somebody_can_change(rule: Rule) -> None:
    part, _, name = FIELDS[rule].partition(".")
    known = {"agent": AgentOut.model_fields, "trunk": TrunkIn.model_fields, "settings": REGISTRY, "phone_number": [""]}
    assert name in known[part]
    assert rule in get_args(Rule)


@pytest.mark.parametrize(
    ("reason", "outbound", "field"),
    [
        ("blocked:call_category", True, "agent.call_category"),
        ("blocked:caller_id", True, "trunk.caller_ids"),
        ("blocked:test_numbers", True, "settings.compliance.test_numbers"),
        ("blocked:hours", True, None),
        ("blocked:opted_out", True, None),
        ("blocked:unheard_of", True, None),
        ("blocked:agent_off", False, None),
        ("busy", True, None),
        (None, True, None),
    ],
)
def test_the_field_of_a_reason(reason: str | None, outbound: bool, field: str | None) -> None:
    assert field_of(reason, outbound=outbound) == field

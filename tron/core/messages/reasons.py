"""Why a message was not sent, as codes that pages have words for."""

from __future__ import annotations

from typing import Literal

from tron.core.ports.messages import RefusedReason

GateReason = Literal[
    "number",
    "line",
    "practice_number",
    "country",
    "test_numbers",
    "opted_out",
    "timezone",
    "hours",
    "error",
    "no_sender",
    "no_template",
    "dlt",
    "window",
    "too_long",
]
"""What Tron itself refuses before anybody is asked."""
MessageReason = Literal[GateReason, RefusedReason, "unsure", "not_delivered"]

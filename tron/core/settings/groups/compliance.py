"""Who may be called, when, and how often."""

from __future__ import annotations

from tron.core.calling_law import widest_hours
from tron.core.settings import kinds

EARLIEST, LATEST = f"{widest_hours().start:%H:%M}", f"{widest_hours().end:%H:%M}"

COMPLIANCE = (
    kinds.clock_time(
        "compliance.calling_hours_start",
        "Calling hours from",
        "No phone rings earlier, in the number's own time zone. Promotional calls never ring before 10:00.",
        low=EARLIEST,
        high=LATEST,
        default=EARLIEST,
    ),
    kinds.clock_time(
        "compliance.calling_hours_end",
        "Calling hours to",
        "No phone rings later, in the number's own time zone. Calls that collect a loan never ring from 19:00 on.",
        low=EARLIEST,
        high=LATEST,
        default=LATEST,
    ),
    kinds.checked_text(
        "compliance.timezone",
        "Time zone",
        "Of days and figures on the pages. A call keeps the hours of the number's own zone, whatever stands here.",
        kinds.time_zone,
        default="Asia/Kolkata",
    ),
    kinds.string_list(
        "compliance.test_numbers",
        "Numbers that may be dialled",
        "Real lines dial only these. Empty: nothing is dialled. The practice line needs no entry.",
        kinds.phone_number,
        max_items=1000,
        default=[],
    ),
    kinds.string_list(
        "compliance.transfer_targets",
        "Numbers calls may be handed to",
        "Colleagues and queues, besides those drawn in a published flow. What a caller says is never dialled.",
        kinds.phone_number,
        max_items=1000,
        default=[],
    ),
    kinds.string_list(
        "compliance.caller_id_exceptions",
        "Numbers shown whatever their series",
        "Of ours. Indian numbers see 140 on promotional calls, 1600 on others; each call from one of these is noted.",
        kinds.phone_number,
        max_items=100,
        default=[],
    ),
    kinds.string_list(
        "compliance.countries",
        "Allowed countries",
        "Two letters each. Numbers of other countries are not dialled.",
        kinds.country,
        max_items=250,
        default=["IN"],
    ),
    kinds.integer(
        "compliance.max_calls_per_number_per_day",
        "Calls per number and day",
        "How often one number may be rung in a day, retries included. You can only lower it.",
        low=1,
        high=3,
        unit="calls",
        default=3,
    ),
)

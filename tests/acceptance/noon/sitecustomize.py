"""Put on PYTHONPATH by the acceptance tests of phone lines: Tron's processes live so many hours later than the machine.

The test numbers are American, and no phone rings outside of the hours where it is.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from tron.core.clock import SystemClock

LATER = timedelta(hours=int(os.environ["HOURS_LATER"]))


def _now(_self: SystemClock) -> datetime:
    return datetime.now(UTC) + LATER


SystemClock.now = _now  # type: ignore[method-assign]

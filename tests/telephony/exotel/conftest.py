"""Which vendor these tests are at."""

from __future__ import annotations

import pytest

from tests.telephony.cloud.house import Vendor
from tests.telephony.exotel.house import exotel


@pytest.fixture
def vendor() -> Vendor:
    return exotel()

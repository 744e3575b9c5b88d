"""Tests in this folder are held at each of the vendors."""

from __future__ import annotations

import pytest

from tests.telephony.cloud.house import Vendor
from tests.telephony.exotel.house import exotel
from tests.telephony.plivo.house import plivo
from tests.telephony.twilio.house import twilio


@pytest.fixture(params=[twilio, plivo, exotel], ids=["twilio", "plivo", "exotel"])
def vendor(request: pytest.FixtureRequest) -> Vendor:
    made: Vendor = request.param()
    return made

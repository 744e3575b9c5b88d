"""One gateway for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest

from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import Control, Gateway, running_gateway


@pytest.fixture(scope="package")
async def gateway(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    if not sipp.there():
        pytest.skip("the extra sip or sipp is not installed")
    folder = tmp_path_factory.mktemp("gw")
    async with running_gateway(folder) as running:
        yield running
    assert running.process.returncode == 0
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def control(gateway: Gateway) -> AsyncIterator[Control]:
    async with gateway.client() as client:
        yield client

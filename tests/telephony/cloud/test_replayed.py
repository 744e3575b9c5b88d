"""A stream of somebody who has seen the one of a call, or guesses: it gets no sound, and the call goes on."""

from __future__ import annotations

import asyncio
import copy
import re
from typing import Any

import pytest

from tests.telephony.cloud.house import PATIENCE, House
from tests.telephony.cloud.sound import far_says, hears, says, tone
from tron.telephony.cloud import line as line_module

pytestmark = pytest.mark.thorough


def twin(far: Any, *, guesses: bool = False) -> Any:
    """The same stream once more; with `guesses` its token is another one."""
    again = copy.copy(far)
    again.heard = []
    for name in ("over", "talks", "moved", "breaks_off"):
        setattr(again, name, asyncio.Event())
    if guesses:
        again.url = re.sub(r"token=[^&]+", "token=guessed", far.url)
        again._parameters = {"token": "guessed"}
    return again


async def refused(again: Any) -> int | None:
    await asyncio.wait_for(again.serve(again.url, "again"), PATIENCE)
    assert again.heard == []
    code: int | None = again.close_code
    return code


async def test_a_stream_that_is_replayed_or_guessed_gets_no_sound(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.talking() as (far, call):
        await says(call, far, 10)
        assert await refused(twin(far)) == 4409, "the call has its stream"
        assert await refused(twin(far, guesses=True)) == 4401
        far_says(far, tone(16000, seconds=1.0))
        await hears(call)
        await says(call, far, 10)
    monkeypatch.setattr(line_module, "CLAIMED_SECONDS", 0.05)
    assert await refused(twin(far)) == 4404, "the call is over"
    assert await refused(twin(far, guesses=True)) == 4404
    assert house.phone.dials == 1

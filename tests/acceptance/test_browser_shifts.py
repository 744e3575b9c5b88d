"""What a person reads stays where it is while fonts and data come late.

Run by `make accept T=browser`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from playwright.async_api import Route

from bench.vitals import WATCH
from tests.acceptance.chrome import NARROW, WIDE, chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, House, Serving, wait_until

pytestmark = [pytest.mark.slow, needs_chromium]

MOST = 0.1
FONT_LATE, DATA_LATE = 1.5, 0.6


@pytest.fixture(scope="module")
def tron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    house = House(tmp_path_factory.mktemp("shifts"))
    yield house.serve().ready("worker")
    house.close()


@pytest.fixture(scope="module")
def pages(tron: Serving) -> list[str]:
    """Addresses, with something to see on each."""
    agent = tron.agent("support_agent", name="Meera who stays in place")
    busy = {"phone_number": "+910000000002", "fidelity": "text", "contact_name": "Asha Rao"}
    calls = [tron.post(f"/api/tron/agents/{agent['id']}/test-call", busy)[1]["id"] for _ in range(3)]
    wait_until(lambda: all(tron.call(call)["status"] in FINAL for call in calls), 60, "the calls are over", every=0.5)
    return ["/", "/agents", f"/agents/{agent['id']}", "/test-call", "/calls", f"/calls/{calls[0]}", "/settings"]


def after(seconds: float) -> Callable[[Route], Awaitable[None]]:
    async def go_on(route: Route) -> None:
        await asyncio.sleep(seconds)
        await route.continue_()

    return go_on


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
async def test_late_fonts_and_data_move_nothing(tron: Serving, pages: list[str], size: dict[str, int]) -> None:
    shifts = {}
    async with chromium() as browser, page_at(browser, tron.port, "/favicon.svg", size=size) as page:
        await page.add_init_script(WATCH)
        await page.route("**/*.woff2", after(FONT_LATE))
        await page.route("**/api/tron/**", after(DATA_LATE))
        for path in pages:
            await page.goto(f"http://127.0.0.1:{tron.port}{path}")
            await settled(page)
            await page.wait_for_timeout(1_500)
            shifts[path] = await page.evaluate("vitals.cls")
    assert not {path: shift for path, shift in shifts.items() if shift > MOST}, shifts

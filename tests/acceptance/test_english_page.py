"""A call's English in the browser: asked for, awaited, chosen, with a real recording and the vendors' emulators."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.chrome import NARROW, WIDE, chromium, needs_chromium, page_at, settled
from tests.serving import serving
from tests.voice.test_after_call import House, at_work, house  # noqa: F401  a fixture
from tron.app import create_app, web_dist

pytestmark = [
    pytest.mark.slow,
    needs_chromium,
    pytest.mark.skipif(web_dist() is None, reason="The web app is not built (make setup)"),
]

AXE = Path(__file__).resolve().parents[2] / "tron/web/node_modules/axe-core/axe.min.js"


async def test_it_is_asked_for_and_appears_by_itself(house: House) -> None:  # noqa: F811
    call = await house.call(switched=False)
    async with (
        serving(create_app(house.services)) as port,
        chromium() as browser,
        page_at(browser, port, f"/calls/{call.id}") as page,
    ):
        await settled(page)
        await page.get_by_role("button", name="Write it in English").click()
        await expect(page.get_by_text("The English waits for its turn.")).to_be_visible()
        async with at_work(house):
            await expect(page.get_by_text("Where is my order?")).to_be_visible(timeout=15_000)
        await expect(page.get_by_text("मेरा ऑर्डर")).to_be_visible()
        await page.get_by_text("English", exact=True).click()
        await expect(page.get_by_text("मेरा ऑर्डर")).to_have_count(0)
        await page.reload()
        await settled(page)
        await expect(page.get_by_text("Where is my order?")).to_be_visible()
        await expect(page.get_by_role("radio", name="English")).to_be_checked()
        await expect(page.get_by_role("list", name="Events").get_by_text("Put into English")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("theme", "language"), [("dark", "en"), ("light", "hi")])
async def test_it_fits_and_is_accessible(
    house: House,  # noqa: F811
    size: dict[str, int],
    theme: str,
    language: str,
    tmp_path: Path,
) -> None:
    whole, failed = (
        await house.call(),
        await house.call(sound=False, llm_provider="gemini", llm_model="gemini-2.0-flash"),
    )
    async with at_work(house) as worker:
        for call in (whole, failed):
            await worker.ended(call)
            await house.is_at(call, "done", "failed")
    async with serving(create_app(house.services)) as port, chromium() as browser:
        for name, call in (("whole", whole), ("failed", failed)):
            path = f"/calls/{call.id}"
            async with page_at(browser, port, path, size=size, theme=theme, language=language) as page:
                await settled(page)
                card = page.locator("section", has=page.locator("ol[aria-label]")).first
                await card.screenshot(path=tmp_path / f"{name}-{size['width']}-{theme}.png")
                assert await sideways(page) <= 0
                assert await violations(page) == []


async def sideways(page: Page) -> int:
    """Pixels that the page is wider than its window."""
    wide: int = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


async def violations(page: Page) -> list[str]:
    await page.evaluate(AXE.read_text())
    found: list[str] = await page.evaluate(
        "axe.run().then((result) => result.violations.map((each) => each.id + ': ' + each.nodes[0].html))"
    )
    return found

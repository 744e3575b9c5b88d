"""Every page for everybody: axe, the keyboard alone, other languages, small and large, dark and light.

Run by `make accept T=browser`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Locator, Page, expect

from tests.acceptance.chrome import NARROW, WIDE, chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, ROOT, House, Serving, wait_until

pytestmark = [pytest.mark.slow, needs_chromium]

ENGLISH = "support_agent"
AXE = ROOT / "tron" / "web" / "node_modules" / "axe-core" / "axe.min.js"
BLANK = "/favicon.svg"


@pytest.fixture(scope="module")
def tron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    house = House(tmp_path_factory.mktemp("looks"))
    yield house.serve().ready("worker")
    house.close()


@pytest.fixture(scope="module")
def pages(tron: Serving) -> list[str]:
    """Addresses of all pages, with something to see on each."""
    agent = tron.agent(ENGLISH, name="Meera to look at")
    practice = {"phone_number": "+910000000001", "fidelity": "text", "contact_name": "Asha Rao"}
    code, call = tron.post(f"/api/tron/agents/{agent['id']}/test-call", practice)
    assert code == 202, call
    busy = {"phone_number": "+910000000002", "fidelity": "text"}
    tron.post(f"/api/tron/agents/{agent['id']}/test-call", busy)
    wait_until(lambda: tron.call(call["id"])["status"] in FINAL, 120, "the practice call is over", every=0.5)
    agents = ["/agents", "/agents/new", f"/agents/{agent['id']}"]
    calls = ["/test-call", "/calls", f"/calls/{call['id']}"]
    return ["/", *agents, *calls, "/settings", "/health", "/docs/test-call", "/nowhere"]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
async def test_axe_finds_nothing(tron: Serving, pages: list[str], size: dict[str, int], theme: str) -> None:
    found = {}
    async with chromium() as browser, page_at(browser, tron.port, BLANK, size=size, theme=theme) as page:
        for path in pages:
            await opened(page, tron, path)
            await page.evaluate(AXE.read_text())
            report = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found[path] = [
                f"{violation['id']}: {node['target']} {node['failureSummary'][:200]}"
                for violation in report["violations"]
                for node in violation["nodes"][:3]
            ]
            overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{path} is {overflow} px wider than the screen"
    assert not {path: problems for path, problems in found.items() if problems}


async def test_by_keyboard_from_an_agent_to_its_call(tron: Serving) -> None:
    async with chromium() as browser, page_at(browser, tron.port, "/agents/new") as page:
        await settled(page)
        name = page.get_by_label("Name", exact=True)
        await reach(page, name)
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Meera by keyboard")
        save = page.get_by_role("button", name=re.compile("^(Save|Create agent)"))
        await reach(page, save)
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile(r"/agents/[0-9a-f-]{36}"))
        await page.goto(f"http://127.0.0.1:{tron.port}/test-call?agent={page.url.rsplit('/', 1)[1]}")
        await settled(page)
        practice = page.get_by_role("radio", name="Practice number")
        await reach(page, page.get_by_role("radio", name="Browser"))
        await page.keyboard.press("ArrowRight")
        await expect(practice).to_be_checked()
        await reach(page, page.get_by_role("button", name="Call now"))
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("In progress").first).to_be_visible(timeout=20_000)
        await reach(page, page.get_by_role("button", name="Hang up").first)
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Completed").first).to_be_visible(timeout=20_000)
        await reach(page, page.get_by_role("link", name="Open the call").first)
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile("/calls/[0-9a-f-]{36}"))


@pytest.mark.parametrize("language", ["hi", "en-XA"])
async def test_other_languages_fit(tron: Serving, pages: list[str], language: str) -> None:
    async with chromium() as browser:
        for size in (WIDE, NARROW):
            async with page_at(browser, tron.port, BLANK, size=size, language=language) as page:
                for path in pages:
                    await opened(page, tron, path)
                    assert await page.evaluate("document.documentElement.lang") == language
                    overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    assert overflow <= 0, f"{path} in {language} is {overflow} px wider than the screen"


async def opened(page: Page, tron: Serving, path: str) -> None:
    """The whole page anew, out of the browser's own cache."""
    await page.goto(f"http://127.0.0.1:{tron.port}{path}")
    await settled(page)


async def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(120):
        if await target.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {target}")

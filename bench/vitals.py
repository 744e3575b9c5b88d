"""LCP, CLS and INP of the pages in Debian's Chromium with its processor slowed down four times."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.report import load, spread, table
from bench.serving import Api, running

SLOWER = 4
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
WATCH = """
window.vitals = {lcp: 0, cls: 0, inp: 0};
// CLS is the worst session window: shifts less than a second apart, five seconds at most.
const session = {first: 0, last: 0, value: 0};
const shifted = ({startTime, value}) => {
  const same = session.value > 0 && startTime - session.last < 1000 && startTime - session.first < 5000;
  if (!same) Object.assign(session, {first: startTime, value: 0});
  session.last = startTime;
  session.value += value;
  vitals.cls = Math.max(vitals.cls, session.value);
};
new PerformanceObserver((list) => { for (const entry of list.getEntries()) vitals.lcp = entry.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted(entry);
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.interactionId) vitals.inp = Math.max(vitals.inp, entry.duration);
}).observe({type: "event", durationThreshold: 16, buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """Loads of each page."""

    runs: int = 5


@dataclass(slots=True)
class Loads:
    """One page's figures: LCP and INP in milliseconds."""

    lcp: list[float] = field(default_factory=list)
    cls: list[float] = field(default_factory=list)
    inp: list[float] = field(default_factory=list)


async def measure(plan: Plan) -> str:
    """The table."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "Chromium is not installed."
    async with running() as api, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        pages = _pages(api)
        found = {name: Loads() for name in pages}
        for _ in range(plan.runs):
            for name, path in pages.items():
                await _load(browser, f"http://127.0.0.1:{api.port}{path}", found[name])
        await browser.close()
    rows = [
        [name, spread(each.lcp).text(0), spread(each.cls).text(3), spread(each.inp).text(0), f"{load():.1f}"]
        for name, each in found.items()
    ]
    return table(("page", "LCP, ms", "CLS", "INP, ms", "load"), rows)


def _pages(api: Api) -> dict[str, str]:
    agent = api.ask("/agents", {"template": "support_agent"})["id"]
    body = {"phone_number": "+910000000002", "fidelity": "text"}
    call = api.ask(f"/agents/{agent}/test-call", body)["id"]
    return {
        "Dashboard": "/",
        "Agents": "/agents",
        "Agent Builder": f"/agents/{agent}",
        "Test Call": "/test-call",
        "Calls": "/calls",
        "Call Detail": f"/calls/{call}",
        "Settings": "/settings",
    }


async def _load(browser: Browser, url: str, into: Loads) -> None:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.add_init_script(WATCH)
    session = await context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.goto(url)
    await page.wait_for_timeout(2_500)
    await _touch(page)
    vitals: dict[str, Any] = json.loads(await page.evaluate("JSON.stringify(window.vitals)"))
    into.lcp.append(vitals["lcp"])
    into.cls.append(vitals["cls"])
    into.inp.append(vitals["inp"])
    await context.close()


async def _touch(page: Page) -> None:
    """What people do anywhere: the theme, the page's help, the next field, a key."""
    for name in ("Switch to light theme", "Switch to dark theme"):
        await page.get_by_role("button", name=name).click()
        await page.wait_for_timeout(300)
    for _ in range(6):
        await page.keyboard.press("Tab")
    await page.wait_for_timeout(300)

"""Pictures of every page for docs/images, of a Tron that runs and has something to show.

.venv/bin/python scripts/pictures.py --port 8100
"""

import argparse
import asyncio
import json
import shutil
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDE, NARROW = (1440, 900), (390, 844)
CALLERS = ("Asha Rao", "Rajesh Kumar", "Priya Sharma", "Vikram Patil", "Sunita Das")
PEOPLE = ("+910000000001", "+910000000002", "+910000000003", "+910000000005", "+910000000012")
TALKS_WITHIN = 240.0


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, the address, and how the page is set up."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    theme: str = "dark"
    language: str = "en"


class Tron:
    """The API of the Tron that is pictured."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.url}/api/tron{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=15) as answer:
            return json.load(answer)

    def fill(self) -> tuple[str, str]:
        """Agents from all templates, calls with practice people; an agent and a spoken call to look at."""
        have = {agent["template"]: agent for agent in self.ask("/agents?limit=100")["items"]}
        for template in self.ask("/agents/templates")["items"]:
            if template["key"] not in have:
                have[template["key"]] = self.ask("/agents", {"template": template["key"]})
        for index, agent in enumerate(have.values()):
            for number, name in zip(PEOPLE, CALLERS[index % 5 :] + CALLERS[: index % 5], strict=True):
                call = {"phone_number": number, "fidelity": "text", "contact_name": name}
                self.ask(f"/agents/{agent['id']}/test-call", call)
        agent = have["support_agent"]
        spoken = {"phone_number": PEOPLE[0], "fidelity": "audio", "contact_name": CALLERS[0]}
        call_id = self.ask(f"/agents/{agent['id']}/test-call", spoken)["id"]
        until = time.monotonic() + TALKS_WITHIN
        while self.ask("/calls/active")["items"] and time.monotonic() < until:
            time.sleep(2)
        return agent["id"], call_id


def shots(agent: str, call: str) -> Iterator[Shot]:
    """Every page wide and dark, then narrow, light and in Hindi where that shows something."""
    pages = {
        "dashboard": "/",
        "agents": "/agents",
        "agent-new": "/agents/new",
        "agent": f"/agents/{agent}",
        "test-call": f"/test-call?agent={agent}",
        "calls": "/calls",
        "call": f"/calls/{call}",
        "settings": "/settings",
        "health": "/health",
        "guide": "/docs/test-call",
        "not-found": "/nowhere",
    }
    for name, path in pages.items():
        yield Shot(name, path)
        yield Shot(f"{name}-light", path, theme="light")
        yield Shot(f"{name}-390", path, size=NARROW)
        yield Shot(f"{name}-hi", path, language="hi")
        yield Shot(f"{name}-pseudo", path, language="en-XA")


async def take(browser: Browser, url: str, shot: Shot) -> None:
    """One picture in a fresh profile."""
    width, height = shot.size
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="en-IN")
    state = json.dumps({"state": {"theme": shot.theme, "language": shot.language}, "version": 0})
    await context.add_init_script(f"localStorage.setItem('tron.ui', {state!r})")
    page = await context.new_page()
    await page.goto(url + shot.path)
    await page.wait_for_timeout(1500)
    await page.screenshot(path=IMAGES / f"{shot.name}.png")
    await context.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--only", nargs="*", help="names of pictures")
    options = parser.parse_args()
    tron = Tron(options.port)
    agent, call = await asyncio.to_thread(tron.fill)
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in shots(agent, call):
            if not options.only or shot.name in options.only:
                await take(browser, tron.url, shot)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

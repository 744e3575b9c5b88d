"""Debian's Chromium with a spoken WAV as its microphone, by Playwright."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")

QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@asynccontextmanager
async def chromium(microphone: Path | None = None, *, allowed: bool = True) -> AsyncIterator[Browser]:
    """A browser whose microphone plays `microphone` once from the moment it is opened; `allowed` grants it unasked."""
    sound = ["--use-fake-device-for-media-stream"]
    if allowed:
        sound.append("--use-fake-ui-for-media-stream")
    if microphone is not None:
        sound.append(f"--use-file-for-fake-audio-capture={microphone}%noloop")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *sound])
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def page_at(
    browser: Browser,
    port: int,
    path: str = "/",
    *,
    size: dict[str, int] | None = None,
    theme: str = "dark",
    language: str = "en",
) -> AsyncIterator[Page]:
    """A page of Tron in a fresh profile; fails the test for errors that the page did not catch."""
    context: BrowserContext = await browser.new_context(viewport=size or WIDE, locale="en-IN")
    await context.add_init_script(
        f"localStorage.getItem('tron.ui') || localStorage.setItem('tron.ui', {_ui(theme, language)!r})"
    )
    page = await context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(10_000)
    await page.goto(f"http://127.0.0.1:{port}{path}")
    try:
        yield page
        assert not problems, problems
    finally:
        await context.close()


async def settled(page: Page) -> None:
    """Data is there: the page has its heading, no skeleton is left, fonts are loaded."""
    await expect(page.locator("main h1, h1").first).to_be_attached(timeout=20_000)
    await page.wait_for_timeout(300)  # a skeleton only comes after 200 ms
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    await page.evaluate("document.fonts.ready.then(() => true)")


def _ui(theme: str, language: str) -> str:
    return json.dumps({"state": {"theme": theme, "language": language}, "version": 0})

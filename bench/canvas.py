"""A flow of 500 nodes on the canvas, in Debian's Chromium: how long it takes to open, how smoothly it moves.

Frames are counted by requestAnimationFrame, which draws 60 a second at most, while the mouse moves without a pause.
"""

from __future__ import annotations

import asyncio
import math
import shutil
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.report import load, percentile, spread, table
from bench.serving import Api, running
from bench.vitals import QUIET

ROWS = 25
"""Of the drawn grid, which is nearly as wide as it is high."""
KINDS = ("greeting", "listen", "branch_keyword", "speak", "set_variable")
SPEAKING = ("greeting", "speak")
OPENED = """
const look = () => {
  if (document.querySelector(".react-flow__node") === null) return requestAnimationFrame(look);
  requestAnimationFrame(() => requestAnimationFrame(() => { window.opened = performance.now(); }));
};
requestAnimationFrame(look);
"""
"""Keeps the milliseconds from the beginning of the page's load to the frame after the one that first had nodes."""
COUNT = """() => {
  window.frames = [];
  const tick = (now) => { window.frames.push(now); window.counting = requestAnimationFrame(tick); };
  window.counting = requestAnimationFrame(tick);
}"""
COUNTED = "() => { cancelAnimationFrame(window.counting); return window.frames; }"
MIDDLE = """() => {
  const board = document.querySelector(".react-flow").getBoundingClientRect();
  const [x, y] = [board.x + board.width / 2, board.y + board.height / 2];
  const middles = [...document.querySelectorAll(".react-flow__node")].map((node) => {
    const box = node.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height * 0.3];
  });
  return middles.sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y))[0];
}"""
"""The node nearest to the middle: where it can be held."""
FREE = """() => {
  const pane = document.querySelector(".react-flow__pane");
  const board = pane.getBoundingClientRect();
  const [x, y] = [board.x + board.width / 2, board.y + board.height / 2];
  for (let far = 0; far < 400; far += 2) {
    for (let turn = 0; turn < 2 * Math.PI; turn += 0.2) {
      const at = [x + far * Math.cos(turn), y + far * Math.sin(turn)];
      if (document.elementFromPoint(...at) === pane) return at;
    }
  }
}"""
"""The place nearest to the middle where neither a node nor a line is: what is held there is the canvas."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`runs` loads of a flow of `nodes`; each movement goes on for `seconds`."""

    runs: int = 5
    nodes: int = 500
    seconds: float = 3.0


@dataclass(slots=True)
class Smoothness:
    """Of one kind of movement, by run: frames per second, and the twentieth-longest frame in milliseconds."""

    rates: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)

    def add(self, frames: Sequence[float]) -> None:
        gaps = [after - before for before, after in pairwise(frames)]
        self.rates.append(1000 * len(gaps) / (frames[-1] - frames[0]))
        self.slow.append(percentile(gaps, 0.95))


async def measure(plan: Plan) -> str:
    """The tables."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "Chromium is not installed."
    opened: list[float] = []
    moved: dict[str, Smoothness] = {}
    async with running() as api, async_playwright() as playwright:
        await _quiet(api)
        browser = await playwright.chromium.launch(executable_path=chromium, args=[*QUIET])
        flow = api.ask("/flows", {"name": "Large", "canvas_data": large(plan.nodes)})["id"]
        for _ in range(plan.runs):
            await _run(browser, api, flow, plan, opened, moved)
        await browser.close()
    rows = [
        [name, spread(each.rates).text(0), spread(each.slow).text(0), f"{load():.1f}"] for name, each in moved.items()
    ]
    first = table(("nodes", "open, ms", "load"), [[str(plan.nodes), spread(opened).text(0), f"{load():.1f}"]])
    return f"{first}\n\n{table(('movement', 'frames per second', 'p95 of a frame, ms', 'load'), rows)}"


async def _quiet(api: Api) -> None:
    """Waits until the engines are loaded, which takes both processors; a minute at most."""
    for _ in range(60):
        checks = (await asyncio.to_thread(api.ask, "/health"))["checks"]
        if all(check["state"] == "ok" for check in checks if check["name"].startswith("engine.")):
            return
        await asyncio.sleep(1)


def large(count: int) -> dict[str, Any]:
    """A canvas of so many nodes of several kinds, one talk through all of them; branches skip the next one."""
    nodes = [_node(0, "start_outbound"), *(_node(index, KINDS[index % len(KINDS)]) for index in range(1, count - 1))]
    nodes.append(_node(count - 1, "end_call"))
    edges = [_edge(index, index + 1, nodes[index]["type"]) for index in range(count - 1)]
    skips = [index for index in range(count - 2) if nodes[index]["type"] == "branch_keyword"]
    edges += [{**_edge(index, index + 2, ""), "id": f"f{index}", "sourceHandle": "fallback"} for index in skips]
    return {"schema_version": 1, "nodes": nodes, "edges": edges, "viewport": {"x": 0, "y": 0, "zoom": 1}}


def _node(index: int, type_: str) -> dict[str, Any]:
    across, down = divmod(index, ROWS)
    said = {"text": f"Sentence {index} of this flow, an automated assistant's."} if type_ in SPEAKING else {}
    named = {"variable": f"value_{index}", "value": "1"} if type_ == "set_variable" else {}
    return {
        "id": f"n{index}",
        "type": type_,
        "label": f"Step {index}",
        "position": {"x": across * 290, "y": down * 180},
        "data": {**said, **named},
    }


def _edge(source: int, target: int, type_: str) -> dict[str, Any]:
    way = "yes" if type_ == "branch_keyword" else "next"
    return {"id": f"e{source}", "source": f"n{source}", "target": f"n{target}", "sourceHandle": way}


async def _run(
    browser: Browser, api: Api, flow: str, plan: Plan, opened: list[float], moved: dict[str, Smoothness]
) -> None:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.add_init_script(OPENED)
    await page.goto(f"http://127.0.0.1:{api.port}/flows/{flow}")
    await page.wait_for_selector(".react-flow__node", timeout=30_000)
    await page.wait_for_timeout(500)
    opened.append(await page.evaluate("window.opened"))
    await page.wait_for_timeout(1500)  # findings have come, and are drawn
    await page.get_by_role("button", name="Fit the flow").click()
    await page.wait_for_timeout(1000)
    for size in ("all in view", "at 100 %"):
        if size == "at 100 %":
            await _full_size(page)
        for name, start in (("panning", _beside), ("dragging a node", _on_node)):
            frames = await _move(page, start, plan.seconds)
            moved.setdefault(f"{name}, {size}", Smoothness()).add(frames)
    await context.close()


async def _full_size(page: Page) -> None:
    """Zooms in where the middle is, until nodes have their own size."""
    zoom = page.get_by_role("button", name="Zoom in")
    for _ in range(30):
        level = await page.get_by_role("toolbar", name="View").get_by_role("status").inner_text()
        if int(level.strip().rstrip("%")) >= 100:
            return
        await zoom.click()
        await page.wait_for_timeout(160)


async def _beside(page: Page) -> tuple[float, float]:
    x, y = await page.evaluate(FREE)
    return x, y


async def _on_node(page: Page) -> tuple[float, float]:
    x, y = await page.evaluate(MIDDLE)
    return x, y


async def _move(page: Page, start: Callable[[Page], Awaitable[tuple[float, float]]], seconds: float) -> list[float]:
    """Holds the mouse down there and goes round in circles; the times of all frames meanwhile."""
    x, y = await start(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 5, y + 5)
    await page.evaluate(COUNT)
    until = time.monotonic() + seconds
    angle = 0.0
    while time.monotonic() < until:
        angle += 0.08
        await page.mouse.move(x + 140 * math.sin(angle), y + 140 * (1 - math.cos(angle)))
    frames: list[float] = await page.evaluate(COUNTED)
    await page.mouse.up()
    await page.wait_for_timeout(300)
    return frames

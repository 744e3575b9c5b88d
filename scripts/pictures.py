"""Pictures of every page for docs/images, of a Tron that runs and has something to show.

.venv/bin/python scripts/pictures.py --port 8100
"""

import argparse
import asyncio
import json
import shutil
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDE, NARROW = (1440, 900), (390, 844)
CALLERS = ("Asha Rao", "Rajesh Kumar", "Priya Sharma", "Vikram Patil", "Sunita Das")
PEOPLE = ("+910000000001", "+910000000002", "+910000000003", "+910000000005", "+910000000012")
DRAWN = "Renewal reminder"
GREETING = (
    "नमस्ते {{contact_name}} जी, मैं अनन्या, सूर्या ब्रॉडबैंड की automated assistant बोल रही हूँ। "
    "आपका plan {{expiry_date}} को ख़त्म हो रहा है।"
)
TRUNKS: tuple[dict[str, Any], ...] = (
    {
        "line": "sip",
        "name": "Reception's softphone",
        "settings": {"kind": "softphone", "username": "reception", "password": "only-in-pictures"},
    },
    {"line": "twilio", "name": "Twilio", "caller_ids": ["+12025550143"], "settings": {}},
    {"line": "livekit", "name": "LiveKit and a carrier", "settings": {"outbound_trunk_id": "ST_Pictured"}},
)
NUMBER = "+12025550143"
SCENARIOS: tuple[dict[str, Any], ...] = (
    {
        "name": "Wants it later",
        "caller": {"kind": "script", "turns": ["बाद में call कीजिए", "कल शाम को"]},
        "assertions": [{"kind": "visited", "nodes": ["later"]}, {"kind": "outcome", "outcome": "callback"}],
    },
    {
        "name": "Asks for the price, then pays",
        "caller": {"kind": "script", "turns": ["कीमत कितनी है?", "हाँ जी"]},
        "assertions": [{"kind": "visited", "nodes": ["answer"]}, {"kind": "outcome", "outcome": "paid"}],
    },
)
TALKS = (["बाद में", "कल शाम को"], ["कीमत कितनी है?", "हाँ जी"], ["हाँ जी", "हाँ जी"], ["कितना?", "बाद में", "कल"])
"""Callers whose ways through the drawn flow are counted."""
TALKS_WITHIN = 240.0


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, the address, and how the page is set up."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    theme: str = "dark"
    language: str = "en"
    act: Callable[[Page], Awaitable[None]] | None = None
    """What is done on the page before."""


class Tron:
    """The API of the Tron that is pictured."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        url, headers = f"{self.url}/api/tron{path}", {"Content-Type": "application/json"}
        request = urllib.request.Request(url, data, headers, method=method)
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
        self.connect(agent["id"])
        spoken = {"phone_number": PEOPLE[0], "fidelity": "audio", "contact_name": CALLERS[0]}
        call_id = self.ask(f"/agents/{agent['id']}/test-call", spoken)["id"]
        until = time.monotonic() + TALKS_WITHIN
        while not self.quiet(call_id) and time.monotonic() < until:
            time.sleep(2)
        return agent["id"], call_id

    def quiet(self, last: str) -> bool:
        """Whether no call goes on, this one over too: it may not have begun yet."""
        return self.ask(f"/calls/{last}")["ended_at"] is not None and not self.ask("/calls/active")["items"]

    def connect(self, agent_id: str) -> None:
        """A trunk of three lines, and a number that the agent answers."""
        have = {trunk["name"]: trunk for trunk in self.ask("/trunks?limit=100")["items"]}
        for trunk in TRUNKS:
            if trunk["name"] not in have:
                have[trunk["name"]] = self.ask("/trunks", trunk)
        if not self.ask("/numbers?limit=1")["items"]:
            trunk_id = have["Twilio"]["id"]
            self.ask("/numbers", {"number": NUMBER, "label": "Help desk", "trunk_id": trunk_id, "agent_id": agent_id})

    def draw(self) -> str:
        """A flow of every template, and one as design draws it: published, changed since, not whole; that one's id."""
        have = {flow["name"]: flow["id"] for flow in self.ask("/flows?limit=100")["items"]}
        for template in self.ask("/flows/templates")["items"]:
            if template["name"] not in have:
                have[template["name"]] = self.ask("/flows/from-template", {"template_id": template["id"]})["id"]
        if DRAWN in have:
            return str(have[DRAWN])
        whole = renewal("https://pay.example.invalid/links", GREETING)
        flow = self.ask("/flows", {"name": DRAWN, "canvas_data": whole})
        path = f"/flows/{flow['id']}"
        self.ask(f"{path}/publish", {"revision": flow["revision"], "note": "First version"})
        canvas = renewal("", f"{GREETING} क्या दो मिनट बात कर सकते हैं?")
        self.ask(path, {"revision": self.ask(path)["revision"], "canvas_data": canvas}, "PUT")
        for scenario in SCENARIOS:
            kept = self.ask(f"{path}/scenarios", scenario)
            self.ask(f"{path}/scenarios/{kept['id']}/run", {})
        agent = self.ask("/agents", {"template": "payment_reminder", "name": "Ananya", "flow_id": flow["id"]})
        for says in TALKS:
            call = {"agent_id": agent["id"], "phone_number": PEOPLE[0], "line": "sandbox", "fidelity": "text"}
            self.ask("/calls/dial", {**call, "contact_name": CALLERS[0], "says": says})
        return str(flow["id"])


def renewal(url: str, greeting: str) -> dict[str, Any]:
    """The canvas of the drawn flow."""
    intents = [
        {"id": "not_now", "label": "Not now", "keywords": ["बाद में", "later", "कल"]},
        {"id": "interested", "label": "Interested", "means": "yes"},
        {"id": "question", "label": "Question", "keywords": ["कितना", "price", "कीमत"]},
    ]
    nodes = [
        ("start", "start_outbound", "Start", 266, 0, {}),
        ("hello", "greeting", "Greeting", 266, 88, {"text": greeting, "wait_for_response": False}),
        ("listen", "listen", "Listen", 266, 226, {}),
        ("want", "branch_intent", "What does the caller want?", 210, 318, {"intents": intents}),
        ("later", "schedule_callback", "Callback", 0, 500, {}),
        ("plan", "speak", "Explain the plan", 266, 500, {"text": "Renewal पर 10% discount है। Payment link भेज दूँ?"}),
        ("answer", "speak", "Answer the question", 532, 500, {"text": "Plan 599 रुपये महीना है, 100 Mbps."}),
        ("pay", "webhook", "Create payment link", 266, 620, {"url": url}),
        ("end", "end_call", "End call", 266, 770, {"message": "धन्यवाद, नमस्ते।", "outcome": "payment_promised"}),
    ]
    edges = [
        ("start", "next", "hello"),
        ("hello", "next", "listen"),
        ("listen", "next", "want"),
        ("want", "not_now", "later"),
        ("want", "interested", "plan"),
        ("want", "question", "answer"),
        ("want", "fallback", "answer"),
        ("answer", "next", "listen"),
        ("plan", "next", "pay"),
        ("pay", "next", "end"),
        ("pay", "error", "end"),
    ]
    return {
        "schema_version": 1,
        "nodes": [
            {"id": id_, "type": type_, "label": label, "position": {"x": x, "y": y}, "data": data}
            for id_, type_, label, x, y, data in nodes
        ],
        "edges": [
            {"id": f"{source}-{way}", "source": source, "sourceHandle": way, "target": target}
            for source, way, target in edges
        ],
    }


async def choose_greeting(page: Page) -> None:
    """The greeting is selected, where the canvas is shown."""
    greeting = page.locator('[id^="step-"]').nth(1)
    if await greeting.count():
        await greeting.click()
        await page.wait_for_timeout(300)


async def talk(page: Page) -> None:
    """A talk in writing over the published version."""
    await page.get_by_role("button", name="Test", exact=True).click()
    panel = page.get_by_role("complementary", name="Simulator")
    await panel.get_by_label("Version").select_option(label="Version 1")
    await panel.get_by_role("button", name="Start", exact=True).click()
    for words in ("कीमत कितनी है?", "हाँ जी, भेज दीजिए।"):
        await page.wait_for_timeout(1500)
        field = panel.get_by_label("Write what the caller says")
        if await field.is_enabled():
            await field.fill(words)
            await field.press("Enter")
    await page.wait_for_timeout(1500)


async def compare(page: Page) -> None:
    """The published version beside the draft."""
    await page.get_by_role("button", name="Versions", exact=True).click()
    await page.get_by_role("button", name="Compare with the draft").first.click()
    await page.wait_for_timeout(800)


async def outline(page: Page) -> None:
    await page.get_by_role("button", name="Outline view").click()


async def look_from_above(page: Page) -> None:
    """Two nodes in a group, and how many calls went which way."""
    if not await page.get_by_role("group", name="Group: Payment").count():
        await page.get_by_text("Explain the plan", exact=True).first.click()
        await page.get_by_text("Create payment link", exact=True).first.click(modifiers=["Control"])
        await page.keyboard.press("Control+g")
        await page.wait_for_timeout(300)
        await page.keyboard.type("Payment")
        await page.keyboard.press("Escape")
    traffic = page.get_by_role("button", name="Traffic", exact=True)
    if await traffic.get_attribute("aria-pressed") != "true":
        await traffic.click()
    await page.get_by_role("combobox", name="Calls", exact=True).select_option(label="Practice")
    await page.wait_for_timeout(1000)


async def run_scenarios(page: Page) -> None:
    """The saved conversations with their results."""
    await page.get_by_role("button", name="Scenarios", exact=True).click()
    await page.wait_for_timeout(1500)


ACTS = (
    ("simulator", talk),
    ("diff", compare),
    ("outline", outline),
    ("traffic", look_from_above),
    ("scenarios", run_scenarios),
)


def flow_shots(flow: str) -> Iterator[Shot]:
    """The canvas, and what opens beside it and in its place."""
    path = f"/flows/{flow}"
    yield Shot("flow", path, act=choose_greeting)
    yield Shot("flow-light", path, theme="light", act=choose_greeting)
    yield Shot("flow-390", path, size=NARROW)
    yield Shot("flow-hi", path, language="hi", act=choose_greeting)
    yield Shot("flow-pseudo", path, language="en-XA", act=choose_greeting)
    for name, act in ACTS:
        yield Shot(f"flow-{name}", path, act=act)
        yield Shot(f"flow-{name}-light", path, theme="light", act=act)


def shots(agent: str, call: str) -> Iterator[Shot]:
    """Every page wide and dark, then narrow, light and in Hindi where that shows something."""
    pages = {
        "dashboard": "/",
        "agents": "/agents",
        "agent-new": "/agents/new",
        "agent": f"/agents/{agent}",
        "test-call": f"/test-call?agent={agent}",
        "flows": "/flows",
        "lines": "/lines",
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
    if shot.act:
        await shot.act(page)
    await page.screenshot(path=IMAGES / f"{shot.name}.png")
    await context.close()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--only", nargs="*", help="names of pictures")
    parser.add_argument("--flows", action="store_true", help="the pages of flows alone, without waiting for calls")
    options = parser.parse_args()
    tron = Tron(options.port)
    flow = await asyncio.to_thread(tron.draw)
    agent, call = ("", "") if options.flows else await asyncio.to_thread(tron.fill)
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        wanted = [shot for shot in shots(agent, call) if not options.flows or shot.path in ("/flows", "/lines")]
        for shot in [*wanted, *flow_shots(flow)]:
            if not options.only or shot.name in options.only:
                await take(browser, tron.url, shot)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

"""Flows in the browser: drawn by mouse and by keyboard, tried, published, linked, called; and for everybody.

Run by `make accept T=flows_page`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.canvas_hands import WAIT, Mouse
from tests.acceptance.chrome import chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, House, Serving, wait_until

pytestmark = [pytest.mark.slow, needs_chromium]

HELLO = "Hello {{contact_name}}, this is {{agent_name}}, an automated assistant. Do you have a minute?"
OFFER = "Our {{plan}} plan costs 299 rupees a month. Shall I note it for you?"
TYPES = [
    "branch_keyword",
    "end_call",
    "end_call",
    "greeting",
    "listen",
    "set_outcome",
    "set_variable",
    "speak",
    "speak",
    "start_outbound",
]
"""The ten nodes of the flow that is drawn here."""
AGREED = ["start_outbound", "greeting", "branch_keyword", "set_variable", "speak", "listen", "set_outcome", "end_call"]


@pytest.fixture(scope="module")
def tron(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    house = House(tmp_path_factory.mktemp("flows"))
    yield house.serve(120).ready("worker", "engine.whisper", "engine.piper")
    house.close()


# ------------------------------------------------------------------ 1. by mouse


@pytest.mark.sound
async def test_a_flow_is_drawn_by_mouse_tried_published_linked_and_called(tron: Serving) -> None:
    agent = bare_agent(tron, "Meera of the mouse")
    async with chromium() as browser, page_at(browser, tron.port, "/flows") as page:
        flow = await new_flow(page, "By mouse")
        await draw(Mouse(page))
        await Mouse(page).saved()
        drawn = tron.get(f"/api/tron/flows/{flow}")[1]["canvas_data"]
        assert sorted(node["type"] for node in drawn["nodes"]) == TYPES
        assert len(drawn["edges"]) == 9
        await page.reload()
        await mend(Mouse(page))
        await simulate(Mouse(page))
        await publish(page)
        await link(page, tron, agent, "By mouse")
        assert tron.get(f"/api/tron/flows/{flow}")[1]["used_by"][0]["id"] == agent["id"]
        held = await call(page, tron, agent)
        assert (held["status"], held["reason"], held["outcome"]) == ("completed", "agent_ended", "interested")
        assert (held["flow_id"], held["flow_version"]) == (flow, 1)
        assert walked(tron, held) == AGREED
        path = page.get_by_role("list", name="Path")
        await expect(path.get_by_role("listitem")).to_have_count(len(AGREED), timeout=WAIT)
        await expect(path.get_by_role("listitem").last).to_contain_text("Goodbye")


def bare_agent(tron: Serving, name: str) -> dict[str, Any]:
    """Of no template: it says what its flow says, and who answers it agrees."""
    code, agent = tron.post("/api/tron/agents", {"name": name, "language": "en-IN"})
    assert code == 201, agent
    found: dict[str, Any] = agent
    return found


async def new_flow(page: Page, name: str) -> str:
    """An empty flow by the list's button; its id."""
    await settled(page)
    await page.get_by_role("button", name="New flow").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("^Name")).fill(name)
    await dialog.get_by_role("button", name="Start empty").click()
    await page.wait_for_url(re.compile("/flows/[0-9a-f-]{36}$"))
    return page.url.rsplit("/", 1)[1]


async def draw(mouse: Mouse) -> None:
    """Ten nodes: three dragged from the palette, one out of a way that leads nowhere, the others clicked."""
    await mouse.add("Start (outbound)")
    await mouse.add("Greeting")
    await mouse.write("Text", HELLO)
    await mouse.add("Branch (keyword)")
    await mouse.write("Name", "Do they have time?")
    await mouse.keyword("tell me")
    await mouse.add("Set variable")
    await mouse.write("Variable", "plan")
    await mouse.write("Value", "Gold")
    await mouse.drop("Speak", 0.2, 0.15)
    await mouse.write("Name", "Offer")
    await mouse.connect("Set variable", "Offer")
    await mouse.choose("Offer")
    await mouse.add("Listen")
    await mouse.add("Set outcome")
    await mouse.write("Outcome", "interested")
    await mouse.drop("End call", 0.15, 0.45)
    await mouse.write("Name", "Goodbye")
    await mouse.write("Closing message", "Thank you, goodbye.")
    await mouse.connect("Set outcome", "Goodbye")
    await mouse.out_of("Do they have time?", "Anything else", "Speak")
    await mouse.write("Name", "Excuse")
    await mouse.write("Text", "Then I do not disturb you.")
    await mouse.add("End call")
    await mouse.write("Name", "Goodbye, no time")
    await mouse.page.get_by_role("button", name="Tidy up").click()


async def mend(mouse: Mouse) -> None:
    """What [Validate] finds leads to its field; there it is written, and nothing is left."""
    page = mouse.page
    await page.get_by_role("button", name="Validate").click()
    problems = page.get_by_role("region", name="Problems")
    await problems.get_by_role("button", name=re.compile("Offer.*Write what the agent says")).click()
    await expect(mouse.inspector.get_by_label("Text", exact=True)).to_be_focused(timeout=WAIT)
    await mouse.write("Text", OFFER)
    await expect(problems).to_have_count(0, timeout=WAIT)
    await mouse.saved()
    await page.get_by_role("button", name="Validate").click()
    await expect(page.get_by_text("No problems found")).to_be_visible(timeout=WAIT)


async def simulate(mouse: Mouse) -> None:
    """A talk in writing over the draft; the nodes that it reaches are lit."""
    page, panel = mouse.page, mouse.simulator
    await page.get_by_role("button", name="Test", exact=True).click()
    await panel.get_by_role("button", name="Start", exact=True).click()
    await expect(panel.get_by_text(re.compile("an automated assistant"))).to_be_visible(timeout=WAIT)
    await panel.get_by_label("Write what the caller says").fill("Yes, tell me.")
    await panel.get_by_role("button", name="Send").click()
    await expect(panel.get_by_text(re.compile("Our Gold plan costs"))).to_be_visible(timeout=WAIT)
    await expect(mouse.lit("Offer", "was reached")).to_be_visible(timeout=WAIT)
    await expect(mouse.lit("Listen", "runs now")).to_be_visible(timeout=WAIT)
    await expect(mouse.lit("Excuse", "was reached")).to_have_count(0)
    await panel.get_by_label("Write what the caller says").fill("Yes, please.")
    await panel.get_by_role("button", name="Send").click()
    await expect(panel.get_by_text("the agent said goodbye")).to_be_visible(timeout=WAIT)
    await expect(panel.get_by_text("Interested").first).to_be_visible()


async def publish(page: Page) -> None:
    await page.get_by_role("button", name="Publish", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(re.compile("^What changed")).fill("The first one.")
    await dialog.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_text("Version 1 is live").first).to_be_visible(timeout=WAIT)
    await expect(dialog).to_have_count(0)


async def link(page: Page, tron: Serving, agent: dict[str, Any], name: str) -> None:
    """The Agent Builder lets the agent follow the flow."""
    await page.goto(f"http://127.0.0.1:{tron.port}/agents/{agent['id']}")
    await settled(page)
    await page.get_by_role("combobox", name="Flow", exact=True).select_option(label=name)
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text(f"{agent['name']} saved")).to_be_visible(timeout=WAIT)


async def call(page: Page, tron: Serving, agent: dict[str, Any]) -> dict[str, Any]:
    """A practice person is called in sound from the Test Call page; the call when it is over, its page open."""
    await page.goto(f"http://127.0.0.1:{tron.port}/test-call?agent={agent['id']}")
    await page.get_by_text("Practice number", exact=True).click()
    await page.get_by_role("button", name="Call now").click()
    await expect(page.get_by_text("In progress").first).to_be_visible(timeout=30_000)
    await expect(page.get_by_text(re.compile("Gold plan")).first).to_be_visible(timeout=60_000)
    await expect(page.get_by_text("Completed").first).to_be_visible(timeout=60_000)
    await page.get_by_role("link", name="Open the call").first.click()
    await expect(page).to_have_url(re.compile("/calls/"))
    call_id = page.url.rsplit("/", 1)[1]

    def look() -> dict[str, Any] | None:
        found = tron.call(call_id)
        return found if found["status"] in FINAL else None

    found: dict[str, Any] = await asyncio.to_thread(wait_until, look, 30, "the call is over", 0.3)
    return found


def walked(tron: Serving, call: dict[str, Any]) -> list[str]:
    """The types of the nodes that a call's events tell."""
    events = tron.get(f"/api/tron/calls/{call['id']}/events?limit=200")[1]["items"]
    return [event["payload"]["type"] for event in events if event["type"] == "flow.node_entered"]

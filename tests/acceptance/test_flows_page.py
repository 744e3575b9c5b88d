"""Flows in the browser: drawn by mouse and by keyboard, tried, published, linked, called; and for everybody.

Run by `make accept T=flows_page`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.acceptance.canvas_hands import WAIT, Hands, Keyboard, Mouse, box
from tests.acceptance.chrome import NARROW, WIDE, chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, ROOT, House, Serving, wait_until

pytestmark = [pytest.mark.slow, needs_chromium]

AXE = ROOT / "tron" / "web" / "node_modules" / "axe-core" / "axe.min.js"
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
        await to_test_call(page, tron, agent)
        await page.get_by_text("Practice number", exact=True).click()
        await page.get_by_role("button", name="Call now").click()
        await talked(page)
        await page.get_by_role("link", name="Open the call").first.click()
        await check_path(page, tron, flow)


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
    await expect(Hands(page).board).to_be_visible(timeout=WAIT)
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


async def to_test_call(page: Page, tron: Serving, agent: dict[str, Any]) -> None:
    await page.goto(f"http://127.0.0.1:{tron.port}/test-call?agent={agent['id']}")
    await expect(page.get_by_role("button", name="Call now")).to_be_visible(timeout=WAIT)


async def talked(page: Page) -> None:
    """The call with a practice person, in sound, as the Test Call page tells of it; to its end."""
    await expect(page.get_by_text("In progress").first).to_be_visible(timeout=30_000)
    await expect(page.get_by_text(re.compile("Gold plan")).first).to_be_visible(timeout=60_000)
    await expect(page.get_by_text("Completed").first).to_be_visible(timeout=60_000)


async def check_path(page: Page, tron: Serving, flow: str) -> None:
    """The call whose page is opened walked the flow of somebody who agrees; its events and its page say so."""
    await expect(page).to_have_url(re.compile("/calls/"))
    call_id = page.url.rsplit("/", 1)[1]

    def look() -> dict[str, Any] | None:
        found = tron.call(call_id)
        return found if found["status"] in FINAL else None

    held: dict[str, Any] = await asyncio.to_thread(wait_until, look, 30, "the call is over", 0.3)
    assert (held["status"], held["reason"], held["outcome"]) == ("completed", "agent_ended", "interested")
    assert (held["flow_id"], held["flow_version"]) == (flow, 1)
    assert walked(tron, held) == AGREED
    path = page.get_by_role("list", name="Path")
    await expect(path.get_by_role("listitem")).to_have_count(len(AGREED), timeout=WAIT)
    await expect(path.get_by_role("listitem").last).to_contain_text("Goodbye")


def walked(tron: Serving, call: dict[str, Any]) -> list[str]:
    """The types of the nodes that a call's events tell."""
    events = tron.get(f"/api/tron/calls/{call['id']}/events?limit=200")[1]["items"]
    return [event["payload"]["type"] for event in events if event["type"] == "flow.node_entered"]


# ------------------------------------------------------------------ 2. by keyboard


@pytest.mark.sound
async def test_the_same_flow_by_keyboard_alone(tron: Serving) -> None:
    agent = bare_agent(tron, "Meera of the keys")
    async with chromium() as browser, page_at(browser, tron.port, "/flows") as page:
        keys = Keyboard(page)
        await settled(page)
        await keys.push(page.get_by_role("button", name="New flow").first)
        dialog = page.get_by_role("dialog")
        await keys.reach(dialog.get_by_label(re.compile("^Name")))
        await page.keyboard.type("By keyboard")
        await keys.push(dialog.get_by_role("button", name="Start empty"))
        await page.wait_for_url(re.compile("/flows/[0-9a-f-]{36}$"))
        flow = page.url.rsplit("/", 1)[1]
        await expect(keys.board).to_be_visible(timeout=WAIT)
        await type_out(keys)
        await keys.saved()
        drawn = tron.get(f"/api/tron/flows/{flow}")[1]["canvas_data"]
        assert sorted(node["type"] for node in drawn["nodes"]) == TYPES
        assert len(drawn["edges"]) == 9
        await page.reload()
        await mend_by_keyboard(keys)
        await simulate_by_keyboard(keys)
        await publish_by_keyboard(keys)
        await page.goto(f"http://127.0.0.1:{tron.port}/agents/{agent['id']}")
        await settled(page)
        await keys.reach(page.get_by_role("combobox", name="Flow", exact=True))
        await page.keyboard.type("By keyboard")
        await keys.push(page.get_by_role("button", name="Save", exact=True))
        await expect(page.get_by_text("Meera of the keys saved")).to_be_visible(timeout=WAIT)
        assert tron.get(f"/api/tron/agents/{agent['id']}")[1]["flow_id"] == flow
        await to_test_call(page, tron, agent)
        await keys.choose_from(page.get_by_role("radiogroup", name="How to call"), "Practice number")
        await keys.push(page.get_by_role("button", name="Call now"))
        await talked(page)
        await keys.push(page.get_by_role("link", name="Open the call").first)
        await check_path(page, tron, flow)


async def type_out(keys: Keyboard) -> None:
    """On the canvas by its keys; the last two connections in the outline."""
    await keys.add("Start (outbound)")
    await keys.follow("Greeting")
    await keys.edit()
    await keys.write("Text", HELLO)
    await keys.add("Branch (keyword)")
    await keys.edit()
    await keys.write("Name", "Do they have time?")
    await keys.write("Keywords", "tell me\n")
    await keys.add("Set variable")
    await keys.edit()
    await keys.write("Variable", "plan")
    await keys.write("Value", "Gold")
    await keys.back()
    await keys.follow("Speak")
    await keys.edit()
    await keys.write("Name", "Offer")
    await keys.add("Listen")
    await keys.follow("Set outcome")
    await keys.edit()
    await keys.write("Outcome", "interested")
    await keys.add("End call")
    await keys.edit()
    await keys.write("Name", "Goodbye")
    await keys.write("Closing message", "Thank you, goodbye.")
    await keys.command("@Do they have time?")
    await keys.add("Speak")
    await keys.edit()
    await keys.write("Name", "Excuse")
    await keys.write("Text", "Then I do not disturb you.")
    await keys.leave()
    await keys.add("End call")
    await keys.edit()
    await keys.write("Name", "Goodbye, no time")
    await keys.command("@Excuse")
    await keys.press("c")
    await keys.pick("Connect to a node", "no time", "Goodbye, no time")
    await connect_in_outline(keys)


async def connect_in_outline(keys: Keyboard) -> None:
    """Takes a connection away and draws it again in the list of all nodes."""
    page = keys.page
    await keys.command("/outline")
    outline = page.get_by_role("region", name="Outline")
    row = outline.get_by_role("listitem").filter(has=page.get_by_role("button", name="Edit Excuse", exact=True)).last
    await keys.push(row.get_by_role("button", name="Remove the connection: Next"))
    await expect(row.get_by_text("leads nowhere")).to_be_visible(timeout=WAIT)
    await keys.push(row.get_by_role("button", name="Connect to a node: Next"))
    await keys.pick("Connect to a node", "no time", "Goodbye, no time")
    await expect(row.get_by_text("leads nowhere")).to_have_count(0)
    await keys.command("/outline")
    await expect(keys.board).to_be_visible(timeout=WAIT)
    await keys.command("/tidy")


async def mend_by_keyboard(keys: Keyboard) -> None:
    page = keys.page
    await keys.push(page.get_by_role("button", name="Validate"))
    problems = page.get_by_role("region", name="Problems")
    await keys.push(problems.get_by_role("button", name=re.compile("Offer.*Write what the agent says")))
    await expect(keys.field("Text")).to_be_focused(timeout=WAIT)
    await page.keyboard.type(OFFER)
    await expect(problems).to_have_count(0, timeout=WAIT)
    await keys.saved()
    await keys.leave()
    await keys.push(page.get_by_role("button", name="Validate"))
    await expect(page.get_by_text("No problems found")).to_be_visible(timeout=WAIT)


async def simulate_by_keyboard(keys: Keyboard) -> None:
    panel = keys.simulator
    await keys.command("/Simulator")
    await keys.push(panel.get_by_role("button", name="Start", exact=True))
    await expect(panel.get_by_text(re.compile("an automated assistant"))).to_be_visible(timeout=WAIT)
    await keys.reach(panel.get_by_label("Write what the caller says"))
    await keys.page.keyboard.type("No, I am busy.")
    await keys.press("Enter")
    await expect(panel.get_by_text("Then I do not disturb you.")).to_be_visible(timeout=WAIT)
    await expect(panel.get_by_text("the agent said goodbye")).to_be_visible(timeout=WAIT)
    await expect(keys.lit("Excuse", "was reached")).to_be_visible(timeout=WAIT)
    await expect(keys.lit("Offer", "was reached")).to_have_count(0)


async def publish_by_keyboard(keys: Keyboard) -> None:
    page = keys.page
    await keys.push(page.get_by_role("button", name="Publish", exact=True).first)
    dialog = page.get_by_role("dialog")
    await keys.reach(dialog.get_by_label(re.compile("^What changed")))
    await page.keyboard.type("The first one.")
    await keys.push(dialog.get_by_role("button", name="Publish", exact=True))
    await expect(page.get_by_text("Version 1 is live").first).to_be_visible(timeout=WAIT)
    await expect(dialog).to_have_count(0)


# ------------------------------------------------------------------ 3. for everybody


@pytest.fixture(scope="module")
def drawn(tron: Serving) -> str:
    """A flow of a template, published once and changed since, with something wrong in its draft; its id."""
    code, flow = tron.post("/api/tron/flows/from-template", {"template_id": "support_agent", "name": "Mango Lane help"})
    assert code == 201, flow
    path = f"/api/tron/flows/{flow['id']}"
    assert tron.post(f"{path}/publish", {"revision": flow["revision"], "note": "The first one."})[0] == 201
    canvas = flow["canvas_data"]
    next(node for node in canvas["nodes"] if node["type"] == "greeting")["data"]["text"] = ""
    canvas["nodes"].append({"id": "alone", "type": "speak", "position": {"x": 900, "y": 0}, "data": {"text": "Hello."}})
    revision = tron.get(path)[1]["revision"]
    assert tron.put(path, {"revision": revision, "canvas_data": canvas})[0] == 200
    return str(flow["id"])


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_axe_finds_nothing_on_a_wide_screen(tron: Serving, drawn: str, theme: str) -> None:
    found: dict[str, list[str]] = {}
    async with chromium() as browser:
        async with page_at(browser, tron.port, "/flows", theme=theme) as page:
            await settled(page)
            found["list"] = await faults(page)
        async with page_at(browser, tron.port, f"/flows/{drawn}", theme=theme) as page:
            hands = Hands(page)
            await expect(page.get_by_role("region", name="Problems")).to_be_visible(timeout=WAIT)
            await page.get_by_role("button", name="Fit the flow").click()
            await hands.board.get_by_role("group").first.click()
            await expect(hands.inspector.get_by_role("heading").first).to_be_visible(timeout=WAIT)
            found["canvas"] = await faults(page)
            await unfold_advanced(hands)
            found["advanced"] = await faults(page)
            await page.get_by_role("button", name="Traffic", exact=True).click()
            await expect(page.get_by_role("region", name="Traffic of calls")).to_be_visible(timeout=WAIT)
            nodes = hands.board.locator(".react-flow__node")
            await nodes.nth(1).click()
            await nodes.nth(2).click(modifiers=["Control"])
            await page.keyboard.press("Control+g")
            await expect(hands.board.get_by_role("group", name=re.compile("^Group: "))).to_be_visible(timeout=WAIT)
            found["traffic and a group"] = await faults(page)
            await page.keyboard.press("Escape")
            await page.keyboard.press("Control+z")
            await expect(hands.board.get_by_role("group", name=re.compile("^Group: "))).to_have_count(0, timeout=WAIT)
            await hands.saved()
            for name in ("Versions", "Scenarios"):
                await page.get_by_role("button", name=name, exact=True).click()
                await expect(page.get_by_role("complementary", name=name)).to_be_visible(timeout=WAIT)
                await page.wait_for_timeout(500)
                found[name] = await faults(page)
            await page.get_by_role("button", name="Test", exact=True).click()
            await hands.simulator.get_by_role("button", name="Start", exact=True).click()
            await expect(hands.simulator.get_by_role("listitem").first).to_be_visible(timeout=WAIT)
            found["simulator"] = await faults(page)
            await page.get_by_role("button", name="Outline view").click()
            await expect(page.get_by_role("region", name="Outline")).to_be_visible(timeout=WAIT)
            found["outline"] = await faults(page)
            await page.keyboard.press("Control+K")
            await expect(page.get_by_role("dialog", name="Commands").get_by_role("combobox")).to_be_visible(
                timeout=WAIT
            )
            found["commands"] = await faults(page)
        async with page_at(browser, tron.port, f"/flows/{drawn}/versions/1", theme=theme) as page:
            await expect(Hands(page).board).to_be_visible(timeout=WAIT)
            await page.wait_for_timeout(500)
            found["version"] = await faults(page)
    assert not {place: problems for place, problems in found.items() if problems}


async def unfold_advanced(hands: Hands) -> None:
    """Of the first step that has fields for few."""
    advanced = hands.inspector.locator("summary").filter(has_text="Advanced").first
    for step in await hands.board.locator(".react-flow__node").all():
        await step.click()
        await hands.page.wait_for_timeout(200)
        if await advanced.count():
            await advanced.click()
            return
    raise AssertionError("no step has anything folded away")


async def test_axe_finds_nothing_on_a_phone(tron: Serving, drawn: str) -> None:
    found = {}
    async with chromium() as browser:
        for path in ("/flows", f"/flows/{drawn}"):
            async with page_at(browser, tron.port, path, size=NARROW) as page:
                await settled(page)
                found[path] = await faults(page)
                if path != "/flows":
                    await page.get_by_role("button", name="Canvas view").click()
                    await expect(Hands(page).board).to_be_visible(timeout=WAIT)
                    found["canvas"] = await faults(page)
    assert not {place: problems for place, problems in found.items() if problems}


@pytest.mark.parametrize("language", ["hi", "en-XA"])
async def test_other_languages_fit(tron: Serving, drawn: str, language: str) -> None:
    async with chromium() as browser:
        for size in (WIDE, NARROW):
            async with page_at(browser, tron.port, "/favicon.svg", size=size, language=language) as page:
                for path in ("/flows", f"/flows/{drawn}", f"/flows/{drawn}/versions/1"):
                    await page.goto(f"http://127.0.0.1:{tron.port}{path}")
                    await settled(page)
                    assert await page.evaluate("document.documentElement.lang") == language
                    assert await sideways(page) <= 0, f"{path} in {language} is wider than the screen"


async def sideways(page: Page) -> int:
    """Pixels that the page is wider than its window."""
    wide: int = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


async def faults(page: Page) -> list[str]:
    """What axe finds, and whether something is wider than the screen."""
    await page.evaluate(AXE.read_text())
    report = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [
        f"{violation['id']}: {node['target']} {node['failureSummary'][:300]}"
        for violation in report["violations"]
        for node in violation["nodes"][:3]
    ]
    wide = await sideways(page)
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


# ------------------------------------------------------------------ 4. two tabs, and what never changes


async def test_a_second_tab_offers_both_sides_and_loses_nothing(tron: Serving) -> None:
    code, flow = tron.post("/api/tron/flows/from-template", {"template_id": "support_agent", "name": "Two tabs"})
    assert code == 201, flow
    greeting = next(node for node in flow["canvas_data"]["nodes"] if node["type"] == "greeting")
    ending = next(node for node in flow["canvas_data"]["nodes"] if node["type"] == "end_call")
    path = f"/flows/{flow['id']}"
    async with chromium() as browser, page_at(browser, tron.port, path) as first:
        second = await first.context.new_page()
        await second.goto(f"http://127.0.0.1:{tron.port}{path}")
        await say(Mouse(second), ending, "Closing message", "From the second tab.")
        await Mouse(second).saved()
        mine = Mouse(first)
        await say(mine, greeting, "Text", "Hello from the first tab, an automated assistant.")
        dialog = first.get_by_role("alertdialog")
        await expect(dialog.get_by_text("Hello from the first tab").first).to_be_visible(timeout=WAIT)
        await first.reload()  # what this tab wrote is not lost by that
        await expect(dialog.get_by_text("Hello from the first tab").first).to_be_visible(timeout=WAIT)
        await dialog.get_by_role("button", name="Save mine").click()
        await mine.saved()
        stored = {node["id"]: node["data"] for node in tron.get(f"/api/tron{path}")[1]["canvas_data"]["nodes"]}
        assert stored[greeting["id"]]["text"] == "Hello from the first tab, an automated assistant."
        assert stored[ending["id"]]["message"] == "From the second tab."


async def say(mouse: Mouse, node: dict[str, Any], label: str, text: str) -> None:
    """Changes a text of a node, found by the command palette."""
    await expect(mouse.board).to_be_visible(timeout=WAIT)
    await mouse.page.keyboard.press("Control+K")
    await expect(mouse.page.get_by_role("dialog").get_by_role("combobox")).to_be_focused(timeout=WAIT)
    await mouse.page.keyboard.type(f"@{node['label']}")
    options = mouse.page.get_by_role("dialog").get_by_role("option")
    await options.filter(has=mouse.page.get_by_text(node["label"], exact=True)).first.click()
    await mouse.selected(node["label"])
    await mouse.write(label, text)


async def test_a_large_flow_is_drawn_whole_from_afar(tron: Serving, drawn: str) -> None:
    canvas = tron.get(f"/api/tron/flows/{drawn}")[1]["canvas_data"]
    async with chromium() as browser, page_at(browser, tron.port, f"/flows/{drawn}") as page:
        board = Hands(page).board
        await expect(board).to_be_visible(timeout=WAIT)
        await page.get_by_role("button", name="Fit the flow").click()
        await expect(board.get_by_role("group")).to_have_count(len(canvas["nodes"]), timeout=WAIT)
        start = next(node["id"] for node in canvas["nodes"] if node["type"].startswith("start_"))
        follower = next(edge["target"] for edge in canvas["edges"] if edge["source"] == start)
        chosen = Hands(page).inspector.get_by_role("heading", name="Connection")
        # From far lines are parts of one picture; they can be chosen all the same, half way between their nodes. The
        # picture comes a moment after the board, and the view still moves until everything fits.
        async with asyncio.timeout(WAIT / 1000):
            while not await chosen.is_visible():
                above, below = await box(page.locator(f"#step-{start}")), await box(page.locator(f"#step-{follower}"))
                x = (above["x"] + above["width"] / 2 + below["x"] + below["width"] / 2) / 2
                await page.mouse.click(x, (above["y"] + above["height"] + below["y"]) / 2)
                await page.wait_for_timeout(250)


async def test_a_published_version_is_only_read(tron: Serving, drawn: str) -> None:
    path = f"/flows/{drawn}/versions/1"
    async with chromium() as browser, page_at(browser, tron.port, path) as page:
        hands = Mouse(page)
        await expect(page.get_by_text("A published version never changes.")).to_be_visible(timeout=WAIT)
        node = hands.board.get_by_role("group").nth(1)
        before = await box(node)
        await node.hover()
        await page.mouse.down()
        await page.mouse.move(before["x"] + 300, before["y"] + 200, steps=5)
        await page.mouse.up()
        await page.get_by_role("button", name="Fit the flow").click()
        await node.click()
        await expect(hands.inspector.get_by_role("textbox").first).to_be_disabled(timeout=WAIT)
        count = await hands.board.get_by_role("group").count()
        await page.keyboard.press("Delete")
        await page.keyboard.press("Control+D")
        assert await hands.board.get_by_role("group").count() == count
        await expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    assert tron.get(f"/api/tron{path}")[1]["canvas_data"]["nodes"][0]["id"]


async def test_a_group_moves_and_folds_with_its_nodes_and_is_still_there_tomorrow(tron: Serving) -> None:
    code, flow = tron.post("/api/tron/flows/from-template", {"template_id": "support_agent", "name": "In groups"})
    assert code == 201, flow
    path = f"/flows/{flow['id']}"

    def places() -> dict[str, tuple[float, float]]:
        nodes = tron.get(f"/api/tron{path}")[1]["canvas_data"]["nodes"]
        return {node["id"]: (node["position"]["x"], node["position"]["y"]) for node in nodes}

    before = places()
    async with chromium() as browser, page_at(browser, tron.port, path) as page:
        mouse = Mouse(page)
        await expect(mouse.board).to_be_visible(timeout=WAIT)
        nodes = mouse.board.locator(".react-flow__node")
        await nodes.nth(0).click(position={"x": 90, "y": 14})
        await nodes.nth(1).click(position={"x": 90, "y": 14}, modifiers=["Control"])
        await page.keyboard.press("Control+g")
        await expect(mouse.field("Name")).to_be_focused(timeout=WAIT)
        await page.keyboard.type("Opening")
        await mouse.saved()
        group = mouse.board.get_by_role("group", name=re.compile("^Group: Opening, 2 nodes"))
        [inside] = [node["data"]["nodes"] for node in drawn_nodes(tron, path) if node["type"] == "group"]
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await pull(page, group.locator(".frame-title"), 80, -40)
        await mouse.saved()
        after = places()
        ways = {(after[id_][0] - before[id_][0], after[id_][1] - before[id_][1]) for id_ in inside}
        assert len(ways) == 1
        assert ways != {(0, 0)}
        assert all(after[id_] == place for id_, place in before.items() if id_ not in inside)
        shown = await nodes.count()
        await page.get_by_role("button", name="Fold Opening").click()
        await expect(nodes).to_have_count(shown - 2, timeout=WAIT)
        await mouse.saved()
        await page.reload()
        await expect(group).to_be_visible(timeout=WAIT)
        await expect(group).to_have_accessible_name(re.compile("folded"))
        await page.get_by_role("button", name="Unfold Opening").click()
        await group.locator(".frame-title").click()
        await page.keyboard.press("Control+Shift+g")
        await expect(group).to_have_count(0, timeout=WAIT)
        await mouse.saved()
    assert places() == {id_: after[id_] for id_ in before}


def drawn_nodes(tron: Serving, path: str) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = tron.get(f"/api/tron{path}")[1]["canvas_data"]["nodes"]
    return nodes


async def pull(page: Page, held: Locator, right: int, down: int) -> None:
    """Drags by the middle of what is held."""
    at = await box(held)
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + right, y + down, steps=8)
    await page.mouse.up()

"""The hands that draw a flow in the browser: those of somebody with a mouse, and of somebody with a keyboard alone."""

from __future__ import annotations

import re

from playwright.async_api import FloatRect, Locator, Page, expect

WAIT = 15_000


class Hands:
    """What both see: the canvas, its nodes, the inspector, whether the draft is saved."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.board = page.get_by_role("application", name="Flow canvas")
        self.inspector = page.get_by_role("complementary", name="Settings of what is selected")
        self.simulator = page.get_by_role("complementary", name="Simulator")

    def node(self, name: str) -> Locator:
        """By its label, or its type's title where it has none."""
        return self.board.get_by_role("group", name=re.compile(rf": {re.escape(name)}(,|$)"))

    async def selected(self, name: str) -> None:
        await expect(self.board.get_by_role("group", name=re.compile(rf": {re.escape(name)}, selected"))).to_be_visible(
            timeout=WAIT
        )

    def lit(self, name: str, state: str) -> Locator:
        """The node while it is lit so: "runs now", "was reached"."""
        return self.board.get_by_role("group", name=re.compile(rf": {re.escape(name)}(, selected)?, {state}"))

    def field(self, label: str) -> Locator:
        """Of the inspector."""
        return self.inspector.get_by_label(re.compile(rf"^{re.escape(label)}( optional)?$")).first

    async def saved(self) -> None:
        """The draft lies on the server as it stands in the page."""
        await self.page.wait_for_timeout(200)
        await expect(self.page.get_by_role("status").filter(has_text=re.compile(r"^Saved"))).to_be_visible(timeout=WAIT)


class Mouse(Hands):
    """Draws by clicking and dragging; words alone are typed."""

    async def add(self, type_: str) -> None:
        """One click in the palette: after what is selected."""
        await self._entry(type_).click()

    async def drop(self, type_: str, across: float, down: float) -> None:
        """Dragged from the palette to a place on the canvas, in shares of its width and height."""
        board = await box(self.board)
        at = {"x": board["width"] * across, "y": board["height"] * down}
        await self._entry(type_).drag_to(self.board, target_position=at)

    async def connect(self, source: str, target: str, way: str = "next") -> None:
        """Drags from a node's way out to another node's way in."""
        await self.page.get_by_role("button", name="Fit the flow").click()
        await self.page.wait_for_timeout(400)
        start = self.node(source).locator(f'.react-flow__handle.source[data-handleid="{way}"]')
        end = self.node(target).locator(".react-flow__handle.target")
        (x1, y1), (x2, y2) = middle(await box(start)), middle(await box(end))
        await self.page.mouse.move(x1, y1)
        await self.page.mouse.down()
        await self.page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=8)
        await self.page.mouse.move(x2, y2, steps=8)
        await self.page.mouse.up()

    async def choose(self, name: str) -> None:
        await self.node(name).click(position={"x": 90, "y": 14})
        await self.selected(name)

    async def write(self, label: str, text: str) -> None:
        await self.field(label).fill(text)

    async def keyword(self, word: str) -> None:
        field = self.inspector.get_by_label("Keywords")
        await field.first.fill(word)
        await field.first.press("Enter")

    async def out_of(self, source: str, way: str, type_: str) -> None:
        """The plus below a way that leads nowhere, and a node from the list that it opens."""
        await self.page.get_by_role("button", name="Fit the flow").click()
        await self.page.wait_for_timeout(400)
        await self.node(source).get_by_role("button", name=f"Connect the way: {way}").click()
        await self.page.get_by_role("option", name=re.compile(rf"^{re.escape(type_)}")).first.click()

    def _entry(self, type_: str) -> Locator:
        return self.page.get_by_role("complementary", name="Node types").get_by_role("button", name=type_, exact=True)


class Keyboard(Hands):
    """Draws without a mouse."""

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def reach(self, target: Locator) -> None:
        """Presses Tab until the target has the focus."""
        for _ in range(160):
            if await target.evaluate("element => element === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reaches {target}")

    async def push(self, target: Locator) -> None:
        await self.reach(target)
        await self.press("Enter")

    async def choose_from(self, group: Locator, name: str) -> None:
        """One of several that exclude each other, by the arrows."""
        radios, wanted = group.get_by_role("radio"), group.get_by_role("radio", name=name, exact=True)
        await self.reach(group.get_by_role("radio", checked=True))
        for _ in range(await radios.count()):
            if await wanted.is_checked():
                return
            await self.press("ArrowRight")
        await expect(wanted).to_be_checked()

    async def command(self, words: str) -> None:
        """By the command palette: "/" runs a command, "@" goes to a node."""
        await self.press("Control+K")
        await self.pick("Commands", words, words[1:])

    async def pick(self, title: str, words: str, wanted: str) -> None:
        """Writes into the list that is open and takes what fits best."""
        dialog = self.page.get_by_role("dialog", name=title)
        await expect(dialog.get_by_role("combobox")).to_be_focused(timeout=WAIT)
        await self.page.keyboard.type(words)
        await expect(dialog.get_by_role("option", selected=True)).to_contain_text(
            wanted, ignore_case=True, timeout=WAIT
        )
        await self.press("Enter")
        await expect(dialog).to_have_count(0)

    async def add(self, type_: str) -> None:
        """From anywhere; after what is selected."""
        await self.command("/Add a node")
        await self.pick("Add a node", type_, type_)
        await self.selected(type_)

    async def follow(self, type_: str) -> None:
        """On the canvas, by Tab: after what is selected."""
        await self.press("Tab")
        await self.pick("Add a node", type_, type_)
        await self.selected(type_)

    async def edit(self) -> None:
        """From the canvas into the form of what is selected."""
        await self.press("Enter")
        await expect(self.field("Name")).to_be_focused(timeout=WAIT)

    async def back(self) -> None:
        """From the form to the canvas."""
        await self.press("Escape")
        await expect(self.board).to_be_focused(timeout=WAIT)

    async def leave(self) -> None:
        """Lets go of the node, so that Tab adds none but goes on."""
        await self.back()
        await self.press("Escape")

    async def write(self, label: str, text: str) -> None:
        """Into a field of the form that has the focus."""
        await self.reach(self.field(label))
        await self.press("Control+A")
        await self.page.keyboard.type(text)


async def box(target: Locator) -> FloatRect:
    found = await target.bounding_box()
    assert found, f"{target} is not on the page"
    return found


def middle(of: FloatRect) -> tuple[float, float]:
    return of["x"] + of["width"] / 2, of["y"] + of["height"] / 2

"""Troubles in the browser: two tabs, an agent that is gone, tokens and sound that are wrong, a Tron that dies.

Run by `make accept T=browser`.
"""

from __future__ import annotations

import asyncio
import json
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Locator, Page, Route, expect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.acceptance.chrome import chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, House, Serving, wait_until
from tron.core.speech import FRAME_BYTES

pytestmark = [pytest.mark.slow, pytest.mark.sound, needs_chromium]

ENGLISH = "support_agent"
PRACTICE = {"phone_number": "+910000000002", "fidelity": "text"}
AWAY = "Tron does not answer"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("troubles"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def tron(house: House) -> Serving:
    return house.serve().ready("worker", "engine.whisper", "engine.piper", seconds=120)


def stored(tron: Serving, agent_id: str) -> dict[str, Any]:
    code, agent = tron.get(f"/api/tron/agents/{agent_id}")
    assert code == 200, agent
    found: dict[str, Any] = agent
    return found


def labelled(page: Page, field: str) -> Locator:
    """The control of this name; its label may go on with "optional"."""
    return page.get_by_label(re.compile(rf"^{field}( optional)?$"))


async def write(page: Page, field: str, text: str) -> None:
    await labelled(page, field).fill(text)


async def holds(page: Page, field: str, text: str) -> None:
    """What was typed is still there."""
    await expect(labelled(page, field)).to_have_value(text)


async def save(page: Page) -> None:
    await page.get_by_role("button", name="Save", exact=True).click()


async def another_tab(context: BrowserContext, tron: Serving, path: str) -> Page:
    page = await context.new_page()
    page.set_default_timeout(10_000)
    await page.goto(f"http://127.0.0.1:{tron.port}{path}")
    await settled(page)
    return page


# ------------------------------------------------------------------ editing


async def test_two_tabs_that_edit_one_agent(tron: Serving) -> None:
    agent = tron.agent(ENGLISH, name="Meera of two tabs")
    path = f"/agents/{agent['id']}"
    async with chromium() as browser, page_at(browser, tron.port, path) as first:
        await settled(first)
        second = await another_tab(first.context, tron, path)
        await write(first, "Persona", "The first tab's persona.")
        await write(first, "Greeting", "Namaste from the first tab.")
        await write(second, "Persona", "The second tab's persona.")
        await write(second, "Name", "Meera of the second tab")
        await save(first)
        await expect(first.get_by_text("New calls use it.")).to_be_visible()

        await save(second)
        dialog = second.get_by_role("alertdialog", name=re.compile("was changed meanwhile"))
        await expect(dialog.get_by_role("heading")).to_be_visible()
        await expect(dialog.get_by_text("The first tab's persona.")).to_be_visible()
        await expect(dialog.get_by_text("The second tab's persona.")).to_be_visible()
        await dialog.get_by_role("button", name="Decide later").click()
        await holds(second, "Persona", "The second tab's persona.")
        await holds(second, "Name", "Meera of the second tab")
        assert stored(tron, agent["id"])["persona"] == "The first tab's persona."

        await save(second)
        await dialog.get_by_role("button", name="Save mine").click()
        await expect(second.get_by_text("New calls use it.")).to_be_visible()
        found = stored(tron, agent["id"])
        assert (found["name"], found["persona"]) == ("Meera of the second tab", "The second tab's persona.")
        assert found["greeting_text"] == "Namaste from the first tab."
        # The first tab has nothing unsaved: it follows by itself.
        await expect(labelled(first, "Persona")).to_have_value("The second tab's persona.", timeout=20_000)


@pytest.mark.parametrize("used", [False, True], ids=["deleted", "archived"])
async def test_an_agent_that_is_deleted_while_its_page_is_open(tron: Serving, used: bool) -> None:
    agent = tron.agent(ENGLISH, name="Meera who goes")
    if used:  # an agent with calls is kept, out of use
        code, call = tron.post(f"/api/tron/agents/{agent['id']}/test-call", PRACTICE)
        assert code == 202, call
        await asyncio.to_thread(wait_until, lambda: tron.call(call["id"])["status"] in FINAL, 60, "the call is over")
    async with chromium() as browser, page_at(browser, tron.port, f"/agents/{agent['id']}") as page:
        await settled(page)
        await write(page, "Persona", "Half a persona")
        assert tron.delete(f"/api/tron/agents/{agent['id']}")[0] == 200
        await save(page)
        said = "archived meanwhile" if used else "deleted meanwhile"
        await expect(page.get_by_role("alert").get_by_text(said)).to_be_visible()
        await holds(page, "Persona", "Half a persona")
        await write(page, "Persona", "A whole persona.")
        await page.get_by_role("button", name="Save as a new agent").click()
        await expect(page).not_to_have_url(re.compile(agent["id"]))
        await expect(page).to_have_url(re.compile(r"/agents/[0-9a-f-]{36}$"))
        await holds(page, "Persona", "A whole persona.")
        assert stored(tron, page.url.rsplit("/", 1)[1])["persona"] == "A whole persona."


# ------------------------------------------------------------------ the stream


async def say(stream: ClientConnection, kind: str, **values: Any) -> None:
    await stream.send(json.dumps({"type": kind, **values}))


async def told(stream: ClientConnection, *kinds: str) -> dict[str, Any]:
    """The next message in text of one of these kinds; sound is passed over."""
    async with asyncio.timeout(15):
        while True:
            message = await stream.recv()
            if isinstance(message, str) and (body := json.loads(message))["type"] in kinds:
                return dict(body)


async def refused(stream: ClientConnection) -> tuple[str, int | None]:
    """The code of the error that the stream is ended with, and of its close."""
    error = await told(stream, "error")
    with suppress(ConnectionClosed):
        async with asyncio.timeout(15):
            while True:
                await stream.recv()
    return error["error"]["code"], stream.close_code


async def test_a_stream_that_sends_what_it_must_not_loses_its_connection_not_the_call(tron: Serving) -> None:
    agent = tron.agent(ENGLISH, name="Meera of streams")
    code, call = tron.post(f"/api/tron/agents/{agent['id']}/test-call", {"line": "browser"})
    assert code == 202, call
    url = f"ws://127.0.0.1:{tron.port}{call['stream_url']}"

    async def resumed(token: str, *bad: bytes | str) -> tuple[str, tuple[str, int | None]]:
        """Comes back with this token, sends that, and is refused; the next token with the refusal."""
        async with connect(url) as stream:
            await say(stream, "hello", token=token, sample_rate=16_000)
            ready = await told(stream, "ready")
            for message in bad:
                await stream.send(message)
            return ready["resume_token"], await refused(stream)

    async with connect(url) as stream:
        await say(stream, "hello", token=call["token"], sample_rate=48_000)
        assert await refused(stream) == ("bad_sample_rate", 4400)
    token, refusal = await resumed(call["token"], "this is no message")
    assert refusal == ("bad_message", 4400)
    async with connect(url) as stream:  # the first token opened the stream once
        await say(stream, "hello", token=call["token"], sample_rate=16_000)
        assert await refused(stream) == ("bad_token", 4401)
    # Sound at 48 kHz is three times as much as time allows.
    token, refusal = await resumed(token, *[bytes(FRAME_BYTES)] * 300)
    assert refusal == ("bad_sample_rate", 4400)
    assert tron.call(call["id"])["status"] == "in_progress"
    async with connect(url) as stream:
        await say(stream, "hello", token=token, sample_rate=16_000)
        await told(stream, "ready")
        await say(stream, "hangup")
    await asyncio.to_thread(wait_until, lambda: tron.call(call["id"])["status"] in FINAL, 30, "the call is over")
    assert tron.call(call["id"])["reason"] == "caller_hung_up"


async def test_a_page_whose_token_was_used_says_so_and_can_call_again(tron: Serving) -> None:
    agent = tron.agent(ENGLISH, name="Meera who is taken")

    async def take(route: Route) -> None:
        """Somebody else opens the stream before the page does."""
        answer = await route.fetch()
        call = await answer.json()
        stream = await connect(f"ws://127.0.0.1:{tron.port}{call['stream_url']}")
        takers.append(stream)
        await say(stream, "hello", token=call["token"], sample_rate=16_000)
        await told(stream, "ready")
        await route.fulfill(response=answer)

    takers: list[ClientConnection] = []
    async with chromium() as browser, page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page:
        await page.route("**/test-call", take)
        await page.get_by_role("button", name="Call now").click()
        await expect(page.get_by_role("alert").get_by_text(re.compile("token", re.IGNORECASE))).to_be_visible()
        await page.unroute("**/test-call")
        for stream in takers:
            await say(stream, "hangup")
            await stream.close()
        await expect(page.get_by_text("Completed").first).to_be_visible(timeout=20_000)
        await page.get_by_role("button", name="Call now").click()
        await expect(page.get_by_text("In progress").first).to_be_visible(timeout=20_000)
        await page.get_by_role("button", name="Hang up").first.click()
        await expect(page.get_by_text("Completed").first).to_be_visible(timeout=20_000)


# ------------------------------------------------------------------ Tron is gone


async def test_tron_dies_and_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The form keeps what is in it, the list what it showed; both say that Tron is away, and go on by themselves."""
    house = House(tmp_path_factory.mktemp("gone"))
    try:
        await _dies_and_comes_back(house)
    finally:
        house.close()


async def _dies_and_comes_back(house: House) -> None:
    tron = house.serve().ready("worker")
    agent = tron.agent(ENGLISH, name="Meera who waits")
    tron.post(f"/api/tron/agents/{agent['id']}/test-call", {**PRACTICE, "contact_name": "Asha Rao"})
    async with chromium() as browser, page_at(browser, tron.port, f"/agents/{agent['id']}") as form:
        await settled(form)
        calls = await another_tab(form.context, tron, "/calls")
        await expect(calls.get_by_text("Asha Rao")).to_be_visible()
        await write(form, "Persona", "Half a persona")
        await write(form, "Greeting", "Namaste, half")

        tron.process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(tron.process.wait)
        for page in (form, calls):
            await expect(page.get_by_role("status").get_by_text(AWAY)).to_be_visible(timeout=20_000)
        await expect(calls.get_by_text("This is what was there before.")).to_be_visible(timeout=30_000)
        await expect(calls.get_by_text("Asha Rao")).to_be_visible()
        await save(form)
        await expect(form.get_by_role("alert").get_by_text(re.compile(AWAY))).to_be_visible()
        await holds(form, "Persona", "Half a persona")
        await write(form, "Greeting", "Namaste, whole")

        again = (await asyncio.to_thread(house.serve, 90, tron.port)).ready("worker")
        for page in (form, calls):
            await expect(page.get_by_role("status").get_by_text(AWAY)).to_have_count(0, timeout=30_000)
        await expect(calls.get_by_text("This is what was there before.")).to_have_count(0, timeout=30_000)
        again.post(f"/api/tron/agents/{agent['id']}/test-call", {**PRACTICE, "contact_name": "Vikram Nair"})
        await expect(calls.get_by_text("Vikram Nair")).to_be_visible(timeout=10_000)
        await holds(form, "Persona", "Half a persona")
        await holds(form, "Greeting", "Namaste, whole")
        await save(form)
        await expect(form.get_by_text("New calls use it.")).to_be_visible()
        assert stored(again, agent["id"])["greeting_text"] == "Namaste, whole"

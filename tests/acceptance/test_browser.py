"""Speaking with an agent in the browser: Chromium, a spoken file as its microphone, and a Tron in processes of its own.

Run by `make accept T=browser`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.chrome import chromium, needs_chromium, page_at
from tests.acceptance.house import FINAL, House, Serving, wait_until
from tests.audio import hear, share_heard, silence, words, write_mono
from tron.commands.sound import decode_channels
from tron.core.templates import find_template
from tron.providers.engines import EngineClient
from tron.providers.engines.supervisor import socket_path_for

pytestmark = [pytest.mark.slow, pytest.mark.sound, needs_chromium]

ENGLISH = "support_agent"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("browser"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def tron(house: House) -> Serving:
    """Tron with its engines and its worker ready."""
    return house.serve().ready("worker", "engine.whisper", "engine.piper")


@pytest.fixture
async def engines(house: House, tron: Serving) -> AsyncIterator[EngineClient]:
    client = EngineClient(socket_path_for(house.data), patience=60)
    yield client
    await client.close()


async def spoken(engines: EngineClient, path: Path, *said: tuple[float, str]) -> Path:
    """A WAV of sentences, each after a pause of so many seconds."""
    pcm = b""
    for pause, text in said:
        pcm += silence(pause) + (await engines.synthesize(text, voice="joe", language="en-IN")).pcm
    write_mono(path, pcm + silence(60))
    return path


def newest_call(tron: Serving) -> dict[str, Any]:
    return tron.call(tron.get("/api/tron/calls?limit=1")[1]["items"][0]["id"])


async def over(tron: Serving, seconds: float = 60) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        call = newest_call(tron)
        return call if call["status"] in FINAL else None

    call: dict[str, Any] = await asyncio.to_thread(wait_until, look, seconds, "the call is over", 0.3)
    return call


def said_by(call: dict[str, Any], role: str) -> list[str]:
    return [entry["text"] for entry in call["transcript"] if entry["role"] == role]


def said_in_events(tron: Serving, call_id: str, role: str) -> list[str]:
    """What was said so far in a call that goes on."""
    events = tron.get(f"/api/tron/calls/{call_id}/events?limit=200")[1]["items"]
    pieces = [event["payload"] for event in events if event["type"] == "call.transcript"]
    return [piece["text"] for piece in pieces if piece["role"] == role and piece["final"]]


async def hang_up(page: Page) -> None:
    await page.get_by_role("button", name="Hang up").first.click()


# ------------------------------------------------------------------ 1. the journey


async def test_from_a_template_to_the_finished_call(tron: Serving, house: House, engines: EngineClient) -> None:
    sentences = [
        (12.0, "My washing machine is not working at all."),
        (4.5, "Wait, listen to me, I need this very urgently."),
    ]
    microphone = await spoken(engines, house.folder / "caller.wav", *sentences)
    async with chromium(microphone) as browser, page_at(browser, tron.port) as page:
        await page.get_by_role("link", name="Agents").first.click()
        await page.get_by_role("link", name=re.compile("New agent|Support agent")).first.click()
        await page.get_by_label("Start from").select_option(label="Support agent")
        await page.get_by_label("Name", exact=True).fill("Meera of Mango Lane")
        await page.get_by_role("button", name=re.compile("^(Save|Create agent)")).click()
        await page.get_by_role("link", name="Speak in the browser").click()
        await expect(page.get_by_role("radio", name=re.compile("Meera of Mango Lane"))).to_be_checked()
        await page.get_by_role("button", name="Call now").click()
        await expect(page.get_by_text("In progress").first).to_be_visible()
        # The caller's words appear while the call goes on.
        await expect(page.get_by_text(re.compile("washing machine")).first).to_be_visible(timeout=40_000)
        await expect(page.get_by_text(re.compile("urge|listen to me", re.IGNORECASE)).first).to_be_visible(
            timeout=40_000
        )
        await hang_up(page)
        await expect(page.get_by_text("Completed").first).to_be_visible()
        await page.get_by_role("link", name="Open the call").first.click()
        await expect(page).to_have_url(re.compile("/calls/"))
        await expect(page.get_by_role("button", name="Play").first).to_be_visible()
        await expect(page.get_by_text(re.compile("washing machine")).first).to_be_visible()
    call = await over(tron)
    assert (call["status"], call["reason"], call["line"]) == ("completed", "caller_hung_up", "browser")
    assert share_heard(words(*(text for _, text in sentences)), words(*said_by(call, "caller"))) > 0.7
    assert any(entry["interrupted"] for entry in call["transcript"] if entry["role"] == "agent")
    assert call["turns"]
    assert all(turn["total_ms"] for turn in call["turns"])

    template = find_template(ENGLISH)
    assert template is not None
    greeting = words(re.sub(r",? *\{\{.*?\}\}", "", template.agent.greeting_text))
    sound = decode_channels(house.data / "recordings" / f"{call['id']}.ogg")
    heard = words(*await hear(engines, sound[1]))
    assert share_heard(greeting, heard) > 0.6, f"the greeting is not in: {' '.join(heard)}"


async def test_the_same_with_a_practice_person(tron: Serving) -> None:
    agent = tron.agent(ENGLISH, name="Meera in practice")
    async with chromium() as browser, page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page:
        await page.get_by_text("Practice number", exact=True).click()
        await page.get_by_role("button", name="Call now").click()
        await expect(page.get_by_text("In progress").first).to_be_visible(timeout=20_000)
        await expect(page.get_by_text(re.compile("automated assistant")).first).to_be_visible(timeout=30_000)
        await hang_up(page)
        await expect(page.get_by_text("Completed").first).to_be_visible(timeout=20_000)
    call = await over(tron)
    assert (call["line"], call["phone_number"], call["reason"]) == ("sandbox", "+910000000001", "agent_ended")
    assert said_by(call, "agent")


async def test_tron_rings_the_page(tron: Serving, house: House, engines: EngineClient) -> None:
    agent = tron.agent(ENGLISH, name="Meera who rings")
    # Who is not heard says it again.
    said = [(pause, "My washing machine is not working at all.") for pause in (12.0, 14.0, 14.0)]
    microphone = await spoken(engines, house.folder / "rung.wav", *said)
    async with chromium(microphone) as browser, page_at(browser, tron.port) as page:
        await expect(page.get_by_role("heading").first).to_be_visible()
        wanted = {"agent_id": agent["id"], "line": "browser", "ring": True}
        assert tron.post("/api/tron/calls/dial", wanted)[0] == 202
        dialog = page.get_by_role("dialog", name=re.compile("Meera who rings is calling"))
        await dialog.get_by_role("button", name="Answer").click()

        def heard() -> bool:
            return "washing" in " ".join(said_in_events(tron, newest_call(tron)["id"], "caller")).lower()

        await asyncio.to_thread(wait_until, heard, 80, "the caller is heard", 0.3)
        await hang_up(page)
    call = await over(tron)
    assert (call["status"], call["ring"], call["reason"]) == ("completed", True, "caller_hung_up")
    assert share_heard(words("My washing machine is not working at all."), words(*said_by(call, "caller"))) > 0.7


async def test_a_page_that_is_loaded_again_keeps_its_call(tron: Serving, house: House, engines: EngineClient) -> None:
    agent = tron.agent(ENGLISH, name="Meera who stays")
    microphone = await spoken(engines, house.folder / "again.wav", (2.0, "Hello."))
    async with chromium(microphone) as browser:
        async with page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page:
            await page.get_by_role("button", name="Call now").click()
            await expect(page.get_by_text("In progress").first).to_be_visible(timeout=20_000)
            call_id = newest_call(tron)["id"]
            await page.reload()
            await page.wait_for_timeout(7_000)
            assert tron.call(call_id)["status"] == "in_progress"
            await hang_up(page)
        call = await over(tron)
        assert (call["id"], call["reason"]) == (call_id, "caller_hung_up")


async def test_a_page_that_is_closed_has_hung_up(tron: Serving, house: House, engines: EngineClient) -> None:
    agent = tron.agent(ENGLISH, name="Meera who waits")
    microphone = await spoken(engines, house.folder / "gone.wav", (2.0, "Hello."))
    async with chromium(microphone) as browser:
        async with page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page:
            await page.get_by_role("button", name="Call now").click()
            await expect(page.get_by_text("In progress").first).to_be_visible(timeout=20_000)
        call = await over(tron, 15)
        assert (call["status"], call["reason"]) == ("completed", "caller_hung_up")


async def test_a_refused_microphone_is_said_with_what_to_do(tron: Serving) -> None:
    agent = tron.agent(ENGLISH, name="Meera unheard")
    async with (
        chromium(allowed=False) as browser,
        page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page,
    ):
        refuse = "() => Promise.reject(new DOMException('', 'NotAllowedError'))"
        await page.evaluate(f"() => {{ navigator.mediaDevices.getUserMedia = {refuse} }}")
        await page.get_by_role("button", name="Call now").click()
        await expect(page.get_by_text(re.compile("microphone", re.IGNORECASE)).first).to_be_visible()
        await expect(page.get_by_text(re.compile("allow", re.IGNORECASE)).first).to_be_visible()
    calls = tron.get(f"/api/tron/calls?agent_id={agent['id']}")[1]["items"]
    assert not [call for call in calls if call["status"] == "in_progress"]


async def test_a_hindi_agent_says_before_the_call_that_it_cannot_hear(tron: Serving) -> None:
    agent = tron.agent("payment_reminder", name="Ritu")
    async with chromium() as browser, page_at(browser, tron.port, f"/test-call?agent={agent['id']}") as page:
        await expect(page.get_by_text("This agent cannot hear your microphone yet")).to_be_visible()
        await expect(page.get_by_role("button", name="Use the English sample agent")).to_be_visible()
        await expect(page.get_by_role("button", name="Call a practice number")).to_be_visible()

"""The vendors in the browser: keys that are right, wrong and missing, previews, fallbacks and how vendors are.

Run by `make accept T=vendors`. Pictures for people lie in .cache/accept/vendors/pictures.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.acceptance.chrome import NARROW, chromium, needs_chromium, page_at, settled
from tests.acceptance.house import FINAL, ROOT, House, Serving
from tests.emulators.sarvam import Delays
from tests.emulators.server import Emulator, Fault, closed_port
from tests.vendor_calls import Vendors, vendors
from tron.core.settings import REGISTRY
from tron.core.voices import find_voice, stand_in_for

pytestmark = [pytest.mark.slow, needs_chromium]

PICTURES = ROOT / ".cache" / "accept" / "vendors" / "pictures"
WRONG = "a-key-of-somebody-else"
MODEL = {"openai": "gpt-4o-mini", "gemini": "gemini-2.5-flash", "ollama": "qwen2.5:32b", "custom": "my-model"}


@dataclass(frozen=True, slots=True)
class Vendor:
    """As the page names it, in a button and at the start of what a test found."""

    button: str
    told: str
    keyed: bool = True

    @property
    def test(self) -> str:
        return f"Test {self.button}"


VENDORS = {
    "sarvam": Vendor("Sarvam", "Sarvam"),
    "openai": Vendor("OpenAI", "OpenAI"),
    "gemini": Vendor("Gemini", "Gemini"),
    "ollama": Vendor("Ollama", "Ollama", keyed=False),
    "custom": Vendor("the custom endpoint", "the custom endpoint"),
}


@dataclass
class Place:
    """Tron in processes of its own, with every vendor's settings stored, and a browser."""

    tron: Serving
    vendors: Vendors
    browser: Browser

    def page(self, path: str = "/settings", **how: Any) -> Any:
        return page_at(self.browser, self.tron.port, path, **how)

    def emulator(self, name: str) -> Emulator:
        return self.vendors.sarvam if name == "sarvam" else self.vendors.models[name]

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{self.tron.port}/api/tron") as client:
            answer = await client.request(method, path, json=body, timeout=20)
            assert answer.status_code < 300, answer.text
            return dict(answer.json())

    async def settings(self) -> dict[str, dict[str, Any]]:
        return {item["key"]: item for item in (await self.ask("GET", "/settings"))["items"]}

    async def store(self, values: dict[str, Any]) -> None:
        """As a person's Save does; None takes a key or a value away."""
        revision = (await self.ask("GET", "/settings"))["revision"]
        await self.ask("PUT", "/settings", {"revision": revision, "values": values})

    async def furnish(self) -> None:
        """The vendors' own settings, and nothing else."""
        stored = [key for key, item in (await self.settings()).items() if item["source"] == "stored"]
        await self.store({**dict.fromkeys(stored), **self.vendors.settings})


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    house = House(tmp_path_factory.mktemp("vendors-page"))
    for spec in REGISTRY.values():
        for name in (spec.env_name, *spec.names):
            house.environment.pop(name, None)
    try:
        tron = await asyncio.to_thread(house.serve)
        async with vendors(delays=Delays.none(), first_token=0.05) as found, chromium() as browser:
            yield Place(tron, found, browser)
    finally:
        await asyncio.to_thread(house.close)


@pytest_asyncio.fixture(autouse=True)
async def well(place: Place) -> AsyncIterator[None]:
    """Every test finds vendors that are well, their settings stored."""
    await place.furnish()
    yield
    for name in VENDORS:
        place.emulator(name).heal()


# ------------------------------------------------------------------ what a person does


def field(page: Page, key: str) -> Locator:
    return page.locator(f"[id='{key}']")


async def write(page: Page, key: str, value: str) -> None:
    """Into a field of the form, out of its fold if it lies in one; over a secret that is stored."""
    await unfold(page, key)
    if await field(page, key).locator("input[readonly]").count():
        await field(page, key).get_by_role("button", name="Replace").click()
    await field(page, key).locator("input").fill(value)


async def unfold(page: Page, key: str) -> None:
    fold = field(page, key).locator("xpath=ancestor::details[not(@open)]")
    if await fold.count():
        await fold.locator("summary").click()


async def choose(page: Page, key: str, label: str) -> None:
    await unfold(page, key)
    await field(page, key).locator("select").select_option(label=label)


async def save(page: Page) -> None:
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Settings saved").last).to_be_visible()


async def run_test(page: Page, name: str) -> Locator:
    """Press the vendor's test; what it found stands in the returned part of the page."""
    button = page.get_by_role("button", name=VENDORS[name].test, exact=True)
    await button.click()
    return button.locator("xpath=..").get_by_role("status")


async def told(page: Page, name: str, state: str, *more: str | re.Pattern[str]) -> None:
    """A test of this vendor ends with these words."""
    found = await run_test(page, name)
    await expect(found).to_contain_text(f"{VENDORS[name].told} {state}")
    for text in more:
        await expect(found).to_contain_text(text)


async def picture(page: Page, name: str, at: Locator | None = None) -> None:
    """`at` comes to the middle of the screen first."""
    if at is not None:
        await at.evaluate("element => element.scrollIntoView({block: 'center'})")
        await page.wait_for_timeout(200)
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png")


# ------------------------------------------------------------------ settings: keys and addresses


async def test_keys_that_are_right_work_for_all(place: Place) -> None:
    async with place.page() as page:
        await settled(page)
        for name in VENDORS:
            await told(page, name, "works", re.compile(r" · [\d,]+ ms"))
            if name != "sarvam":
                models = sorted(place.vendors.models[name].models)
                await expect(page.get_by_text(f"{len(models)} models: {', '.join(models)}")).to_be_visible()
        await expect(page.get_by_text("Answered by: bulbul:v3")).to_be_visible()
        assert place.vendors.sarvam.key not in await page.content()
        await picture(page, "settings-works", page.get_by_role("button", name=VENDORS["ollama"].test))
    async with place.page(language="hi") as page:
        await settled(page)
        for name in ("Sarvam", "Ollama", "OpenAI", "Gemini", "अपना endpoint"):
            await page.get_by_role("button", name=f"{name} जाँचें", exact=True).click()
        await expect(page.get_by_text(re.compile(r"चल रहा है · [\d,]+ ms"))).to_have_count(len(VENDORS))
        await picture(page, "settings-works-hi", page.get_by_role("button", name="OpenAI जाँचें"))


@pytest.mark.parametrize("name", [name for name, vendor in VENDORS.items() if vendor.keyed])
async def test_a_key_that_is_wrong_and_none_are_told_with_what_to_do(place: Place, name: str) -> None:
    key = f"ai.{name}_api_key"
    async with place.page() as page:
        await settled(page)
        await write(page, key, WRONG)
        await told(page, name, "does not take this key", "Copy the key again", "Tested with what is not saved yet.")
        await picture(page, f"settings-wrong-key-{name}", field(page, key))
        await write(page, key, "")
        if name == "custom":  # which needs none, unless its server says so
            await told(page, name, "does not take this key")
            await write(page, "ai.custom_endpoint", "")
        await told(page, name, "is not set up", "Fill in the fields above.")
        await picture(page, f"settings-no-key-{name}", field(page, key))
    assert (await place.settings())[key]["mask"], "a test stores nothing"


async def test_a_wrong_key_is_told_in_hindi_on_a_phone(place: Place) -> None:
    await place.store({f"ai.{name}_api_key": WRONG for name, vendor in VENDORS.items() if vendor.keyed})
    async with place.page(language="hi", size=NARROW, theme="light") as page:
        await settled(page)
        for name in ("Sarvam", "OpenAI", "Gemini", "अपना endpoint"):
            await page.get_by_role("button", name=f"{name} जाँचें", exact=True).click()
        await expect(page.get_by_text("यह key नहीं मानता")).to_have_count(4)
        await picture(page, "settings-wrong-key-hi-390", page.get_by_role("button", name="OpenAI जाँचें"))
        assert await page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


async def test_an_address_where_nothing_answers_is_told(place: Place) -> None:
    async with place.page() as page:
        await settled(page)
        for name in VENDORS:
            await write(page, f"ai.{name}_endpoint", closed_port())
            await told(page, name, "cannot be reached", "Check the address, that the server runs")
        await picture(page, "settings-unreachable", page.get_by_role("button", name=VENDORS["openai"].test))


@pytest.mark.parametrize(
    ("fault", "state", "what"),
    [
        ("stall", "did not answer in time", "Try again in a moment."),
        ("busy", "answers, but refuses", "(429). Look at credit and limits"),
        ("garbage", "answers, but refuses", "Check the address and its path."),
    ],
)
async def test_a_vendor_with_a_fault_is_told(place: Place, fault: Fault, state: str, what: str) -> None:
    for name in VENDORS:
        place.emulator(name).fault = fault
    async with place.page() as page:
        await settled(page)
        found = {name: await run_test(page, name) for name in VENDORS}
        for name, row in found.items():
            await expect(row).to_contain_text(f"{VENDORS[name].told} {state}", timeout=15_000)
            await expect(row).to_contain_text(what)
        await picture(page, f"settings-{fault}", page.get_by_role("button", name=VENDORS["openai"].test))


@pytest.mark.parametrize("name", MODEL)
async def test_a_model_that_is_not_there_is_told(place: Place, name: str) -> None:
    await place.store({"ai.default_llm_provider": name, "ai.default_llm_model": "nobody-7b"})
    async with place.page() as page:
        await settled(page)
        await told(page, name, "does not have this model", "Choose one of the list")
        await picture(page, f"settings-no-model-{name}", page.get_by_role("button", name=VENDORS[name].test))
        await write(page, "ai.default_llm_model", MODEL[name])
        await save(page)
        await told(page, name, "works", f"Answered by: {MODEL[name]}")


async def test_a_voice_model_that_is_not_there_is_told(place: Place) -> None:
    async with place.page() as page:
        await settled(page)
        await write(page, "ai.tts_model", "bulbul:v9")
        await told(page, "sarvam", "does not have this model", "Choose one of the list")
        await write(page, "ai.tts_model", "bulbul:v3")
        await write(page, "ai.stt_model", "saaras:v3")
        await told(page, "sarvam", "works")  # what it does not look at may be changed beside it


# ------------------------------------------------------------------ settings: fallbacks, recognition, noise


async def test_fallbacks_recognition_and_noise_are_saved(place: Place) -> None:
    texts = {"ai.stt_model": "saaras:v3", "ai.fallback_llm_model": "gemini-2.5-flash"}
    selects = {
        "ai.stt_endpointing": ("Sarvam", "vad"),
        "ai.fallback_llm_provider": ("Gemini", "gemini"),
        "ai.practice_recognition": ("As real callers", "vendor"),
    }
    switches = ("voice.noise_suppression", "voice.auto_gain")
    async with place.page() as page:
        await settled(page)
        for key, text in texts.items():
            await write(page, key, text)
        for key, (label, _) in selects.items():
            await choose(page, key, label)
        await unfold(page, "ai.fallback_voice")
        await field(page, "ai.fallback_voice").locator("select").select_option("aditya")
        for key in switches:
            await field(page, key).get_by_role("switch").click()
        await save(page)
        await page.reload()
        await settled(page)
        for key, text in texts.items():
            await expect(field(page, key).locator("input")).to_have_value(text)
        for key, (_, value) in selects.items():
            await expect(field(page, key).locator("select")).to_have_value(value)
        for key in switches:
            await expect(field(page, key).get_by_role("switch")).to_be_checked()
        await unfold(page, "ai.stt_endpointing")
        await picture(page, "settings-recognition", field(page, "voice.noise_suppression"))
        await unfold(page, "ai.fallback_voice")
        await picture(page, "settings-fallbacks", field(page, "ai.fallback_voice"))
    stored = {key: item["value"] for key, item in (await place.settings()).items()}
    wanted = {**texts, **{key: value for key, (_, value) in selects.items()}, **dict.fromkeys(switches, True)}
    assert {key: stored[key] for key in (*wanted, "ai.fallback_voice")} == {**wanted, "ai.fallback_voice": "aditya"}
    async with place.page(language="hi") as page:
        await settled(page)
        await unfold(page, "ai.stt_endpointing")
        await picture(page, "settings-recognition-hi", field(page, "voice.noise_suppression"))
        await unfold(page, "ai.fallback_voice")
        await picture(page, "settings-fallbacks-hi", field(page, "ai.fallback_voice"))


# ------------------------------------------------------------------ builder: models and previews


async def test_the_builder_lists_each_providers_models(place: Place) -> None:
    async with place.page("/agents/new") as page:
        await settled(page)
        for provider, card in {"openai": "OpenAI", "gemini": "Gemini", "ollama": "Ollama", "custom": "Custom"}.items():
            await page.get_by_role("radio", name=re.compile(f"^{card}")).check()
            model = page.get_by_role("combobox", name="Model", exact=True)
            await model.evaluate("element => element.scrollIntoView({block: 'center'})")
            await model.fill("")
            options = page.get_by_role("listbox").get_by_role("option")
            await expect(options).to_have_text(sorted(place.vendors.models[provider].models))
            await picture(page, f"builder-models-{provider}")
            await page.get_by_role("option", name=MODEL[provider], exact=True).click()
            await expect(model).to_have_value(MODEL[provider])


async def test_the_builder_says_why_a_provider_has_no_list(place: Place) -> None:
    await place.store({"ai.openai_api_key": WRONG, "ai.gemini_api_key": None})
    async with place.page("/agents/new") as page:
        await settled(page)
        await page.get_by_role("radio", name=re.compile("^OpenAI")).check()
        await expect(page.get_by_text(re.compile("OpenAI does not (know|accept|take) this (API )?key"))).to_be_visible()
        await picture(page, "builder-wrong-key", page.get_by_role("radio", name=re.compile("^OpenAI")))
        await expect(page.get_by_role("radio", name=re.compile("^Gemini Add a key"))).to_be_visible()


async def play(page: Page, voice: str) -> None:
    await page.locator("select[name=voice_id]").select_option(voice)
    await page.get_by_role("button", name="Play preview").click()


def previews(place: Place) -> list[dict[str, Any]]:
    """What Sarvam was asked to speak."""
    return [json.loads(seen.body) for seen in place.vendors.sarvam.seen if seen.path == "/text-to-speech"]


async def test_with_a_key_the_vendors_own_voice_is_played(place: Place) -> None:
    place.vendors.sarvam.seen.clear()
    async with place.page("/agents/new") as page:
        await settled(page)
        await page.locator("select[name=language]").select_option("ta-IN")
        await play(page, "ritu")
        await expect(page.get_by_role("button", name="Stop")).to_be_visible()
        await picture(page, "preview-plays", page.get_by_role("button", name="Stop"))
    (asked,) = previews(place)
    assert (asked["speaker"], asked["model"], asked["target_language_code"]) == ("ritu", "bulbul:v3", "ta-IN")


async def test_without_a_key_the_stand_in_is_named_and_played(place: Place) -> None:
    await place.store({"ai.sarvam_api_key": None})
    place.vendors.sarvam.seen.clear()
    await asyncio.to_thread(place.tron.ready, "engine.piper")
    standing_in = find_voice(stand_in_for("aditya", "hi-IN"))
    assert standing_in is not None
    async with place.page("/agents/new") as page:
        await settled(page)
        await play(page, "aditya")
        await expect(page.get_by_role("button", name="Stop")).to_be_visible()
        line = page.get_by_text(f"Without a Sarvam key {standing_in.name} speaks instead.")
        await expect(line).to_be_visible()
        await picture(page, "preview-stand-in", line)
    assert previews(place) == []


@pytest.mark.parametrize(
    ("language", "button", "title", "why"),
    [
        ("en", "Play preview", "The voice could not be played", "Sarvam does not know this API key."),
        ("hi", "आवाज़ सुनें", "आवाज़ नहीं चल पाई", "key ग़लत है। सेटिंग में key जाँचें"),
    ],
    ids=["en", "hi"],
)
async def test_with_a_wrong_key_the_preview_says_so(
    place: Place, language: str, button: str, title: str, why: str
) -> None:
    await place.store({"ai.sarvam_api_key": WRONG})
    async with place.page("/agents/new", language=language) as page:
        await settled(page)
        await page.locator("select[name=voice_id]").select_option("kavya")
        await page.get_by_role("button", name=button).click()
        await expect(page.get_by_text(title)).to_be_visible()
        await expect(page.get_by_text(why)).to_be_visible()
        await page.wait_for_timeout(500)  # it slides in
        await picture(page, f"preview-wrong-key-{language}")


# ------------------------------------------------------------------ health


async def test_the_health_page_tells_of_a_vendor_that_failed_in_a_call(place: Place) -> None:
    await asyncio.to_thread(place.tron.ready, "worker", "engine.whisper", "engine.piper")
    agent = await place.ask(
        "POST",
        "/agents",
        {"template": "support_agent", "llm_provider": "openai", "llm_model": "gpt-4o-mini", "voice_id": "shreya"},
    )
    place.vendors.models["openai"].order("unauthorised", where="chat", times=None)
    wanted = {"agent_id": agent["id"], "phone_number": "+910000000001", "line": "sandbox", "contact_name": "Asha"}
    call = await place.ask("POST", "/calls/dial", wanted)
    async with place.page("/health") as page:
        await settled(page)
        row = page.get_by_role("row", name=re.compile("OpenAI.*gpt-4o-mini"))
        await expect(row).to_contain_text("Skipped", timeout=60_000)
        await expect(row).to_contain_text("Test the key in the settings")
        voice = page.get_by_role("row", name=re.compile("Sarvam.*Voice"))
        await expect(voice).to_contain_text("Well", timeout=20_000)
        await picture(page, "health-down")
        await hung_up(place, call["id"])
        place.vendors.models["openai"].heal()
        await page.get_by_role("button", name="Try again now").click()
        await expect(page.get_by_text("The next call asks them again")).to_be_visible()
        await expect(row).to_contain_text("Not asked")
        await page.wait_for_timeout(500)  # the toast slides in
        await picture(page, "health-again")
        await row.get_by_role("link", name=re.compile("Setting")).click()
        await expect(field(page, "ai.openai_api_key")).to_be_in_viewport()


async def hung_up(place: Place, call_id: str) -> None:
    await place.ask("POST", f"/calls/{call_id}/hangup")
    for _ in range(100):
        if (await place.ask("GET", f"/calls/{call_id}"))["status"] in FINAL:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("the call goes on")

"""Real vendors' client libraries hold spoken calls; the vendors are emulated.

Run by `make accept T=vendors`. What the calls leave behind lies in .cache/accept/vendors: transcripts and recordings.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.acceptance.house import ROOT
from tests.audio import hear, share_heard, words
from tests.emulators.server import Fault
from tests.factories import agent_row
from tests.vendor_calls import Held, Stage, hold, hold_number, stage, vendors
from tron.commands.sound import decode_channels
from tron.core.database.tables import Agent
from tron.core.scripts.phrases import script_of

pytestmark = [pytest.mark.slow, pytest.mark.sound]

KEPT = ROOT / ".cache" / "accept" / "vendors"

TALKS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    # language, provider, model, what the caller says; the greeting names who calls, and that it is a machine
    "hindi": ("hi-IN", "openai", "gpt-4o-mini", ("मेरा ऑर्डर कब तक आएगा?", "इसका दाम कितना है?")),
    "hinglish": ("hi-IN", "gemini", "gemini-2.0-flash", ("Mera order kab aayega?", "Kitne ka hai?")),
    "english": ("en-IN", "ollama", "qwen2.5:32b", ("Where is my order?", "How much is it?")),
    "tamil": ("ta-IN", "custom", "my-model", ("என் ஆர்டர் எங்கே?", "விலை எவ்வளவு?")),
}
GREETINGS = {
    "hi-IN": "नमस्ते, मैं मैंगो लेन से तारा, एक ऑटोमेटेड असिस्टेंट।",
    "en-IN": "Hello, this is Tara from Mango Lane, an automated assistant.",
    "ta-IN": "வணக்கம், நான் மேங்கோ லேன் தாரா, ஒரு தானியங்கி உதவியாளர்.",
}
CALLS = count()
TEMPLATES = {"hinglish": "cod_confirmation"}
"""Whose people mix English words into their Hindi."""
SCRIPTS = {"hindi": "devanagari", "hinglish": "latin", "english": "latin", "tamil": "tamil"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def on(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    async with vendors() as found:
        folder = tmp_path_factory.mktemp("vendors")
        async with stage(folder, found, ai__practice_recognition="vendor") as opened:
            yield opened


@pytest.fixture(autouse=True)
def well(on: Stage) -> Iterator[None]:
    """Every test leaves vendors that are well, and nothing known against them."""
    yield
    on.vendors.heal()
    on.services.circuits.forget()


def agent_for(talk: str, **changes: Any) -> Agent:
    language, provider, model, _ = TALKS[talk]
    fields: dict[str, Any] = {"greeting_text": GREETINGS[language], "guardrails": {}, "max_call_duration": 120}
    # Each call at a speed of its own: nothing that was spoken before is at hand.
    fields["voice_speed"] = 1.0 + next(CALLS) / 1000
    who = {"llm_provider": provider, "llm_model": model, "llm_temperature": 0.3, "voice_id": "shreya"}
    return agent_row(language=language, **{**fields, **who, **changes})


def keep(name: str, held: Held) -> None:
    """For people to read and to listen to."""
    text = "\n".join(f"{role}: {said}" for role, said in held.transcript)
    (KEPT / f"{name}.txt").write_text(f"{text}\n\nended: {held.result.reason}\n", "utf-8")
    (KEPT / f"{name}.json").write_text(json.dumps(held.events, ensure_ascii=False, indent=1, default=str), "utf-8")
    if held.recording is not None:
        shutil.copy(held.recording, KEPT / f"{name}.ogg")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def talks(on: Stage) -> dict[str, Held]:
    """One call in each language, all at once."""
    says = {talk: (agent_for(talk), row[3], row[0]) for talk, row in TALKS.items()}
    return await _together({f"voice-{talk}": hold(on, *what) for talk, what in says.items()})


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def numbers(on: Stage) -> dict[str, Held]:
    """The same person of the practice line in each language, heard as a real caller would be."""
    calls = {talk: hold_number(on, agent_for(talk), "+910000000001", TEMPLATES.get(talk)) for talk in TALKS}
    return await _together({f"number-{talk}": call for talk, call in calls.items()})


async def _together(calls: Mapping[str, Awaitable[Held]]) -> dict[str, Held]:
    held = dict(zip(calls, await asyncio.gather(*calls.values()), strict=True))
    for name, each in held.items():
        keep(name, each)
    return held


@pytest.mark.parametrize("talk", TALKS)
async def test_a_spoken_call_over_sarvam_with_each_kind_of_model(on: Stage, talks: dict[str, Held], talk: str) -> None:
    _, provider, _, says = TALKS[talk]
    held = talks[f"voice-{talk}"]
    assert words(*held.said_by("caller")) == words(*says), "each word of the caller was heard, the first ones too"
    replies = held.answers[1:]
    assert len(replies) >= 2
    assert {script_of(reply) for reply in replies} == {SCRIPTS[talk]}
    assert held.named("vendor.failed") == []
    assert held.named("engine.stand_in") == []
    asked = [row["content"] for request in on.vendors.models[provider].asked for row in request["messages"]]
    assert any(words(says[-1]) == words(str(content)) for content in asked)
    assert held.recording is not None
    assert held.recording.stat().st_size > 10_000


async def test_what_the_agent_said_in_english_is_heard_in_the_recording(on: Stage) -> None:
    language, _, _, says = TALKS["english"]
    # The emulator speaks men's voices in English by Piper, whom Whisper understands.
    held = await hold(on, agent_for("english", voice_id="aditya"), says[:1], language)
    assert held.recording is not None
    _, agent = decode_channels(held.recording)
    heard = await hear(on.room.engines, agent)
    assert share_heard(words(*held.answers), words(*heard)) > 0.7


@pytest.mark.parametrize("talk", TALKS)
def test_a_practice_number_is_heard_through_sarvam(numbers: dict[str, Held], talk: str) -> None:
    held = numbers[f"number-{talk}"]
    assert len(held.said_by("caller")) >= 3
    spoken = "devanagari" if talk == "hinglish" else SCRIPTS[talk]
    assert {script_of(said) for said in held.said_by("caller")} <= {spoken, "mixed"}
    assert held.result.reason in ("caller_hung_up", "agent_ended")
    assert held.named("vendor.failed") == []


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("stt", "stall"),
        ("stt", "unauthorised"),
        ("tts", "stall"),
        ("tts", "cut_midway"),
        ("llm", "stall"),
        ("llm", "unauthorised"),
    ],
)
async def test_a_call_survives_the_fault_of_a_vendor(on: Stage, part: str, fault: Fault) -> None:
    """bench/faults.py has all of them, and the seconds."""
    says = TALKS["english"][3][:1]
    emulator = on.vendors.models["ollama"] if part == "llm" else on.vendors.sarvam

    async def begin() -> None:
        emulator.order(fault, where="" if part == "llm" else part, times=None)
        await on.vendors.sarvam.drop_sockets()

    held = await hold(on, agent_for("english"), says, "en-IN", greeted=begin)
    keep(f"fault-{part}-{fault}", held)
    assert {row["kind"] for row in held.named("vendor.failed")} >= {part}
    # Whisper may write "Where's".
    assert share_heard(words(says[0]), words(*held.said_by("caller"))) >= 0.5, "the caller's words were heard"
    assert len(held.answers) >= 2, "and answered"
    assert held.result.reason == "caller_hung_up"


async def test_hindi_that_nobody_can_hear_any_more_ends_politely(on: Stage) -> None:
    """The built-in recogniser hears English alone: it must not take Hindi for some English words."""

    async def begin() -> None:
        on.vendors.sarvam.order("unauthorised", where="stt", times=None)
        await on.vendors.sarvam.drop_sockets()

    held = await hold(on, agent_for("hindi"), TALKS["hindi"][3] * 3, "hi-IN", greeted=begin, listens=20.0)
    keep("fault-hindi", held)
    assert held.said_by("caller") == []
    assert held.result.reason == "vendor_failed"
    assert "तकनीकी दिक्कत" in held.said_by("agent")[-1]


async def test_a_vendor_known_to_be_down_is_skipped_at_once(on: Stage) -> None:
    for _ in range(3):
        on.services.circuits.failed("llm/ollama/qwen2.5:32b", "timed_out")
        on.services.circuits.failed("tts/sarvam", "timed_out")
    before = len(on.vendors.models["ollama"].asked)
    held = await hold(on, agent_for("english"), TALKS["english"][3][:1], "en-IN")
    assert {row["reason"] for row in held.named("vendor.failed")} == {"skipped"}
    asked = [row["content"] for request in on.vendors.models["ollama"].asked[before:] for row in request["messages"]]
    assert TALKS["english"][3][0] not in asked
    assert len(held.answers) >= 2


async def test_with_everything_gone_the_call_ends_politely(on: Stage) -> None:
    async def begin() -> None:
        on.vendors.models["ollama"].order("broken", times=None)
        on.vendors.sarvam.order("broken", where="tts", times=None)

    agent = agent_for("english")
    agent.template = None
    agent.options = {**agent.options, "prepared_lines": None}
    held = await hold(on, agent, ("Where is my order?", "How much is it?", "Hello?"), "en-IN", greeted=begin)
    assert held.result.reason == "vendor_failed"
    assert "technical problem" in held.answers[-1]


async def test_the_language_follows_the_caller_and_the_voice_with_it(on: Stage) -> None:
    says = ("Where is my order?", "தமிழில் பேசுங்கள்", "விலை எவ்வளவு?")
    spoken = [await on.caller_says(text, "ta-IN" if script_of(text) == "tamil" else "en-IN") for text in says]
    held = await hold(on, agent_for("english"), says, "en-IN", spoken=spoken)
    keep("language-follows", held)
    (change,) = held.named("language.changed")
    assert (change["before"], change["after"], change["why"]) == ("en-IN", "ta-IN", "asked")
    assert script_of(held.answers[-1]) == "tamil"
    assert "ta-IN" in {config["target_language_code"] for config in on.vendors.sarvam.configs}


def rows(path: str) -> int:
    """Lines of a table of tests, without its head and remarks."""
    lines = (ROOT / "tests" / path).read_text("utf-8").splitlines()
    return sum(bool(line.strip()) and not line.startswith("#") for line in lines)


def test_the_tables_are_as_long_as_they_must_be() -> None:
    """They are run by tests of their own (tests/core/spoken, tests/core/guardrails, tests/providers/tools)."""
    assert rows("core/spoken/table.tsv") >= 300
    assert len(json.loads((Path(ROOT) / "tests/core/guardrails/attacks.json").read_text("utf-8"))) >= 30

"""`make dev-vendors`: each vendor is there, well, and reached by what the file says; Tron itself finds them too."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.emulators import livekit
from tests.emulators.model_vendors import OpenAICloudEmulator
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice
from tron.core.config import read_environment
from tron.core.settings.environment import from_environment, unknown_names
from tron.core.vendors import Probe, run_probe
from tron.providers.llm.models import Models
from tron.providers.probes.livekit import LiveKitProbe
from tron.providers.probes.models import LanguageModelServers
from tron.providers.probes.sarvam import SarvamProbe
from tron.providers.probes.twilio import TwilioProbe

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MODELS = {"openai": "gpt-4o-mini", "gemini": "gemini-2.5-flash", "ollama": "qwen2.5:7b", "custom": "sarvam-m"}
ASKED = "मेरा ऑर्डर कब आएगा?"


@asynccontextmanager
async def started(folder: Path, *options: str) -> AsyncIterator[asyncio.StreamReader]:
    """The script, asked to end at the end of the block."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TRON_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.emulators", "--first-port", "0", "--folder", str(folder), *options),
        cwd=ROOT,
        env=own,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        await until(process.stdout, "Settings ")
        yield process.stdout
    finally:
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 30) == 0


async def until(lines: asyncio.StreamReader, words: str) -> str:
    async with asyncio.timeout(120):
        while words not in (line := (await lines.readline()).decode()):
            assert line, f"it ended without {words!r}"
        return line


def settings_of(folder: Path) -> Any:
    environ = read_environment(folder, {})
    assert unknown_names(environ) == []
    return settings_with(dict(from_environment(environ).values))


def probes() -> dict[str, Probe]:
    servers = LanguageModelServers()
    named: dict[str, Probe] = {"twilio": TwilioProbe(), "sarvam": SarvamProbe()}
    if livekit.PROGRAM.exists():
        named["livekit"] = LiveKitProbe()
    return named | {name: servers.probe(name, model) for name, model in MODELS.items()}


async def test_every_vendor_works_and_can_be_made_to_fail(tmp_path: Path) -> None:
    async with started(tmp_path, "--no-serve"):
        settings = settings_of(tmp_path)
        results = {name: await run_probe(probe, settings) for name, probe in probes().items()}
        assert {name: result.state for name, result in results.items()} == dict.fromkeys(results, "works")
        for provider, name in MODELS.items():
            assert "शाम" in await said(provider, name, settings)
        control = settings.get_str("ai.openai_endpoint").removesuffix(OpenAICloudEmulator.base) + "/_emulator/fault"
        async with aiohttp.ClientSession() as person:
            await person.post(control, json={"kind": "unauthorised", "times": None})
            assert (await run_probe(probes()["openai"], settings)).state == "wrong_key"
            await person.post(control, json={"kind": None})
        assert (await run_probe(probes()["openai"], settings)).state == "works"
    assert oct((tmp_path / ".env").stat().st_mode)[-3:] == "600"


async def said(provider: str, name: str, settings: Any) -> str:
    models = Models()
    model = await models.find(ModelChoice(provider, name), settings)
    assert model is not None
    rows = [{"role": "user", "content": ASKED}]
    pieces = [piece async for piece in model.reply(rows, temperature=0.0, max_tokens=200)]
    await models.aclose()
    return "".join(piece for piece in pieces if isinstance(piece, str))


@pytest.mark.thorough
@pytest.mark.parametrize("options", [(), ("--open",)])
async def test_tron_is_led_to_them(tmp_path: Path, options: tuple[str, ...]) -> None:
    port = free_port()
    async with started(tmp_path, "--port", str(port), "--no-browser", *options) as lines:
        address = re.search(r"http://\S+", await until(lines, "Tron is ready"))
        assert address is not None
        if options:
            await until(lines, "Settings stored (200)")
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as page:
            for name in ("sarvam", "twilio"):
                async with page.post(f"/api/tron/settings/test-{name}", json={}) as answer:
                    assert (await answer.json())["state"] == "works"
            async with page.get("/api/tron/models/local") as answer:
                assert (await answer.json())["suggested"] == "qwen2.5:32b"
            async with page.get("/api/tron/settings") as answer:
                sources = {item["key"]: item["source"] for item in (await answer.json())["items"]}
            assert sources["ai.openai_api_key"] == ("stored" if options else "environment")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

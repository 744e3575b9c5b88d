"""All vendors at once, each an emulator with its usual delays, and the settings that lead Tron to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.emulators import livekit, twilio
from tests.emulators.mcp import McpEmulator
from tests.emulators.message_vendors import MessageVendors
from tests.emulators.model_vendors import CustomEmulator, GeminiEmulator, OllamaEmulator, OpenAICloudEmulator
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.sarvam import Delays, SarvamEmulator
from tests.emulators.server import Emulator
from tron.core.settings import REGISTRY
from tron.providers.engines import EngineClient

FIRST_TOKEN, EACH_TOKEN = 0.2, 0.02
PACE: Mapping[str, Any] = {"first_token": FIRST_TOKEN, "each_token": EACH_TOKEN}


@dataclass(frozen=True, slots=True)
class Everyone:
    """Who runs: an address by name, and settings by key."""

    addresses: Mapping[str, str]
    settings: Mapping[str, str]


def emulators(first_port: int, engines: EngineClient | None, utterances: Path | None) -> dict[str, Emulator]:
    """One of each, at ports in a row; port 0 takes free ones. `engines` lend Sarvam their voices and ears."""
    ports = iter(range(first_port, first_port + 8)) if first_port else iter([0] * 8)
    sarvam = SarvamEmulator(
        port=next(ports), delays=Delays(), voice=engines, whisper=engines, folder=utterances, key="sk_dev_of_sarvam"
    )
    models: dict[str, OpenAIEmulator] = {
        "OpenAI": OpenAICloudEmulator(port=next(ports), **PACE),
        "Gemini": GeminiEmulator(port=next(ports), **PACE),
        "Ollama": OllamaEmulator(port=next(ports), **PACE),
        "Custom": CustomEmulator(port=next(ports), key="custom-dev-key", **PACE),
    }
    return {
        "Sarvam": sarvam,
        **models,
        "MCP": McpEmulator(port=next(ports)),
        "Twilio": twilio.TwilioEmulator(port=next(ports)),
        "Messages": MessageVendors(port=next(ports)),
    }


@asynccontextmanager
async def everyone(
    first_port: int, *, engines: EngineClient | None = None, utterances: Path | None = None
) -> AsyncIterator[Everyone]:
    """Runs all of them as long as the block; LiveKit only where its server was built."""
    async with AsyncExitStack() as stack:
        made = emulators(first_port, engines, utterances)
        for emulator in made.values():
            await stack.enter_async_context(emulator)
        addresses = {name: emulator.url for name, emulator in made.items()}
        addresses["MCP"] += "/mcp"
        settings = _settings(made)
        if livekit.PROGRAM.exists():
            server = await stack.enter_async_context(livekit.livekit_server())
            addresses["LiveKit"] = server.url
            settings |= {
                "livekit.url": server.url,
                "livekit.api_key": livekit.KEY,
                "livekit.api_secret": livekit.SECRET,
            }
        yield Everyone(addresses, settings)


def _settings(made: Mapping[str, Emulator]) -> dict[str, str]:
    def model(name: str) -> OpenAIEmulator:
        found = made[name]
        assert isinstance(found, OpenAIEmulator)
        return found

    def base(name: str) -> str:
        return model(name).url + model(name).base

    sarvam = made["Sarvam"]
    assert isinstance(sarvam, SarvamEmulator)
    return {
        "ai.sarvam_endpoint": sarvam.url,
        "ai.sarvam_api_key": sarvam.key,
        "ai.openai_endpoint": base("OpenAI"),
        "ai.openai_api_key": model("OpenAI").key or "",
        "ai.gemini_endpoint": base("Gemini"),
        "ai.gemini_api_key": model("Gemini").key or "",
        "ai.ollama_endpoint": model("Ollama").url,
        "ai.custom_endpoint": base("Custom"),
        "ai.custom_api_key": model("Custom").key or "",
        "ai.default_llm_provider": "openai",
        "ai.default_llm_model": "gpt-4o-mini",
        "telephony.twilio_endpoint": made["Twilio"].url,
        "telephony.twilio_account_sid": twilio.SID,
        "telephony.twilio_auth_token": twilio.TOKEN,
        "telephony.from_number": "+12025550100",
        "tools.allowed_hosts": ",".join(made[name].url.removeprefix("http://") for name in ("MCP", "Messages")),
    }


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The same by the names of variables."""
    return {REGISTRY[key].env_name: value for key, value in settings.items()}

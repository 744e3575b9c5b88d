"""The emulated vendors, and the real client for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from tests.emulators.model_vendors import (
    GEMINI_KEY,
    OPENAI_KEY,
    CustomEmulator,
    GeminiEmulator,
    OllamaEmulator,
    OpenAICloudEmulator,
)
from tests.emulators.openai_compatible import OpenAIEmulator
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice
from tron.core.ports import LanguageModel
from tron.core.settings import SettingsSnapshot
from tron.providers.llm.models import Models
from tron.providers.llm.patience import Patience

EMULATORS: dict[str, Callable[[], OpenAIEmulator]] = {
    "openai": OpenAICloudEmulator,
    "gemini": GeminiEmulator,
    "ollama": OllamaEmulator,
    "custom": CustomEmulator,
}
MODELS = {"openai": "gpt-4o-mini", "gemini": "gemini-2.0-flash", "ollama": "qwen2.5:7b", "custom": "sarvam-m"}
QUICK = Patience(connect=0.5, first_token_within=0.4, longest_thought=0.8, between_tokens=0.4, longest_wait=0.3)


class Stage:
    """A vendor's emulator, and Tron's way to it."""

    def __init__(self, provider: str, emulator: OpenAIEmulator, models: Models) -> None:
        self.provider, self.emulator, self.models = provider, emulator, models

    @property
    def settings(self) -> SettingsSnapshot:
        return settings_for(self.emulator)

    async def model(self, name: str | None = None, **changes: Any) -> LanguageModel:
        choice = ModelChoice(self.provider, name or MODELS[self.provider], **changes)
        found = await self.models.find(choice, self.settings)
        assert found is not None
        return found


def settings_for(emulator: OpenAIEmulator, **changes: Any) -> SettingsSnapshot:
    """All providers at one address, with the right keys."""
    address = f"{emulator.url}{emulator.base}"
    return settings_with(
        {
            "ai.openai_endpoint": address,
            "ai.openai_api_key": OPENAI_KEY,
            "ai.gemini_endpoint": address,
            "ai.gemini_api_key": GEMINI_KEY,
            "ai.custom_endpoint": address,
            "ai.ollama_endpoint": emulator.url,
            **changes,
        }
    )


@pytest.fixture
async def stage_of() -> AsyncIterator[Callable[..., Any]]:
    """Makes stages; closes them."""
    made: list[Stage] = []

    async def make(provider: str, *, patience: Patience | None = None, **options: Any) -> Stage:
        emulator = EMULATORS[provider](**options)
        await emulator.__aenter__()
        stage = Stage(provider, emulator, Models(patience=patience or Patience()))
        made.append(stage)
        return stage

    yield make
    for stage in made:
        await stage.models.aclose()
        await stage.emulator.__aexit__(None, None, None)


@pytest.fixture
def quick() -> Patience:
    return QUICK

"""Prints the modules that a process's first answer still has to load, one a line. Run by test_models.py."""

from __future__ import annotations

import asyncio
import sys

from tests.emulators.model_vendors import OllamaEmulator
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice
from tron.providers.llm.models import Models


async def main() -> None:
    models = Models()
    async with OllamaEmulator() as ollama:
        model = await models.find(
            ModelChoice("ollama", "qwen2.5:7b"), settings_with({"ai.ollama_endpoint": ollama.url})
        )
        assert model is not None
        before = set(sys.modules)
        async for _ in model.reply([{"role": "user", "content": "hello"}], temperature=0.0, max_tokens=20):
            pass
        print(*sorted(set(sys.modules) - before), sep="\n")
        await models.aclose()


asyncio.run(main())

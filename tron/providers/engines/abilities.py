"""What the engines can do just now, with the models they were given: talk freely, hear a language."""

from __future__ import annotations

from pathlib import Path

from tron.core.chat import ModelChoice
from tron.core.ports import LanguageModel
from tron.core.settings import SettingsSnapshot
from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineUnavailable
from tron.providers.engines.status import EngineStatus

ASK_SECONDS = 1.0


class EngineAbilities:
    """Fulfils LanguageModels, for agents of the provider `builtin`. Engines that are away can do nothing."""

    def __init__(self, socket_path: Path, *, patience: float = 30.0) -> None:
        self._asks = EngineClient(socket_path, patience=ASK_SECONDS)
        self._talks = EngineClient(socket_path, patience=patience)

    async def close(self) -> None:
        await self._asks.close()
        await self._talks.close()

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        """The downloaded chat model, whichever it is; the one that comes along cannot hold a talk."""
        del settings
        if choice.provider != "builtin":
            return None
        status = await self._status("llm")
        return self._talks if status is not None and status.facts.get("free_talk") else None

    async def hears(self, language: str) -> bool:
        """Whether the recogniser knows this language (BCP 47)."""
        status = await self._status("whisper")
        return status is not None and language.split("-", maxsplit=1)[0] in status.facts.get("languages", ())

    async def voices(self) -> str:
        """The downloaded voices; speech kept from before they came is another voice's."""
        status = await self._status("piper")
        return "none" if status is None else ",".join(["joe", *status.facts.get("models", ())])

    async def _status(self, engine: str) -> EngineStatus | None:
        try:
            status = (await self._asks.status()).get(engine)
        except (EngineUnavailable, OSError, TimeoutError):
            return None
        return status if status is not None and status.state == "ready" else None

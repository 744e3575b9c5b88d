"""All models of all providers, as core's LanguageModels."""

from __future__ import annotations

from tron.core.chat import ModelChoice
from tron.core.ports import LanguageModel, LanguageModels
from tron.core.settings import SettingsSnapshot
from tron.providers.llm.house import House
from tron.providers.llm.patience import Patience
from tron.providers.llm.registry import vendors


class Models:
    """Fulfils LanguageModels. One per process: it keeps the connections. `builtin` finds the engines' model."""

    def __init__(self, builtin: LanguageModels | None = None, *, patience: Patience | None = None) -> None:
        self._house = House(builtin, patience or Patience())

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        """The chosen model, for one call; None where its provider is not set up. Asks no vendor."""
        vendor = vendors().get(choice.provider)
        return await vendor.find(choice, settings, self._house) if vendor is not None else None

    async def aclose(self) -> None:
        """Replies under way end with VendorTrouble."""
        await self._house.clients.aclose()

"""The built-in model, in the engines' process."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tron.core.chat import ModelChoice, Piece, Row, ToolSpec
from tron.core.ports import LanguageModel
from tron.core.settings import SettingsSnapshot
from tron.core.vendors import VendorTrouble
from tron.providers.engines.errors import EngineRefused, EngineUnavailable
from tron.providers.llm.house import House
from tron.providers.llm.rows import arranged
from tron.providers.llm.thoughts import SpokenText

HINT = "`tron doctor` says more."


@dataclass(frozen=True)
class BuiltinVendor:
    """Fulfils Vendor."""

    name: str = "builtin"

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot, house: House) -> LanguageModel | None:
        model = await house.builtin.find(choice, settings) if house.builtin is not None else None
        return BuiltinModel(model, f"{self.name}/{choice.model}") if model is not None else None


class BuiltinModel:
    """Fulfils LanguageModel and ReadsAhead: the engines' failures in the words of the other vendors' ones."""

    def __init__(self, model: LanguageModel, name: str) -> None:
        self.name = name
        self._model = model

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncGenerator[Piece, None]:
        text = SpokenText()
        try:
            async for piece in self._model.reply(
                arranged(messages), temperature=temperature, max_tokens=max_tokens, tools=tools
            ):
                if isinstance(piece, str):
                    yield text.add(piece)
                else:
                    yield text.end()
                    yield piece
            if rest := text.end():
                yield rest
        except TimeoutError as error:
            raise VendorTrouble("timed_out", "The built-in model did not answer in time.", hint=HINT) from error
        except (EngineUnavailable, OSError) as error:
            raise VendorTrouble("unreachable", "The built-in engines do not run.", hint=HINT) from error
        except EngineRefused as error:
            raise VendorTrouble("refused", "The built-in model did not take this.", hint=HINT) from error

    async def read_ahead(self, messages: Sequence[Row], tools: Sequence[ToolSpec] = ()) -> None:
        with suppress(VendorTrouble):
            async for _ in self.reply(messages, temperature=0.0, max_tokens=1, tools=tools):
                pass


VENDOR = BuiltinVendor()

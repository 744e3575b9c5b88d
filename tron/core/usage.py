"""What one call used: tokens by model, heard seconds and spoken characters by vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from tron.core.chat import Piece, Row, TokenUse, ToolCall, ToolSpec
from tron.core.circuits import vendor_of
from tron.core.cost import Usage
from tron.core.ports import LanguageModel


class UsageMeter:
    """Sums what models used in one call. A name is `<provider>/<model>`, as prices have it."""

    def __init__(self) -> None:
        self._used: dict[str, TokenUse] = {}

    def metered(self, name: str, model: LanguageModel) -> LanguageModel:
        """The same model, counted. Put it around each vendor's own: tools and other vendors make further requests."""
        return MeteredModel(self, name, model)

    def add(self, name: str, use: TokenUse) -> None:
        before = self._used.get(name, TokenUse(0, 0))
        self._used[name] = TokenUse(before.input + use.input, before.output + use.output, before.cached + use.cached)

    def of(self, name: str) -> TokenUse:
        """All tokens of this model so far."""
        return self._used.get(name, TokenUse(0, 0))

    @property
    def total(self) -> int:
        """Tokens of all models so far, read and written."""
        return sum(use.input + use.output for use in self._used.values())

    def usages(self) -> list[Usage]:
        """A row for `estimate` for each model that was asked."""
        return [
            Usage("llm", name, (use.input + use.output) / 1000, written=use.output / 1000)
            for name, use in self._used.items()
        ]


class SpeechMeter:
    """Sums who heard and spoke in one call. A name is a vendor's, as prices have it, or a circuit's (`tts/sarvam`)."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._characters: dict[str, int] = {}

    def heard(self, name: str, seconds: float) -> None:
        """A recogniser was given this much sound."""
        vendor = _vendor(name)
        self._seconds[vendor] = self._seconds.get(vendor, 0.0) + seconds

    def spoke(self, name: str, characters: int) -> None:
        """A voice was asked for this much text; not for what was kept from before."""
        vendor = _vendor(name)
        self._characters[vendor] = self._characters.get(vendor, 0) + characters

    def usages(self) -> list[Usage]:
        """A row for `estimate` for each that heard or spoke."""
        heard = [Usage("stt", name, seconds / 60) for name, seconds in self._seconds.items()]
        return heard + [Usage("tts", name, characters / 1000) for name, characters in self._characters.items()]


def _vendor(name: str) -> str:
    return vendor_of(name) or name


class MeteredModel:
    """A LanguageModel that tells a meter of each answer; one that was left early, or not counted, is estimated."""

    def __init__(self, meter: UsageMeter, name: str, model: LanguageModel) -> None:
        self._meter = meter
        self._name = name
        self._model = model

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        written = 0.0
        counted: TokenUse | None = None
        answered = False
        try:
            async for piece in self._model.reply(messages, temperature=temperature, max_tokens=max_tokens, tools=tools):
                match piece:
                    case TokenUse():
                        counted = piece
                    case ToolCall():
                        answered, written = True, written + tokens_in(piece.name) + tokens_in(piece.arguments)
                    case str() if piece:
                        answered, written = True, written + tokens_in(piece)
                yield piece
        finally:
            if counted is None and answered:  # a vendor that failed before its first word is not paid
                read = sum(tokens_in(str(row.get("content") or "")) for row in messages)
                counted = TokenUse(round(read), max(1, round(written)))
            if counted is not None:
                self._meter.add(self._name, counted)


def tokens_in(text: str) -> float:
    """About how many tokens a text is: four Latin letters each, or two of other scripts."""
    latin = sum(character.isascii() for character in text)
    return latin / 4 + (len(text) - latin) / 2

"""The price table of the cost estimates. Figures are the user's to check: vendors change theirs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

OTHER = "*"
Component = Literal["telephony", "stt", "tts", "llm"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Price(BaseModel):
    """An amount for one unit of a component."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: float = Field(ge=0, le=100_000, allow_inf_nan=False)
    currency: Literal["INR", "USD"]


Prices = Annotated[dict[Name, Price], Field(max_length=200)]


class PriceTable(BaseModel):
    """Prices by name: a line, or `<provider>` or `<provider>/<model>`. `*`: all others; else free.

    `llm_per_1k_tokens` is for what a model reads, and for what it writes where that has no price of its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    telephony_per_minute: Prices
    stt_per_minute: Prices
    tts_per_1k_characters: Prices
    llm_per_1k_tokens: Prices
    llm_output_per_1k_tokens: Prices = Field(default_factory=dict)

    def price(self, component: Component, name: str) -> Price | None:
        """The price for one unit of `component`; None when nothing is known, which counts as free."""
        table = {
            "telephony": self.telephony_per_minute,
            "stt": self.stt_per_minute,
            "tts": self.tts_per_1k_characters,
            "llm": self.llm_per_1k_tokens,
        }[component]
        return _of(table, name)

    def output_price(self, name: str) -> Price | None:
        """The price for 1,000 tokens that a model writes."""
        return _of(self.llm_output_per_1k_tokens, name) or self.price("llm", name)


def _of(table: Prices, name: str) -> Price | None:
    return table.get(name) or table.get(name.partition("/")[0]) or table.get(OTHER)


def in_both(price: Price, units: float, inr_per_usd: float) -> tuple[float, float]:
    """(INR, USD) for `units` of a price."""
    cost = price.amount * units
    return (cost, cost / inr_per_usd) if price.currency == "INR" else (cost * inr_per_usd, cost)


def _table(currency: Literal["INR", "USD"], **amounts: float) -> dict[str, Price]:
    return {name: Price(amount=amount, currency=currency) for name, amount in amounts.items()}


DEFAULT_PRICES = PriceTable(
    telephony_per_minute={**_table("INR", sandbox=0, browser=0, terminal=0), OTHER: Price(amount=1.0, currency="INR")},
    stt_per_minute=_table("INR", builtin=0, sandbox=0, sarvam=0.5),
    tts_per_1k_characters=_table("INR", builtin=0, sarvam=3.0),
    llm_per_1k_tokens={
        **_table("INR", builtin=0, ollama=0, custom=0),
        **_table("USD", **{"openai/gpt-4o-mini": 0.00015, "openai/gpt-4o": 0.0025, "openai/gpt-4.1": 0.002}),
        **_table("USD", **{"gemini/gemini-2.0-flash": 0.0001, "gemini/gemini-2.5-pro": 0.00125}),
    },
    llm_output_per_1k_tokens={
        **_table("USD", **{"openai/gpt-4o-mini": 0.0006, "openai/gpt-4o": 0.01, "openai/gpt-4.1": 0.008}),
        **_table("USD", **{"gemini/gemini-2.0-flash": 0.0004, "gemini/gemini-2.5-pro": 0.01}),
    },
).model_dump(mode="json")

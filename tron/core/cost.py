"""What a call costs, by component, from the price table in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tron.core.settings.pricing import Component, Price, PriceTable, in_both


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a component a call used. `units`: minutes, thousands of characters, or thousands of tokens.

    `written`: of a model's units, those that it wrote; they have a price of their own.
    """

    component: Component
    name: str
    units: float
    written: float = 0.0


def estimate(usages: list[Usage], prices: PriceTable, inr_per_usd: float) -> dict[str, Any]:
    """{"inr", "usd", "components": [{"component", "name", "units", "inr", "usd"}]}; amounts rounded to 1e-6."""
    rows: list[Mapping[str, Any]] = []
    for usage in usages:
        read = _amount(prices.price(usage.component, usage.name), usage.units - usage.written, inr_per_usd)
        written = _amount(prices.output_price(usage.name), usage.written, inr_per_usd)
        inr, usd = read[0] + written[0], read[1] + written[1]
        rows.append(
            {
                "component": usage.component,
                "name": usage.name,
                "units": round(usage.units, 4),
                "inr": round(inr, 6),
                "usd": round(usd, 6),
            }
        )
    return {
        "inr": round(sum(row["inr"] for row in rows), 6),
        "usd": round(sum(row["usd"] for row in rows), 6),
        "components": rows,
    }


def _amount(price: Price | None, units: float, inr_per_usd: float) -> tuple[float, float]:
    return in_both(price, units, inr_per_usd) if price is not None and units else (0.0, 0.0)

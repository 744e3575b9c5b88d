"""What a call costs, by component, from the price table in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tron.core.settings.pricing import Component, PriceTable, in_both


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a component a call used. `units`: minutes, thousands of characters, or thousands of tokens."""

    component: Component
    name: str
    units: float


def estimate(usages: list[Usage], prices: PriceTable, inr_per_usd: float) -> dict[str, Any]:
    """{"inr", "usd", "components": [{"component", "name", "units", "inr", "usd"}]}; amounts rounded to 1e-6."""
    rows: list[Mapping[str, Any]] = []
    for usage in usages:
        price = prices.price(usage.component, usage.name)
        inr, usd = in_both(price, usage.units, inr_per_usd) if price else (0.0, 0.0)
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

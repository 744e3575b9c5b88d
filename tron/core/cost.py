"""What a call costs, by component, from the price table in the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def estimate(usages: Sequence[Usage], prices: PriceTable, inr_per_usd: float) -> dict[str, Any]:
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


def with_more(
    cost: Mapping[str, Any], usages: Sequence[Usage], prices: PriceTable, inr_per_usd: float
) -> dict[str, Any]:
    """A cost that was estimated before, with what came later; rows of the same name are summed."""
    more = estimate(usages, prices, inr_per_usd)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in [*cost.get("components", ()), *more["components"]]:
        kept = rows.setdefault((row["component"], row["name"]), {**row, "units": 0, "inr": 0, "usd": 0})
        kept |= {"units": round(kept["units"] + row["units"], 4)}
        kept |= {money: round(kept[money] + row[money], 6) for money in ("inr", "usd")}
    sums = {money: round(float(cost.get(money, 0)) + more[money], 6) for money in ("inr", "usd")}
    return {**sums, "components": list(rows.values())}


def _amount(price: Price | None, units: float, inr_per_usd: float) -> tuple[float, float]:
    return in_both(price, units, inr_per_usd) if price is not None and units else (0.0, 0.0)

"""How much a worker takes on, where tools may reach, and what things cost."""

from __future__ import annotations

from tron.core.settings import kinds
from tron.core.settings.pricing import DEFAULT_PRICES, PriceTable
from tron.core.tools.addresses import allowed_entry

WORKER = (
    kinds.integer(
        "worker.max_calls_audio",
        "Calls with sound at once",
        "For each worker process. More wait in the queue.",
        low=1,
        high=500,
        unit="calls",
        default=20,
    ),
    kinds.integer(
        "worker.max_calls_text",
        "Text calls at once",
        "Simulated calls without sound, for each worker process.",
        low=1,
        high=5000,
        unit="calls",
        default=300,
    ),
)

TOOLS = (
    kinds.string_list(
        "tools.allowed_hosts",
        "Allowed hosts of tools",
        "Tools reach the open internet only. Name here what they may reach inside: host, host:port, or 10.0.0.0/8.",
        allowed_entry,
        max_items=100,
        default=[],
    ),
)

PRICING = (
    kinds.json_value(
        "pricing.table",
        "Price table",
        "What each component costs, for the estimates. Check the figures against your contracts.",
        PriceTable,
        default=DEFAULT_PRICES,
    ),
    kinds.decimal(
        "pricing.inr_per_usd",
        "Rupees for a dollar",
        "Turns the estimates into the other currency.",
        low=1,
        high=1000,
        unit="INR",
        default=88.0,
    ),
)

"""Exotel: calls by its REST API, their sound by AgentStream. Needs a public address, and no LiveKit."""

from tron.core.lines import Lines
from tron.telephony.registry import LineContext


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py."""
    from tron.telephony.exotel.line import ExotelLine

    lines.register(ExotelLine(context))

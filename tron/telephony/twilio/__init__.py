"""Twilio: calls by its REST API, their sound by its Media Streams. Needs a public address, and no LiveKit."""

from tron.core.lines import Lines
from tron.telephony.registry import LineContext


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py."""
    from tron.telephony.twilio.line import TwilioLine

    lines.register(TwilioLine(context))

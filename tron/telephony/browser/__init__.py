"""Browser line: a page's microphone and loudspeaker over a WebSocket."""

from tron.core.lines import Lines
from tron.telephony.browser.line import BrowserLine
from tron.telephony.registry import LineContext


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py."""
    lines.register(BrowserLine(context))

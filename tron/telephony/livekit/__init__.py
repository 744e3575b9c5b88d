"""LiveKit SIP: rooms of a LiveKit server, whose SIP service rings the phones. Needs the extra `livekit`."""

from importlib.util import find_spec

from tron.core.lines import Lines
from tron.telephony.registry import LineContext


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py; without the extra there is no such line."""
    if find_spec("livekit.api") is None:
        return
    from tron.telephony.livekit.line import LivekitLine

    lines.register(LivekitLine(context))

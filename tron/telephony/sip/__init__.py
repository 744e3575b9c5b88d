"""The direct SIP line: trunks, and the gateway process that speaks SIP for it.

Nothing is imported before it is needed: the gateway's own process uses parts of this package, and no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tron.core.lines import Lines
    from tron.telephony.registry import LineContext


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py."""
    from tron.telephony.sip.line import SipLine

    lines.register(SipLine(context))

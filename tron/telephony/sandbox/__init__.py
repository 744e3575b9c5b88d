"""Practice line: a virtual phone network of simulated people, for demos, tests and load."""

from tron.core.lines import Lines
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.line import SandboxLine


def register(lines: Lines, context: LineContext) -> None:
    """Called by telephony/registry.py."""
    lines.register(SandboxLine(context))

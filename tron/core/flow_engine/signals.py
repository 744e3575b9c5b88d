"""How a node's work is cut short: the talk ends, or goes elsewhere."""

from __future__ import annotations


class Ended(Exception):
    """The call is to end: a reason of design.md's table, and the outcome where one is known."""

    def __init__(self, reason: str = "agent_ended", outcome: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.outcome = outcome


class Jump(Exception):
    """A global node of the flow that is being walked comes alive."""

    def __init__(self, node: str) -> None:
        super().__init__(node)
        self.node = node


class Enter(Exception):
    """A subflow begins, with these variables."""

    def __init__(self, flow: str, variables: dict[str, object]) -> None:
        super().__init__(flow)
        self.flow = flow
        self.variables = variables


class GoBack(Exception):
    """The innermost subflow is over."""


class Reopened(Exception):
    """The caller spoke into the goodbye: the talk goes on where it last listened."""

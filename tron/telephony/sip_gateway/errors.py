"""Why the gateway, or a part of it, cannot run."""

from __future__ import annotations


class GatewayError(Exception):
    """The message is for the log, and for the Lines page."""


class LibraryError(GatewayError):
    """PJSIP cannot be started here."""


class LaneError(GatewayError):
    """A lane did not start."""

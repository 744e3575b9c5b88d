"""Why a tool could not do what was asked."""

from __future__ import annotations

from typing import Literal

from tron.core.errors import TronError

TroubleCode = Literal[
    "bad_arguments", "malformed", "refused_address", "rejected", "timed_out", "too_large", "unknown_tool", "unreachable"
]


class ToolTrouble(TronError):
    """A tool failed. The message may be shown to the model: it names no secret and no address inside the network."""

    status = 424
    code: TroubleCode

    def __init__(
        self, code: TroubleCode, message: str, *, hint: str | None = None, http_status: int | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.http_status = http_status

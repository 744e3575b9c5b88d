"""What can go wrong with a built-in engine."""

from __future__ import annotations

from tron.core.errors import TronError


class EngineUnavailable(TronError):
    """An engine is missing, still loading, failed, or its process is gone. `hint` says what to do."""

    status = 503
    code = "engine_unavailable"

    def __init__(self, engine: str, message: str = "", hint: str | None = None) -> None:
        super().__init__(message or f"The built-in engine {engine} is not available.", hint=hint)
        self.engine = engine


class EngineRefused(TronError):
    """The engine is there but this request cannot be served: too long, not speakable, or the engine failed on it."""

    status = 422
    code = "engine_refused"

    def __init__(self, engine: str, message: str) -> None:
        super().__init__(message)
        self.engine = engine

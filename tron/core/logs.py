"""Structured logs: call_id and request_id on every line; never a transcript, a full phone number or a secret."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO, Any, Literal

from tron.core.masking import HIDDEN, Masker

call_id: ContextVar[str | None] = ContextVar("call_id", default=None)
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

OURS = "tron"
QUIET = (
    "alembic",
    "asyncio",
    "faster_whisper",
    "httpx",
    "httpx2",
    "livekit",
    "mcp",
    "openai",
    "sqlalchemy",
    "uvicorn.error",
    "websockets",
)
SPOKEN = frozenset(
    {"text", "transcript", "said", "heard", "utterance", "words", "user_transcript", "prompt", "persona", "greeting"}
)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


@contextmanager
def log_context(*, call: object | None = None, request: object | None = None) -> Iterator[None]:
    """Put these ids on every line logged inside, by this task and the tasks it starts."""
    tokens = [
        (variable, variable.set(str(value)))
        for variable, value in ((call_id, call), (request_id, request))
        if value is not None
    ]
    try:
        yield
    finally:
        for variable, token in reversed(tokens):
            variable.reset(token)


def setup_logging(
    format_: Literal["console", "json", "auto"] = "auto",
    *,
    level: int = logging.INFO,
    stream: IO[str] | None = None,
) -> Masker:
    """Send all logs of this process to `stream` (default stderr). auto: console on a terminal, else JSON.

    Returns the masker; give it secret values with `remember`.
    """
    target = stream or sys.stderr
    masker = Masker()
    readable = format_ == "console" or (format_ == "auto" and target.isatty())
    handler = logging.StreamHandler(target)
    handler.addFilter(_stamp)
    handler.setFormatter(ConsoleFormatter(masker) if readable else JsonFormatter(masker))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.access", *QUIET):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Their lines hold query strings; the edge writes its own access log.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").filters[:] = [_no_false_alarm]
    return masker


def _no_false_alarm(record: logging.LogRecord) -> bool:
    """uvicorn complains of WebSockets that Tron has refused."""
    return "without completing handshake" not in str(record.msg)


def _stamp(record: logging.LogRecord) -> bool:
    """Ids as they are where the line is logged."""
    record.call_id = getattr(record, "call_id", None) or call_id.get()
    record.request_id = getattr(record, "request_id", None) or request_id.get()
    return True


class _MaskingFormatter(logging.Formatter):
    def __init__(self, masker: Masker) -> None:
        super().__init__()
        self._mask = masker

    def text(self, record: logging.LogRecord) -> str:
        return self._mask(record.getMessage())

    def error(self, record: logging.LogRecord) -> str | None:
        if not record.exc_info:
            return None
        return self._mask(self.formatException(record.exc_info))

    def extras(self, record: logging.LogRecord) -> dict[str, Any]:
        """Fields that Tron's own code added; other libraries put transcripts there."""
        if record.name.partition(".")[0] != OURS:
            return {}
        given = {key: value for key, value in vars(record).items() if key not in _STANDARD and not _is_id(key)}
        return {key: HIDDEN if key in SPOKEN else self._clean(value) for key, value in given.items()}

    def _clean(self, value: Any) -> Any:
        return value if isinstance(value, int | float | bool | None) else self._mask(str(value))


def _is_id(key: str) -> bool:
    return key in {"call_id", "request_id"}


class JsonFormatter(_MaskingFormatter):
    """One JSON object a line: at, level, logger, message, call_id, request_id, extra fields, error."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.text(record),
            "call_id": getattr(record, "call_id", None),
            "request_id": getattr(record, "request_id", None),
            **self.extras(record),
        }
        if error := self.error(record):
            line["error"] = error
        return json.dumps(line, ensure_ascii=False)


class ConsoleFormatter(_MaskingFormatter):
    """A readable line; errors follow on lines of their own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).strftime("%H:%M:%S.%f")[:-3]
        ids = {"call": getattr(record, "call_id", None), "request": getattr(record, "request_id", None)}
        pairs = {**self.extras(record), **{key: value for key, value in ids.items() if value}}
        tail = "".join(f"  {key}={value}" for key, value in pairs.items())
        line = f"{at} {record.levelname:<7} {record.name}  {self.text(record)}{tail}"
        line = line.replace("\r", "\\r").replace("\n", "\\n")
        error = self.error(record)
        return f"{line}\n{error}" if error else line

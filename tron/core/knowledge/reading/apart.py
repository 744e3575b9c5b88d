"""Reading a document in a process of its own, with an end to its time: what a file does to a reader hurts nobody."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tron.core.knowledge.trouble import DocumentTrouble, known_code

READ_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage, and the headings above it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """`title` is the document's own, "" without one; `language` two letters."""

    title: str
    language: str
    pieces: Sequence[Piece]


async def read_apart(
    name: str, content_type: str | None, data: bytes, *, seconds: float = READ_SECONDS
) -> ReadDocument:
    """Raises DocumentTrouble; `too_slow` after `seconds`. Cancelling ends the process."""
    head = json.dumps({"name": name, "content_type": content_type}).encode() + b"\n"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tron.core.knowledge.reading",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            answer, _ = await process.communicate(head + data)
    except TimeoutError:
        raise DocumentTrouble("too_slow") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _understood(answer, process.returncode)


def _understood(answer: bytes, code: int | None) -> ReadDocument:
    try:
        body: dict[str, Any] = json.loads(answer)
    except ValueError:
        # Ended by its own limits (a signal), or by a file that broke the reader.
        raise DocumentTrouble("too_slow" if code is not None and code < 0 else "broken") from None
    if "error" in body:
        raise DocumentTrouble(known_code(body["error"]), body["message"])
    pieces = [Piece(heading, text) for heading, text in body["passages"]]
    return ReadDocument(body["title"], body["language"], pieces)

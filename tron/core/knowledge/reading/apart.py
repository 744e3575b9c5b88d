"""Reading a document in a process of its own, with an end to its time: what a file does to a reader hurts nobody.

The work with each word is done there too: here, calls would have no sound meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from tron.core.knowledge.trouble import DocumentTrouble, known_code

READ_SECONDS = 60.0
LONGEST_LINE = 1 << 20
"""Bytes of one passage with its words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage and the headings above it; its folded words, and their sounds (core/knowledge/words.py)."""

    heading: str
    text: str
    words: str = ""
    sounds: Sequence[str] = ()


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
        limit=LONGEST_LINE,
    )
    try:
        async with asyncio.timeout(seconds):
            return await _answer(process, head + data)
    except TimeoutError:
        raise DocumentTrouble("too_slow") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _answer(process: asyncio.subprocess.Process, asked: bytes) -> ReadDocument:
    """Line by line: parsing all at once would hold up the loop."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ConnectionError):  # it ended already: its answer, or its lack, says why
        process.stdin.write(asked)
        await process.stdin.drain()
    process.stdin.close()
    try:
        head = json.loads(await process.stdout.readline())
        if "error" in head:
            raise DocumentTrouble(known_code(head["error"]), head["message"])
        pieces = [Piece(**json.loads(await process.stdout.readline())) for _ in range(head["passages"])]
    except ValueError:
        # Ended by its own limits (a signal), or by a file that broke the reader.
        code = await process.wait()
        raise DocumentTrouble("too_slow" if code < 0 else "broken") from None
    return ReadDocument(head["title"], head["language"], pieces)

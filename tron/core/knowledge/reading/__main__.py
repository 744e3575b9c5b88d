"""The reading process: {"name", "content_type"} as a JSON line and the file on stdin; JSON lines on stdout.

Answers {"error", "message"}, or {"title", "language", "passages": how many} and then each passage as a `Piece`.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from tron.core.knowledge.reading.kinds import read
from tron.core.knowledge.reading.language import language_of
from tron.core.knowledge.reading.passages import passages
from tron.core.knowledge.trouble import DocumentTrouble
from tron.core.knowledge.words import sounds_of, words_of

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60


def main() -> None:
    """A file that eats memory or time ends this process, and nothing else."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    for line in answer(asked["name"], asked["content_type"], sys.stdin.buffer.read()):
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def answer(name: str, content_type: str | None, data: bytes) -> Iterator[dict[str, Any]]:
    """The lines, in order."""
    try:
        content = read(name, content_type, data)
        found = passages(content.blocks)
    except DocumentTrouble as trouble:
        yield {"error": trouble.code, "message": trouble.message}
        return
    except MemoryError:
        yield {"error": "too_large", "message": "Reading it takes too much memory."}
        return
    language = language_of(" ".join(passage.text for passage in found[:200]))
    yield {"title": content.title, "language": language, "passages": len(found)}
    for passage in found:
        words = words_of(f"{passage.heading} {passage.text}")
        told = {"heading": passage.heading, "text": passage.text, "words": " ".join(words), "sounds": sounds_of(words)}
        yield told


def _limit(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):  # some systems know no such limit
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()

"""The reading process: {"name", "content_type"} as a JSON line and the file on stdin; JSON on stdout.

Answers {"title", "language", "passages": [[heading, text], ...]} or {"error", "message"}.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import Any

from tron.core.knowledge.reading.kinds import read
from tron.core.knowledge.reading.language import language_of
from tron.core.knowledge.reading.passages import passages
from tron.core.knowledge.trouble import DocumentTrouble

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 60


def main() -> None:
    """A file that eats memory or time ends this process, and nothing else."""
    _limit(resource.RLIMIT_AS, MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    asked = json.loads(sys.stdin.buffer.readline())
    answer = _answer(asked["name"], asked["content_type"], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _answer(name: str, content_type: str | None, data: bytes) -> dict[str, Any]:
    try:
        content = read(name, content_type, data)
        found = passages(content.blocks)
    except DocumentTrouble as trouble:
        return {"error": trouble.code, "message": trouble.message}
    except MemoryError:
        return {"error": "too_large", "message": "Reading it takes too much memory."}
    language = language_of(" ".join(passage.text for passage in found[:200]))
    pieces = [[passage.heading, passage.text] for passage in found]
    return {"title": content.title, "language": language, "passages": pieces}


def _limit(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):  # some systems know no such limit
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()

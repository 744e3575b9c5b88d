"""Files by HTTP ranges, also while they still grow (Starlette's FileResponse sends more than it promised then)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tron.api.errors import error_response, http_error

CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def file_response(path: Path, request: Request, media_type: str, *, complete: bool) -> Response:
    """200, 206, 304 or 416. Several ranges at once are answered with the whole file, as HTTP allows.

    `complete` False: the file grows; it has no ETag, and only its present part is served.
    """
    stat = path.stat()
    size = stat.st_size
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-cache" if complete else "no-store"}
    etag = f'"{size:x}-{stat.st_mtime_ns:x}"' if complete else None
    if etag:
        headers["ETag"] = etag
        if etag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
    try:
        span = _span(request, size, etag)
    except IndexError:
        error = http_error(416, "The range lies behind the end of the file.")
        return error_response(error, {"Content-Range": f"bytes */{size}"})
    first, last = span or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if span:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if span else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return StreamingResponse(_read(path, first, last - first + 1), status, headers, media_type)


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def _span(request: Request, size: int, etag: str | None) -> tuple[int, int] | None:
    """First and last byte asked for, None for the whole file. Raises IndexError when there is nothing there."""
    found = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if request.method != "GET" or found is None or found.group(1) == found.group(2) == "":
        return None
    if "if-range" in request.headers and request.headers["if-range"] != etag:
        return None
    low, high = found.groups()
    if not low:
        length = int(high)
        if length == 0 or size == 0:
            raise IndexError
        return max(0, size - length), size - 1
    first, last = int(low), min(int(high), size - 1) if high else size - 1
    if high and int(high) < first:
        return None
    if first >= size:
        raise IndexError
    return first, last


async def _read(path: Path, start: int, length: int) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        await file.seek(start)
        while length > 0 and (chunk := await file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk

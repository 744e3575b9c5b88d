"""One file, one attempt: goes on where the last one stopped, and never takes what does not fit."""

from __future__ import annotations

import asyncio
import errno
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import aiohttp

from tron.providers.engines.downloads.catalogue import ModelFile
from tron.providers.engines.downloads.checksum import checks_of, fits, told_by
from tron.providers.engines.downloads.errors import (
    CHANGED,
    CUT,
    DAMAGED,
    STALLED,
    UNREACHABLE,
    Interrupted,
    Refused,
    answered,
    disk_full,
)

CHUNK = 1 << 20
LARGEST_SURPRISE = 1 << 20
"""How much longer than the catalogue says a file of no exact size may be."""
LONGEST_WAIT = 60.0
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LATER = {408, 425, 429}
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, and bytes that must stay free on the disk."""

    connect: float = 15.0
    stall: float = 30.0
    pauses: tuple[float, ...] = (1.0, 3.0, 10.0, 20.0, 30.0)
    reserve: int = 500_000_000


@dataclass(slots=True)
class Known:
    """What the answers before said about the file; kept beside the part."""

    etag: str | None = None
    total: int | None = None
    told: dict[str, str] = field(default_factory=dict)


class Fetch:
    """Brings `file` into `folder` under its name; `on_progress` is called as `have` grows."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        file: ModelFile,
        folder: Path,
        limits: Limits,
        on_progress: Callable[[], None],
    ) -> None:
        self._session = session
        self._address = address
        self._file = file
        self._limits = limits
        self._on_progress = on_progress
        self._whole = folder / file.name
        self._part = folder / f"{file.name}.part"
        self._beside = folder / f"{file.name}.known"
        self._known = self._recall()

    @property
    def have(self) -> int:
        """Bytes that are here."""
        path = self._whole if self._whole.is_file() else self._part
        return path.stat().st_size if path.exists() else 0

    @property
    def done(self) -> bool:
        return self._whole.is_file()

    async def attempt(self) -> None:
        """Go on until the whole file is here. Raises Interrupted, Refused."""
        try:
            if self._known.total is None or self.have != self._known.total:
                await self._transfer()
        except TimeoutError:
            raise Interrupted(STALLED) from None
        except aiohttp.ClientPayloadError:
            raise Interrupted(CUT) from None
        except aiohttp.TooManyRedirects:
            raise Refused(answered(310)) from None
        except aiohttp.ClientError:
            raise Interrupted(UNREACHABLE) from None

    async def check(self) -> None:
        """Hold it against its checksums and give it its name. Raises Interrupted; nothing wrong is kept."""
        checks = checks_of(self._file, self._known.told)
        if not await asyncio.to_thread(fits, self._part, checks):
            self.start_over()
            raise Interrupted(DAMAGED)
        self._part.replace(self._whole)
        self._beside.unlink(missing_ok=True)

    def start_over(self) -> None:
        """Forget what is here."""
        self._part.unlink(missing_ok=True)
        self._beside.unlink(missing_ok=True)
        self._known = Known()
        self._on_progress()

    # ------------------------------------------------------------ transfer

    async def _transfer(self) -> None:
        have = self.have
        headers = {"Accept-Encoding": "identity"}
        if have and (self._known.etag or self._file.sha256 or self._file.md5):
            headers["Range"] = f"bytes={have}-"
            if self._known.etag:
                headers["If-Range"] = self._known.etag
        timeout = aiohttp.ClientTimeout(sock_connect=self._limits.connect, sock_read=self._limits.stall)
        async with self._session.get(self._address, headers=headers, timeout=timeout) as response:
            start = self._begin(response, have)
            self._learn(response, start)
            await self._write(response, start)
        if self._known.total is not None and self.have < self._known.total:
            raise Interrupted(CUT)
        self._known.total = self.have

    def _begin(self, response: aiohttp.ClientResponse, have: int) -> int:
        """From which byte on this answer is. Raises Interrupted, Refused."""
        if self._address.startswith("https:") and response.url.scheme != "https":
            raise Refused(answered(403))  # led away to where anybody may change it
        status = response.status
        if status == 200:
            return 0
        if status == 206:
            found = _RANGE.match(response.headers.get("Content-Range", ""))
            if found and int(found[1]) == have:
                return have
        if status in (206, 416):  # another part than the one asked for: begin anew
            self.start_over()
            raise Interrupted(CUT)
        if status >= 500 or status in _LATER:
            raise Interrupted(answered(status), _wait(response.headers))
        raise Refused(answered(status))

    def _learn(self, response: aiohttp.ClientResponse, start: int) -> None:
        length = response.headers.get("Content-Length", "")
        unknown = self._file.bytes if self._file.exact else None
        self._known.total = start + int(length) if length.isdigit() else unknown
        etag = response.headers.get("ETag", "")
        self._known.etag = etag if etag and not etag.startswith("W/") else None
        self._known.told = told_by(answer.headers for answer in (*response.history, response))
        self._check_size(self._known.total)
        kept = {"etag": self._known.etag, "total": self._known.total, "told": self._known.told}
        self._beside.write_text(json.dumps(kept), "utf-8")

    def _check_size(self, size: int | None) -> None:
        if size is None:
            return
        expected = self._file.bytes
        if size != expected if self._file.exact else size > expected + LARGEST_SURPRISE:
            self.start_over()
            raise Refused(CHANGED)

    async def _write(self, response: aiohttp.ClientResponse, start: int) -> None:
        most = self._file.bytes + (0 if self._file.exact else LARGEST_SURPRISE)
        at = start
        try:
            with self._part.open("ab" if start else "wb", buffering=0) as part:
                if start:
                    part.truncate(start)
                async for chunk in response.content.iter_chunked(CHUNK):
                    at += len(chunk)
                    if at > most:
                        self._check_size(at)
                    self._keep_room(len(chunk))
                    await asyncio.to_thread(_put, part, chunk)
                    self._on_progress()
        except OSError as error:
            if error.errno in _FULL:
                raise Refused(disk_full(max(most - at, 0), self._free())) from None
            raise

    def _keep_room(self, coming: int) -> None:
        free = self._free()
        if free - coming < self._limits.reserve:
            raise Refused(disk_full(self._limits.reserve + coming, free))

    def _free(self) -> int:
        return shutil.disk_usage(self._part.parent).free

    def _recall(self) -> Known:
        try:
            kept = json.loads(self._beside.read_text("utf-8"))
            return Known(kept["etag"], kept["total"], dict(kept["told"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Known()


def _put(part: BinaryIO, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[part.write(view) :]


def _wait(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else 0.0

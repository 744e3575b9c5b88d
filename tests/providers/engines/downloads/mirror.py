"""A model server of our own that misbehaves as told."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tron.providers.engines.downloads.catalogue import CatalogueModel, ModelFile

BODY = bytes(range(256)) * 12_000  # 3 MB
Fault = Callable[["Mirror", web.Request], Any]


class Mirror:
    """Serves `files` by path as Hugging Face does. `faults` are used up in turn, one for each request of a file."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.faults: list[str] = []
        self.asked: list[tuple[str, str | None]] = []
        self.sent = 0
        self.etags = True
        self.ranges = True
        self.base = ""

    def model(self, model_id: str = "tiny", *, checksum: str = "sha256", **changes: Any) -> CatalogueModel:
        """A catalogue entry for what is served."""
        files = []
        for path, body in self.files.items():
            digest = {checksum: hashlib.new(checksum, body).hexdigest()} if checksum else {}
            files.append(ModelFile(path=path, bytes=len(body), **digest))
        entry = {
            "id": model_id,
            "kind": "chat",
            "title": "Tiny",
            "about": "For tests.",
            "licence": "MIT",
            "licence_url": "https://example.com",
            "commercial_use": True,
            "languages": ("en",),
            "memory_bytes": 1000,
            "repository": "tests/tiny",
            "revision": "r1",
            "files": tuple(files),
        }
        return CatalogueModel.model_validate({**entry, **changes})

    @property
    def ranged(self) -> list[str]:
        return [span for _, span in self.asked if span]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.asked.append((path, request.headers.get("Range")))
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit():
            headers = {"Retry-After": "0"} if fault == "503" else {}
            return web.Response(status=int(fault), headers=headers, text="<h1>trouble</h1>")
        body = self.files.get(path)
        if body is None:
            return web.Response(status=404)
        if fault == "redirect":
            headers = {"X-Linked-ETag": f'"{hashlib.sha256(body).hexdigest()}"', "Location": f"/cdn/{path}"}
            return web.Response(status=302, headers=headers)
        return await self._send(request, body, fault)

    async def cdn(self, request: web.Request) -> web.StreamResponse:
        return await self._send(request, self.files[request.match_info["path"]], "")

    async def _send(self, request: web.Request, body: bytes, fault: str) -> web.StreamResponse:
        if fault == "wrong":
            body = body[:-1] + b"!"
        if fault == "page":
            body = b"<html>Log in to this network</html>"
        if fault == "longer":
            body += b"more"
        etag = f'"{hashlib.md5(body).hexdigest()}"'
        start, status = self._start(request, etag), 200
        headers = {"ETag": etag} if self.etags else {}
        if start:
            status, headers["Content-Range"] = 206, f"bytes {start}-{len(body) - 1}/{len(body)}"
        if start >= len(body):
            return web.Response(status=416, headers={"Content-Range": f"bytes */{len(body)}"})
        response = web.StreamResponse(status=status, headers=headers)
        if fault != "chunked":
            response.content_length = len(body) - start
        await response.prepare(request)
        rest = body[start:]
        if fault in {"cut", "stall"}:
            await self._write(response, rest[: len(rest) // 2])
            if fault == "stall":
                await self._sulk(request)
            if request.transport is not None:
                request.transport.close()
            return response
        await self._write(response, rest)
        return response

    async def _sulk(self, request: web.Request) -> None:
        """Sends nothing until the client is gone."""
        while request.transport is not None and not request.transport.is_closing():
            await asyncio.sleep(0.02)

    async def _write(self, response: web.StreamResponse, body: bytes) -> None:
        self.sent += len(body)
        await response.write(body)

    def _start(self, request: web.Request, etag: str) -> int:
        asked = request.headers.get("Range", "")
        if not self.ranges or not asked.startswith("bytes="):
            return 0
        if request.headers.get("If-Range", etag) != etag:
            return 0
        return int(asked.removeprefix("bytes=").removesuffix("-"))


@asynccontextmanager
async def serving(mirror: Mirror) -> AsyncIterator[Mirror]:
    app = web.Application()
    app.router.add_get("/cdn/{path:.+}", mirror.cdn)
    app.router.add_get("/tests/tiny/resolve/r1/{path:.+}", mirror.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    mirror.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield mirror
    await runner.cleanup()

"""The web application: the API of a process's services, and the built pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Match, Route, WebSocketRoute
from starlette.types import Scope

from tron import __version__
from tron.api.router import build_router, install_edge
from tron.api.websocket import nothing_here
from tron.core.errors import NotFound
from tron.core.services import Services

# Below these an unknown address is an error in JSON, not a page.
API_ROOMS = frozenset({"api", "hooks", "ws", "healthz", "readyz"})


def create_app(services: Services) -> FastAPI:
    """Everything that `serve` answers. `services` are opened and closed by the caller."""
    app = FastAPI(
        title="Tron",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    app.state.services = services
    app.include_router(build_router())
    app.router.routes += [WebSocketRoute("/{path:path}", nothing_here), Pages(services.config.base_path)]
    install_edge(app, services.config.base_path)
    return app


@cache
def web_dist() -> Path | None:
    """The built web app's folder, None when it was not built."""
    folder = (Path(str(files("tron"))) / "web" / "dist").resolve()
    return folder if (folder / "index.html").is_file() else None


class Pages(Route):
    """All that is not the API: a file of the web app, else its index page; the browser's router takes it from there."""

    def __init__(self, base_path: str) -> None:
        super().__init__("/{path:path}", self._page, methods=["GET"])
        self._base = base_path.rstrip("/") + "/"

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        room = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/").split("/")[0]
        return (Match.NONE, {}) if room in API_ROOMS else super().matches(scope)

    async def _page(self, request: Request) -> Response:
        path = request.path_params["path"]
        folder = web_dist()
        if folder is None:
            return HTMLResponse("<p>The web app is not built. Run <code>make setup</code>.</p>", status_code=503)
        file = _file(folder, path)
        if file is not None:
            return FileResponse(file, headers=_cache_headers(path))
        if path.startswith("assets/"):
            raise NotFound("There is no such file.", hint="Load the page again: Tron may have been updated meanwhile.")
        return HTMLResponse(self._index(folder), headers={"Cache-Control": "no-cache"})

    def _index(self, folder: Path) -> str:
        index = (folder / "index.html").read_text("utf-8")
        return index.replace('<base href="/" />', f'<base href="{self._base}" />')


def _file(folder: Path, path: str) -> Path | None:
    """The file of this address, None when there is none inside the folder."""
    try:
        file = (folder / path).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except OSError:  # a name too long for the file system
        return None


def _cache_headers(path: str) -> dict[str, str]:
    # Vite puts a content hash into the names below assets/.
    lasting = path.startswith("assets/")
    return {"Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache"}

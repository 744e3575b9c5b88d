"""The web application: the API of a process's services, and the built pages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from tron import __version__
from tron.api.router import build_router, install_edge
from tron.core.errors import NotFound
from tron.core.services import Services

# Below these an unknown address is an error in JSON, not a page.
API_PREFIXES = ("api/", "ws/", "healthz", "readyz")


def create_app(services: Services) -> FastAPI:
    """Everything that `serve` answers. `services` are opened and closed by the caller."""
    app = FastAPI(
        title="Tron",
        version=__version__,
        root_path=services.config.base_path.rstrip("/"),
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.services = services
    app.include_router(build_router())
    _add_pages(app, services.config.base_path)
    install_edge(app)
    return app


@cache
def web_dist() -> Path | None:
    """The built web app's folder, None when it was not built."""
    folder = Path(str(files("tron"))) / "web" / "dist"
    return folder if (folder / "index.html").is_file() else None


def _add_pages(app: FastAPI, base_path: str) -> None:
    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        """A file of the web app, else its index page: the browser's router takes it from there."""
        if path.startswith(API_PREFIXES):
            raise NotFound("There is nothing at this address.", hint="See docs/ or /api/openapi.json.")
        folder = web_dist()
        if folder is None:
            return HTMLResponse("<p>The web app is not built. Run <code>make setup</code>.</p>", status_code=503)
        file = (folder / path).resolve()
        if path and file.is_file() and file.is_relative_to(folder):
            return FileResponse(file, headers=_cache_headers(path))
        return HTMLResponse(_index(folder, base_path), headers={"Cache-Control": "no-cache"})


def _cache_headers(path: str) -> dict[str, str]:
    # Vite puts a content hash into the names below assets/.
    lasting = path.startswith("assets/")
    return {"Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache"}


def _index(folder: Path, base_path: str) -> str:
    base = base_path.rstrip("/") + "/"
    return (folder / "index.html").read_text("utf-8").replace('<base href="/" />', f'<base href="{base}" />')

"""The API of a house."""

from __future__ import annotations

from fastapi import FastAPI

from tron.api.router import build_router, install_edge


def whole_app() -> FastAPI:
    """All routes. Made once for many houses."""
    app = FastAPI()
    app.include_router(build_router())
    install_edge(app)
    return app
